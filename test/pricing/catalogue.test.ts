// The bundled list is what the build makes of the installed package, valid, without contradictions, and small.
import { readFileSync } from 'node:fs';
import { waitForUpdate } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { rateCardSchema } from '../../src/model/rate-card.ts';
import { cardConflict } from '../../src/pricing/card-conflict.ts';
import { type GenaiProvider, importGenaiPrices } from '../../src/pricing/import-genai-prices.ts';
import { list, listFile } from './list-rates.ts';

test('list.json is current: npm run rates:build writes the same', async () => {
  const packageFile = new URL('../package.json', import.meta.resolve('@pydantic/genai-prices'));
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8'));
  // The package's own types are wider where its data never is: null when an update failed, and no update was asked for.
  const providers = (await waitForUpdate()) as unknown as readonly GenaiProvider[];
  expect(list).toEqual(importGenaiPrices(providers, { version, as_of: '2026-09-23' }));
});

test('the list is already in the form the schema puts out, so that the program need not parse it again', () => {
  expect(rateCardSchema.parse(list)).toEqual(list);
});

test('no two rows contradict each other', () => expect(cardConflict(list)).toBeUndefined());

test('size', () => {
  expect(readFileSync(listFile).length).toBeLessThan(500_000);
  expect(new Set(list.rows.map(({ seller }) => seller)).size).toBeGreaterThan(40);
  expect(list.rows.length).toBeGreaterThan(1500);
});

test('every price is plain decimal text', () => {
  const texts = list.rows.flatMap(({ prices, over_context = [] }) =>
    [prices, ...over_context.map((over) => over.prices)].flatMap((by) => Object.values(by)),
  );
  expect(texts.filter((text) => !/^\d+(\.\d+)?$/.test(text ?? ''))).toEqual([]);
});
