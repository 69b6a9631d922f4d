// One audited trace added to a tally. Sums grow in place: a tally of its own for each trace would cost more than the audit itself.
import { promptTokens, totalTokens, type Usage } from '../model/usage.ts';
import { type AuditedCall, type AuditedTrace, ownerGrade } from './audited.ts';
import { envelopeFields, isProof } from './candidate.ts';
import { groupKey } from './group-keys.ts';
import { isInvalid } from './judge-call.ts';
import {
  either,
  growCause,
  growGroup,
  hasRoomFor,
  mayBeBetter,
  mostListed,
  tableIn,
  topUnattributed,
} from './merge-tallies.ts';
import { originOf } from './obstacles.ts';
import { askedOfCalls } from './questions.ts';
import { addSum, growIn, millionths, type Sum, withCandidate } from './sums.ts';
import { addBreaks } from './tally/breaks.ts';
import { addFindings } from './tally/finding-sums.ts';
import { addPrices } from './tally/prices.ts';
import { addRepairs } from './tally/repairs.ts';
import { sumFor } from './tally/sum-for.ts';
import { newTally, type OpenTally, type SumTable, type Tally } from './tally.ts';
import { periodOf } from './time-text.ts';

/** `groupBy` lists the fields to group by; see group-keys.ts. */
export function tallyTrace(audited: AuditedTrace, groupBy: readonly string[]): Tally {
  const tally = newTally();
  addTrace(tally, audited, groupBy);
  return tally;
}

export function addTrace(tally: OpenTally, audited: AuditedTrace, groupBy: readonly string[]): void {
  const { calls, free_calls: free, trace, exclusions } = audited;
  if (calls.length + free.length > 0) tally.traces += 1;
  tally.events += trace.events.length + repeatsOf(audited);
  for (const one of calls) addCall(tally, one, audited, groupBy);
  for (const one of free) addFree(tally, one, audited);
  for (const { reason, usd } of exclusions) addIn(tally, 'excluded', reason, { calls: 1, usd });
  addPrices(tally, calls);
  addBreaks(tally, audited);
  addRepairs(tally, calls);
  addFindings(tally.findings, audited);
  for (const name of groupBy) tableIn(tally.groups, name); // a group without calls is an empty table, not a missing one
}

/** The first and the last time of its calls. */
export function timesOf({ calls, free_calls: free }: AuditedTrace): Tally['all_times'] {
  const starts = [...calls, ...free].map(({ call }) => call.metering.start);
  return {
    from: starts.reduce((a, b) => either(a, b, (x, y) => (x < y ? x : y)), undefined),
    to: starts.reduce((a, b) => either(a, b, (x, y) => (x > y ? x : y)), undefined),
  };
}

/** A look through so many takes less time than a set of them. */
const fewEvents = 8;

/** Records set aside before the trace was built (read twice): they are in the exclusions but not among the trace's events. */
function repeatsOf({ trace, exclusions }: AuditedTrace): number {
  if (exclusions.length === 0) return 0;
  const { events } = trace;
  const members = events.length > fewEvents ? new Set(events) : undefined;
  return exclusions.filter(({ event }) => !(members ? members.has(event) : events.includes(event))).length;
}

function addIn(tally: OpenTally, table: SumTable, key: string, sum: Sum): void {
  growIn(tableIn(tally.sums, table), key, sum, addSum);
}

const dayTables = {
  proven: 'day proven',
  recoverable: 'day recoverable',
  unattributed: 'day unattributed',
} as const;

function addCall(tally: OpenTally, one: AuditedCall, audited: AuditedTrace, groupBy: readonly string[]): void {
  const { call, part, cost, contract } = one;
  const sum = sumFor(one);
  addTime(tally, one);
  addIn(tally, 'basis', cost.basis, sum);
  addIn(tally, 'part', part, sum);
  if (contract.missing.length + contract.invalid.length > 0) addIn(tally, 'contract', 'violated', sum);
  addIn(tally, 'grade', ownerGrade(one), sum);
  const { start } = call.metering;
  addIn(tally, dayTables[part], start === undefined ? 'no date' : periodOf(start, 'day'), sum);
  for (const field of envelopeFields) {
    const known = call.envelope[field];
    if (known && isProof(known) && !isInvalid(field, contract)) addIn(tally, 'field', field, sum);
  }
  if (call.attempt && call.attempt.kind !== 'first') addIn(tally, 'attempt', call.attempt.kind, sum);
  if (call.attempt?.extra) addIn(tally, 'attempt', 'extra', sum);
  addQuestions(tally, one, audited, sum);
  addGroups(tally, one, groupBy);
  if (part === 'unattributed') addUnattributed(tally, one, sum);
}

function addFree(tally: OpenTally, one: AuditedCall, audited: AuditedTrace): void {
  const sum = sumFor(one);
  addTime(tally, one);
  addQuestions(tally, one, audited, sum);
  addIn(tally, 'attempt', one.call.metering.cache_hit ? 'cache hit' : 'failed without usage', sum);
}

function addTime(tally: OpenTally, { call }: AuditedCall): void {
  const { start } = call.metering;
  if (start === undefined) return;
  if (tally.from === undefined || start < tally.from) tally.from = start;
  if (tally.to === undefined || start > tally.to) tally.to = start;
}

function addQuestions(tally: OpenTally, one: AuditedCall, audited: AuditedTrace, sum: Sum): void {
  for (const [id, ask] of askedOfCalls) {
    const passed = ask(one, audited);
    if (passed !== undefined) addIn(tally, 'question measured', id, sum);
    if (passed) addIn(tally, 'question passed', id, sum);
  }
}

function addUnattributed(tally: OpenTally, one: AuditedCall, sum: Sum): void {
  const { call, cause } = one;
  const component = originOf(call);
  const model = groupKey(one, 'model');
  addIn(tally, 'unattributed component', component, sum);
  addIn(tally, 'unattributed model', model ?? '(no model)', sum);
  if (!cause) return;
  const { usd } = sum;
  const trace_id = call.envelope.trace_id?.value;
  const { place } = call.sightings[0];
  const present = tally.causes.get(cause);
  if (present && !mayBeBetter(usd, present.example)) addSum(present, sum);
  else growIn(tally.causes, cause, { calls: 1, usd, example: { usd, trace_id, place } }, growCause);
  if (!hasRoomFor(usd, tally.unattributed_calls.at(mostListed - 1)?.usd)) return;
  const candidate = { usd, trace_id, place, key: call.key, component, model, cause };
  tally.unattributed_calls = withCandidate(topUnattributed, tally.unattributed_calls, candidate);
}

const nothingCounted: Usage = Object.freeze({});

function addGroups(tally: OpenTally, one: AuditedCall, groupBy: readonly string[]): void {
  const { call, cost, part } = one;
  const { usage = nothingCounted, lost_count: lost } = call.metering;
  const prompt = promptTokens(usage);
  const sum = {
    calls: 1,
    usd: cost.usd,
    proven: part === 'proven' ? cost.usd : 0n,
    recoverable: part === 'recoverable' ? cost.usd : 0n,
    unattributed: part === 'unattributed' ? cost.usd : 0n,
    input_tokens: millionths(prompt),
    output_tokens: millionths(totalTokens(usage) - prompt),
    uncounted: usage === nothingCounted || lost !== undefined ? 1 : 0,
  };
  for (const name of groupBy) growIn(tableIn(tally.groups, name), groupKey(one, name), sum, growGroup);
}
