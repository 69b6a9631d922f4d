// The answers to the seven questions: a verdict, a figure and the two numbers behind it.
import { percentOf, restOfPercent } from '../model/money.ts';
import type { AuditReport } from '../model/report.ts';
import { type QuestionId, questionTexts } from './questions.ts';
import { sumAt } from './sections/wire.ts';
import type { Tally } from './tally.ts';

type Answer = AuditReport['questions'][number];

/** So many passes make the spend ready to be charged back. */
export const readyFrom = 6;
/** A share of calls that still counts as some of the way. */
const partialFrom = 50;
/** Unattributed up to so many times the target is partial. */
const partialFactor = 5;

export function answerQuestions(tally: Tally, unattributedPct: number | undefined, targetPct: number): Answer[] {
  return (Object.keys(questionTexts) as QuestionId[]).map((id) =>
    id === 'Q7' ? underTarget(unattributedPct, targetPct) : ofCalls(id, tally, targetPct),
  ); // keys of a typed record
}

function ofCalls(id: QuestionId, tally: Tally, targetPct: number): Answer {
  const measured = sumAt(tally, 'question measured', id);
  const passed = sumAt(tally, 'question passed', id);
  const value = percentOf(BigInt(passed.calls), BigInt(measured.calls));
  const verdict = verdictOf(
    value,
    (share) => share >= restOfPercent(targetPct),
    (share) => share >= partialFrom,
  );
  return answer(id, verdict, value, `${passed.calls} of ${measured.calls} calls`);
}

function underTarget(value: number | undefined, targetPct: number): Answer {
  const verdict = verdictOf(
    value,
    (share) => share <= targetPct,
    (share) => share <= targetPct * partialFactor,
  );
  return answer('Q7', verdict, value, `target ${targetPct} %`);
}

function verdictOf(
  value: number | undefined,
  passes: (share: number) => boolean,
  isPartial: (share: number) => boolean,
): Answer['verdict'] {
  if (value === undefined) return 'unmeasured';
  if (passes(value)) return 'pass';
  return isPartial(value) ? 'partial' : 'fail';
}

function answer(id: QuestionId, verdict: Answer['verdict'], value: number | undefined, evidence: string): Answer {
  const measured =
    value === undefined ? { value_pct: null, evidence: 'no call to measure it on' } : { value_pct: value, evidence };
  return { id, question: questionTexts[id], verdict, ...measured };
}
