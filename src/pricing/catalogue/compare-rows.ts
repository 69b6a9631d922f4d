// Two rows of different sources side by side: do they say the same, and if not, what does the other say.
import type { OverContext, RateRow } from '../../model/rate-card.ts';
import { type UsageClass, usageClasses } from '../../model/usage.ts';
import { samePrice } from '../import/price-text.ts';

type Rival = NonNullable<RateRow['disputed']>[number];

/** Prices of the whole market's plain classes: what a base row must agree on before a source's other rows are believed. */
const plain: readonly UsageClass[] = [
  'input',
  'output',
  'cached_input',
  'cache_write_5m',
  'cache_write_1h',
  'audio_in',
  'audio_out',
];

export function agrees(base: RateRow, other: RateRow): boolean {
  const both = plain.filter((name) => base.prices[name] !== undefined && other.prices[name] !== undefined);
  return both.length > 0 && both.every((name) => samePrice(base.prices[name] ?? '', other.prices[name] ?? ''));
}

/** What another source says differently, as an entry of the row's `disputed`; undefined when nothing. */
export function rivalOf(base: RateRow, other: RateRow): Rival | undefined {
  const prices: Rival['prices'] = {};
  for (const name of plain) {
    const [ours, theirs] = [base.prices[name], other.prices[name]];
    if (ours !== undefined && theirs !== undefined && !samePrice(ours, theirs)) prices[name] = theirs;
  }
  const long = longDiffers(base, other) ? longOf(base, other) : undefined;
  if (Object.keys(prices).length === 0 && long === undefined) return undefined;
  return { source: other.source ?? '', prices, ...(long && { over_context: long }) };
}

/** Only where both list thresholds: the sources leave them out more often than they mean that there are none. */
function longDiffers(base: RateRow, other: RateRow): boolean {
  const [ours, theirs] = [base.over_context ?? [], other.over_context ?? []];
  if (ours.length === 0 || theirs.length === 0) return false;
  return (
    ours.length !== theirs.length ||
    ours.some((over, index) => {
      const same = theirs[index];
      return !same || first(over) !== first(same) || differ(over.prices, same.prices);
    })
  );
}

/** The smallest prompt a threshold holds for. */
function first({ tokens, op }: OverContext[number]): number {
  return op === '>' ? tokens + 1 : tokens;
}

function differ(ours: RateRow['prices'], theirs: RateRow['prices']): boolean {
  return plain.some((name) => {
    const [a, b] = [ours[name], theirs[name]];
    return a !== undefined && b !== undefined && !samePrice(a, b);
  });
}

/** Their thresholds, with our price for the classes they leave out or only cut shorter. */
function longOf(base: RateRow, other: RateRow): OverContext {
  return (other.over_context ?? []).map((over, index) => {
    const ours = base.over_context?.[index]?.prices ?? {};
    const prices: RateRow['prices'] = { ...ours };
    for (const name of usageClasses) {
      const theirs = over.prices[name];
      if (theirs !== undefined && !(ours[name] !== undefined && samePrice(ours[name], theirs))) prices[name] = theirs;
    }
    return { ...over, prices };
  });
}
