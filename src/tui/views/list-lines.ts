// A list on the screen: only the rows that fit are drawn, then what is known of the row under the cursor.
import { count } from '../../report/figures.ts';
import { type Pen, paragraph, type Tone } from '../../report/pen.ts';
import { printable } from '../../report/printable.ts';
import { type Cell, quickTable, type Row } from '../../report/table.ts';
import { windowOf } from '../list.ts';
import { lists } from '../lists/index.ts';
import type { ListDefinition } from '../lists/list-definition.ts';
import { listRoom } from '../navigate.ts';
import type { ReviewState } from '../state.ts';
import { gridLines } from './grid-lines.ts';

export function listLines(state: ReviewState, pen: Pen): readonly string[] {
  const definition = lists[state.view];
  if (!definition) return [];
  const order = state.orders[state.view];
  const { filter, cursor } = state.lists[state.view];
  const whole = definition.size(state);
  const left = order.length === whole ? '' : ` of ${count(whole)}`;
  const about = [
    state.view === 'traces' && state.scope ? `behind ${printable(state.scope.title, pen.style.unicode)}` : '',
    filter === '' ? '' : `filter ${printable(filter, pen.style.unicode)}`,
    order.length === 0 ? '' : `${count(cursor + 1)} / ${count(order.length)}${left}`,
  ].filter(Boolean);
  const position = pen.paint('quiet', about.join('  '));
  if (order.length === 0) {
    const none = state.review.partial ? 'nothing of this was read yet' : definition.empty;
    return [position, '', `  ${whole === 0 ? none : 'nothing fits; esc clears'}`];
  }
  const drawn = definition.grid
    ? gridLines(state, { definition, names: definition.grid }, pen)
    : [...rows(state, definition, pen), ''];
  return [position, ...drawn, ...detail(state, definition, pen)];
}

function rows(state: ReviewState, definition: ListDefinition, pen: Pen): readonly string[] {
  const list = state.lists[state.view];
  const order = state.orders[state.view];
  const [from, to] = windowOf(list, order.length, listRoom(state));
  const shown: Row[] = [...order.subarray(from, to)].map((index, at) => {
    const chosen = from + at === list.cursor;
    const marked = list.marked.has(definition.key(state, index));
    const sign = `${chosen ? '>' : ' '}${marked ? '*' : ' '}`;
    const cells = definition.cells(state, index).map((cell): Cell => {
      const text = printable(textOf(cell), pen.style.unicode);
      return { text, tone: chosen ? 'strong' : toneOf(cell) };
    });
    return { cells: [sign, ...cells] };
  });
  const heads = definition.columns.map((column, index) =>
    index === list.sort ? { ...column, head: `${column.head} ${pen.style.unicode ? '▾' : 'v'}` } : column,
  );
  return quickTable([{ head: '' }, ...heads], shown, pen, 0);
}

function detail(state: ReviewState, definition: ListDefinition, pen: Pen): readonly string[] {
  const index = state.orders[state.view][state.lists[state.view].cursor];
  if (index === undefined || !definition.detail) return [];
  return definition
    .detail(state, index)
    .flatMap((line) => paragraph(printable(line, pen.style.unicode), pen, { indent: 2, hang: 2, tone: 'quiet' }));
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);
const toneOf = (cell: Cell): Tone | undefined => (typeof cell === 'string' ? undefined : cell.tone);
