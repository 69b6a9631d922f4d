// One audited trace as a tally.
import type { Usd } from '../model/money.ts';
import { promptTokens, totalTokens } from '../model/usage.ts';
import { type AuditedCall, type AuditedTrace, ownerGrade } from './audited.ts';
import { envelopeFields, isProof } from './candidate.ts';
import { groupKey } from './group-keys.ts';
import { isInvalid } from './judge-call.ts';
import { addCauses, addGroups, either, topUnattributed } from './merge-tallies.ts';
import { originOf } from './obstacles.ts';
import { callQuestions } from './questions.ts';
import { addSums, addTo, mergeTop, millionths, type Sum } from './sums.ts';
import { breaksOf, slicesOf } from './tally/breaks.ts';
import { findingsOf } from './tally/finding-sums.ts';
import { pricesOf } from './tally/prices.ts';
import { repairsOf } from './tally/repairs.ts';
import { sumFor } from './tally/sum-for.ts';
import type { CauseSum, Example, GroupSum, SumTable, Tally, UnattributedCall } from './tally.ts';
import { periodOf } from './time-text.ts';

/** `groupBy` lists the fields to group by; see group-keys.ts. */
export function tallyTrace(audited: AuditedTrace, groupBy: readonly string[]): Tally {
  const { calls, free_calls: free, trace } = audited;
  const unattributed = calls.filter(({ part }) => part === 'unattributed');
  return {
    traces: calls.length + free.length > 0 ? 1 : 0,
    events: trace.events.length + repeatsOf(audited),
    ...timesOf(audited),
    ...pricesOf(calls),
    sums: sumsOf(audited),
    causes: causesOf(unattributed),
    groups: new Map(groupBy.map((name) => [name, groupOf(calls, name)])),
    breaks: breaksOf(audited),
    slices: slicesOf(audited),
    ...repairsOf(calls),
    unattributed_calls: mergeTop(
      topUnattributed,
      [],
      unattributed.flatMap((call) => unattributedOf(call) ?? []),
    ),
    findings: findingsOf(audited),
    policy_calls: [],
    budget_calls: [],
    all_times: { from: undefined, to: undefined },
  };
}

export function timesOf({ calls, free_calls: free }: AuditedTrace): Pick<Tally, 'from' | 'to'> {
  const starts = [...calls, ...free].map(({ call }) => call.metering.start);
  return {
    from: starts.reduce((a, b) => either(a, b, (x, y) => (x < y ? x : y)), undefined),
    to: starts.reduce((a, b) => either(a, b, (x, y) => (x > y ? x : y)), undefined),
  };
}

/** Records set aside before the trace was built (read twice): they are in the exclusions but not among the trace's events. */
function repeatsOf({ trace, exclusions }: AuditedTrace): number {
  const members = new Set(trace.events);
  return exclusions.filter(({ event }) => !members.has(event)).length;
}

type Add = (table: SumTable, key: string, sum: Sum) => void;

function sumsOf(audited: AuditedTrace): Tally['sums'] {
  const sums = new Map<SumTable, Map<string, Sum>>();
  const add: Add = (table, key, sum) => {
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
  for (const one of audited.free_calls)
    add('attempt', one.call.metering.cache_hit ? 'cache hit' : 'failed without usage', sumFor(one));
  return sums;
}

function sumCall(one: AuditedCall, add: Add): void {
  const { call, part, cost } = one;
  const sum = sumFor(one);
  const day = call.metering.start === undefined ? 'no date' : periodOf(call.metering.start, 'day');
  add('basis', cost.basis, sum);
  add('part', part, sum);
  if (one.contract.missing.length + one.contract.invalid.length > 0) add('contract', 'violated', sum);
  add('grade', ownerGrade(one), sum);
  add(`day ${part}`, day, sum);
  for (const field of envelopeFields) {
    const known = call.envelope[field];
    if (known && isProof(known) && !isInvalid(field, one.contract)) add('field', field, sum);
  }
  if (call.attempt && call.attempt.kind !== 'first') add('attempt', call.attempt.kind, sum);
  if (call.attempt?.extra) add('attempt', 'extra', sum);
  if (part !== 'unattributed') return;
  add('unattributed component', originOf(call), sum);
  add('unattributed model', groupKey(one, 'model') ?? '(no model)', sum);
}

function exampleOf({ call, cost }: AuditedCall): Example {
  return { usd: cost.usd, trace_id: call.envelope.trace_id?.value, place: call.sightings[0].place };
}

function causesOf(unattributed: readonly AuditedCall[]): Tally['causes'] {
  const causes = new Map<NonNullable<AuditedCall['cause']>, CauseSum>();
  for (const one of unattributed)
    if (one.cause) addTo(causes, one.cause, { ...sumFor(one), example: exampleOf(one) }, addCauses);
  return causes;
}

function unattributedOf(one: AuditedCall): UnattributedCall | undefined {
  const { call, cause } = one;
  if (!cause) return undefined;
  return { ...exampleOf(one), key: call.key, component: originOf(call), model: groupKey(one, 'model'), cause };
}

function groupOf(calls: readonly AuditedCall[], name: string): Map<string | undefined, GroupSum> {
  const rows = new Map<string | undefined, GroupSum>();
  for (const one of calls) addTo(rows, groupKey(one, name), groupSum(one), addGroups);
  return rows;
}

function groupSum({ call, cost, part }: AuditedCall): GroupSum {
  const usage = call.metering.usage ?? {};
  const prompt = promptTokens(usage);
  const inPart = (wanted: AuditedCall['part']): Usd => (part === wanted ? cost.usd : 0n);
  return {
    calls: 1,
    usd: cost.usd,
    proven: inPart('proven'),
    recoverable: inPart('recoverable'),
    unattributed: inPart('unattributed'),
    input_tokens: millionths(prompt),
    output_tokens: millionths(totalTokens(usage) - prompt),
  };
}
