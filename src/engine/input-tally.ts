// Input tally: counts what became of every record of one input, so that nothing vanishes between the file and the report.

import type { InputSummary } from '../audit/settings.ts';
import type { Event, Outcome } from '../model/event.ts';
import { compareText } from '../model/place.ts';

/** More kinds of problems than this are shown as one. */
const problemsShown = 20;
/** More kinds than this are not even told apart: a hostile file could make every reason a new one. */
const problemsKept = 1000;
const otherReasons = 'other reasons';
/** Where exactly in one record something is wrong does not make it another kind of problem. */
const inThisRecord = / \(line \d+(?:, column \d+)?\)|\bline \d+\b/g;

interface Problem {
  readonly line: number;
  readonly reason: string;
  readonly hint: string | null;
  records: number;
}

export interface InputTally {
  readonly path: string;
  readonly formats: Map<string, number>;
  readonly problems: Map<string, Problem>;
  records: number;
  events: number;
  calls: number;
  skipped: number;
  rejected: number;
  left_out: number;
  text_lines: number;
  bytes: number;
  /** Line of the last record seen, recognised or not. */
  line: number;
}

export function newTally(path: string): InputTally {
  return {
    path,
    formats: new Map(),
    problems: new Map(),
    records: 0,
    events: 0,
    calls: 0,
    skipped: 0,
    rejected: 0,
    left_out: 0,
    text_lines: 0,
    bytes: 0,
    line: 0,
  };
}

export function countOutcome(tally: InputTally, outcome: Outcome, format: string | undefined, line: number): void {
  tally.records += 1;
  tally.line = line;
  if (format !== undefined) tally.formats.set(format, (tally.formats.get(format) ?? 0) + 1);
  if (outcome.kind === 'events') {
    tally.events += outcome.events.length;
    tally.calls += outcome.events.filter(isCall).length;
    for (const part of outcome.left_out ?? []) {
      tally.left_out += 1;
      if (part.kind === 'rejected') noteProblem(tally, `part of a record: ${part.reason}`, part.hint, line, 0);
    }
  } else if (outcome.kind === 'skipped') {
    tally.skipped += 1;
  } else {
    tally.rejected += 1;
    noteProblem(tally, outcome.reason, outcome.hint, line, 1);
  }
}

export function noteProblem(
  tally: InputTally,
  reason: string,
  hint: string | undefined,
  line: number,
  records: number,
): void {
  const kind = reason.replace(inThisRecord, '');
  const fits = tally.problems.has(kind) || tally.problems.size < problemsKept;
  const problem = tally.problems.get(fits ? kind : otherReasons);
  if (problem) problem.records += records;
  else if (fits) tally.problems.set(kind, { line, reason, hint: hint ?? null, records });
  else tally.problems.set(otherReasons, { line, reason: otherReasons, hint: null, records });
}

export function summaryOf(tally: InputTally): InputSummary {
  const formats = [...tally.formats].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  return {
    path: tally.path,
    format: formats[0]?.[0] ?? null,
    formats: Object.fromEntries(formats),
    records: tally.records,
    events: tally.events,
    calls: tally.calls,
    skipped: tally.skipped,
    rejected: tally.rejected,
    left_out: tally.left_out,
    text_lines: tally.text_lines,
    bytes: tally.bytes,
    problems: shownProblems([...tally.problems.values()]),
  };
}

/** The most frequent first; what does not fit is summed up, so that the counts still add up to the rejected records. */
function shownProblems(problems: readonly Problem[]): InputSummary['problems'] {
  const ranked = [...problems].sort(
    (a, b) => b.records - a.records || a.line - b.line || compareText(a.reason, b.reason),
  );
  if (ranked.length <= problemsShown) return ranked;
  const rest = ranked.slice(problemsShown - 1);
  return [
    ...ranked.slice(0, problemsShown - 1),
    {
      line: Math.min(...rest.map(({ line }) => line)),
      reason: otherReasons,
      hint: null,
      records: rest.reduce((sum, { records }) => sum + records, 0),
    },
  ];
}

function isCall(event: Event): boolean {
  return event.role === 'call' && event.granularity === 'call';
}
