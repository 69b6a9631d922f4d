// Data tables: complete and readable as they are; the script makes those with several rows sortable, searchable and paged.
// Each cell carries its rank within the column, so that sorting in the browser is exact for amounts of any size.
import { compareText } from '../../model/place.ts';
import { count } from '../figures.ts';
import { html, type Markup, nothing, type Value } from './markup.ts';

type SortValue = bigint | number | string | null;

export interface Column {
  readonly head: string;
  readonly align?: 'right';
  /** Ids and paths may break anywhere; sentences need room; a span of days stays on its line. */
  readonly fit?: 'long' | 'prose' | 'span';
}

export interface Cell {
  readonly content: Value;
  readonly sort: SortValue;
}

export interface DataTable {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Cell[])[];
  /** The column whose values descend already. */
  readonly sortedBy?: number;
  readonly total?: readonly Value[];
}

/** Below this a table can be read at a glance. */
const worthSorting = 3;

/** Columns without any content are left out. */
export function dataTable(given: DataTable): Markup {
  if (given.rows.length === 0) return nothing;
  const kept = given.columns.map((_, at) => given.rows.some((row) => row[at]?.content !== ''));
  const keep = <T>(list: readonly T[]): readonly T[] => list.filter((_, at) => kept[at]);
  const { caption, total } = given;
  const columns = keep(given.columns);
  const rows = given.rows.map(keep);
  const sortedBy =
    given.sortedBy === undefined ? undefined : kept.slice(0, given.sortedBy).filter((stays) => stays).length;
  const active = rows.length >= worthSorting;
  const ranks = active ? columns.map((_, at) => ranksOf(rows.map((row) => row[at]?.sort ?? null))) : [];
  const kinds = columns.map(({ align, fit }) => (align === 'right' ? 'num' : fit));
  const head = columns.map(
    ({ head: text }, at) =>
      html`<th scope="col"${kindOf(kinds[at])}${active && at === sortedBy && html` aria-sort="descending"`}>${text}</th>`,
  );
  const body = rows.map(
    (row, line) =>
      html`<tr>${row.map(({ content }, at) => {
        const rank = active && html` data-r="${ranks[at]?.[line] ?? 0}"`;
        return at === 0
          ? html`<th scope="row"${kindOf(kinds[at])}${rank}>${content}</th>`
          : html`<td${kindOf(kinds[at])}${rank}>${content}</td>`;
      })}</tr>
`,
  );
  const foot =
    total &&
    html`<tfoot><tr>${keep(total).map((content, at) =>
      at === 0
        ? html`<th scope="row"${kindOf(kinds[at])}>${content}</th>`
        : html`<td${kindOf(kinds[at])}>${content}</td>`,
    )}</tr></tfoot>
`;
  return html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table${active && html` data-rows="${rows.length}"`}>
<caption>${caption}<span class="rows"> ${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}</span></caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody>
${foot}</table></div>
`;
}

function kindOf(kind: string | undefined): Markup {
  return kind ? html` class="${kind}"` : nothing;
}

/** Position of each value among the different values, smallest first; equal values share one. */
export function ranksOf(values: readonly SortValue[]): readonly number[] {
  const different = [...new Set(values)].sort(compareSortValues);
  const places = new Map(different.map((value, place) => [value, place]));
  return values.map((value) => places.get(value) ?? 0);
}

/** Nothing first, then numbers, then text. */
function compareSortValues(a: SortValue, b: SortValue): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const [textA, textB] = [typeof a === 'string', typeof b === 'string'];
  if (typeof a === 'string' && typeof b === 'string')
    return compareText(a.toLowerCase(), b.toLowerCase()) || compareText(a, b);
  if (textA || textB) return Number(textA) - Number(textB);
  return a < b ? -1 : a > b ? 1 : 0;
}
