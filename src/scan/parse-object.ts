// Text of one object -> JsonObject. JSON.parse does the work; numbers that a double cannot hold arrive as strings with all their digits.
import { isArray, isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { rewriteOutsideStrings } from './outside-strings.ts';

/** Strict JSON only; undefined when the text is not one JSON object or nests deeper than `depth` levels. */
export function parseStrict(text: string, depth: number): JsonObject | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  const verdict = inspect(value, depth);
  if (verdict === 'too deep') return undefined;
  if (verdict === 'fine') return value;
  const exact = quoteLongNumbers(text);
  if (exact === text) return value;
  const reread: JsonObject = JSON.parse(exact);
  return reread;
}

/** Takes a comma before a closing bracket, and reads NaN and infinities as null: two habits of logs and of copied snippets. */
export function parseTidied(text: string, depth: number): JsonObject | undefined {
  return parseStrict(rewriteOutsideStrings(text, tidy), depth);
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Verdict = 'fine' | 'long number' | 'too deep';

/** One walk over the parsed values finds depth and lost digits; looking for both in the text costs three times as much. */
function inspect(container: JsonObject | readonly JsonValue[], levels: number): Verdict {
  if (levels === 0) return 'too deep';
  let verdict: Verdict = 'fine';
  if (isArray(container)) {
    for (const value of container) {
      verdict = worse(verdict, value, levels);
      if (verdict === 'too deep') return verdict;
    }
  } else {
    // for-in is the cheapest way over an object; JSON.parse makes own properties only, and nobody extends Object.prototype.
    for (const key in container) {
      verdict = worse(verdict, container[key], levels);
      if (verdict === 'too deep') return verdict;
    }
  }
  return verdict;
}

function worse(verdict: Verdict, value: JsonValue | undefined, levels: number): Verdict {
  if (typeof value === 'number') return verdict === 'fine' && mayHaveLostDigits(value) ? 'long number' : verdict;
  if (typeof value !== 'object' || value === null) return verdict;
  const inner = inspect(value, levels - 1);
  return inner === 'fine' ? verdict : inner;
}

/** Sums of doubles end in digits like 0.30000000000000004 as well; the text then tells whether there were more. */
function mayHaveLostDigits(value: number): boolean {
  if (Number.isSafeInteger(value) || hasFewDigits(value)) return false;
  return Number.isInteger(value) || !Number.isFinite(value) || String(value).length >= 17;
}

/** At most five digits before the point and nine behind it, as most amounts have: a look that spares writing the number. */
function hasFewDigits(value: number): boolean {
  return Math.abs(value) < 1e5 && Math.round(value * 1e9) / 1e9 === value;
}

/** Every number of at least five characters: the shortest that a double may not hold is 1e309. */
const number = /-?\d[\d.eE+-]{4,}/g;

function quoteLongNumbers(text: string): string {
  return rewriteOutsideStrings(text, (between) =>
    between.replace(number, (digits) => (survives(digits) ? digits : `"${digits}"`)),
  );
}

/** Can a double hold this number? An integer to its last digit, a decimal to seventeen significant digits. */
function survives(digits: string): boolean {
  let kind: 'integer' | 'decimal' | 'exponent' = 'integer';
  let significant = 0;
  for (const character of digits) {
    if (character === 'e' || character === 'E') kind = 'exponent';
    if (kind === 'exponent') break;
    if (character === '.') kind = 'decimal';
    else if (character > '0' || (character === '0' && significant > 0)) significant++;
  }
  if (kind === 'integer') return significant < 16 || Number.isSafeInteger(Number(digits));
  return significant <= 17 && (kind === 'decimal' || Number.isFinite(Number(digits)));
}

function tidy(between: string): string {
  return between.replace(/,(?=\s*[}\]])/g, '').replace(/-?\bInfinity\b|\bNaN\b/g, 'null');
}
