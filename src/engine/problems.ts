// Problems of one input by kind and reason: the first line of each and how many records it concerns.
import type { InputSummary } from '../audit/settings.ts';
import { compareText } from '../model/place.ts';

export type Problem = InputSummary['problems'][number];
export type Problems = Map<string, Problem>;

/** More reasons than this are shown as one for each kind. */
const problemsShown = 20;
/** More reasons than this are not even told apart: a hostile file could make every reason a new one. */
const problemsKept = 1000;
const otherReasons = 'other reasons';
/** Where exactly in one record something is wrong does not make it another reason. */
const inThisRecord = / \(line \d+(?:, column \d+)?\)|\bline \d+\b/g;
const kinds = ['unreadable', 'rejected', 'part', 'skipped'] as const satisfies readonly Problem['kind'][];

export function noteProblem(
  problems: Problems,
  kind: Problem['kind'],
  reason: string,
  hint: string | undefined,
  line: number,
  records = 1,
): void {
  const key = `${kind} ${reason.replace(inThisRecord, '')}`;
  const fits = problems.has(key) || problems.size < problemsKept;
  const known = fits ? key : `${kind} ${otherReasons}`;
  const present = problems.get(known);
  const fresh: Problem = fits
    ? { kind, line, reason, hint: hint ?? null, records: 0 }
    : { kind, line, reason: otherReasons, hint: null, records: 0 };
  problems.set(known, { ...(present ?? fresh), records: (present?.records ?? 0) + records });
}

/** From here on reasons are no longer told apart. */
export const isFull = (problems: Problems): boolean => problems.size >= problemsKept;

/** Worst kind and most frequent first; what does not fit is summed up by kind, so that the counts still add up to the lost records. */
export function shownProblems(problems: Problems): Problem[] {
  const ranked = [...problems.values()].sort(
    (a, b) =>
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
      b.records - a.records ||
      a.line - b.line ||
      compareText(a.reason, b.reason),
  );
  if (ranked.length <= problemsShown) return ranked;
  const rest = ranked.slice(problemsShown - 1);
  return [...ranked.slice(0, problemsShown - 1), ...kinds.flatMap((kind) => summedUp(kind, rest))];
}

function summedUp(kind: Problem['kind'], problems: readonly Problem[]): Problem[] {
  const same = problems.filter((problem) => problem.kind === kind);
  if (same.length < 2) return same;
  const records = same.reduce((sum, problem) => sum + problem.records, 0);
  return [{ kind, line: Math.min(...same.map(({ line }) => line)), reason: otherReasons, hint: null, records }];
}
