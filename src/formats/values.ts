// From a source's value to a typed one: text, ids, counts, amounts, flags, links (times: times.ts). Absent and null-like values become undefined.
import type { Link, MappingNote } from '../model/event.ts';
import type { TextField } from '../model/fields.ts';
import { isArray, isObject, type JsonValue, member } from '../model/json.ts';
import { parseUsd, type Usd } from '../model/money.ts';

/** Texts by which loggers write "nothing". */
export const nullLike: ReadonlySet<string> = new Set([
  '',
  '-',
  'none',
  'null',
  'nil',
  'undefined',
  'nan',
  'n/a',
  '<nil>',
  '<none>',
  '(none)',
  '"none"',
  'unspecified',
]);

/** Their first letters, in either case: most texts begin with another. */
const nullLikeStart = new Uint8Array(128);
for (const text of nullLike)
  for (const first of [text.toLowerCase(), text.toUpperCase()]) nullLikeStart[first.charCodeAt(0)] = 1;

export function isNullLike(text: string): boolean {
  if (text.length > 12) return false;
  return text === '' || (nullLikeStart[text.charCodeAt(0)] === 1 && nullLike.has(text.toLowerCase()));
}

/** Scalars as trimmed text; null-like text is absent. Objects and lists are not text. */
export function readText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') {
    const text = value.trim();
    return isNullLike(text) ? undefined : text;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'boolean' ? String(value) : undefined;
}

const zeroId = /^[0-]+$/;
const hexId = /^[0-9a-f]+$/i;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The root of an X-Ray trace: `1-<8 hex of the time>-<24 hex>`, alone or in the header's value. */
const xrayRoot = /^(?:Root=)?1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)/i;
const decimalId = /^\d{17,39}$/;
const zeroBase64 = /^(?:A{22}==|A{11}=)$/;
const base64Id = /^(?:[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{11}=)$/;

/**
 * Ids are compared exactly, so spellings of the same id are made one: hex trace and span ids in lower case, without dashes, and out of
 * base64 and X-Ray's form. All-zero and null-like ids are absent. Every change is noted, except that a parent of zeros is how exporters write "root".
 */
export function readId(field: TextField, value: JsonValue | undefined, notes: MappingNote[]): string | undefined {
  const text = typeof value === 'string' ? value.trim() : readText(value);
  if (text === undefined || text === '') return undefined;
  if (isNullLike(text) || (zeroId.test(text) && text.length > 1) || zeroBase64.test(text)) {
    if (field !== 'parent_span_id') notes.push({ kind: 'null-like-id', field, value: text });
    return undefined;
  }
  return field === 'trace_id' || field === 'span_id' || field === 'parent_span_id' ? reshape(field, text, notes) : text;
}

function reshape(field: TextField, text: string, notes: MappingNote[]): string {
  if (uuid.test(text)) {
    notes.push({ kind: 'reshaped-id', field, value: text, change: 'dashes' });
    return text.replaceAll('-', '').toLowerCase();
  }
  if ((text.length === 32 || text.length === 16) && hexId.test(text)) {
    const lower = text.toLowerCase();
    if (lower !== text) notes.push({ kind: 'reshaped-id', field, value: text, change: 'case' });
    return lower;
  }
  if (base64Id.test(text)) {
    notes.push({ kind: 'reshaped-id', field, value: text, change: 'base64' });
    return hexOf(text);
  }
  const [, time, rest] = (field === 'trace_id' && xrayRoot.exec(text)) || [];
  if (time !== undefined && rest !== undefined) {
    notes.push({ kind: 'reshaped-id', field, value: text, change: 'x-ray' });
    return (time + rest).toLowerCase();
  }
  if (decimalId.test(text)) notes.push({ kind: 'decimal-id', field, value: text });
  return text;
}

function hexOf(base64: string): string {
  return Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** What a note may show of a faulty value: words could be anybody's text. */
export function shownValue(text: string): string {
  return /\s/.test(text) && /[A-Za-z]{4}/.test(text) ? '(text)' : text.slice(0, 40);
}

/** A non-negative whole number, also from text such as "56" or "3.0". `seconds` may be fractional. */
export function readCount(name: string, value: JsonValue | undefined, notes: MappingNote[]): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value === 0 ? 0 : value; // not -0
  const text = readText(value);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (
    Number.isFinite(count) &&
    count >= 0 &&
    count <= Number.MAX_SAFE_INTEGER &&
    (Number.isInteger(count) || name === 'seconds')
  ) {
    return count;
  }
  notes.push({ kind: 'bad-count', field: name, value: shownValue(text) });
  return undefined;
}

export type MoneyUnit = 'usd' | 'cents' | 'nano-usd';
const unitDivisor: Record<MoneyUnit, bigint> = { usd: 1n, cents: 100n, 'nano-usd': 1_000_000_000n };

export function readAmount(value: JsonValue | undefined, unit: MoneyUnit): Usd | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const amount = parseUsd(value);
  return amount === undefined ? undefined : amount / unitDivisor[unit];
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['1.0', true],
  ['yes', true],
  ['hit', true],
  ['semantic hit', true],
  ['false', false],
  ['0', false],
  ['0.0', false],
  ['no', false],
  ['miss', false],
  ['disabled', false],
  ['bypass', false],
  ['refresh', false],
]);

/** Also a reference to what was hit: any UUID is a yes, the zero UUID a no. */
export function readFlag(value: JsonValue | undefined): boolean | undefined {
  const text = readText(value);
  if (text !== undefined && uuid.test(text)) return !zeroId.test(text);
  return text === undefined ? undefined : flags.get(text.toLowerCase());
}

/** A `traceparent` header: trace id and the caller's span id. W3C Trace Context, https://www.w3.org/TR/trace-context/ (level 2). */
export function readTraceparent(value: JsonValue | undefined): Required<Link> | undefined {
  const match =
    typeof value === 'string' ? /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(value.trim()) : null;
  const [, traceId = '', spanId = ''] = match ?? [];
  if (!match || value?.toString().startsWith('ff') || zeroId.test(traceId) || zeroId.test(spanId)) return undefined;
  return { trace_id: traceId, span_id: spanId };
}

const noLinks: readonly Link[] = [];

/** Span links: `{trace_id, span_id}` in any spelling, or `traceparent` texts; one or a list of them. */
export function readLinks(value: JsonValue | undefined): readonly Link[] {
  if (value === undefined) return noLinks;
  return (isArray(value) ? value : [value]).flatMap((link): Link[] => {
    if (!isObject(link)) {
      const carried = readTraceparent(link);
      return carried ? [carried] : [];
    }
    const context = member(link, 'context');
    const from = isObject(context) ? context : link;
    const traceId = readId('trace_id', member(from, 'trace_id') ?? member(from, 'traceId'), []);
    const spanId = readId('span_id', member(from, 'span_id') ?? member(from, 'spanId'), []);
    if (traceId === undefined) return [];
    return [spanId === undefined ? { trace_id: traceId } : { trace_id: traceId, span_id: spanId }];
  });
}
