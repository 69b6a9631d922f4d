// What an invoice line is for, from its words: use of a model by class, or tax, credit, fee and the like, which no call can show.
import type { Event } from '../../model/event.ts';
import type { UsageClass } from '../../model/usage.ts';

export const apartKinds = {
  tax: 'Tax',
  credit: 'Credits, discounts and refunds',
  adjustment: 'Adjustments and rounding by the seller',
  commitment: 'Commitments: provisioned throughput, reservations, purchases',
  priority: 'Priority tier, which the cost report never shows',
  fee: 'Fees that calls do not show: storage, sessions, tools',
  other: 'Lines that name no model in an invoice that names models',
} as const;
/** Why a line is not compared with calls. */
export type ApartKind = keyof typeof apartKinds;

const kindWords: readonly (readonly [ApartKind, RegExp])[] = [
  ['tax', /\btax(?:es)?\b|\bvat\b/],
  ['credit', /credit|refund|discount|rebate|promotion/],
  ['adjustment', /adjust|rounding|correction/],
  ['commitment', /purchase|reservation|commit|provisioned|\bptus?\b|recurring|upfront|rifee|scale tier/],
  ['fee', /storage|session|seat|subscription|support|\bfee\b/],
];

/** Undefined for use of a model. A negative amount without a class takes something back. */
export function apartKind(event: Event, meter: UsageClass | undefined): ApartKind | undefined {
  const words = plainWords(event.operation, event.usage === undefined ? event.unit_price_source : undefined);
  if (event.service_tier === 'provisioned') return 'commitment';
  const found = kindWords.find(([, pattern]) => pattern.test(words))?.[0];
  // A correction of use is use when it still counts tokens.
  if (found !== undefined && !(found === 'adjustment' && event.usage)) return found;
  if (meter !== undefined || event.usage) return undefined;
  return (event.logged_cost_usd ?? 0n) < 0n ? 'credit' : undefined;
}

const classWords: readonly (readonly [UsageClass, RegExp])[] = [
  ['cache_write_1h', /(?:cache (?:write|creation)).*\b1 ?h|ephemeral 1h/],
  ['cache_write_5m', /cache (?:write|creation)|write cache|ephemeral 5m/],
  ['cached_input', /cache (?:read|hit)|\bcached\b|read cache/],
  ['web_search', /web ?search/],
  ['file_search', /file ?search/],
  ['code_execution', /code (?:execution|interpreter)/],
  ['output', /\b(?:output|completion)/],
  ['input', /\b(?:uncached )?(?:input|prompt)/],
];

/** The class a line of money is for, where it counts nothing itself: "uncached_input_tokens", "gpt-4.1-mini, cached input". */
export function classInWords(event: Event): UsageClass | undefined {
  const words = plainWords(event.unit_price_source, event.operation);
  return classWords.find(([, pattern]) => pattern.test(words))?.[0];
}

function plainWords(...texts: readonly (string | undefined)[]): string {
  return texts
    .filter((text) => text !== undefined)
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ');
}

/** Tiers with prices of their own; every other name for the usual one is `standard`. */
export function tierOf(tier: string | undefined): string {
  return /batch|flex|priority|fast|provisioned/.exec(tier?.toLowerCase() ?? '')?.[0] ?? 'standard';
}
