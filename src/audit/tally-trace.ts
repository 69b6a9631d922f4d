// One audited trace as a tally.
import { ownershipFields } from '../model/fields.ts';
import type { Usd } from '../model/money.ts';
import { promptTokens, totalTokens, usageClasses } from '../model/usage.ts';
import { type AuditedCall, type AuditedTrace, needOf, type Obstacle } from './audited.ts';
import { findings } from './findings/index.ts';
import { groupKey } from './group-keys.ts';
import { isProof } from './judge-call.ts';
import { callQuestions } from './questions.ts';
import { addSums, addTo, mergeTop, type Sum } from './sums.ts';
import {
  addBreaks,
  addCauses,
  addFindings,
  addGroups,
  addSlices,
  addVariances,
  type BreakSum,
  type CauseSum,
  type Example,
  earliest,
  type FindingSum,
  type GroupSum,
  latest,
  type Mismatch,
  type RepairSum,
  type SliceSum,
  type SumTable,
  type Tally,
  topMismatches,
  topOccurrences,
  topUnattributed,
  type UnattributedCall,
  type VarianceSum,
} from './tally.ts';
import { periodOf } from './time-text.ts';

/** `groupBy` lists the fields to group by; see group-keys.ts. */
export function tallyTrace(audited: AuditedTrace, groupBy: readonly string[]): Tally {
  const { calls, free_calls: free, trace } = audited;
  const compared = calls.flatMap((call) => comparedOf(call) ?? []);
  const starts = [...calls, ...free].flatMap(({ call }) => call.metering.start ?? []);
  return {
    traces: calls.length + free.length > 0 ? 1 : 0,
    events: trace.events.length + repeatsOf(audited),
    logged: sumOf(calls, ({ call }) => call.metering.logged_cost_usd ?? 0n),
    band: bandOf(calls),
    from: starts.reduce<bigint | undefined>(earliest, undefined),
    to: starts.reduce<bigint | undefined>(latest, undefined),
    tokens: tokensOf(calls),
    sums: sumsOf(audited),
    causes: causesOf(calls, trace.id),
    groups: new Map(groupBy.map((name) => [name, groupOf(calls, name)])),
    breaks: breaksOf(audited),
    slices: slicesOf(audited),
    ...repairsOf(calls),
    compared: compared.reduce((sum, one) => ({ ...addVariances(sum, one), rounding: sum.rounding + one.rounding }), {
      calls: 0,
      logged: 0n,
      repriced: 0n,
      rounding: 0n,
    }),
    variances: variancesOf(calls),
    mismatches: mergeTop(
      topMismatches,
      [],
      calls.flatMap((call) => mismatchOf(call) ?? []),
    ),
    unattributed_calls: mergeTop(
      topUnattributed,
      [],
      calls.flatMap((call) => unattributedOf(call) ?? []),
    ),
    findings: findingsOf(audited),
  };
}

/** Records set aside before the trace was built (read twice): they are in the exclusions but not among the trace's events. */
function repeatsOf({ trace }: AuditedTrace): number {
  const members = new Set(trace.events);
  return trace.exclusions.filter(({ event }) => !members.has(event)).length;
}

function sumOf(calls: readonly AuditedCall[], amount: (audited: AuditedCall) => Usd): Usd {
  return calls.reduce((sum, call) => sum + amount(call), 0n);
}

function bandOf(calls: readonly AuditedCall[]): Tally['band'] {
  return calls.reduce(
    (sum, { price }) =>
      price.kind === 'band' ? { calls: sum.calls + 1, low: sum.low + price.low, high: sum.high + price.high } : sum,
    { calls: 0, low: 0n, high: 0n },
  );
}

function tokensOf(calls: readonly AuditedCall[]): Map<string, number> {
  const tokens = new Map<string, number>();
  for (const { call } of calls) {
    for (const name of usageClasses) {
      const count = call.metering.usage?.[name];
      if (count !== undefined) addTo(tokens, name, count, (a, b) => a + b);
    }
  }
  return tokens;
}

function sumsOf(audited: AuditedTrace): Tally['sums'] {
  const sums = new Map<SumTable, Map<string, Sum>>();
  const add = (table: SumTable, key: string, sum: Sum): void => {
    const rows = sums.get(table) ?? new Map<string, Sum>();
    addTo(rows, key, sum, addSums);
    sums.set(table, rows);
  };
  for (const one of audited.calls) sumCall(one, add);
  for (const one of [...audited.calls, ...audited.free_calls]) {
    for (const [id, ask] of Object.entries(callQuestions)) {
      const passed = ask(one, audited);
      if (passed !== undefined) add('question measured', id, sumFor(one));
      if (passed) add('question passed', id, sumFor(one));
    }
  }
  for (const { reason, usd } of audited.exclusions) add('excluded', reason, { calls: 1, usd });
  for (const { call } of audited.free_calls)
    add('attempt', call.metering.cache_hit ? 'cache hit' : 'failed without usage', { calls: 1, usd: 0n });
  return sums;
}

const sumFor = ({ cost }: AuditedCall): Sum => ({ calls: 1, usd: cost.usd });

function sumCall(one: AuditedCall, add: (table: SumTable, key: string, sum: Sum) => void): void {
  const { call, part, cost } = one;
  const sum = sumFor(one);
  const day = call.metering.start === undefined ? 'no date' : periodOf(call.metering.start, 'day');
  add('basis', cost.basis, sum);
  add('part', part, sum);
  add('grade', call.envelope.owner_team?.grade ?? 'none', sum);
  add(`day ${part}`, day, sum);
  for (const field of ['trace_id', ...ownershipFields] as const) {
    const known = call.envelope[field];
    if (known && isProof(known)) add('field', field, sum);
  }
  if (call.attempt && call.attempt.kind !== 'first') add('attempt', call.attempt.kind, sum);
  if (call.attempt?.extra) add('attempt', 'extra', sum);
  if (part !== 'unattributed') return;
  add('unattributed component', call.sightings[0].component, sum);
  add('unattributed model', groupKey(one, 'model') ?? '(no model)', sum);
  add('unattributed day', day, sum);
}

function exampleOf({ call, cost }: AuditedCall): Example {
  return { usd: cost.usd, trace_id: call.envelope.trace_id?.value, place: call.sightings[0].place };
}

function causesOf(calls: readonly AuditedCall[], _trace: string): Tally['causes'] {
  const causes = new Map<NonNullable<AuditedCall['cause']>, CauseSum>();
  for (const one of calls)
    if (one.cause) addTo(causes, one.cause, { ...sumFor(one), example: exampleOf(one) }, addCauses);
  return causes;
}

function groupOf(calls: readonly AuditedCall[], name: string): Map<string | undefined, GroupSum> {
  const rows = new Map<string | undefined, GroupSum>();
  for (const one of calls) addTo(rows, groupKey(one, name), groupSum(one), addGroups);
  return rows;
}

function groupSum({ call, cost, part }: AuditedCall): GroupSum {
  const prompt = call.metering.usage ? promptTokens(call.metering.usage) : 0;
  const total = call.metering.usage ? totalTokens(call.metering.usage) : 0;
  const inPart = (wanted: AuditedCall['part']): Usd => (part === wanted ? cost.usd : 0n);
  return {
    calls: 1,
    usd: cost.usd,
    proven: inPart('proven'),
    recoverable: inPart('recoverable'),
    unattributed: inPart('unattributed'),
    input_tokens: prompt,
    output_tokens: total - prompt,
  };
}

/** Breaks of the fields the contract names; a field nobody asked for is nobody's loss. */
function breaksOf({ calls, contract }: AuditedTrace): Map<string, BreakSum> {
  const rows = new Map<string, BreakSum>();
  for (const one of calls) {
    for (const { from, to, field, kind, before, after, at } of one.call.breaks) {
      if (needOf(contract, field) === 'optional') continue;
      const example: Example = {
        usd: one.cost.usd,
        trace_id: one.call.envelope.trace_id?.value,
        place: at.place,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      };
      addTo(
        rows,
        [from, to, field, kind].join('\n'),
        { ...sumFor(one), edge: { from, to, field, kind }, traces: 1, example },
        (a, b) => ({ ...addBreaks(a, b), traces: 1 }),
      );
    }
  }
  return rows;
}

function slicesOf({ calls, contract }: AuditedTrace): Map<string, SliceSum> {
  const rows = new Map<string, SliceSum>();
  for (const one of calls) {
    const { operation, status, start } = one.call.metering;
    const day = start === undefined ? undefined : periodOf(start, 'day');
    for (const { from, to, field, kind, at } of one.call.breaks) {
      if (needOf(contract, field) === 'optional') continue;
      const producer = [at.producer, at.producer_version].filter((part) => part !== undefined).join(' ') || undefined;
      const slice: SliceSum = {
        ...sumFor(one),
        edge: { from, to, field, kind },
        operation,
        status,
        producer,
        first_day: day,
        last_day: day,
      };
      addTo(rows, [from, to, field, kind, operation, status, producer].join('\n'), slice, addSlices);
    }
  }
  return rows;
}

/** One fix is one kind of change at one component or edge, for all the fields it is about. */
export function fixKey({ kind, from, component }: Obstacle): string {
  return [kind, from ?? '', component].join('\n');
}

function repairsOf(calls: readonly AuditedCall[]): Pick<Tally, 'repairs' | 'fix_fields'> {
  const repairs = new Map<string, RepairSum>();
  const fields = new Map<string, Set<string>>();
  for (const one of calls) {
    for (const obstacle of one.obstacles)
      fields.set(fixKey(obstacle), (fields.get(fixKey(obstacle)) ?? new Set()).add(obstacle.field));
    const fixes = [...new Set(one.obstacles.map(fixKey))].sort();
    if (fixes.length > 0)
      addTo(repairs, fixes.join('\n\n'), { ...sumFor(one), fixes, traces: 1 }, (a, b) => ({
        ...a,
        ...addSums(a, b),
        traces: 1,
      }));
  }
  return { repairs, fix_fields: fields };
}

function comparedOf({ call, price, comparison }: AuditedCall): (VarianceSum & { rounding: Usd }) | undefined {
  const logged = call.metering.logged_cost_usd;
  if (!comparison || logged === undefined || price.kind !== 'priced') return undefined;
  return { calls: 1, logged, repriced: price.usd, rounding: comparison.kind === 'agrees' ? logged - price.usd : 0n };
}

function variancesOf(calls: readonly AuditedCall[]): Map<string, VarianceSum> {
  const rows = new Map<string, VarianceSum>();
  for (const { comparison } of calls) {
    if (comparison?.kind !== 'differs') continue;
    addTo(
      rows,
      comparison.causes.join(' or '),
      { calls: 1, logged: comparison.logged, repriced: comparison.repriced },
      addVariances,
    );
  }
  return rows;
}

function mismatchOf(one: AuditedCall): Mismatch | undefined {
  const { call, comparison, price } = one;
  if (comparison?.kind !== 'differs' || price.kind !== 'priced') return undefined;
  const { card, seller, model } = price.source;
  return {
    trace_id: call.envelope.trace_id?.value,
    key: call.key,
    model: groupKey(one, 'model'),
    logged: comparison.logged,
    repriced: comparison.repriced,
    causes: comparison.causes,
    detail: comparison.detail,
    price_source: `${card} ${seller}/${model}`,
    place: (call.metering.logged_from ?? call.sightings[0]).place,
  };
}

function unattributedOf(one: AuditedCall): UnattributedCall | undefined {
  if (!one.cause) return undefined;
  return {
    ...exampleOf(one),
    key: one.call.key,
    component: one.call.sightings[0].component,
    model: groupKey(one, 'model'),
    cause: one.cause,
  };
}

function findingsOf(audited: AuditedTrace): Map<string, FindingSum> {
  const rows = new Map<string, FindingSum>();
  for (const { code, check } of findings) {
    for (const occurrence of check?.(audited) ?? []) {
      addTo(
        rows,
        code,
        { count: 1, usd: occurrence.at_stake, examples: mergeTop(topOccurrences, [], [occurrence]) },
        addFindings,
      );
    }
  }
  return rows;
}
