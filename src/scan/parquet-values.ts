// Values of a Parquet column as JSON: no digit of a number and no nanosecond of a time is lost, and nothing is trusted to be text.
import type { FileMetaData, ParquetParsers, SchemaElement } from 'hyparquet';
import type { JsonObject, JsonValue } from '../model/json.ts';

/** Scale of a decimal column; for a nested one, by the name of the innermost field. */
export type Scales = ReadonlyMap<string, number>;

/**
 * hyparquet makes doubles of decimals, and money may be one. Without their annotation they arrive as integers or bytes; what they were is
 * kept by name. Changes the metadata.
 */
export function takeDecimals(metadata: FileMetaData): Scales {
  const scales = new Map<string, number>();
  for (const element of metadata.schema) {
    if (element.converted_type !== 'DECIMAL' && element.logical_type?.type !== 'DECIMAL') continue;
    scales.set(element.name, element.scale ?? scaleOf(element));
    delete element.converted_type;
    delete element.logical_type;
  }
  return scales;
}

function scaleOf({ logical_type: type }: SchemaElement): number {
  return type?.type === 'DECIMAL' ? type.scale : 0;
}

/** Times as ISO 8601 in UTC with all their digits. */
export const parquetParsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (time) => isoTime(time, 1_000n, 3),
  timestampFromMicroseconds: (time) => isoTime(time, 1_000_000n, 6),
  timestampFromNanoseconds: (time) => isoTime(time, 1_000_000_000n, 9),
  dateFromDays: (days) => isoTime(BigInt(days) * 86_400n, 1n, 0)?.slice(0, 10),
  jsonFromBytes: (bytes) => bytes && parsed(Buffer.from(bytes).toString('utf8')),
  geometryFromBytes: () => undefined,
  geographyFromBytes: () => undefined,
};

function isoTime(time: bigint | undefined, perSecond: bigint, digits: number): string | undefined {
  if (time === undefined || time === null) return undefined;
  const fraction = ((time % perSecond) + perSecond) % perSecond;
  const seconds = Number((time - fraction) / perSecond);
  if (Math.abs(seconds) > 8_640_000_000_000) return undefined; // beyond what a date can hold
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  return digits === 0 ? `${whole}Z` : `${whole}.${fraction.toString().padStart(digits, '0')}Z`;
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a JSON column with something else in it: the text as it is
  }
}

const deepest = 100;

/** A row as hyparquet gives it; its values may be anything. */
export function jsonRow(row: Readonly<Record<string, unknown>>, scales: Scales): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, jsonValue(value, scales, name, deepest)]),
  );
}

function jsonValue(value: unknown, scales: Scales, name: string, levels: number): JsonValue {
  const scale = scales.get(name);
  if (levels === 0 || value === undefined || value === null) return null;
  if (scale !== undefined && !Array.isArray(value)) {
    const digits = integerOf(value);
    if (digits !== undefined) return decimalText(digits, scale);
  }
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
    case 'object':
      break;
    default:
      return null;
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => jsonValue(item, scales, name, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, jsonValue(item, scales, key, levels - 1)]),
  );
}

/** The unscaled digits: a whole number, or its bytes, the highest first, in two's complement. */
function integerOf(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  if (!(value instanceof Uint8Array) || value.length === 0 || value.length > 64) return undefined;
  return BigInt.asIntN(value.length * 8, BigInt(`0x${Buffer.from(value).toString('hex')}`));
}

function decimalText(digits: bigint, scale: number): string {
  if (!Number.isInteger(scale) || scale < 0 || scale > 100) return digits.toString();
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
