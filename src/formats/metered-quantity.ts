// Quantities on invoices: so many units of so many tokens. Exact, because a double cannot hold 0.433893 thousand.
import type { JsonValue } from '../model/json.ts';
import { divideHalfEven, oneUsd, parseUsd } from '../model/money.ts';
import type { UsageClass } from '../model/usage.ts';
import type { Draft } from './format.ts';
import { readText } from './values.ts';

export interface Unit {
  /** Things in one unit: 1000 for "1K tokens". */
  readonly size: bigint;
  /** The unit says that it counts tokens; "1M" alone does not. */
  readonly tokens: boolean;
}

const multiples: Readonly<Record<string, bigint>> = {
  '': 1n,
  k: 1_000n,
  thousand: 1_000n,
  m: 1_000_000n,
  million: 1_000_000n,
};
const unit = /^(\d{1,9})? ?(k|thousand|m|million)? ?(tokens?|counts?|units?|requests?)?$/;

/** "Tokens", "1000 Tokens", "1K tokens", "1000_tokens", "Million Tokens", "1M", "requests" as Google calls tokens too. Undefined for hours, gigabytes and the like. */
export function readUnit(value: JsonValue | undefined): Unit | undefined {
  const text = (readText(value) ?? '').toLowerCase().replaceAll(',', '').replaceAll('_', ' ');
  const [whole = '', number = '1', multiple = '', noun] = unit.exec(text) ?? [];
  if (whole === '') return undefined;
  return { size: BigInt(number) * (multiples[multiple] ?? 1n), tokens: noun?.startsWith('token') ?? false };
}

/** quantity * size as a whole number; undefined when it is negative, too large or no number. */
export function countOf(quantity: JsonValue | undefined, size: bigint): number | undefined {
  const text = readText(quantity);
  const amount = text === undefined ? undefined : parseUsd(text); // decimal text at 18 places, as money is
  if (amount === undefined || amount < 0n) return undefined;
  const count = Number(divideHalfEven(amount * size, oneUsd));
  return Number.isSafeInteger(count) ? count : undefined;
}

/** What a row counts. Of a quantity that cannot be read, or of a unit that says nothing, its class is kept in words: the money is for that. */
export function setQuantity(
  draft: Draft,
  meter: UsageClass,
  count: number | undefined,
  raw: Readonly<Record<string, number>>,
): void {
  if (count === undefined && (draft.logged_cost_usd ?? 0n) > 0n)
    draft.operation = `${draft.operation ?? ''} ${meter}`.trim();
  if (!count) return;
  draft.usage = { [meter]: count };
  draft.raw_usage = raw;
}
