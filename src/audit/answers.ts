// The answers to the seven questions: a verdict, a figure and the two numbers behind it.
import { percentOf } from '../model/money.ts';
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
  const value = percentOf(BigInt(passed.calls), BigInt(measured.calls)) ?? null;
  const verdict =
    value === null ? 'unmeasured' : value >= 100 - targetPct ? 'pass' : value >= partialFrom ? 'partial' : 'fail';
  const evidence = value === null ? 'no call to measure it on' : `${passed.calls} of ${measured.calls} calls`;
  return { id, question: questionTexts[id], verdict, value_pct: value, evidence };
}

function underTarget(value: number | undefined, targetPct: number): Answer {
  const verdict =
    value === undefined
      ? 'unmeasured'
      : value <= targetPct
        ? 'pass'
        : value <= targetPct * partialFactor
          ? 'partial'
          : 'fail';
  return {
    id: 'Q7',
    question: questionTexts.Q7,
    verdict,
    value_pct: value ?? null,
    evidence: value === undefined ? 'no call to measure it on' : `target ${targetPct} %`,
  };
}
