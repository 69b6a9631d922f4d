// Logged costs that differ from the card, each told by one finding: that of its formula, or the general one where several fit or none.
import type { Occurrence } from '../../model/finding.ts';
import { usdToDecimal } from '../../model/money.ts';
import type { Comparison, VarianceCause } from '../../model/price.ts';
import type { SomeCalls } from './define-finding.ts';
import { occurrence } from './occurrence.ts';

export const generalCode = 'price/mismatch';

/** Cause -> code. A cause without a line here does not compile. */
export const mismatchCodes: Readonly<Record<VarianceCause, string>> = {
  'cached-input-counted-twice': 'price/cache-counted-twice',
  'cached-input-subtracted-twice': 'price/cache-subtracted-twice',
  'cached-input-at-full-rate': 'price/cache-discount-missing',
  'cached-input-free': 'price/partial-cost',
  'cache-write-ignored': 'price/cache-write-missing',
  'cache-write-at-input-rate': 'price/cache-write-missing',
  'cache-ttl-collapsed': 'price/cache-ttl-collapsed',
  'reasoning-added-twice': 'price/reasoning-counted-twice',
  'reasoning-dropped': 'price/reasoning-dropped',
  'output-dropped': 'price/partial-cost',
  'input-dropped': 'price/partial-cost',
  'half-price-tier': 'price/other-tier',
  'double-price-tier': 'price/other-tier',
  'tier-ignored': 'price/tier-ignored',
  'batch-ignored': 'price/batch-ignored',
  'other-tier': 'price/other-tier',
  'requested-tier': 'price/other-tier',
  'discount-applied-twice': 'price/discount-twice',
  'long-context-ignored': 'price/long-context-misapplied',
  'long-context-on-excess-only': 'price/long-context-misapplied',
  'long-context-by-class': 'price/long-context-misapplied',
  'long-context-not-for-cache': 'price/long-context-misapplied',
  'long-context-not-due': 'price/long-context-misapplied',
  'aggregate-as-one-call': 'price/aggregate-as-call',
  'region-uplift-ignored': 'price/residency-uplift',
  'region-uplift-not-due': 'price/residency-uplift',
  'other-region': 'price/geo-premium',
  'contract-ignored': 'price/contract-ignored',
  'tool-fee-missing': 'price/tool-fee-missing',
  'tool-fee-by-event': 'price/tool-fee-wrong',
  'tool-fee-of-other-model': 'price/tool-fee-wrong',
  'requested-model': 'price/requested-model',
  'stale-rate': 'price/stale-rate',
  'later-rate': 'price/repriced-history',
  'other-seller': 'price/other-seller',
  'neighbour-model': 'price/neighbour-model',
  'disputed-rate': 'price/disputed-rate',
  'logged-zero': 'price/zero-logged',
  'own-key-fee-only': 'price/own-key-fee-only',
  'upstream-cost-added-twice': 'price/upstream-counted-twice',
  'unit-slip': 'price/unit-slip',
  unexplained: generalCode,
};

/** The one finding that tells a difference. Some model has almost any price: its name decides only where nothing else fits. */
export function mismatchCode({ causes }: Extract<Comparison, { kind: 'differs' }>): string {
  if (causes.length < 2) return mismatchCodes[causes[0] ?? 'unexplained'];
  const known = codes.get(causes);
  if (known !== undefined) return known;
  const firm = causes.filter((cause) => cause !== 'neighbour-model');
  const [code = generalCode, ...others] = new Set(
    (firm.length > 0 ? firm : causes).map((cause) => mismatchCodes[cause]),
  );
  const only = others.length === 0 ? code : generalCode;
  codes.set(causes, only);
  return only;
}

/** Every code asks. */
const codes = new WeakMap<readonly VarianceCause[], string>();

/** Every code of the table asks every trace with a difference: a list is made only where there is something to tell. */
export function mismatchesOf({ calls }: SomeCalls, code: string): Iterable<Occurrence> {
  let found: Occurrence[] | undefined;
  for (const one of calls) {
    const { comparison } = one;
    if (comparison?.kind !== 'differs' || mismatchCode(comparison) !== code) continue;
    const { message, evidence, at_stake } = differenceOf(comparison);
    found ??= [];
    found.push({ ...occurrence(one, message, evidence), at_stake });
  }
  return found ?? none;
}

const none: readonly Occurrence[] = [];

export function differenceOf({
  logged,
  repriced,
  causes,
  detail,
}: Extract<Comparison, { kind: 'differs' }>): Pick<Occurrence, 'message' | 'evidence' | 'at_stake'> {
  const evidence = {
    logged_usd: usdToDecimal(logged),
    repriced_usd: usdToDecimal(repriced),
    cause: causes.join(' or '),
    detail,
  };
  const cause = evidence.cause.replaceAll('-', ' ');
  return {
    message: `logged $${evidence.logged_usd}, card $${evidence.repriced_usd}: ${cause} (${detail})`,
    evidence,
    at_stake: logged > repriced ? logged - repriced : repriced - logged,
  };
}
