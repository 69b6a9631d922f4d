// One trace explained for a person: its way through the components, then every call with its fields, grades and price line by line.
import type { Explanation } from '../model/explanation.ts';
import { answerLines } from './explanation/answers.ts';
import { callLines } from './explanation/call.ts';
import { traceLines } from './explanation/trace.ts';
import { waterfallLines } from './explanation/waterfall.ts';
import { penFor } from './pen.ts';
import { printableDocument } from './printable.ts';
import type { Style } from './style.ts';
import { joinBlocks } from './terminal.ts';

export function explanationToTerminal(explanation: Explanation, style: Style): string {
  const pen = penFor(style);
  const safe = printableDocument(explanation, style.unicode);
  // A key that is also the trace's id names the trace.
  const askedFor = safe.asked_for === safe.trace.id ? undefined : safe.asked_for;
  const calls = safe.calls.flatMap((call, i) => callLines(call, i + 1, call.key === askedFor, pen));
  const answers = safe.calls.flatMap((call) => (call.answers ? [answerLines(call, pen)] : []));
  return joinBlocks([...answers, traceLines(safe, pen), waterfallLines(safe, pen), ...calls], style.width);
}
