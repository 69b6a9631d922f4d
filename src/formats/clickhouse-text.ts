// ClickHouse's own notation of maps and lists, in which CSV and TabSeparated write them: {'team':'claims'}, ['a','b'].
// clickhouse.com/docs/interfaces/formats (TabSeparated, CSV), November 2026: text in single quotes with the escapes of TabSeparated.
import type { JsonValue } from '../model/json.ts';
import { dictionary } from './dictionary.ts';
import { parseText } from './project.ts';

/** Deeper than a list of maps no column of theirs goes. */
const deepest = 8;
const token = /\s*(?:'([^'\\]*(?:\\.[^'\\]*)*)'|([{}[\]:,])|([^'{}[\]:,\s]+))/sy;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', 0: '\0' };

/** What a cell holds: an object or a list where the text is JSON or ClickHouse's own notation of one, else the cell as it is. */
export function openedCell(cell: JsonValue): JsonValue {
  if (typeof cell !== 'string' || !/^\s*[{[]/.test(cell)) return cell;
  const parsed = parseText(cell);
  if (typeof parsed === 'object' && parsed !== null) return parsed;
  const tokens = tokensOf(cell);
  const read = tokens && valueFrom(tokens, 0, 0);
  return read?.next === tokens?.length ? (read?.value ?? cell) : cell;
}

type Token = { readonly text: string } | { readonly mark: string };

function tokensOf(cell: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const end = cell.trimEnd().length;
  for (token.lastIndex = 0; token.lastIndex < end; ) {
    const found = token.exec(cell);
    if (!found) return undefined;
    const [, quoted, mark, bare] = found;
    tokens.push(mark === undefined ? { text: bare ?? unescaped(quoted ?? '') } : { mark });
  }
  return tokens;
}

const unescaped = (text: string): string =>
  text.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);

interface Read {
  readonly value: JsonValue;
  /** The token behind it. */
  readonly next: number;
}

function valueFrom(tokens: readonly Token[], at: number, depth: number): Read | undefined {
  const first = tokens[at];
  if (first === undefined || depth > deepest) return undefined;
  if ('text' in first) return { value: first.text, next: at + 1 };
  const close = first.mark === '{' ? '}' : first.mark === '[' ? ']' : undefined;
  if (close === undefined) return undefined;
  const entries: [string, JsonValue][] = [];
  let next = at + 1;
  while (!isMark(tokens[next], close)) {
    if (entries.length > 0 && !isMark(tokens[next++], ',')) return undefined;
    const key = close === '}' ? tokens[next] : undefined;
    if (close === '}' && !(key && 'text' in key && isMark(tokens[next + 1], ':'))) return undefined;
    const read = valueFrom(tokens, key ? next + 2 : next, depth + 1);
    if (read === undefined) return undefined;
    entries.push([key && 'text' in key ? key.text : '', read.value]);
    next = read.next;
  }
  const values = entries.map(([, entry]) => entry);
  const value =
    close === '}'
      ? dictionary(
          entries.map(([key]) => key),
          values,
        )
      : values;
  return { value, next: next + 1 };
}

const isMark = (token: Token | undefined, mark: string): boolean =>
  token !== undefined && 'mark' in token && token.mark === mark;
