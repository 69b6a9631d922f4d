// Rows of a spreadsheet -> our rate card. One line is one row; a column is a selector or the price of one class.
import { UsageError } from '../../model/errors.ts';
import type { RateCardWire } from '../../model/rate-card.ts';
import { usageClasses } from '../../model/usage.ts';

type WireRow = RateCardWire['rows'][number];

const selectorColumns = [
  'valid_from',
  'valid_to',
  'tier',
  'region',
  'speed',
  'endpoint',
  'alias_of',
  'source',
  'note',
] as const;
const known: ReadonlySet<string> = new Set([
  'seller',
  'model',
  'match',
  'time_of_day',
  ...selectorColumns,
  ...usageClasses,
]);
const hint = `Columns: seller, model, then any of match (ids apart by |), time_of_day (16:30-00:30), ${selectorColumns.join(', ')}, and the classes ${usageClasses.join(', ')}.`;

/** `table`: the header line, then the others, each a list of cells. */
export function importCsv(
  table: readonly (readonly string[])[],
  { id, as_of, currency }: { readonly id: string; readonly as_of?: string; readonly currency?: string },
): RateCardWire {
  const [header = [], ...lines] = table;
  const columns = header.map((name) => name.trim().toLowerCase());
  const stranger = columns.find((name) => !known.has(name));
  if (stranger !== undefined) throw new UsageError(`${id}: the column "${stranger}" is not one of a rate card`, hint);
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`${id}: the column "${twice}" is there twice`, hint);
  for (const needed of ['seller', 'model']) {
    if (!columns.includes(needed)) throw new UsageError(`${id}: there is no column "${needed}"`, hint);
  }
  return {
    id,
    ...(as_of !== undefined && { as_of }),
    ...(currency !== undefined && { currency }),
    rows: lines.flatMap((cells, index) => {
      if (cells.every((cell) => cell.trim() === '')) return [];
      if (cells.length > columns.length)
        throw new UsageError(`${id}: line ${index + 2} has more cells than the header`, hint);
      return [rowOf(new Map(columns.map((name, at) => [name, cells[at]?.trim() ?? ''])), `${id}: line ${index + 2}`)];
    }),
  };
}

function rowOf(cells: ReadonlyMap<string, string>, place: string): WireRow {
  const text = (name: string): string | undefined => cells.get(name) || undefined;
  const seller = text('seller');
  const model = text('model');
  if (seller === undefined || model === undefined) throw new UsageError(`${place} names no seller or no model`, hint);
  const match = text('match')
    ?.split('|')
    .map((id) => ({ equals: id.trim() }));
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text('time_of_day') ?? '') ?? [];
  if (text('time_of_day') !== undefined && (from === undefined || to === undefined))
    throw new UsageError(`${place}: time_of_day is not like 16:30-00:30`, hint);
  const region = text('region')?.split('|');
  const prices = Object.fromEntries(
    usageClasses.flatMap((name) => {
      const price = text(name);
      return price === undefined ? [] : [[name, price.replace(/^\$\s*/, '')]];
    }),
  );
  const selectors = Object.fromEntries(selectorColumns.flatMap((name) => (text(name) ? [[name, text(name)]] : [])));
  return {
    seller,
    model,
    ...(match && { match }),
    ...selectors,
    ...(region && { region: region.length === 1 ? (region[0] ?? '') : region }),
    ...(from !== undefined && to !== undefined && { time_of_day: { from, to } }),
    prices,
  };
}
