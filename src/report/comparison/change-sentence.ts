// One team's change in one sentence: "support +37 %: 31 points more traffic, 4 retries, 2 model mix".
import type { PeriodComparison } from '../../model/comparison.ts';
import { amountOf, money, signedMoney } from '../figures.ts';
import { largestDifferenceFirst } from '../ranking.ts';

type Change = PeriodComparison['total'];
type Part = Change['parts'][number]['part'];

const more: Readonly<Record<Part, string>> = {
  traffic: 'more traffic',
  tokens_in: 'more tokens in per call',
  tokens_out: 'more tokens out per call',
  other_units: 'more searches, images or other units per call',
  model_mix: 'model mix',
  cache_share: 'cache share',
  price: 'price',
  retries: 'retries and fallbacks',
  tokens: 'more tokens per call',
  rate: 'model mix, price, cache and retries together',
};
const less: Partial<Readonly<Record<Part, string>>> = {
  traffic: 'less traffic',
  tokens_in: 'fewer tokens in per call',
  tokens_out: 'fewer tokens out per call',
  other_units: 'fewer searches, images or other units per call',
  tokens: 'fewer tokens per call',
};

export function changeSentence(name: string, change: Change): string {
  const { change_pct, parts } = change;
  const [before, after, difference] = [change.before_usd, change.after_usd, change.change_usd].map(amountOf);
  const present = largestDifferenceFirst(
    parts.filter(({ usd }) => amountOf(usd) !== 0n),
    ({ usd }) => amountOf(usd),
    ({ part }) => part,
  );
  if (present.length === 0) return `${name} unchanged at ${money(after ?? 0n)}`;
  if (change_pct === null)
    return `${name} new, ${signedMoney(difference ?? 0n)}: ${present.map(({ part, usd }) => `${signedMoney(amountOf(usd))} ${more[part]}`).join(', ')}`;
  const listed = present.map(({ part, points }, index) => {
    const value = points ?? 0;
    const word = value < 0 ? (less[part] ?? more[part]) : more[part];
    // "less traffic" says the sign already.
    const size = value < 0 && less[part] === undefined ? `-${pointsText(-value)}` : pointsText(Math.abs(value));
    return `${size}${index === 0 ? (size === '1' ? ' point' : ' points') : ''} ${word}`;
  });
  return `${name} ${change_pct > 0 ? '+' : ''}${pointsText(change_pct)} %, ${money(before ?? 0n)} to ${money(after ?? 0n)}: ${listed.join(', ')}`;
}

/** Whole from ten on; below it one decimal, and never nothing. */
function pointsText(value: number): string {
  if (value < 0) return `-${pointsText(-value)}`;
  if (value !== 0 && value < 0.05) return '<0.1';
  return value >= 9.95 ? value.toFixed(0) : String(Number(value.toFixed(1)));
}
