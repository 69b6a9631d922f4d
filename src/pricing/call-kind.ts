// Calls of one kind differ only in their counts, their time and what was logged: what the search for wrong formulas needs to know beyond
// that is worked out once for each kind.
import type { PriceRow } from './compile-row.ts';
import type { QuotePlan } from './plan-quote.ts';
import type { PriceRequest, Quote } from './price-usage.ts';
import type { Rates } from './rates.ts';

export interface CallKind {
  /** Without usage and time. */
  readonly request: PriceRequest;
  readonly quote: Extract<Quote, { kind: 'one' }>;
  readonly rates: Rates;
}

/** By the plan of the call: beyond what decides about the plan a kind differs only in its row and in the tier that was asked for. */
const kinds = new WeakMap<QuotePlan, CallKind[]>();
/** A file with more tiers for one model than this has no few kinds of call. */
const mostAlike = 64;

export function kindOf(plan: QuotePlan, request: PriceRequest, quote: CallKind['quote'], rates: Rates): CallKind {
  const alike = kinds.get(plan);
  const { requested_tier: tier } = request;
  const known = alike?.find((kind) => kind.quote.row === quote.row && kind.request.requested_tier === tier);
  if (known) return known;
  const { usage: _, start: __, granularity: ___, ...rest } = request;
  const kind: CallKind = { request: rest, quote, rates };
  if (alike && alike.length < mostAlike) alike.push(kind);
  else kinds.set(plan, [kind]);
  return kind;
}

/** Remembers what is the same for all calls of a kind. */
export function forKind<T extends object>(make: (kind: CallKind) => T): (kind: CallKind) => T {
  const known = new WeakMap<CallKind, T>();
  return (kind) => {
    const found = known.get(kind);
    if (found) return found;
    const made = make(kind);
    known.set(kind, made);
    return made;
  };
}

/** Every row the plan may give, whatever the time. */
export function rowsOf(plan: QuotePlan): readonly PriceRow[] {
  return plan.kind === 'plan' ? plan.rows.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows)) : [];
}
