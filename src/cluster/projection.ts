// Which columns of somebody else's table are asked for: those the table of its format may read. Prompts and completions stay where they are.
import type { Condition, Format } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { compileRecognition } from '../formats/recognise.ts';
import { quotedName, quotedText } from './sql-text.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface ProjectedColumn extends Column {
  readonly sql: string;
}

/** The list behind SELECT. Everything, when no format knows such rows. */
export function projectionSql(columns: readonly Column[]): string {
  const list = projected(columns);
  return list === undefined ? '*' : list.map(({ name, sql }) => namedAs(sql, name)).join(', ');
}

const namedAs = (sql: string, name: string): string =>
  sql === columnName(name) ? sql : `${sql} AS ${columnName(name)}`;

/** Undefined when no format knows such rows. */
export function projected(columns: readonly Column[]): readonly ProjectedColumn[] | undefined {
  const known = formats.filter((format) => format.recognise.length > 1 && recognisesColumns(format, columns));
  const content = new Set(known.flatMap(({ never_read: paths = [] }) => paths));
  if (content.size === 0) return undefined;
  const told = new Set(known.flatMap(({ recognise }) => recognise.flat()));
  return columns
    .filter(({ name }) => !content.has(name) || told.has(name))
    .map((column) => ({ ...column, sql: columnSql(column, content) }));
}

/** Do rows with such columns look like records of the format? */
export function recognisesColumns({ recognise, json = [] }: Format, columns: readonly Column[]): boolean {
  const shape = Object.fromEntries(
    columns.map(({ name, type }) => [name, /^(?:Map|JSON|Object)\b/.test(type) ? {} : 'any']),
  );
  return compileRecognition(recognise.map(anyValue), json)(shape);
}

/** Columns have names and no values yet: that one says `type=GENERATION` may be. */
function anyValue(condition: Condition): Condition {
  return typeof condition === 'string' ? nameIn(condition) : condition.map(nameIn);
}

const nameIn = (condition: string): string =>
  condition.startsWith('!') ? condition : condition.replace(/\^?=.*$/, '');

const columnName = (name: string): string => quotedName(name.replaceAll('.', '\u0000')).replaceAll('\u0000', '.');

/**
 * Times in UTC, whatever zone the server prints them in. Attributes that hold prompts are taken out of a map before it is sent; only servers
 * that know maps have them.
 */
function columnSql({ name, type }: Column, content: ReadonlySet<string>): string {
  const column = columnName(name);
  if (/^(?:Nullable\()?DateTime/.test(type)) return `toTimeZone(${column}, 'UTC')`;
  if (!/^Map\(.*,\s*(?:LowCardinality\()?(?:Nullable\()?String\)+$/.test(type)) return column; // counts have such names too
  // Formats write the attributes of a span behind this word.
  const names = [...content].map((path) => quotedText(path.replace(/^attributes\./, ''))).join(', ');
  return `mapFilter((k, v) -> NOT (k IN (${names})), ${column})`;
}
