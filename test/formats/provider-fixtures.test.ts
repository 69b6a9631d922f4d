// Real exports, where the shared fixtures are present: the Azure cost export and the FOCUS examples.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { usdToDecimal } from '../../src/model/money.ts';
import { type Read, readRecord, scannedRecords } from './samples.ts';

const fixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));

function isThere(folder: string): boolean {
  if (existsSync(`${fixtures}${folder}`)) return true;
  console.warn(`fixtures/${folder} is not there: nothing was compared with it`);
  return false;
}

async function readAll(file: string): Promise<readonly Read[]> {
  const records = await scannedRecords(readFileSync(`${fixtures}${file}`, 'utf8'), file);
  return records.flatMap((record, index) => readRecord(record, index + 1));
}

const eventsIn = (reads: readonly Read[]): readonly Event[] =>
  reads.flatMap(({ outcome }) => (outcome.kind === 'events' ? outcome.events : []));

test('azure-cost-export: every row is recognised, and none is for a model', async () => {
  if (!isThere('azure-cost-export')) return;
  const reads = await readAll('azure-cost-export/sample-anonymous-ea-export-dataset.csv');
  expect(reads.length).toBeGreaterThan(0);
  expect(new Set(reads.map(({ format }) => format))).toEqual(new Set(['azure-cost-export']));
  expect(new Set(reads.map(({ outcome }) => outcome.kind === 'skipped' && outcome.reason))).toEqual(
    new Set(['not a model call']),
  );
});

test('focus: charges in a virtual currency are sums without tokens; a prepaid purchase costs nothing a second time', async () => {
  if (!isThere('focus')) return;
  const files = readdirSync(`${fixtures}focus`).filter((file) => file.endsWith('.csv'));
  for (const file of files) {
    const reads = await readAll(`focus/${file}`);
    expect(new Set(reads.map(({ format }) => format))).toEqual(new Set(['focus']));
    const events = eventsIn(reads);
    expect(events.length).toBe(reads.length);
    expect(events.every((event) => event.granularity === 'aggregate' && event.usage === undefined)).toBe(true);
  }
  const costs = async (file: string): Promise<string[]> =>
    eventsIn(await readAll(`focus/${file}`)).map((event) => usdToDecimal(event.logged_cost_usd ?? -1n));
  expect(await costs('virtual_currency_pricing_model_a1.csv')).toEqual(['0']);
  expect(await costs('virtual_currency_pricing_model_a2.csv')).toEqual(['490', '20', '720']);
  expect(await costs('virtual_currency_pricing_model_c.csv')).toEqual(['0', '0']);
});

test('focus: two-digit years and a byte order mark', async () => {
  if (!isThere('focus')) return;
  const [event] = eventsIn(await readAll('focus/virtual_currency_pricing_model_a2.csv'));
  expect([event?.start, event?.end]).toEqual([1_743_465_600_000_000_000n, 1_743_552_000_000_000_000n]);
});
