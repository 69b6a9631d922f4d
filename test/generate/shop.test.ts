// samples/shop is what the generator writes; its README says exactly what is in it, and the audit finds that.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Event } from '../../src/model/event.ts';
import { parseUsd, usdToDecimal } from '../../src/model/money.ts';
import type { AuditReport } from '../../src/model/report.ts';
import type { Trace } from '../../src/model/trace.ts';
import { sampleSettings } from '../audit/finding-samples.ts';
import { listRates } from '../pricing/bundled-list.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { inputOf } from './in-memory.ts';
import { costOf, type PlannedUsage } from './plan.ts';
import { random } from './random.ts';
import { plannedRequests, shop, shopSeed } from './shop.ts';
import type { Request } from './shop-request.ts';

const folder = fileURLToPath(new URL('../../samples/shop/', import.meta.url));

it.each(Object.entries(shop()))('samples/shop/%s is what the generator writes', async (name, lines) => {
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${folder}${name}`);
});

describe('samples/shop, audited whole', () => {
  let report: AuditReport;
  let traces: readonly Trace[];
  beforeAll(async () => {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(?:json|jsonl|csv)$/.test(name),
    );
    const { events, inputs } = await readInputs(names.map((name) => inputOf(name, readFileSync(`${folder}${name}`))));
    report = audit(events, inputs, { ...sampleSettings, rates: listRates });
    traces = buildTraces(events);
  });
  const found = (code: string): number => report.findings.find((finding) => finding.code === code)?.count ?? 0;
  const calls = (): Trace['calls'] => traces.flatMap((trace) => trace.calls);

  it('has every call once', () => {
    expect(report.totals).toMatchObject({ calls: 151, spend_usd: '5.8288096' });
    const keys = calls().map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(report.ledger).toMatchObject({ skipped: 0, rejected: 0 });
    expect(report.excluded.find(({ reason }) => reason === 'aggregate row')?.records).toBe(274);
  });

  it('splits into the three parts of the README', () => {
    expect(report.coverage).toMatchObject({
      proven: { usd: '4.395617', calls: 124 },
      recoverable: { usd: '0.64908', calls: 10 },
      unattributed: { usd: '0.7841126', calls: 17 },
    });
    expect(report.unattributed.by_cause.map(({ usd, calls: count }) => [usd, count])).toEqual([
      ['0.711456', 7],
      ['0.0381216', 8],
      ['0.034535', 2],
    ]);
  });

  it('knows the calls that went around the gateway, and nobody else', () => {
    const around = traces.flatMap(({ bypasses }) => bypasses.map(({ at }) => at.service));
    expect(around.toSorted()).toEqual([...Array(6).fill('pricing-notebook'), ...Array(3).fill('support-api')]);
    expect([found('trace/bypass-unmeasured'), found('trace/gateway-bypassed')]).toEqual([6, 3]);
  });

  it('joins an owner from two files', () => {
    const files = (call: Trace['calls'][number]): string =>
      ['owner_team', 'workflow_id', 'feature']
        .map((field) => sourceOf(call.envelope[field as 'feature']?.from))
        .join(' '); // names of that envelope
    const joined = calls().filter((call) => files(call) === 'litellm.jsonl app.otlp.jsonl app.otlp.jsonl');
    expect(joined.map(({ envelope }) => envelope.owner_team?.value)).toEqual(Array(14).fill('finance'));
  });

  it('reports the two calls with two owners', () => {
    expect(found('contract/conflicting-owners')).toBe(2);
  });

  it('names the wrong prices', () => {
    expect(report.repricing.by_cause).toEqual([
      { cause: 'stale-rate', calls: 14, logged_usd: '1.320012', repriced_usd: '0.2640024', delta_usd: '1.0560096' },
      {
        cause: 'cached-input-counted-twice',
        calls: 6,
        logged_usd: '0.353556',
        repriced_usd: '0.31482',
        delta_usd: '0.038736',
      },
    ]);
  });
});

const sourceOf = (event: Event | undefined): string => event?.place.source ?? '';

describe('what the invoices say and no log does', () => {
  const requests = plannedRequests(random(shopSeed));
  const billed = (wanted: (request: Request) => boolean): readonly [number, PlannedUsage, string] => {
    const bills = requests.filter(wanted).flatMap((request) => request.billed ?? []);
    const sum = (name: keyof PlannedUsage): number => bills.reduce((total, { usage }) => total + usage[name], 0);
    const usd = bills.reduce((total, { model, usage }) => total + (parseUsd(costOf(model, usage)) ?? 0n), 0n);
    return [bills.length, { input: sum('input'), cached: sum('cached'), output: sum('output') }, usdToDecimal(usd)];
  };

  it.each<readonly [string, (request: Request) => boolean, readonly [number, PlannedUsage, string]]>([
    ['everything', () => true, [157, { input: 4_122_576, cached: 879_260, output: 474_498 }, '6.1202596']],
    [
      'the notebook',
      ({ billed: bill }) => bill?.account === 'merch',
      [6, { input: 124_080, cached: 0, output: 19_770 }, '0.40632'],
    ],
    [
      'streams without usage',
      ({ row }) => row?.call?.streamed === true,
      [2, { input: 30_248, cached: 25_320, output: 1034 }, '0.03795'],
    ],
    [
      'search since the 9th',
      ({ billed: bill }) => bill?.model === 'claude-haiku-4-5' && bill.day >= Date.UTC(2026, 10, 9),
      [14, { input: 208_088, cached: 169_800, output: 9415 }, '0.272143'],
    ],
    [
      'luna',
      ({ billed: bill }) => bill?.model === 'gpt-5.6-luna',
      [14, { input: 591_780, cached: 78_720, output: 120_060 }, '0.2640024'],
    ],
  ])('%s', (_, wanted, expected) => {
    expect(billed(wanted)).toEqual(expected);
  });

  it('makes up the difference between the traced and the billed total', () => {
    // 5.8288096 traced + 0.40632 notebook + 0.03795 streams - 169,800 cached tokens at 0.90 a million too much
    const parts = ['5.8288096', '0.40632', '0.03795', '-0.15282'].map((part) => parseUsd(part) ?? 0n);
    expect(usdToDecimal(parts.reduce((a, b) => a + b))).toBe('6.1202596');
  });
});

it('the README names all of these figures', () => {
  const text = readFileSync(`${folder}README.md`, 'utf8');
  const figures = [
    ...['151 calls', '$5.8288096', '$4.395617 (124', '$0.64908 (10', '$0.7841126 (17', '13.45 %'],
    ...['$0.711456', '$0.0381216', '$0.034535', '9 calls around', '6 of them', '$0.0726566 (1.25 %)'],
    ...['124,080 input and 19,770 output', '$0.40632', '169,800 cached', '$0.15282', '$0.03795', '$6.1202596'],
    ...['$1.320012', '$0.2640024', '$1.0560096', '$0.038736', '$0.036296'],
  ];
  expect(figures.filter((figure) => !text.includes(figure))).toEqual([]);
});
