// The worst traces: those with the most spend that is not proven, one for each different thing to repair, so that five of them
// show five problems. Lists of parts of the input merge into the list of the whole. Only those that stay are explained.
import type { Place } from '../model/event.ts';
import { usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { AuditReport } from '../model/report.ts';
import type { AuditedCall, AuditedTrace } from './audited.ts';
import { explainSome } from './explain.ts';
import { compareUsd } from './merge-tallies.ts';
import { addSum, mergeTop, type Sum, type Top } from './sums.ts';
import { sumFor } from './tally/sum-for.ts';
import { wantOf } from './tally/want-of.ts';

type Offender = NonNullable<AuditReport['offenders']>[number];

export interface Candidate extends Sum {
  /** Cause and repairs of its costliest call that is not proven. */
  readonly trouble: string;
  readonly audited: AuditedTrace;
}

const most = 5;
/** What fits on a screen; the rest is counted. */
const mostHops = 40;
const mostCalls = 2;

export function candidateOf(audited: AuditedTrace): Candidate | undefined {
  const worst = worstOf(audited);
  return worst && { ...lostSum(audited), trouble: troubleOf(worst), audited };
}

/** The worst of both lists, each kind of trouble once. */
export function mergeCandidates(a: readonly Candidate[], b: readonly Candidate[]): readonly Candidate[] {
  return worst([...a, ...b], ({ audited }) => idOf(audited));
}

/** An explained candidate with what it is compared by. */
export interface ListedOffender extends Sum {
  readonly trouble: string;
  readonly id: string;
  readonly offender: Offender;
}

export function listedOffenders(list: readonly Candidate[]): readonly ListedOffender[] {
  return list.map((candidate) => {
    const { calls, usd, trouble, audited } = candidate;
    return { calls, usd, trouble, id: idOf(audited), offender: explainOffender(candidate) };
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
export function watchOffenders(): { see(audited: AuditedTrace): void; list(): readonly Candidate[] } {
  let list: readonly Candidate[] = [];
  return {
    see: (audited) => {
      const sum = lostSum(audited);
      const last = list[most - 1];
      if (sum.calls === 0 || (last && compareSums(last, sum) < 0)) return;
      const worst = worstOf(audited);
      const named = worst && troubleOf(worst);
      const same = list.find(({ trouble }) => trouble === named);
      if (named === undefined || (same && compareSums(same, sum) < 0)) return;
      list = mergeCandidates(list, [{ ...sum, trouble: named, audited }]);
    },
    list: () => list,
  };
}

export function explainOffender({ audited, usd, calls }: Candidate): Offender {
  const others = [...audited.calls.filter((one) => !isLost(one)), ...audited.free_calls];
  const lost = audited.calls.filter(isLost);
  const shown = [...mergeTop(worstCalls, [], lost), ...others].slice(0, mostCalls);
  const { explanation, hopsLeft } = explainSome(audited, audited.trace.id, shown, mostHops);
  return {
    usd: usdToDecimal(usd),
    calls,
    hops_left_out: hopsLeft,
    calls_left_out: lost.length + others.length - shown.length,
    explanation,
  };
}

const isLost = ({ part }: AuditedCall): boolean => part !== 'proven';

function lostSum({ calls }: AuditedTrace): Sum {
  const sum = { calls: 0, usd: 0n };
  for (const one of calls) if (isLost(one)) addSum(sum, sumFor(one));
  return sum;
}

const worstFirst = (a: AuditedCall, b: AuditedCall): number =>
  compareUsd(b.cost.usd, a.cost.usd) || compareText(a.call.key, b.call.key);

const worstCalls: Top<AuditedCall> = { most: mostCalls, compare: worstFirst };

function worstOf({ calls }: AuditedTrace): AuditedCall | undefined {
  let worst: AuditedCall | undefined;
  for (const one of calls) if (isLost(one) && (!worst || worstFirst(one, worst) < 0)) worst = one;
  return worst;
}

/** What is to repair, by name. */
export function troubleOf({ cause, obstacles }: Pick<AuditedCall, 'cause' | 'obstacles'>): string {
  return `${cause ?? ''}\n\n\n${wantOf(obstacles).name}`;
}

const compareSums = (a: Sum, b: Sum): number => compareUsd(b.usd, a.usd) || b.calls - a.calls;

/** Ties go to the least id, then to the least place. */
function idOf({ trace }: AuditedTrace): string {
  let first: Place | undefined;
  for (const { place } of trace.events) if (!first || isBefore(place, first)) first = place;
  return `${trace.id}\n${first ? textOf(first) : ''}`;
}

const textOf = ({ source, line }: Place): string => `${source}:${String(line).padStart(12, '0')}`;

/** In the order of the texts. */
function isBefore(a: Place, b: Place): boolean {
  return a.source === b.source ? a.line < b.line : textOf(a) < textOf(b);
}
