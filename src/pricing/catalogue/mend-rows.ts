// What catalogues cut, copy or leave out in their cells, mended: halves cut to three digits, and long prompts at the short price.
import { parseUsd, roundUsd, usdToDecimal } from '../../model/money.ts';
import type { OverContext, RateRow } from '../../model/rate-card.ts';
import { type UsageClass, usageClasses } from '../../model/usage.ts';
import { samePrice } from '../import/price-text.ts';
import { isPlain } from './overlay-model.ts';

type Prices = RateRow['prices'];

export function mendRows(rows: readonly RateRow[]): readonly RateRow[] {
  const written = rows.map(withLongWrites);
  const plain = new Map(written.filter(isPlain).map((row) => [periodKey(row), row]));
  const anywhere = new Map(written.filter(isAnywhere).map((row) => [tierKey(row), row]));
  return written.map((given) => {
    const row = withLimit(given, anywhere.get(tierKey(given)));
    const known = plain.get(periodKey(row));
    return withoutFlat(
      isClaude(row) && row.tier === 'batch' && known ? withRaisedLong(withExactHalf(row, known), known) : row,
    );
  });
}

const periodKey = ({ seller, model, valid_from }: RateRow): string => JSON.stringify([seller, model, valid_from]);

const tierKey = ({ tier, ...row }: RateRow): string => JSON.stringify([periodKey(row), tier]);
const isAnywhere = ({ region, endpoint }: RateRow): boolean => region === undefined && endpoint === undefined;

/** The price of a place, listed for short prompts only where the same is dearer for long ones anywhere: nobody says what those cost there. */
function withLimit(row: RateRow, anywhere: RateRow | undefined): RateRow {
  if (isAnywhere(row) || row.over_context || row.up_to_context !== undefined) return row;
  const limits = anywhere && !isFlat(anywhere) ? (anywhere.over_context ?? []).map(({ tokens }) => tokens) : [];
  return limits.length === 0 ? row : { ...row, up_to_context: Math.min(...limits) };
}

/** Claude: a write for an hour costs as much more in a long prompt as one for five minutes; catalogues repeat the short price. */
function withLongWrites(row: RateRow): RateRow {
  const { cache_write_1h: hour, cache_write_5m: short } = row.prices;
  if (!row.over_context || hour === undefined || short === undefined || !isClaude(row)) return row;
  const over_context = row.over_context.map((over) => {
    const { cache_write_5m: long, cache_write_1h: listed } = over.prices;
    if (long === undefined || samePrice(long, short) || (listed !== undefined && !samePrice(listed, hour))) return over;
    return { ...over, prices: { ...over.prices, cache_write_1h: scaled(hour, long, short) } };
  });
  return { ...row, over_context };
}

/** Half of the plain price times the uplift of the place, where the catalogue has the same in fewer digits. */
function withExactHalf(row: RateRow, plain: RateRow): RateRow {
  const places = [row.region ?? []].flat();
  const uplift =
    plain.multipliers?.find(({ regions = [] }) => places.some((place) => regions.includes(place)))?.by ?? '1';
  const prices = Object.fromEntries(
    Object.entries(row.prices).map(([name, price]) => {
      const whole = plain.prices[name as UsageClass]; // the names of a row's prices
      const half = whole === undefined ? undefined : scaled(whole, uplift, '2');
      return [name, half !== undefined && isCut(half, price) ? half : price];
    }),
  );
  return { ...row, prices };
}

/** Batches cost half of the long price too. What a catalogue says otherwise stands beside it. */
function withRaisedLong(row: RateRow, plain: RateRow): RateRow {
  const said = row.over_context;
  const long = plain.over_context;
  if (!said || !long || isFlat(plain)) return row;
  const over_context = long.map((over) => ({ ...over, prices: raised(row.prices, over.prices, plain.prices) }));
  if (!isFlat(row)) return sameCells(said, over_context) ? { ...row, over_context } : row;
  const disputed = [...(row.disputed ?? []), { source: row.source ?? 'genai', prices: {}, over_context: said }];
  return { ...row, over_context, disputed };
}

/** The same price, or what three decimals leave of it. */
function isCut(exact: string, price: string): boolean {
  return samePrice(exact, price) || roundUsd(parseUsd(exact) ?? 0n, 3) === parseUsd(price);
}

function sameCells(said: OverContext, exact: OverContext): boolean {
  return exact.every(({ tokens, prices }, index) =>
    Object.entries(prices).every(([name, price]) => {
      const other = said[index]?.prices[name as UsageClass]; // the names of a row's prices
      return said[index]?.tokens === tokens && (other === undefined || isNear(price, other));
    }),
  );
}

/** Up to twice the rounding of a cell that was cut before it was doubled. */
function isNear(exact: string, price: string): boolean {
  const [ours = 0n, theirs = 0n] = [exact, price].map((text) => parseUsd(text));
  const distance = ours > theirs ? ours - theirs : theirs - ours;
  return distance * 30n <= ours;
}

function raised(prices: Prices, long: Prices, short: Prices): OverContext[number]['prices'] {
  const found: Prices = {};
  for (const name of usageClasses) {
    const [ours, over, under] = [prices[name], long[name], short[name]];
    if (ours !== undefined && over !== undefined && under !== undefined) found[name] = scaled(ours, over, under);
  }
  return found;
}

/** A threshold past which nothing costs more is none. */
function withoutFlat(row: RateRow): RateRow {
  if (!row.over_context || !isFlat(row)) return row;
  const { over_context: _, ...rest } = row;
  return rest;
}

function isFlat({ prices, over_context = [] }: RateRow): boolean {
  return over_context.every(({ prices: long }) =>
    Object.entries(long).every(([name, price]) => samePrice(price, prices[name as UsageClass] ?? '')),
  ); // the names of a row's prices
}

const isClaude = ({ model }: RateRow): boolean => /claude/.test(model);

function scaled(price: string, over: string, under: string): string {
  const [ours = 0n, long = 0n, short = 1n] = [price, over, under].map((text) => parseUsd(text));
  return usdToDecimal(roundUsd((ours * long) / (short || 1n), 9));
}
