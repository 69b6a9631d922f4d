import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditTraces, billedCalls } from '../../../src/audit/audit-traces.ts';
import type { AuditedTrace } from '../../../src/audit/audited.ts';
import { type ChargebackSettings, openChargeback } from '../../../src/audit/chargeback/build-chargeback.ts';
import { shareAmount } from '../../../src/audit/chargeback/share-amount.ts';
import type { SharingRule } from '../../../src/audit/chargeback/sharing-rule.ts';
import { groupNames } from '../../../src/audit/group-keys.ts';
import { readInputs } from '../../../src/engine/read-inputs.ts';
import { judgeTraces, readIntoStore } from '../../../src/engine/read-traces.ts';
import { sortTexts } from '../../../src/engine/spill/sort-texts.ts';
import type { ChargebackDocument, LongChargeback } from '../../../src/model/chargeback.ts';
import type { Event } from '../../../src/model/event.ts';
import { oneUsd, parseUsd, type Usd } from '../../../src/model/money.ts';
import { readRegistry } from '../../../src/registry/read-registry.ts';
import { anyLog, inputsOfLines } from '../../generate/arbitrary-log.ts';
import { hold, settings as lawSettings } from '../../laws/law.ts';
import { ownedCall } from '../audited-events.ts';
import { sampleSettings } from '../finding-samples.ts';

const plain: ChargebackSettings = {
  rules: [],
  group_by: [],
  filters: new Map(),
  bucket: { owner: null, sla_days: null },
  tool_version: '0.0.0',
};
const money = (text: string): Usd => parseUsd(text) ?? 0n;
const sum = (texts: readonly string[]): Usd => texts.reduce((all, text) => all + money(text), 0n);

let number = 0;
/** A million prompt tokens are $0.40. */
function call(dollars: number, said: Parameters<typeof ownedCall>[0] = {}): Event {
  number += 1;
  return ownedCall({
    trace_id: `t${number}`,
    provider_request_id: `r${number}`,
    start: BigInt(Date.UTC(2026, 10, 1, 0, number)) * 1_000_000n,
    usage: { input: dollars * 2_500_000 },
    cost_center: `cc-${said.owner_team ?? 'claims'}`,
    ...said,
  });
}
const traces = (events: readonly Event[]): AuditedTrace[] => [...auditTraces(events, sampleSettings)];
const buildChargeback = (audited: readonly AuditedTrace[], settings: ChargebackSettings): ChargebackDocument => {
  const charged = openChargeback(settings, () => sortTexts(''));
  for (const { calls } of audited) charged.see(calls);
  return listed(charged.finish());
};
const listed = ({ units, ...document }: LongChargeback): ChargebackDocument => {
  const by = Object.entries(units.by).map(([field, some]) => [field, [...some]]);
  return { ...document, units: { ...units, by: Object.fromEntries(by) } };
};
const build = (events: readonly Event[], more: Partial<ChargebackSettings> = {}): ChargebackDocument =>
  buildChargeback(traces(events), { ...plain, ...more });
const charged = ({ teams }: ChargebackDocument) =>
  Object.fromEntries(teams.map(({ team, total_usd, shared_usd }) => [team, `${total_usd} (${shared_usd})`]));

describe('shares', () => {
  const two = [call(30, { owner_team: 'a' }), call(10, { owner_team: 'b' }), call(10, { owner_team: 'b' })];
  const evals = [call(8, { owner_team: 'platform', feature: 'evaluation' })];
  const rule = (more: Partial<SharingRule>): readonly SharingRule[] => [
    { name: 'evaluation jobs', match: [['feature', 'evaluation']], by: 'even', ...more },
  ];
  const of = (more: Partial<SharingRule>) => charged(build([...two, ...evals], { rules: rule(more) }));

  test('in even parts', () => expect(of({})).toEqual({ a: '34 (4)', b: '24 (4)' }));
  test('by direct spend', () => expect(of({ by: 'proportional' })).toEqual({ a: '34.8 (4.8)', b: '23.2 (3.2)' }));
  test('by the number of calls', () =>
    expect(of({ by: 'requests' })).toEqual({
      a: '32.666666666666666667 (2.666666666666666667)',
      b: '25.333333333333333333 (5.333333333333333333)',
    }));
  test('by fixed shares, to teams without a call too', () =>
    expect(
      of({
        by: 'fixed',
        shares: [
          ['a', 75n],
          ['c', 25n],
        ],
      }),
    ).toEqual({ a: '36 (6)', b: '20 (0)', c: '2 (2)' }));
  test('among some', () => expect(of({ among: ['b', 'c'] })).toEqual({ a: '30 (0)', b: '24 (4)', c: '4 (4)' }));

  test('without any weight a pool is nobody’s and says so', () => {
    const document = build(evals, { rules: rule({ by: 'proportional' }) });
    expect(document.teams).toEqual([]);
    expect(document.totals).toMatchObject({ total_usd: '8', shown_usd: '8', by_kind: { unshared: '8', shared: '0' } });
    expect(document.pools).toMatchObject([{ usd: '8', unshared_usd: '8', shares: [] }]);
  });

  test('the same share with and without a filter', () => {
    const all = build([...two, ...evals], { rules: rule({ by: 'proportional' }) });
    const one = build([...two, ...evals], { rules: rule({ by: 'proportional' }), team: 'b' });
    expect(one.lines).toEqual(all.lines.filter(({ team }) => team === 'b'));
    expect(one.totals).toMatchObject({ total_usd: '58', shown_usd: '23.2', filtered_out_usd: '34.8' });
  });

  test('the units that division leaves over go to the largest remainders, by name where they are equal', () => {
    expect(
      shareAmount(10n, [
        ['c', 1n],
        ['a', 1n],
        ['b', 1n],
      ]),
    ).toEqual([
      ['c', 3n],
      ['a', 4n],
      ['b', 3n],
    ]);
    expect(
      shareAmount(-10n, [
        ['a', 1n],
        ['b', 2n],
      ]),
    ).toEqual([
      ['a', -3n],
      ['b', -7n],
    ]);
    expect(shareAmount(10n, [['a', 0n]])).toBeUndefined();
  });
});

test('spend without an owner joins a pool only by a rule that gives a reason', () => {
  const { owner_team: _, cost_center: __, ...warmUp } = call(4, { feature: 'warm-up' });
  const events = [call(10), warmUp, call(2, { owner_team: 'platform', feature: 'warm-up' })];
  const warmUps: SharingRule = { name: 'warm-ups', match: [['feature', 'warm-up']], by: 'even' };
  const silent = build(events, { rules: [warmUps] });
  expect(charged(silent)).toEqual({ claims: '12 (2)' });
  expect(silent.pools).toMatchObject([{ usd: '2', unowned_usd: '0', barred_usd: '4' }]);
  expect(silent.exceptions).toMatchObject({ usd: '4', calls: 1 });
  const said = build(events, { rules: [{ ...warmUps, reason: 'agreed' }] });
  expect(charged(said)).toEqual({ claims: '16 (6)' });
  expect(said.pools).toMatchObject([{ usd: '6', unowned_usd: '4', barred_usd: '0' }]);
  const later = build(events, {
    rules: [warmUps, { name: 'rest', match: [['owner_team', 'missing']], by: 'even', reason: 'agreed' }],
  });
  expect(later.pools).toMatchObject([
    { name: 'warm-ups', usd: '2', unowned_usd: '0', barred_usd: '0' },
    { name: 'rest', usd: '4', unowned_usd: '4', barred_usd: '0' },
  ]);
});

test('spend without an owner stays apart, with its age and the day it is due', () => {
  const { owner_team: _, cost_center: __, ...event } = call(3);
  const start = BigInt(Date.UTC(2026, 10, 1)) * 1_000_000n;
  const document = build([{ ...event, start }, call(1, { start: BigInt(Date.UTC(2026, 10, 9)) * 1_000_000n })], {
    bucket: { owner: 'platform-finops', sla_days: 5 },
  });
  expect(document.exceptions).toMatchObject({
    owner: 'platform-finops',
    usd: '3',
    rows: [{ oldest: '2026-11-01', age_days: 8, due: '2026-11-06', overdue: true }],
  });
  expect(charged(document)).toEqual({ claims: '1 (0)' });
});

test('an attempt that another one replaced stands apart from direct spend', () => {
  const usage = { input: 2_500_000 };
  const ids = { trace_id: 'again', owner_team: 'a', usage };
  const document = build([
    call(1, { ...ids, span_id: 'x', attempt: 1, status: 'error', request_id: 'q1' }),
    call(1, { ...ids, span_id: 'y', attempt: 2, retry_of: 'q1' }),
  ]);
  expect(document.teams).toMatchObject([{ team: 'a', direct_usd: '1', retries_usd: '1', total_usd: '2' }]);
  expect(document.units.all).toMatchObject({ requests: 1, successes: 1, usd_per_request: '2', usd_per_success: '2' });
});

test('a success bears the cost of the failures; the outcome goes before the status', () => {
  const document = build([
    call(1, { outcome: 'resolved', status: 'error' }),
    call(1, { outcome: 'escalated', status: 'ok' }),
    call(1, { status: 'error' }),
    call(1, { status: 'ok' }),
  ]);
  expect(document.units.all).toMatchObject({ requests: 4, successes: 2, usd_per_request: '1', usd_per_success: '2' });
});

test('a request with a call of unknown cost is in the sums and in no average', () => {
  const unpriced = { model: 'nobody-lists-it', owner_team: 'a' };
  const document = build([
    call(1, { owner_team: 'a' }),
    call(3, { owner_team: 'a', status: 'error' }),
    call(1, unpriced),
    call(5, { owner_team: 'a', trace_id: 'two-calls', span_id: '1' }),
    call(5, { ...unpriced, trace_id: 'two-calls', span_id: '2' }),
    call(1, { ...unpriced, owner_team: 'b' }),
  ]);
  const { all, by } = document.units;
  const average = { usd_per_request: '2', usd_per_success: '4' };
  expect(all).toMatchObject({ usd: '9', requests: 5, unpriced_requests: 3, successes: 4, ...average });
  expect(by.owner_team).toMatchObject([
    { key: 'a', usd: '9', requests: 4, unpriced_requests: 2, ...average },
    { key: 'b', usd: '0', requests: 1, unpriced_requests: 1, usd_per_request: null, usd_per_success: null },
  ]);
});

test('renaming a team in the registry changes no total', () => {
  const cost_center = 'cc-1';
  const events = [
    call(5, { owner_team: 'claims', cost_center }),
    call(7, { owner_team: 'Claims-Desk', cost_center }),
    call(2, { owner_team: 'b', cost_center }),
  ];
  const totals = (id: string, aliases: readonly string[]) => {
    const registry = readRegistry({ teams: [{ id, aliases }, { id: 'b' }] }, 'registry.yaml');
    const named = [...auditTraces(events, { ...sampleSettings, registry })];
    const { teams, totals: all } = buildChargeback(named, plain);
    return { amounts: teams.map(({ total_usd }) => total_usd), total: all.total_usd, shown: all.shown_usd };
  };
  expect(totals('claims', ['claims-desk'])).toEqual({ amounts: ['12', '2'], total: '14', shown: '14' });
  expect(totals('loss-adjusting', ['claims', 'claims-desk'])).toEqual(totals('claims', ['claims-desk']));
});

const anyTerms = fc.record({
  name: fc.constantFrom('pool'),
  match: fc.constantFrom<SharingRule['match']>(
    [['part', 'unattributed']],
    [['model', 'gpt-4.1-mini']],
    [['owner_team', 'support']],
    [['environment', 'production']],
    [['provider', 'missing']],
  ),
  by: fc.constantFrom<SharingRule['by']>('even', 'proportional', 'requests', 'fixed'),
  shares: fc.constantFrom<NonNullable<SharingRule['shares']>>(
    [
      ['sales', oneUsd],
      ['x', 3n],
    ],
    [['y', 0n]],
  ),
});
const anyRule = fc
  .tuple(anyTerms, fc.boolean())
  .map(([terms, said]) => (said ? { ...terms, reason: 'agreed' } : terms));

test('lines and the rest are the total in every grouping, under every filter, with every rule; a finer grouping changes nothing', async () => {
  const anyFields = fc.uniqueArray(fc.constantFrom(...groupNames), { maxLength: 2 });
  const anyFilter = fc.option(
    fc.tuple(
      fc.constantFrom('owner_team', 'model', 'feature', 'day'),
      fc.constantFrom('support', 'gpt-4.1', undefined),
    ),
  );
  const any = fc.tuple(anyLog, fc.array(anyRule, { maxLength: 2 }), anyFields, anyFilter);
  await hold(any, 60, async ([log, rules, group_by, filter]) => {
    const { events } = await readInputs(inputsOfLines(log));
    const audited = [...auditTraces(events, lawSettings)];
    const spend = audited.flatMap(({ calls }) => calls).reduce((all, { cost }) => all + cost.usd, 0n);
    const filters = new Map(filter ? [[filter[0], [filter[1]]]] : []);
    const coarse = buildChargeback(audited, { ...plain, rules, filters });
    const fine = buildChargeback(audited, { ...plain, rules, filters, group_by });
    for (const { totals, lines, teams, exceptions, pools } of [coarse, fine]) {
      expect(money(totals.total_usd)).toBe(spend);
      expect(sum(lines.map(({ usd }) => usd))).toBe(money(totals.shown_usd));
      expect(money(totals.shown_usd) + money(totals.filtered_out_usd)).toBe(spend);
      expect(sum(Object.values(totals.by_kind))).toBe(money(totals.shown_usd));
      const open = sum([totals.by_kind.exception, totals.by_kind.unshared]);
      expect(sum(teams.map(({ total_usd }) => total_usd)) + open).toBe(money(totals.shown_usd));
      expect(sum(exceptions.rows.map(({ usd }) => usd))).toBe(money(totals.by_kind.exception));
      for (const pool of pools) {
        if (pool.reason === null) expect(pool.unowned_usd).toBe('0');
        expect(sum(pool.shares.map(({ usd }) => usd)) + money(pool.unshared_usd)).toBe(money(pool.usd));
      }
    }
    expect(fine.teams).toEqual(coarse.teams);
    const everyone = buildChargeback(audited, { ...plain, rules });
    for (const { team } of everyone.teams.slice(0, 3)) {
      const statement = buildChargeback(audited, { ...plain, rules, team: team ?? '' });
      expect(statement.lines).toEqual(everyone.lines.filter((line) => line.team === team));
    }
  });
});

test('the order in which traces are seen changes nothing, nor what of them waits on disk', async () => {
  const limits = { mostHeld: 0, eventsAPart: 1, directory: tmpdir() };
  await hold(fc.tuple(anyLog, fc.array(anyRule, { maxLength: 2 })), 25, async ([log, rules]) => {
    const settings = { ...plain, rules, group_by: ['feature'] };
    const { events } = await readInputs(inputsOfLines(log));
    const audited = [...auditTraces(events, lawSettings)];
    const whole = buildChargeback(audited, settings);
    expect(buildChargeback(audited.toReversed(), settings)).toEqual(whole);
    const stored = await readIntoStore(inputsOfLines(log), { limits }, async (read) => {
      const charged = openChargeback(settings, read.sortTexts);
      await judgeTraces(read, lawSettings, (whole) => charged.see(billedCalls(whole, lawSettings)));
      return listed(charged.finish());
    });
    expect(stored).toEqual(whole);
  });
});
