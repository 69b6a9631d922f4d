// One audited trace added to a tally. Sums grow in place: a tally of its own for each trace would cost more than the audit itself.
import { promptTokens, totalTokens, type Usage } from '../model/usage.ts';
import { type AuditedCall, type AuditedFacts, type AuditedTrace, type CallShare, ownerGrade } from './audited.ts';
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
import { type CallFilter, type Cut, cutCalls } from './select-calls.ts';
import { addSum, growIn, millionths, type Sum, withCandidate } from './sums.ts';
import { addBreaks } from './tally/breaks.ts';
import { addFindings, type Noticed, noticedIn, tellNoticed } from './tally/finding-sums.ts';
import { addPrices } from './tally/prices.ts';
import { addNeeds, addRepairs, type Needs } from './tally/repairs.ts';
import { sumFor } from './tally/sum-for.ts';
import { contentsOf } from './tally/trace-contents.ts';
import { newTally, type OpenTally, type SumTable, type Tally } from './tally.ts';
import { periodOf } from './time-text.ts';

/** `groupBy` lists the fields to group by; see group-keys.ts. */
export function tallyTrace(audited: AuditedTrace, groupBy: readonly string[]): Tally {
  const tally = newTally();
  addTrace(tally, audited, groupBy);
  return tally;
}

export function addTrace(tally: OpenTally, audited: AuditedTrace, groupBy: readonly string[]): void {
  const sums = openSums(audited);
  addShare(tally, sums, audited, groupBy);
  closeTrace(tally, sums, audited, groupBy);
}

/** Of one request: several calls, or one; or one that passes a question if there is another. */
type Attempts = 'several' | 'one' | Waiting;

interface Waiting {
  readonly id: string;
  readonly sum: Sum;
}

/** One trace on its way into a tally, share by share. */
export interface OpenSums {
  readonly facts: AuditedFacts;
  /** What it has of what findings look at, besides its calls; see trace-contents.ts. */
  readonly has: number;
  readonly noticed: Noticed | undefined;
  billed: number;
  free: number;
  /** Edges that were told of this trace. */
  edges: Set<string> | undefined;
  needs: Needs | undefined;
  /** By what they are attempts of. */
  attempts: Map<string, Attempts> | undefined;
}

export function openSums(facts: AuditedFacts): OpenSums {
  const has = contentsOf(facts);
  const noticed = noticedIn(facts, has);
  return { facts, has, noticed, billed: 0, free: 0, edges: undefined, needs: undefined, attempts: undefined };
}

export function addShare(tally: OpenTally, sums: OpenSums, share: CallShare, groupBy: readonly string[]): void {
  const { facts, has, noticed } = sums;
  const { calls, free_calls: free } = share;
  sums.billed += calls.length;
  sums.free += free.length;
  for (const one of calls) addCall(tally, one, sums, groupBy);
  for (const one of free) addFree(tally, one, sums);
  addPrices(tally, calls);
  sums.edges = addBreaks(tally, calls, facts.contract, sums.edges);
  sums.needs = addNeeds(tally, calls, sums.needs);
  addFindings(tally.findings, { calls, contract: facts.contract, card_days: facts.card_days }, has);
  noticed?.spend.add(share);
}

/** A trace share by share. `look` sees what is kept of each, and the share. Gives what is known of the trace as it is reported on, and the cut. */
export function addShares(
  tally: OpenTally,
  facts: AuditedFacts,
  shares: Iterable<CallShare>,
  { select, groupBy }: { readonly select?: CallFilter | undefined; readonly groupBy: readonly string[] },
  look: (kept: CallShare, share: CallShare) => void,
): { readonly reported: AuditedFacts; readonly cut: Cut | undefined } {
  const sums = openSums(facts);
  const cut = select && cutCalls(facts, select);
  for (const share of shares) {
    const kept = cut ? cut.keep(share) : share;
    addShare(tally, sums, kept, groupBy);
    look(kept, share);
  }
  const reported = cut ? cut.facts() : facts;
  closeTrace(tally, sums, reported, groupBy);
  return { reported, cut };
}

/** When all calls were added. `facts` are those of the trace as it is reported on. */
export function closeTrace(tally: OpenTally, sums: OpenSums, facts: AuditedFacts, groupBy: readonly string[]): void {
  const { billed, free, needs, noticed } = sums;
  if (billed + free > 0) tally.traces += 1;
  tally.events += billed + facts.exclusions.length; // an event is one or the other
  for (const { reason, usd } of facts.exclusions) addIn(tally, 'excluded', reason, { calls: 1, usd });
  if (needs) addRepairs(tally, needs);
  if (noticed && facts.trace.events.length > 0) tellNoticed(tally.findings, noticed);
  for (const name of groupBy) tableIn(tally.groups, name); // a group without calls is an empty table, not a missing one
}

/** The first and the last time of its calls. */
export function timesOf({ calls, free_calls: free }: CallShare): Tally['all_times'] {
  const starts = [...calls, ...free].map(({ call }) => call.metering.start);
  return {
    from: starts.reduce((a, b) => either(a, b, (x, y) => (x < y ? x : y)), undefined),
    to: starts.reduce((a, b) => either(a, b, (x, y) => (x > y ? x : y)), undefined),
  };
}

function addIn(tally: OpenTally, table: SumTable, key: string, sum: Sum): void {
  growIn(tableIn(tally.sums, table), key, sum, addSum);
}

const dayTables = {
  proven: 'day proven',
  recoverable: 'day recoverable',
  unattributed: 'day unattributed',
} as const;

function addCall(tally: OpenTally, one: AuditedCall, sums: OpenSums, groupBy: readonly string[]): void {
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
  addQuestions(tally, one, sums, sum);
  addGroups(tally, one, groupBy);
  if (part === 'unattributed') addUnattributed(tally, one, sum);
}

function addFree(tally: OpenTally, one: AuditedCall, sums: OpenSums): void {
  const sum = sumFor(one);
  addTime(tally, one);
  addQuestions(tally, one, sums, sum);
  addIn(tally, 'attempt', one.call.metering.cache_hit ? 'cache hit' : 'failed without usage', sum);
}

function addTime(tally: OpenTally, { call }: AuditedCall): void {
  const { start } = call.metering;
  if (start === undefined) return;
  if (tally.from === undefined || start < tally.from) tally.from = start;
  if (tally.to === undefined || start > tally.to) tally.to = start;
}

function addQuestions(tally: OpenTally, one: AuditedCall, sums: OpenSums, sum: Sum): void {
  let waiting: Waiting | undefined;
  for (const [id, ask] of askedOfCalls) {
    const answer = ask(one, sums.facts);
    if (answer === undefined) continue;
    addIn(tally, 'question measured', id, sum);
    if (answer === true) addIn(tally, 'question passed', id, sum);
    else if (answer) waiting = { id, sum };
  }
  const { attempt } = one.call;
  if (attempt) addAttempt(tally, attempt.key, waiting, sums);
}

/** A call that waits for another attempt passes with it. */
function addAttempt(tally: OpenTally, key: string, waits: Waiting | undefined, sums: OpenSums): void {
  sums.attempts ??= new Map();
  const others = sums.attempts.get(key);
  if (others === undefined) {
    sums.attempts.set(key, waits ?? 'one');
    return;
  }
  if (typeof others === 'object') pass(tally, others);
  if (waits) pass(tally, waits);
  sums.attempts.set(key, 'several');
}

function pass(tally: OpenTally, { id, sum }: Waiting): void {
  addIn(tally, 'question passed', id, sum);
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
