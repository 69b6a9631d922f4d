// The rules of FOCUS 1.2 that apply to rows of usage, held on generated logs.
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { auditTraces, billedCalls } from '../../src/audit/audit-traces.ts';
import type { AuditedTrace } from '../../src/audit/audited.ts';
import { openFocus } from '../../src/audit/focus-rows.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { judgeTraces, readIntoStore } from '../../src/engine/read-traces.ts';
import { sortTexts } from '../../src/engine/spill/sort-texts.ts';
import type { Event } from '../../src/model/event.ts';
import { type FocusRow, focusColumns, mandatoryColumns, ownColumns } from '../../src/model/focus-row.ts';
import { parseUsd, type Usd, usdToDecimal } from '../../src/model/money.ts';
import type { RateCard } from '../../src/model/rate-card.ts';
import { readRateCard } from '../../src/pricing/rate-card-file.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { focusToCsv } from '../../src/report/focus.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { inputOf } from '../generate/in-memory.ts';
import { hold, settings } from '../laws/law.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

const start = BigInt(Date.UTC(2026, 10, 30, 23, 59)) * 1_000_000n;
const exported = (events: readonly Event[]) => focusOf(auditTraces(events, sampleSettings));
const amount = (text: string | null): Usd => parseUsd(text ?? '') ?? 0n;
const sum = (rows: readonly FocusRow[], column: 'EffectiveCost'): Usd =>
  rows.reduce((all, row) => all + amount(row[column]), 0n);

/** @param most Characters of keys that are held. */
function focusOf(traces: Iterable<AuditedTrace>, most?: number) {
  const waiting = sortTexts(tmpdir(), most);
  try {
    const sums = openFocus(waiting, most);
    for (const { calls } of traces) sums.see(calls);
    const { rows, left_out } = sums.finish();
    return { rows: [...rows], left_out };
  } finally {
    waiting.close();
  }
}

test('a call is a row for each class of usage', () => {
  const { rows } = exported([
    ownedCall({
      start,
      cost_center: 'cc-1',
      project_id: 'proj-1',
      usage: { input: 1000, cached_input: 500, output: 100 },
    }),
  ]);
  expect(rows.map((row) => [row.SkuMeter, row.PricingQuantity, row.ListUnitPrice, row.EffectiveCost])).toEqual([
    ['Cached Input Tokens', '500.0', '0.0000001', '0.00005'],
    ['Input Tokens', '1000.0', '0.0000004', '0.0004'],
    ['Output Tokens', '100.0', '0.0000016', '0.00016'],
  ]);
  expect(rows[0]).toMatchObject({
    BilledCost: '0.0',
    BillingPeriodStart: '2026-11-01T00:00:00Z',
    BillingPeriodEnd: '2026-12-01T00:00:00Z',
    ChargePeriodStart: '2026-11-30T00:00:00Z',
    ChargePeriodEnd: '2026-12-01T00:00:00Z',
    SubAccountId: 'proj-1',
    SubAccountType: 'Project',
    Tags: '{"owner_team":"claims","cost_center":"cc-1","workflow_id":"claim-intake-v2","feature":"summarise"}',
    x_AttributionPart: 'proven',
  });
});

test('calls of one day, class and owner are one row; a call whose whole cost is all that is known is a request', () => {
  const rows = exported([
    ownedCall({ start, trace_id: 'a', provider_request_id: 'a', usage: { input: 1000 } }),
    ownedCall({ start, trace_id: 'b', provider_request_id: 'b', usage: { input: 500 } }),
    ownedCall({
      start,
      trace_id: 'c',
      provider_request_id: 'c',
      model: 'house-model',
      logged_cost_usd: 7n * 10n ** 17n,
    }),
  ]).rows;
  expect(
    rows.map((row) => [row.SkuMeter, row.PricingUnit, row.PricingQuantity, row.EffectiveCost, row.ListUnitPrice]),
  ).toEqual([
    ['Input Tokens', 'Tokens', '1500.0', '0.0006', '0.0000004'],
    ['Model Requests', 'Requests', '1.0', '0.7', null],
  ]);
});

test('what a seller asks for a place is in the list price, what a contract takes off is not', () => {
  const list = readRateCard(
    {
      id: 'list',
      as_of: '2026-11-01',
      rows: [
        {
          seller: 'openai',
          model: 'gpt-4.1-mini',
          prices: { input: '0.4', output: '1.6' },
          multipliers: [{ name: 'residency', by: '1.1', regions: ['eu'] }],
        },
      ],
    },
    'list.json',
  );
  const deal = { id: 'deal', rows: [], adjustments: [{ name: 'ten percent', seller: 'openai', percent: '10' }] };
  const of = (cards: readonly RateCard[]) =>
    [
      ...focusOf(
        auditTraces([ownedCall({ start, region: 'eu', usage: { input: 1000 } })], {
          ...sampleSettings,
          rates: compileRates(cards),
        }),
      ).rows,
    ].map((row) => [row.ListUnitPrice, row.ListCost, row.ContractedUnitPrice, row.EffectiveCost]);
  expect(of([list])).toEqual([['0.00000044', '0.00044', '0.00000044', '0.00044']]);
  expect(of([list, readRateCard(deal, 'deal.json')])).toEqual([['0.00000044', '0.00044', '0.000000396', '0.000396']]);
});

test('what no row can hold is counted', () => {
  const { start: _, ...undated } = ownedCall({ start, trace_id: 'a', provider_request_id: 'a' });
  const unpriced = ownedCall({ start, trace_id: 'b', provider_request_id: 'b', model: 'no-such-model' });
  expect(exported([undated, unpriced])).toEqual({
    rows: [],
    left_out: { unpriced: 1, undated: 1, undated_usd: parseUsd('0.000768') },
  });
});

const mayBeNull: ReadonlySet<string> = new Set([
  'BillingAccountName',
  'ChargeClass',
  'ContractedUnitPrice',
  'ListUnitPrice',
  'RegionId',
  'ResourceId',
  'ResourceType',
  'SkuPriceId',
  'SubAccountId',
  'SubAccountType',
  'x_PriceCard',
  'x_Residual',
]);
const decimalColumns = [
  'BilledCost',
  'ContractedCost',
  'EffectiveCost',
  'ListCost',
  'PricingQuantity',
  'ConsumedQuantity',
  'ContractedUnitPrice',
  'ListUnitPrice',
] as const;
const timeColumns = ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd'] as const;

function expectConformant(row: FocusRow): void {
  for (const column of focusColumns)
    if (!mayBeNull.has(column)) expect([column, row[column]]).not.toEqual([column, null]);
  for (const column of decimalColumns) if (row[column] !== null) expect(row[column]).toMatch(/^\d+\.\d+$/);
  for (const column of timeColumns) expect(row[column]).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
  expect((row.ChargePeriodStart ?? '') >= (row.BillingPeriodStart ?? '')).toBe(true);
  expect((row.ChargePeriodEnd ?? '') <= (row.BillingPeriodEnd ?? '')).toBe(true);
  expect(row.ChargeCategory).toBe('Usage');
  expect(row.BillingCurrency).toBe('USD');
  expect(['Tokens', 'Requests', 'Images', 'Pages', 'Seconds', 'Characters']).toContain(row.PricingUnit);
  expect(row.ResourceType === null).toBe(row.ResourceId === null);
  expect(row.SubAccountType === null).toBe(row.SubAccountId === null);
  expect(Object.values(JSON.parse(row.Tags ?? '')).every((value) => typeof value === 'string')).toBe(true);
  const product = (unit: string | null): string =>
    usdToDecimal((amount(unit) * amount(row.PricingQuantity)) / 10n ** 18n);
  if (row.ContractedUnitPrice !== null)
    expect(product(row.ContractedUnitPrice)).toBe(usdToDecimal(amount(row.ContractedCost)));
  if (row.ListUnitPrice !== null) expect(product(row.ListUnitPrice)).toBe(usdToDecimal(amount(row.ListCost)));
}

test('every row keeps the rules, and the rows add up to the spend that has a time', async () => {
  await hold(anyLog, 60, async (lines) => {
    const { events } = await readInputs(inputsOfLines(lines));
    const traces = [...auditTraces(events, settings)];
    const { rows, left_out: left } = focusOf(traces);
    for (const row of rows) expectConformant(row);
    const spend = traces.flatMap(({ calls }) => calls).reduce((all, { cost }) => all + cost.usd, 0n);
    expect(sum(rows, 'EffectiveCost') + left.undated_usd).toBe(spend);
  });
});

test('they are the same, whatever waits on disk and in whatever order traces are seen', async () => {
  await hold(anyLog, 20, async (lines) => {
    const { events } = await readInputs(inputsOfLines(lines));
    const traces = [...auditTraces(events, settings)];
    const whole = focusOf(traces);
    expect(focusOf(traces.toReversed(), 1)).toEqual(whole);
    const limits = { mostHeld: 0, eventsAPart: 1, directory: tmpdir() };
    const stored = await readIntoStore(inputsOfLines(lines), { limits }, async (read) => {
      const sums = openFocus(read.sortTexts());
      await judgeTraces(read, settings, (whole) => sums.see(billedCalls(whole, settings)));
      const { rows, left_out } = sums.finish();
      return { rows: [...rows], left_out };
    });
    expect(stored).toEqual(whole);
  });
});

test('columns: the mandatory ones all, own ones last and named so; null is an empty cell', async () => {
  expect(mandatoryColumns).toHaveLength(21);
  expect(focusColumns.slice(-ownColumns.length).every((name) => /^x_[A-Z][A-Za-z]+$/.test(name))).toBe(true);
  const csv = [...focusToCsv(exported([ownedCall({ start })]).rows)].join('');
  const [head = '', first = ''] = csv.split('\n');
  expect(head.split(',')).toEqual([...focusColumns]);
  expect(first).toMatch(/^0\.0,"unknown",,"USD",/);
  expect(csv).not.toMatch(/NULL|null|None/);
  // Our own reader takes it for what it is.
  const { inputs, events } = await readInputs([inputOf('focus.csv', csv)]);
  expect(inputs[0]).toMatchObject({ format: 'focus', rejected: 0 });
  expect(events[0]).toMatchObject({ granularity: 'aggregate', owner_team: 'claims', feature: 'summarise' });
});
