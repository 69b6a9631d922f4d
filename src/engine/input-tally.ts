// Input tally: counts what became of every record of one input, so that nothing vanishes between the file and the report.

import type { InputSummary } from '../audit/settings.ts';
import type { Event, Outcome } from '../model/event.ts';
import { compareText } from '../model/place.ts';
import { confidenceOf, newObservations, type Observations, unreadOf, unrecognisedOf } from './observations.ts';
import { isFull, noteProblem, type Problem, type Problems, shownProblems } from './problems.ts';

export interface InputTally {
  readonly path: string;
  readonly formats: Map<string, number>;
  readonly problems: Problems;
  readonly observations: Observations;
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
    observations: newObservations(),
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

/** Events like this: each is a record of its own, or a part of a page that is counted by itself. */
export function countAlike(tally: InputTally, event: Event, events: number, records: number): void {
  tally.events += events;
  if (isCall(event)) tally.calls += events;
  if (records > 0) countRecords(tally, event.place.format, records);
}

export function countRecords(tally: InputTally, format: string, records: number): void {
  tally.records += records;
  tally.formats.set(format, (tally.formats.get(format) ?? 0) + records);
}

/** Records of a format that says what they are and that they are no events. */
export function countPassedOver(tally: InputTally, format: string, records: number): void {
  countRecords(tally, format, records);
  tally.skipped += records;
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
      if (part.kind === 'rejected') noteProblem(tally.problems, 'part', part.reason, part.hint, line);
    }
  } else if (outcome.kind === 'skipped') {
    tally.skipped += 1;
    if (format === undefined && outcome.detail !== undefined)
      noteProblem(tally.problems, 'skipped', outcome.detail, undefined, line);
  } else {
    tally.rejected += 1;
    noteProblem(tally.problems, 'rejected', outcome.reason, outcome.hint, line);
  }
}

/** Counts what became of records that were read elsewhere, behind those counted so far. Their problems must all be told apart. */
export function addCounts(tally: InputTally, counts: Counts): void {
  for (const name of countNames) tally[name] += counts[name];
  if (counts.records > 0) tally.line = counts.line;
  for (const [format, records] of counts.formats) tally.formats.set(format, (tally.formats.get(format) ?? 0) + records);
  for (const { kind, reason, hint, line, records } of counts.problems)
    noteProblem(tally.problems, kind, reason, hint ?? undefined, line, records);
}

const countNames = ['records', 'events', 'calls', 'skipped', 'rejected', 'left_out'] as const;

export interface Counts extends Readonly<Record<(typeof countNames)[number], number>> {
  readonly line: number;
  readonly formats: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
}

/** Undefined when there are too many problems to tell them apart. */
export function countsIn(tally: InputTally): Counts | undefined {
  if (isFull(tally.problems)) return undefined;
  const { records, events, calls, skipped, rejected, left_out, line, formats } = tally;
  return { records, events, calls, skipped, rejected, left_out, line, formats, problems: [...tally.problems.values()] };
}

export function summaryOf(tally: InputTally): InputSummary {
  const formats = [...tally.formats].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  return {
    path: tally.path,
    format: formats[0]?.[0] ?? null,
    formats: Object.fromEntries(formats),
    confidence: confidenceOf(tally.formats, tally.observations),
    ...unreadOf(tally.observations),
    ...unrecognisedOf(tally.observations),
    records: tally.records,
    events: tally.events,
    calls: tally.calls,
    skipped: tally.skipped,
    rejected: tally.rejected,
    left_out: tally.left_out,
    text_lines: tally.text_lines,
    bytes: tally.bytes,
    problems: shownProblems(tally.problems),
  };
}

function isCall(event: Event): boolean {
  return event.role === 'call' && event.granularity === 'call';
}
