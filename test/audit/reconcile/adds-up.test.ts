// Law: parts and remainder are the invoice, to the last digit, for any lines, any calls, any policy. And order and repeats change nothing.
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tracesInShares } from '../../../src/audit/audit-traces.ts';
import { openReconciliation, type ReconcileOptions } from '../../../src/audit/reconcile/reconcile.ts';
import { readInputs } from '../../../src/engine/read-inputs.ts';
import { judgeTraces, readIntoStore } from '../../../src/engine/read-traces.ts';
import type { Event } from '../../../src/model/event.ts';
import { parseUsd, usdToDecimal } from '../../../src/model/money.ts';
import { allocationPolicies, type Reconciliation, reconciliationSchema } from '../../../src/model/reconciliation.ts';
import { anyLog, inputsOfLines } from '../../generate/arbitrary-log.ts';
import { hold } from '../../laws/law.ts';
import { makeCall } from '../../trace/make-event.ts';
import { options, reconcile, settings } from './reconcile-samples.ts';

const day = 86_400_000_000_000n;
const march = 1_772_409_600_000_000_000n;
const hour = fc.integer({ min: -30, max: 120 }).map((hours) => march + BigInt(hours) * (day / 24n));
const counts = fc.record(
  {
    input: fc.nat(900_000),
    cached_input: fc.nat(900_000),
    cache_write_5m: fc.nat(9_000),
    output: fc.nat(90_000),
    web_search: fc.nat(3),
  },
  { requiredKeys: [] },
);
const models = fc.constantFrom(
  ['openai', 'gpt-4.1-mini'],
  ['openai', 'gpt-4.1'],
  ['openai', 'nobody-knows'],
  ['anthropic', 'claude-haiku-4-5'],
  ['anthropic', 'Claude Haiku 4.5'],
);
const key = fc.option(fc.constantFrom('key_a', 'key_b', 'key_c'), { nil: undefined });
const amount = fc
  .tuple(fc.integer({ min: -5_000_000, max: 50_000_000 }), fc.constantFrom(0, 2, 6, 12))
  .map(([number, decimals]) => parseUsd(`${number}e-${decimals}`));
const said = <T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  }; // without the undefined ones

const call: fc.Arbitrary<Event> = fc
  .record({
    named: models,
    usage: fc.option(counts, { nil: undefined }),
    start: fc.option(hour, { nil: undefined, freq: 9 }),
    api_key_id: key,
    service_tier: fc.constantFrom(undefined, 'batch', 'priority', 'default'),
    status: fc.constantFrom(undefined, 'error', 'cancelled'),
    owner_team: fc.constantFrom(undefined, 'claims', 'search', 'sales'),
    logged_cost_usd: fc.option(
      amount.map((usd) => (usd !== undefined && usd < 0n ? -usd : usd)),
      { nil: undefined },
    ),
    id: fc.uuid(),
  })
  .map(({ named: [provider = '', model = ''], id, ...fields }) => {
    const { usage, ...rest } = said(fields);
    const event = makeCall({ provider, model, provider_request_id: id, ...rest, ...(usage && { usage }) });
    if (usage) return event;
    const { usage: _, ...without } = event;
    return without;
  });

const line: fc.Arbitrary<Event> = fc
  .record({
    named: fc.option(models, { nil: undefined, freq: 9 }),
    usage: fc.option(counts, { nil: undefined }),
    meter: fc.constantFrom('input', 'cached_input', 'output', undefined),
    start: hour.map((time) => time - (time % day)),
    long: fc.boolean(),
    api_key_id: key,
    service_tier: fc.constantFrom(undefined, 'batch', 'priority', 'provisioned'),
    operation: fc.constantFrom(undefined, undefined, undefined, 'tax', 'credit', 'adjustment', 'storage', 'web search'),
    logged_cost_usd: fc.option(amount, { nil: undefined }),
    owner_team: fc.constantFrom(undefined, 'claims', 'search'),
    source: fc.constantFrom('bill.csv', 'usage.json'),
  })
  .map(({ named, usage, meter, long, source, start, ...fields }) => {
    const one = usage && meter !== undefined ? { [meter]: usage[meter] ?? 7 } : usage;
    const { usage: _, model: __, provider: ___, ...plain } = makeCall({ log: source, ...said(fields) });
    return {
      ...plain,
      provider: named?.[0] ?? 'openai',
      granularity: 'aggregate',
      hop: 'provider',
      start,
      end: start + (long ? day * 3n : day),
      ...(named?.[1] !== undefined && { model: named[1] }),
      ...(one && { usage: one }),
    } satisfies Event;
  });

const usd = (text: string): bigint => parseUsd(text) ?? 0n;
const sum = (texts: readonly string[]): string => usdToDecimal(texts.reduce((all, text) => all + usd(text), 0n));

function expectAddsUp(document: Reconciliation, lines: readonly Event[]): void {
  const { totals, bridge, by_day, by_model, by_team, exception_bucket, kept_apart, causes } = document;
  const invoice = totals.invoice_usd;
  expect(sum(bridge.map((step) => step.usd))).toBe(invoice);
  expect(sum([totals.billed_usd, totals.kept_apart_usd])).toBe(invoice);
  expect(sum([totals.traced_usd, totals.delta_usd])).toBe(totals.billed_usd);
  expect(sum(causes.map((group) => group.usd))).toBe(totals.delta_usd);
  for (const group of causes) {
    expect(sum(group.causes.map((cause) => cause.usd))).toBe(group.usd);
    for (const cause of group.causes) expect(sum(cause.places.map((place) => place.usd))).toBe(cause.usd);
  }
  for (const rows of [by_day, by_model]) expect(sum(rows.map((row) => row.billed_usd))).toBe(totals.billed_usd);
  expect(sum(kept_apart.map((kind) => kind.usd))).toBe(totals.kept_apart_usd);
  expect(sum([...by_team.map((team) => team.total_usd), exception_bucket.usd, totals.kept_apart_usd])).toBe(invoice);
  // With money on any line of a seller, the invoice is exactly the money of its lines.
  const sellers = [...new Set(lines.map(({ provider }) => provider))];
  if (sellers.every((seller) => hasMoneyForUse(document, seller ?? '')))
    expect(invoice).toBe(usdToDecimal(lines.reduce((all, { logged_cost_usd = 0n }) => all + logged_cost_usd, 0n)));
}

const hasMoneyForUse = ({ sellers }: Reconciliation, seller: string): boolean =>
  sellers.some((section) => section.seller === seller && !section.money_from.startsWith('no line'));

const anyPolicy = fc.constantFrom(...(Object.keys(allocationPolicies) as ReconcileOptions['policy'][])); // the keys of a literal object

function run(lines: readonly Event[], calls: readonly Event[], policy: ReconcileOptions['policy']): Reconciliation {
  return reconcile({ invoices: lines, traces: calls }, { invoices: [], traces: [] }, settings, { ...options, policy });
}

test('parts and remainder are the invoice, to the last digit', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 14 }),
      fc.array(call, { maxLength: 14 }),
      anyPolicy,
      (lines, calls, policy) => {
        const document = run(lines, calls, policy);
        expect(reconciliationSchema.parse(document)).toEqual(document);
        const { repeated_lines } = document.not_compared;
        if (repeated_lines.lines === 0) expectAddsUp(document, lines);
      },
    ),
    { seed: 20261121, numRuns: 400 },
  );
});

test('the order of lines and calls changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 10 }),
      fc.array(call, { maxLength: 10 }),
      fc.func(fc.integer()),
      (lines, calls, rank) => {
        const shuffled = <T>(list: readonly T[]): readonly T[] =>
          list
            .map((item, index) => ({ item, at: rank(index) }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        expect(run(shuffled(lines), shuffled(calls), 'traced-share')).toEqual(run(lines, calls, 'traced-share'));
      },
    ),
    { seed: 20261121, numRuns: 150 },
  );
});

test('nor does the order in which traces are seen, or what of them waits on disk', async () => {
  const limits = { mostHeld: 0, eventsAPart: 1, directory: tmpdir() };
  await hold(fc.tuple(fc.array(line, { maxLength: 10 }), anyLog), 25, async ([lines, log]) => {
    const finished = (held: ReturnType<typeof openReconciliation>) =>
      held.finish({ invoices: [], traces: [] }, { ...options, policy: 'traced-share' });
    const { events } = await readInputs(inputsOfLines(log));
    const whole = openReconciliation(lines, settings);
    for (const audited of tracesInShares(events, settings)) whole.see(audited);
    const stored = await readIntoStore(inputsOfLines(log), { limits }, async (read) => {
      const parts = openReconciliation(lines, settings);
      await judgeTraces(read, settings, parts.see);
      return finished(parts);
    });
    const reversed = openReconciliation(lines, settings);
    for (const audited of [...tracesInShares(events, settings)].toReversed()) reversed.see(audited);
    expect(stored).toEqual(finished(whole));
    expect(finished(reversed)).toEqual(finished(whole));
  });
});

test('an export given twice under two names counts once', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), fc.array(call, { maxLength: 6 }), (lines, calls) => {
      const copy = lines.map((event) => ({
        ...event,
        place: { ...event.place, source: `copy-${event.place.source}` },
      }));
      const twice = run([...lines, ...copy], calls, 'exception-bucket');
      const once = run(lines, calls, 'exception-bucket');
      expect(twice.totals).toEqual(once.totals);
      expect(twice.bridge).toEqual(once.bridge);
    }),
    { seed: 20261121, numRuns: 100 },
  );
});
