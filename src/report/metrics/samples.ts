// Samples: labelled values. Labels that read the same are one series, because a scraper refuses a whole file for one duplicate.
import { usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';
import { amountOf } from '../figures.ts';
import { printable } from '../printable.ts';
import { worstFirst } from '../ranking.ts';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** A decimal, all digits. */
  readonly value: string;
}
type Given = readonly (readonly [Sample['labels'], string])[];

const parts = ['proven_usd', 'recoverable_usd', 'unattributed_usd'] as const;
type Part = (typeof parts)[number];

/** More series than this per metric serve no dashboard and hurt the server. */
const mostSamples = 2_000;
const mostKeys = 500;
const longestLabel = 200;

/** The largest, sorted by labels, which are printable and cut; equal labels are summed or the largest is kept. */
export function samples(given: Given, same: 'sum' | 'largest' = 'sum'): readonly Sample[] {
  const series = new Map<string, Sample>();
  for (const [raw, value] of largest(given)) {
    const labels = Object.fromEntries(Object.entries(raw).map(([name, text]) => [name, labelText(text)]));
    const key = JSON.stringify(Object.values(labels));
    const known = series.get(key);
    series.set(key, { labels, value: known === undefined ? value : joined(known.value, value, same) });
  }
  return [...series].sort(([a], [b]) => compareText(a, b)).map(([, sample]) => sample);
}

function largest(given: Given): Given {
  if (given.length <= mostSamples) return given;
  const ranked = worstFirst(
    given.map((one) => ({ one, usd: one[1] })),
    ({ one: [labels] }) => JSON.stringify(labels),
  );
  return ranked.slice(0, mostSamples).map(({ one }) => one);
}

/** One row of a grouping as three samples, one for each part; keys beyond the costliest become one. */
export function spendSamples(
  items: AuditReport['groups'][string],
  labels: Sample['labels'],
  name: string,
  without: string,
): Given {
  const ranked = worstFirst(items, ({ key }) => key ?? '');
  const listed = ranked.filter(({ key }, place) => place < mostKeys || key === null);
  const rest = ranked.filter(({ key }, place) => place >= mostKeys && key !== null);
  const sum = (part: Part) => usdToDecimal(rest.reduce((total, item) => total + amountOf(item[part]), 0n));
  const rows = listed.map((item) => [item.key ?? without, (part: Part) => item[part]] as const);
  return [...rows, ...(rest.length > 0 ? [['(other)', sum] as const] : [])].flatMap(([key, amount]) =>
    parts.map((part) => [{ ...labels, [name]: key, grade: part.replace('_usd', '') }, amount(part)] as const),
  );
}

function joined(a: string, b: string, how: 'sum' | 'largest'): string {
  const [first, second] = [amountOf(a), amountOf(b)];
  return usdToDecimal(how === 'sum' ? first + second : first > second ? first : second);
}

function labelText(text: string): string {
  const shown = printable(text, true);
  // Cut between characters, so that no half of a pair is left.
  return shown.length <= longestLabel ? shown : `${[...shown].slice(0, longestLabel).join('')}…`;
}
