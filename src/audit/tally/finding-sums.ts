// Findings as sums: how often, how much money, and the first examples.
import type { Occurrence } from '../../model/finding.ts';
import type { AuditedTrace } from '../audited.ts';
import type { Untold } from '../findings/define-finding.ts';
import { findings } from '../findings/index.ts';
import { told } from '../findings/occurrence.ts';
import { hasRoomFor, mostExamples, topOccurrences } from '../merge-tallies.ts';
import { type Running, withCandidate } from '../sums.ts';
import type { FindingSum } from '../tally.ts';
import { contentsOf, looksAt } from './trace-contents.ts';

type Rows = Map<string, Running<FindingSum>>;

/** Those that are asked of a trace; the others speak about the whole input. */
const askedOfTraces = findings.flatMap(({ code, about, check }) => (check ? [{ code, about, check }] : []));

export function addFindings(rows: Rows, audited: AuditedTrace): void {
  for (const { code, check } of askedAbout(contentsOf(audited)))
    for (const occurrence of check(audited)) addOccurrence(rows, code, occurrence);
}

const asked = new Map<number, typeof askedOfTraces>();

/** The findings that traces with such contents are asked; few kinds of trace fill an input. */
function askedAbout(has: number): typeof askedOfTraces {
  const known = asked.get(has);
  if (known) return known;
  const list = askedOfTraces.filter(({ about }) => looksAt(about, has));
  if (asked.size >= mostKinds) asked.clear();
  asked.set(has, list);
  return list;
}

const mostKinds = 2000;

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
