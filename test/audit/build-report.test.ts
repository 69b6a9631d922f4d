import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import type { AuditSettings, InputSummary } from '../../src/audit/settings.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Event } from '../../src/model/event.ts';
import { type AuditReport, reportSchema } from '../../src/model/report.ts';
import { inputOf } from '../generate/in-memory.ts';
import { listRates } from '../pricing/bundled-list.ts';
import { at, makeCall, makeEvent } from '../trace/make-event.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

const report = (
  events: readonly Event[],
  settings: Partial<AuditSettings> = {},
  inputs: readonly InputSummary[] = [],
) => audit(events, inputs, { ...sampleSettings, ...settings });
const codes = ({ findings }: AuditReport): string[] => findings.map(({ code, severity }) => `${severity} ${code}`);

const damaged: InputSummary = {
  path: 'log.jsonl',
  format: 'event',
  formats: { event: 2 },
  records: 9,
  events: 2,
  calls: 2,
  skipped: 0,
  rejected: 7,
  left_out: 0,
  text_lines: 0,
  bytes: 900,
  problems: [
    { kind: 'rejected', line: 3, reason: 'cut off', hint: null, records: 5 },
    { kind: 'rejected', line: 4, reason: 'no known format', hint: null, records: 2 },
  ],
};

describe('the document is as published', () => {
  it('for an empty input', () => {
    const empty = report([]);
    expect(reportSchema.parse(empty)).toEqual(empty);
    expect(empty.coverage).toMatchObject({ score: null, basis: 'calls', target: 98 });
    expect(empty.generated_from.window).toEqual({ from: null, to: null });
    expect(empty.chargeback_ready).toBe(false);
    expect(empty.findings).toEqual([]);
  });

  it('for one call', () => {
    const one = report([ownedCall({ start: at(0), logged_cost_usd: 768_000_000_000_000n })], {}, [damaged]);
    expect(reportSchema.parse(one)).toEqual(one);
    expect(one.totals).toMatchObject({
      traces: 1,
      calls: 1,
      spend_usd: '0.000768',
      tokens: { input: 1200, output: 180 },
    });
    expect(one.coverage).toMatchObject({ score: 100, basis: 'spend', proven: { usd: '0.000768', pct: 100, calls: 1 } });
    expect(one.coverage.fields).toMatchObject({ owner_team: { spend_pct: 100 }, cost_center: { spend_pct: 0 } });
    expect(Object.keys(one.coverage.fields).slice(0, 4)).toEqual([
      'trace_id',
      'owner_team',
      'cost_center',
      'workflow_id',
    ]);
  });
});

describe('the shop', () => {
  let shop: AuditReport;
  beforeAll(async () => {
    const folder = fileURLToPath(new URL('../../samples/shop/', import.meta.url));
    const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    const { events, inputs } = await readInputs(files.map((name) => inputOf(name, readFileSync(`${folder}${name}`))));
    const settings = { rates: listRates, group_by: ['feature', 'model', 'week', 'trace_id'] };
    shop = report(events, settings, inputs);
  });

  it('fits the schema', () => {
    expect(reportSchema.parse(shop)).toEqual(shop);
  });

  it('counts in every group the calls whose tokens are not known, or not all', () => {
    const { usage: _, ...silent } = ownedCall({ trace_id: 't2', logged_cost_usd: 5n });
    const bad = ownedCall({
      trace_id: 't3',
      feature: 'other',
      notes: [{ kind: 'bad-count', field: 'input', value: '-1' }],
    });
    const { feature: rows } = report([ownedCall(), silent, bad]).groups;
    expect(rows?.map((row) => [row.key, row.calls, row.input_tokens, row.uncounted_calls])).toEqual([
      ['summarise', 2, 1200, 1],
      ['other', 1, 1200, 1],
    ]);
    expect(report([ownedCall()]).groups.feature?.[0]).not.toHaveProperty('uncounted_calls');
  });

  it('balances in every grouping, to the last digit', () => {
    const { totals, coverage, unattributed, groups } = shop;
    const parts = [coverage.proven, coverage.recoverable, coverage.unattributed];
    expect(totalOf(parts)).toEqual([totals.spend_usd, totals.calls]);
    expect(totalOf(Object.values(coverage.grades))).toEqual([totals.spend_usd, totals.calls]);
    expect(totalOf(Object.values(totals.by_basis))).toEqual([totals.spend_usd, totals.calls]);
    expect(totalOf(coverage.by_day)).toEqual([totals.spend_usd, totals.calls]);
    for (const rows of Object.values(groups)) {
      expect(totalOf(rows)).toEqual([totals.spend_usd, totals.calls]);
      expect(add(rows.map((row) => row.unattributed_usd))).toBe(coverage.unattributed.usd);
      expect(add(rows.flatMap((row) => [row.proven_usd, row.recoverable_usd, row.unattributed_usd]))).toBe(
        totals.spend_usd,
      );
    }
    for (const list of [unattributed.by_cause, unattributed.by_component, unattributed.by_model, unattributed.by_day])
      expect(totalOf(list)).toEqual([coverage.unattributed.usd, coverage.unattributed.calls]);
  });

  it('accounts for every record and event', () => {
    const { ledger, excluded, totals } = shop;
    expect(ledger.records).toBe(ledger.with_events + ledger.skipped + ledger.rejected);
    expect(ledger.events).toBe(ledger.billed_calls + ledger.excluded_events);
    expect(excluded.reduce((sum, row) => sum + row.records, 0)).toBe(
      ledger.excluded_events + ledger.skipped + ledger.rejected,
    );
    expect(totals.calls).toBe(ledger.billed_calls);
  });

  it('proves the whole rest by its repair plan, line by line', () => {
    const { repair_plan: plan, coverage, totals } = shop;
    expect(totalOf([coverage.proven, ...plan])).toEqual([totals.spend_usd, totals.calls]);
    expect(plan.map((line) => line.coverage_before).slice(1)).toEqual(
      plan.map((line) => line.coverage_after).slice(0, -1),
    );
    expect(plan.every((line) => line.calls > 0)).toBe(true);
  });
});

describe('findings of the report', () => {
  const unowned = makeCall({ trace_id: 't1', usage: { input: 1200, output: 180 } });

  it('come worst first, then by the money at stake', () => {
    expect(codes(report([unowned], {}, [damaged]))).toEqual([
      'error contract/owner-missing',
      'error coverage/over-target',
      'error input/record-rejected',
      'warning contract/field-missing',
      'note contract/recommended-missing',
      'note price/undated',
    ]);
  });

  it('count records where a finding is about records', () => {
    const [rejected] = report([], {}, [damaged]).findings;
    expect(rejected).toMatchObject({ code: 'input/record-rejected', count: 7 });
    expect(rejected?.examples.map(({ source, line }) => `${source}:${line}`)).toEqual(['log.jsonl:3', 'log.jsonl:4']);
  });

  it('take the severity the user wants', () => {
    const severities = { 'contract/owner-missing': 'note', 'coverage/over-target': 'off' } as const;
    const found = codes(report([unowned], { severities }));
    expect(found).toContain('note contract/owner-missing');
    expect(found.join(' ')).not.toContain('coverage/over-target');
  });

  it('about input that could not be read cannot be turned off', () => {
    const off = { severities: { 'input/record-rejected': 'off' } } as const;
    expect(codes(report([], off, [damaged]))).toEqual(['error input/record-rejected']);
    const lower = { severities: { 'input/record-rejected': 'note' } } as const;
    expect(codes(report([], lower, [damaged]))).toEqual(['note input/record-rejected']);
  });

  it('hold the share against any target, whole or not', () => {
    const events = [unowned, ...Array.from({ length: 999 }, (_, index) => ownedCall({ trace_id: `o${index}` }))];
    expect(codes(report(events, { target_pct: 0.1 }))).not.toContain('error coverage/over-target');
    expect(codes(report(events, { target_pct: 0.09 }))).toContain('error coverage/over-target');
  });
});

describe('what is unattributed', () => {
  it('stands at the component where the owner could have been set', () => {
    const events = [
      makeEvent({ trace_id: 't1', span_id: 'a', component: 'cron', start: at(0) }),
      makeCall({
        trace_id: 't1',
        span_id: 'b',
        parent_span_id: 'a',
        component: 'litellm',
        hop: 'gateway',
        start: at(1),
      }),
    ];
    const { unattributed } = report(events);
    expect(unattributed.by_component).toEqual([{ key: 'cron', usd: '0.000072', calls: 1 }]);
    expect(unattributed.top_calls).toMatchObject([{ component: 'cron', cause: 'never-set' }]);
  });

  it('is measured by calls when nothing has a price', () => {
    const { coverage } = report([makeCall({ model: 'o9' }), ownedCall({ model: 'o9' })]);
    expect(coverage).toMatchObject({ basis: 'calls', score: 50, unattributed: { usd: '0', pct: 50 } });
  });
});

function totalOf(rows: readonly { readonly usd: string; readonly calls: number }[]): [string, number] {
  return [add(rows.map(({ usd }) => usd)), rows.reduce((sum, { calls }) => sum + calls, 0)];
}

/** Decimal texts added exactly, by hand. */
function add(amounts: readonly string[]): string {
  const scale = 18;
  const units = amounts.reduce((sum, amount) => {
    const [whole = '0', fraction = ''] = amount.split('.');
    return sum + BigInt(whole + fraction.padEnd(scale, '0'));
  }, 0n);
  const digits = units.toString().padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
}
