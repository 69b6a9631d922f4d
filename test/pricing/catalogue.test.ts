// The bundled list is what the build makes of its sources, valid, without contradictions, small and quick to load.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForUpdate } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { parseUsd } from '../../src/model/money.ts';
import { type RateRow, rateCardSchema } from '../../src/model/rate-card.ts';
import { cardConflict } from '../../src/pricing/card-conflict.ts';
import { listText, type RawFile, rawFiles } from '../../src/pricing/catalogue/make-list.ts';
import type { GenaiProvider } from '../../src/pricing/import/genai-prices.ts';
import { priceUsage } from '../../src/pricing/price-usage.ts';
import { list, listFile, listRates } from './bundled-list.ts';

const text = readFileSync(listFile, 'utf8');
const folder = process.env.RATES_DATA ?? fileURLToPath(new URL('../../../shared/rates-data', import.meta.url));

function read(name: string): RawFile {
  const raw = readFileSync(path.join(folder, name), 'utf8');
  return { value: JSON.parse(raw), sha256: createHash('sha256').update(raw).digest('hex') };
}

async function genai() {
  const packageFile = new URL('../package.json', import.meta.resolve('@pydantic/genai-prices'));
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8'));
  // The package's own types are wider where its data never is: null when an update failed, and no update was asked for.
  return { providers: (await waitForUpdate()) as unknown as readonly GenaiProvider[], version: String(version) };
}

test('list.json is current: npm run rates:build writes the same bytes', async () => {
  if (!existsSync(path.join(folder, rawFiles.litellm))) {
    const reason = `the raw catalogues are not in ${folder}; name their folder in RATES_DATA to rebuild the list`;
    console.warn(`rates:build not repeated: ${reason}`);
    return;
  }
  const names = readdirSync(path.join(folder, rawFiles.portkey)).filter((name) => name.endsWith('.json'));
  const portkey = names.map((name) => ({
    name: name.replace('.json', ''),
    ...read(path.join(rawFiles.portkey, name)),
  }));
  expect(listText({ genai: await genai(), litellm: read(rawFiles.litellm), portkey }) === text).toBe(true);
}, 60_000);

test('the list names its version, its sources and the bytes it was made from', async () => {
  const { version } = await genai();
  expect(list).toMatchObject({
    id: 'list-2026-09-23',
    version: '2026-09-23',
    as_of: '2026-09-23',
    sources: {
      genai: { version },
      litellm: {
        version: '2026-08-01',
        sha256: 'f3586896abe7b20218409b88d8f9b9afe85b85c0de386e8ec7a0f14ac7f790ba',
      },
      portkey: { version: '2026-08-21' },
    },
  });
  const named = new Set(Object.keys(list.sources ?? {}));
  const unnamed = list.rows.flatMap(({ source, disputed = [] }) =>
    [source, ...disputed.map((rival) => rival.source)].filter((name) => name !== undefined && !named.has(name)),
  );
  expect(unnamed).toEqual([]);
});

test('the list is already in the form the schema puts out, so that the program need not parse it again', () => {
  expect(rateCardSchema.parse(list)).toEqual(list);
});

test('no two rows contradict each other', () => expect(cardConflict(list)).toBeUndefined());

test('size', () => {
  expect(text.length).toBeLessThan(1_000_000);
  expect(new Set(list.rows.map(({ seller }) => seller)).size).toBeGreaterThan(60);
  expect(list.rows.length).toBeGreaterThan(4000);
});

test('every price is plain decimal text', () => {
  const texts = list.rows.flatMap(({ prices, over_context = [], disputed = [] }) =>
    [prices, ...over_context.map((over) => over.prices), ...disputed.map((rival) => rival.prices)].flatMap((by) =>
      Object.values(by),
    ),
  );
  expect(texts.filter((price) => !/^\d+(\.\d{1,18})?$/.test(price ?? ''))).toEqual([]);
});

test('no row is free but those that say so', () => {
  const free = list.rows.filter(
    ({ prices }) => Object.values(prices).length > 0 && Object.values(prices).every((price) => price === '0'),
  );
  expect(free.filter(({ source }) => source !== undefined).map(({ seller, model }) => `${seller} ${model}`)).toEqual(
    [],
  );
});

test('no price of a place holds for prompts that cost more everywhere else', () => {
  const termsOf = ({ seller, model, tier, valid_from: from }: RateRow): string =>
    JSON.stringify([seller, model, tier, from]);
  const longer = new Set(list.rows.filter((row) => !row.region && row.over_context).map(termsOf));
  const unlimited = list.rows.filter(
    (row) => row.region && longer.has(termsOf(row)) && !row.over_context && row.up_to_context === undefined,
  );
  expect(unlimited).toEqual([]);
  const long = { provider: 'azure', model: 'gpt-5.4', region: 'eu', usage: { input: 300_000, output: 10 } };
  expect(priceUsage(long, listRates)).toMatchObject({ kind: 'unpriced', why: 'tier without a rate' });
});

test('a model that searches before each answer has its fee, which no log counts, and what sources say of it', () => {
  const call = { provider: 'openai', model: 'gpt-4o-search-preview', usage: { input: 100, output: 50 } };
  const tokens = parseUsd('0.00075') ?? 0n;
  const fee = (usd: string): bigint => tokens + (parseUsd(usd) ?? 0n);
  const price = priceUsage(call, listRates);
  expect(price).toMatchObject({ kind: 'priced', usd: fee('0.01') });
  expect(price.kind === 'priced' && price.disputed?.map(({ usd }) => usd)).toEqual(['0.03', '0.035', '0.05'].map(fee));
  const counted = { ...call, usage: { ...call.usage, web_search: 1 } };
  expect(priceUsage(counted, listRates)).toMatchObject({ usd: fee('0.01') });
  const dated = { ...call, model: 'gpt-4o-mini-search-preview-2025-03-11' };
  expect(priceUsage(dated, listRates)).toMatchObject({ usd: parseUsd('0.010045') });
  const sum = { ...call, granularity: 'aggregate' as const };
  expect(priceUsage(sum, listRates)).toMatchObject({ kind: 'unpriced', why: 'class without a rate' });
});
