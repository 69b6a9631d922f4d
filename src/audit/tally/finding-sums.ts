// Findings as sums: how often, how much money, and the first examples.
import type { Occurrence } from '../../model/finding.ts';
import type { AuditedFacts } from '../audited.ts';
import type { Finding, NoticedTrace, SomeCalls, Untold } from '../findings/define-finding.ts';
import { findings } from '../findings/index.ts';
import { told } from '../findings/occurrence.ts';
import { type WatchedSpend, watchSpend } from '../findings/spend.ts';
import { hasRoomFor, mostExamples, topOccurrences } from '../merge-tallies.ts';
import { type Running, withCandidate } from '../sums.ts';
import type { FindingSum } from '../tally.ts';
import { contentsOfCalls, looksAt } from './trace-contents.ts';

type Rows = Map<string, Running<FindingSum>>;

const mostKinds = 2000;

/** Asked of calls, and of what was noticed about a trace; the others speak about the whole input. */
const askedOfCalls = askedFor((finding) => finding.check);
const askedOfTraces = askedFor((finding) => finding.checkTrace);

/** `has` is what their trace has besides; see trace-contents.ts. */
export function addFindings(rows: Rows, some: SomeCalls, has: number): void {
  for (const { code, check } of askedOfCalls(has | contentsOfCalls(some.calls)))
    for (const occurrence of check(some)) addOccurrence(rows, code, occurrence);
}

/** A trace about which something was noticed that a finding looks at: it is told when its calls have gone by. */
export interface Noticed {
  readonly asked: readonly Asked<NoticedTrace>[];
  readonly facts: AuditedFacts;
  readonly spend: WatchedSpend;
}

export function noticedIn(facts: AuditedFacts, has: number): Noticed | undefined {
  const asked = askedOfTraces(has);
  return asked.length === 0 ? undefined : { asked, facts, spend: watchSpend(facts.trace) };
}

export function tellNoticed(rows: Rows, { asked, facts, spend }: Noticed): void {
  for (const { code, check } of asked)
    for (const occurrence of check({ ...facts, spend })) addOccurrence(rows, code, occurrence);
}

interface Asked<T> {
  readonly code: string;
  readonly check: (of: T) => Iterable<Occurrence | Untold>;
}

/** The findings that calls or traces with such contents are asked; few kinds of them fill an input. */
function askedFor<T>(
  checkOf: (finding: Finding) => Asked<T>['check'] | undefined,
): (has: number) => readonly Asked<T>[] {
  const all = findings.flatMap((finding) => {
    const check = checkOf(finding);
    return check ? [{ code: finding.code, about: finding.about, check }] : [];
  });
  const lists = new Map<number, typeof all>();
  return (has) => {
    const known = lists.get(has);
    if (known) return known;
    const list = all.filter(({ about }) => looksAt(about, has));
    if (lists.size >= mostKinds) lists.clear();
    lists.set(has, list);
    return list;
  };
}

/** Mutates only the caller's own map. */
export function addOccurrence(rows: Rows, code: string, occurrence: Occurrence | Untold): void {
  const { records = 1, at_stake: usd } = occurrence;
  const present = rows.get(code);
  if (present === undefined) {
    rows.set(code, { count: records, usd, examples: [told(occurrence)] });
    return;
  }
  present.count += records;
  present.usd += usd;
  if (hasRoomFor(usd, present.examples[mostExamples - 1]?.at_stake))
    present.examples = withCandidate(topOccurrences, present.examples, told(occurrence));
}
