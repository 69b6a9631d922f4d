// The review as text that grows, for screen readers: after each key only what is new is said, in whole words.
import { count } from '../../report/figures.ts';
import { printable } from '../../report/printable.ts';
import { stripColours } from '../../report/text-width.ts';
import { lists } from '../lists/index.ts';
import { cursorIndex } from '../navigate.ts';
import type { ReviewState } from '../state.ts';
import { changeLines } from './changes.ts';
import { standingText } from './frame.ts';
import { helpLines } from './help.ts';
import { penOf } from './style-of.ts';
import { textLines } from './text-lines.ts';

/** A whole trace or overview is read from the line it stands at. */
const linesAtOnce = 40;

export function spoken(before: ReviewState, now: ReviewState): readonly string[] {
  const lines = [
    ...(before.review !== now.review && !now.review.partial ? [standingText(now)] : []),
    ...(before.message !== now.message && now.message !== undefined ? [now.message] : []),
    ...overlayLines(before, now),
    ...(now.prompt && now.prompt.kind !== before.prompt?.kind ? [`Question: ${now.prompt.ask}`] : []),
    ...placeLines(before, now),
  ];
  return lines.map((line) => printable(stripColours(line).trimEnd(), now.unicode));
}

function overlayLines(before: ReviewState, now: ReviewState): readonly string[] {
  if (before.overlay === now.overlay || now.overlay === undefined) return [];
  const pen = penOf({ ...now, colour: false });
  if (now.overlay === 'help') return helpLines(now.remap, pen);
  return [...changeLines(now.changes, pen), 'y writes, any other key leaves the files as they are'];
}

function placeLines(before: ReviewState, now: ReviewState): readonly string[] {
  const elsewhere = before.view !== now.view || before.review !== now.review;
  const definition = lists[now.view];
  if (!definition) {
    // Said when it is there.
    if (now.view === 'trace' && !now.trace?.explanations) return [];
    const { top } = now.lists[now.view];
    const moved = elsewhere || before.trace !== now.trace || before.lists[now.view].top !== top;
    return moved ? [`View ${now.view}`, ...textLines(now).slice(top, top + linesAtOnce)] : [];
  }
  const [was, is] = [before.lists[now.view], now.lists[now.view]];
  const order = now.orders[now.view];
  const relisted = elsewhere || before.orders[now.view] !== order;
  const index = cursorIndex(now);
  const title = relisted
    ? [`View ${now.view}, ${count(order.length)} rows${is.filter ? `, filter ${is.filter}` : ''}`]
    : [];
  if (index === undefined) return relisted ? [...title, definition.empty] : [];
  if (!relisted && was.cursor === is.cursor && was.marked === is.marked) return [];
  const cells = definition.cells(now, index).map((cell) => (typeof cell === 'string' ? cell : cell.text));
  const row = definition.columns.map(({ head }, at) => `${head} ${cells[at]}`).join(', ');
  const marked = is.marked.has(definition.key(now, index)) ? ', marked' : '';
  return [...title, `Row ${count(is.cursor + 1)}: ${row}${marked}`];
}
