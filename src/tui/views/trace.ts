// One trace: the lanes of its fields and its events in time; beside it, or below on a narrow screen, the evidence and the price.
import type { Explanation } from '../../model/explanation.ts';
import { callLines } from '../../report/explanation/call.ts';
import { traceLines } from '../../report/explanation/trace.ts';
import { waterfallLines } from '../../report/explanation/waterfall.ts';
import { penFor } from '../../report/pen.ts';
import { printableDocument } from '../../report/printable.ts';
import type { Style } from '../../report/style.ts';
import { clipLine, textWidth } from '../../report/text-width.ts';
import { laneLines } from './lanes.ts';

/** From this width on, two halves are each as wide as a small terminal. */
const besideFrom = 150;
const gap = 3;

type Block = readonly string[];

export function traceViewLines(explanation: Explanation, style: Style): readonly string[] {
  const safe = printableDocument(explanation, style.unicode);
  const wide = style.width >= besideFrom;
  const half = Math.floor((style.width - gap) / 2);
  const [left, right] = [half, style.width - gap - half].map((width) => penFor(wide ? { ...style, width } : style));
  if (!left || !right) return [];
  const [head, events] = [traceLines(safe, left), waterfallLines(safe, left)];
  const pairs = safe.calls.map((call, index): readonly [Block, Block] => [
    blocks(index === 0 ? [head, laneLines(safe, call, 1, left), events] : [laneLines(safe, call, index + 1, left)]),
    blocks(callLines(call, index + 1, call.key === safe.asked_for && call.key !== safe.trace.id, right)),
  ]);
  if (pairs.length === 0) return blocks([head, events]);
  return blocks(pairs.flatMap(([one, other]) => (wide ? [beside(one, other, half)] : [one, other])));
}

/** With an empty line between two. */
function blocks(all: readonly Block[]): Block {
  return all.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function beside(one: Block, other: Block, width: number): Block {
  return Array.from({ length: Math.max(one.length, other.length) }, (_, at) => {
    const left = clipLine(one[at] ?? '', width);
    return `${left}${' '.repeat(width - textWidth(left) + gap)}${other[at] ?? ''}`.trimEnd();
  });
}
