// Repricing: rows add up to the totals, the order of reading never shows, and what came on top stands apart.
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { tracesInShares } from '../../../src/audit/audit-traces.ts';
import { openReprice } from '../../../src/audit/reprice/reprice.ts';
import type { KeyedRow } from '../../../src/audit/reprice/rows.ts';
import type { AuditSettings } from '../../../src/audit/settings.ts';
import { judgeTraces, readIntoStore, type StoreOptions } from '../../../src/engine/read-traces.ts';
import type { Event } from '../../../src/model/event.ts';
import { parseUsd, usdToDecimal } from '../../../src/model/money.ts';
import { compareText } from '../../../src/model/place.ts';
import { type RepriceDocument, repriceDocumentSchema } from '../../../src/model/repricing.ts';
import { anyLog, inputsOfLines } from '../../generate/arbitrary-log.ts';
import { hold, settings } from '../../laws/law.ts';
import { ownedCall } from '../audited-events.ts';
import { sampleSettings } from '../finding-samples.ts';

async function documentOf(
  by: AuditSettings,
  seeAll: (see: ReturnType<typeof openReprice>['see']) => Promise<void> | void,
): Promise<RepriceDocument> {
  const rows: KeyedRow[] = [];
  const sums = openReprice(by, (row) => rows.push(row));
  await seeAll(sums.see);
  return { ...sums.finish(), rows: rows.sort((a, b) => compareText(a.key, b.key)).map(({ row }) => row) };
}

const reprice = (some: readonly Event[], by: AuditSettings): Promise<RepriceDocument> =>
  documentOf(by, (see) => {
    for (const audited of tracesInShares(some, by)) see(audited);
  });

const at = (minute: number): bigint => BigInt(Date.parse('2026-09-01T10:00:00Z') + minute * 60_000) * 1_000_000n;

const events: readonly Event[] = [
  ownedCall({ trace_id: 'a', request_id: 'r1', start: at(3), logged_cost_usd: parseUsd('0.000768') ?? 0n }),
  ownedCall({ trace_id: 'b', request_id: 'r2', start: at(1), logged_cost_usd: parseUsd('0.0768') ?? 0n }),
  ownedCall({ trace_id: 'c', request_id: 'r3', model: 'gpt-99', logged_cost_usd: parseUsd('0.5') ?? 0n }),
  ownedCall({ trace_id: 'd', request_id: 'r4', start: at(2), usage: { input: 100, cached_input: 1000, output: 10 } }),
  ownedCall({ trace_id: 'e', request_id: 'r5', start: at(2), cache_hit: true }),
  ownedCall({ trace_id: 'f', request_id: 'r6', start: at(4), status: 'error', attempt: 0 }),
  ownedCall({
    ...{ trace_id: 'f', request_id: 'r7', start: at(5), attempt: 1, retry_of: 'r6', fallback_from: 'gpt-4.1-mini' },
    model: 'gpt-4.1',
  }),
];

test('rows stand by time whatever the order of reading', async () => {
  const document = await reprice(events, sampleSettings);
  expect(document.rows.map(({ request_id }) => request_id)).toEqual(['r2', 'r4', 'r5', 'r1', 'r6', 'r7', 'r3']);
  expect(await reprice(events.toReversed(), sampleSettings)).toEqual(document);
  expect(repriceDocumentSchema.parse(document)).toEqual(document);
});

test('rows of one second stand by its fractions', async () => {
  const within = (nanoseconds: bigint, trace_id: string): Event => ownedCall({ trace_id, start: at(1) + nanoseconds });
  const { rows } = await reprice(
    [within(500_000_000n, 'c'), within(0n, 'a'), within(25_000_000n, 'b')],
    sampleSettings,
  );
  expect(rows.map(({ trace_id }) => trace_id)).toEqual(['a', 'b', 'c']);
});

test('rows add up to the total, by basis too', async () => {
  const { rows, totals } = await reprice(events, sampleSettings);
  const sum = rows.reduce((all, { usd }) => all + (parseUsd(usd ?? '0') ?? 0n), 0n);
  expect(usdToDecimal(sum)).toBe(totals.usd);
  // r1, r2, r6: 0.000768 each; r4: 100 x 0.4 + 1000 x 0.1 + 10 x 1.6; r7: 1200 x 2 + 180 x 8; r3 as logged
  expect(totals.by_basis).toEqual({
    repriced: { calls: 5, usd: '0.0063' },
    logged: { calls: 1, usd: '0.5' },
    unpriced: { calls: 0, usd: '0' },
  });
  expect(totals.by_cause).toEqual([
    { cause: 'unit-slip', calls: 1, logged_usd: '0.0768', repriced_usd: '0.000768', delta_usd: '0.076032' },
  ]);
});

test('retries, fallbacks and caches are totals of their own', async () => {
  const { totals } = await reprice(events, sampleSettings);
  expect(totals.retries).toEqual({ calls: 1, usd: '0.000768' });
  // served 0.00384, as asked for 0.000768
  expect(totals.fallbacks).toEqual({
    calls: 1,
    usd: '0.00384',
    requested_usd: '0.000768',
    extra_usd: '0.003072',
    unknown_calls: 0,
  });
  // 1000 x (0.4 - 0.1); the hit of the gateway's cache would have cost 0.000768
  expect(totals.cache).toMatchObject({
    read_tokens: 1000,
    savings_usd: '0.0003',
    net_savings_usd: '0.0003',
    gateway_hits: 1,
    gateway_savings_usd: '0.000768',
  });
});

test('a sum of calls has plain prices and is in no other total', async () => {
  const month = ownedCall({ granularity: 'aggregate', usage: { input: 1_000_000_000 }, request_id: 'month' });
  const { rows, totals } = await reprice([month], sampleSettings);
  expect(rows).toMatchObject([{ kind: 'aggregate', usd: '400', basis: 'repriced', request_id: 'month' }]);
  expect(totals).toMatchObject({ calls: 0, usd: '0', aggregates: { rows: 1, usd: '400', at_most_usd: '400' } });
});

test('the document is the same when events waited on disk', async () => {
  const inParts: StoreOptions = { limits: { mostHeld: 0, eventsAPart: 1, directory: tmpdir() } };
  await hold(anyLog, 80, async (lines) => {
    const [whole, parts] = await Promise.all(
      [{}, inParts].map((options) =>
        readIntoStore(inputsOfLines(lines), options, (read) =>
          documentOf(settings, (see) => judgeTraces(read, settings, see)),
        ),
      ),
    );
    expect(parts).toEqual(whole);
  });
});

test('calls of a large trace come some at a time, and what a fallback replaced is known wherever it stands', async () => {
  const attempt = (number: number): Event =>
    ownedCall({
      ...{ trace_id: 'a', request_id: `r${number}`, start: at(number), model: 'gpt-4.1', attempt: 1, retry_of: 'r0' },
      ...(number === 1 && { fallback_from: 'unheard-of' }),
    });
  const first = ownedCall({
    ...{ trace_id: 'a', request_id: 'r0', start: at(99), model: 'gpt-4.1-mini', attempt: 0, status: 'error' },
  });
  const some = [...Array.from({ length: 24 }, (_, number) => attempt(number + 1)), first];
  const shares = [...tracesInShares(some, sampleSettings)].flatMap((trace) => [...trace.shares()]);
  expect(shares.map(({ calls, free_calls: free }) => calls.length + free.length)).toEqual([10, 10, 5]);
  const { totals } = await reprice(some, sampleSettings);
  expect(totals.fallbacks).toMatchObject({ calls: 1, unknown_calls: 0 });
});
