// The worst traces: those with the most spend that is not proven, one for each different thing to repair, so that five of them
// show five problems. Lists of parts of the input merge into the list of the whole. Only those that stay are explained.
import type { Place } from '../model/event.ts';
import { usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { AuditReport } from '../model/report.ts';
import type { AuditedCall, AuditedFacts, CallShare } from './audited.ts';
import { explainSome } from './explain.ts';
import { compareUsd } from './merge-tallies.ts';
import { addSum, type Running, type Sum, type Top, withCandidate } from './sums.ts';
import { sumFor } from './tally/sum-for.ts';
import { wantOf } from './tally/want-of.ts';
import type { CallPath } from './waterfall.ts';

type Offender = NonNullable<AuditReport['offenders']>[number];
type Paths = () => Iterable<CallPath>;

export interface Candidate extends Sum {
  /** Cause and repairs of its costliest call that is not proven. */
  readonly trouble: string;
  /** Ties go to the least. */
  id(): string;
  explain(): Offender;
}

const most = 5;
/** What fits on a screen; the rest is counted. */
const mostHops = 40;
const mostCalls = 2;
/** Traces of more are not held until the end. */
const mostEvents = 10_000;

/** What the calls of one trace come to, share by share. */
export interface Loss extends Running<Sum> {
  /** The worst of those that are not proven, and the first others. */
  worst: readonly AuditedCall[];
  readonly others: AuditedCall[];
  seen: number;
}

export const newLoss = (): Loss => ({ calls: 0, usd: 0n, worst: none, others: [], seen: 0 });

const none: readonly never[] = Object.freeze([]);

export function addLoss(loss: Loss, { calls, free_calls: free }: CallShare): void {
  loss.seen += calls.length + free.length;
  for (const one of calls) {
    if (isLost(one)) {
      addSum(loss, sumFor(one));
      const last = loss.worst[mostCalls - 1];
      if (loss.worst.length === 0) loss.worst = [one];
      else if (!last || worstFirst(one, last) < 0) loss.worst = withCandidate(worstCalls, loss.worst, one);
    } else if (loss.others.length < mostCalls) loss.others.push(one);
  }
  for (const one of free) if (loss.others.length < mostCalls) loss.others.push(one);
}

export function candidateOf(loss: Loss, facts: AuditedFacts, paths: Paths): Candidate | undefined {
  const { calls, usd, worst, others, seen } = loss;
  const [first] = worst;
  if (!first) return undefined;
  const shown = [...worst, ...others].slice(0, mostCalls);
  const explain = (): Offender => {
    const { explanation, hopsLeft } = explainSome(facts, paths, facts.trace.id, shown, mostHops);
    const left = seen - shown.length;
    return { usd: usdToDecimal(usd), calls, hops_left_out: hopsLeft, calls_left_out: left, explanation };
  };
  return { calls, usd, trouble: troubleOf(first), id: () => idOf(facts), explain };
}

/** The same without the trace: candidates wait for the end of the input, and a few of a million events each would not fit into memory. */
function explained(candidate: Candidate): Candidate {
  const [id, offender] = [candidate.id(), candidate.explain()];
  return { ...candidate, id: () => id, explain: () => offender };
}

/** The worst of both lists, each kind of trouble once. */
export function mergeCandidates(a: readonly Candidate[], b: readonly Candidate[]): readonly Candidate[] {
  return worst([...a, ...b], (one) => one.id());
}

/** An explained candidate with what it is compared by. */
export interface ListedOffender extends Sum {
  readonly trouble: string;
  readonly id: string;
  readonly offender: Offender;
}

export function listedOffenders(list: readonly Candidate[]): readonly ListedOffender[] {
  return list.map((candidate) => {
    const { calls, usd, trouble } = candidate;
    return { calls, usd, trouble, id: candidate.id(), offender: candidate.explain() };
  });
}

/** The worst of what parts of the input listed. */
export function worstListed(listed: readonly ListedOffender[]): Offender[] {
  return worst(listed, ({ id }) => id).map(({ offender }) => offender);
}

function worst<T extends Sum & { readonly trouble: string }>(all: readonly T[], idOf: (one: T) => string): T[] {
  const seen = new Set<string>();
  return [...all]
    .sort((a, b) => compareSums(a, b) || compareText(idOf(a), idOf(b)) || compareText(a.trouble, b.trouble))
    .filter(({ trouble }) => !seen.has(trouble) && seen.add(trouble))
    .slice(0, most);
}

/** Watches traces go by. A trace that cannot get on the list costs a sum and a comparison, or its trouble's name as well. */
export function watchOffenders(): {
  see(loss: Loss, facts: AuditedFacts, paths: Paths): void;
  list(): readonly Candidate[];
} {
  let list: readonly Candidate[] = [];
  return {
    see: (loss, facts, paths) => {
      const last = list[most - 1];
      if (loss.calls === 0 || (last && compareSums(last, loss) < 0)) return;
      const candidate = candidateOf(loss, facts, paths);
      const same = list.find(({ trouble }) => trouble === candidate?.trouble);
      if (candidate === undefined || (same && compareSums(same, loss) < 0)) return;
      list = mergeCandidates(list, [facts.trace.events.length > mostEvents ? explained(candidate) : candidate]);
    },
    list: () => list,
  };
}

const isLost = ({ part }: AuditedCall): boolean => part !== 'proven';

const worstFirst = (a: AuditedCall, b: AuditedCall): number =>
  compareUsd(b.cost.usd, a.cost.usd) || compareText(a.call.key, b.call.key);

const worstCalls: Top<AuditedCall> = { most: mostCalls, compare: worstFirst };

/** What is to repair, by name. */
export function troubleOf({ cause, obstacles }: Pick<AuditedCall, 'cause' | 'obstacles'>): string {
  return `${cause ?? ''}\n\n\n${wantOf(obstacles).name}`;
}

const compareSums = (a: Sum, b: Sum): number => compareUsd(b.usd, a.usd) || b.calls - a.calls;

/** Ties go to the least id, then to the least place. */
function idOf({ trace }: AuditedFacts): string {
  let first: Place | undefined;
  for (const { place } of trace.events) if (!first || isBefore(place, first)) first = place;
  return `${trace.id}\n${first ? textOf(first) : ''}`;
}

const textOf = ({ source, line }: Place): string => `${source}:${String(line).padStart(12, '0')}`;

/** In the order of the texts. */
function isBefore(a: Place, b: Place): boolean {
  return a.source === b.source ? a.line < b.line : textOf(a) < textOf(b);
}
