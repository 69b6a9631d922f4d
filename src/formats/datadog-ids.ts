// Datadog's ids in the spelling of W3C: decimal 64-bit numbers as 16 hex digits, and a trace id with its high half put back in front.
import type { JsonValue } from '../model/json.ts';
import { readText } from './values.ts';

const decimal = /^\d{1,20}$/;
const hex32 = /^[0-9a-f]{32}$/i;
/** 128 bits as a decimal number, as LLM Observability writes some trace ids. */
const longDecimal = /^\d{21,39}$/;

/** A span id; 0 and `undefined` are how a root says that it has no parent. */
export function datadogSpanId(value: JsonValue | undefined): string | undefined {
  const text = readText(value);
  if (text === undefined || /^0+$/.test(text)) return undefined;
  return decimal.test(text) ? hexOf(text, 16) : text;
}

/** A trace id from its decimal low half and the hexadecimal high half of `_dd.p.tid`; without that half it stays 64 bits. */
export function datadogTraceId(low: JsonValue | undefined, high: JsonValue | undefined): string | undefined {
  const text = readText(low);
  if (text === undefined) return undefined;
  if (hex32.test(text)) return text.toLowerCase();
  if (longDecimal.test(text)) return hexOf(text, 32);
  if (!decimal.test(text)) return text;
  const front = readText(high) ?? '';
  const isHigh = /^[0-9a-f]{16}$/i.test(front) && !/^0+$/.test(front);
  if (isHigh) return front.toLowerCase() + hexOf(text, 16);
  return /^0+$/.test(text) ? undefined : hexOf(text, 16);
}

function hexOf(number: string, digits: number): string {
  return BigInt(number).toString(16).padStart(digits, '0');
}
