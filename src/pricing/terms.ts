// What scales the rates of a row for one call: the row's own multipliers by region, then the terms of the cards above it.
import type { Nanoseconds } from '../model/event.ts';
import type { Scaling } from '../model/price.ts';
import type { Adjustment, Multiplier } from '../model/rate-card.ts';
import { tokenClasses, type UsageClass } from '../model/usage.ts';
import type { CardIndex } from './card-index.ts';
import { type ClassRates, instant, overlap, type Period, type PriceRow, tierName } from './compile-row.ts';
import { compileMatcher } from './match-model.ts';
import { type Fraction, fractionOf, percentFactor, rateOf, scaleRate } from './rate.ts';
import { sellerKey } from './sellers.ts';

/** The call a row is scaled for. */
export interface Buyer {
  readonly seller: string;
  /** Spellings of the model's id, lower-case. */
  readonly ids: readonly string[];
  readonly places: readonly string[];
}

interface Scale {
  readonly classes: ReadonlySet<UsageClass>;
  readonly by: Fraction;
  readonly scaling: Scaling;
}

const tokens: ReadonlySet<UsageClass> = new Set(tokenClasses);

/** The row as it holds for the buyer; several where a term begins or ends within its time. `above`: cards over the row's, lowest first. */
export function withTerms(row: PriceRow, buyer: Buyer, above: readonly CardIndex[]): readonly PriceRow[] {
  const own = row.multipliers.filter((multiplier) => holdsIn(multiplier, buyer.places));
  const terms = above.map(({ adjustments }) => adjustments.filter((term) => concerns(term, row, buyer)));
  const dated = [...own.filter(({ valid_from, valid_to }) => valid_from ?? valid_to), ...terms.flat()];
  if (dated.length === 0) return [scaled(row, own.map(scaleOf))];
  return pieces(row, dated).map((piece) => {
    const scales = terms.flatMap((list) =>
      (['discount', 'markup'] as const).flatMap((kind) =>
        mostSpecific(list.filter((term) => term.kind === kind && holds(term, piece))),
      ),
    );
    const regional = own.filter((multiplier) => holds(multiplier, piece)).map(scaleOf);
    return { ...scaled(row, [...regional, ...scales]), ...piece };
  });
}

/** The row before any rule scaled it. */
export function withoutTerms(row: PriceRow): PriceRow {
  const list = (rates: ClassRates): ClassRates =>
    new Map([...rates].map(([name, rate]) => [name, rate.list === undefined ? rate : rateOf(rate.list, rate.per)]));
  return {
    ...row,
    rates: list(row.rates),
    overContext: row.overContext.map((over) => ({ ...over, rates: list(over.rates) })),
  };
}

/** A region for each multiplier of the row; '' for one that holds outside of regions it names. */
export function multiplierNames({ multipliers }: PriceRow): readonly string[] {
  return multipliers.map(({ regions }) => regions?.[0] ?? '');
}

export function holdsIn({ regions, not_regions }: Multiplier, places: readonly string[]): boolean {
  const here = regions === undefined || regions.some((region) => places.includes(region.toLowerCase()));
  const notThere =
    not_regions === undefined ||
    (places.length > 0 && !not_regions.some((region) => places.includes(region.toLowerCase())));
  return here && notThere;
}

function scaleOf({ name, kind, by, classes }: Multiplier): Scale {
  return { classes: classes ? new Set(classes) : tokens, by: fractionOf(by), scaling: { name, kind, by } };
}

function concerns(term: Adjustment, row: PriceRow, { seller, ids }: Buyer): boolean {
  if (term.seller !== undefined && sellerKey(term.seller) !== seller) return false;
  if (term.tier !== undefined && tierName(term.tier) !== row.tier) return false;
  if (term.model === undefined) return true;
  const { fits } = compileMatcher(term.model);
  return [row.source.model.toLowerCase(), ...ids].some(fits);
}

/** Of the terms that touch a class, the one with the most selectors holds; the card was checked to have no ties. */
function mostSpecific(terms: readonly Adjustment[]): readonly Scale[] {
  const classesOf = new Map<Adjustment, Set<UsageClass>>();
  for (const name of new Set(terms.flatMap(({ classes }) => classes ?? tokenClasses))) {
    const touching = terms.filter(({ classes }) => (classes ? classes.includes(name) : tokens.has(name)));
    const [best] = touching.sort((a, b) => selectors(b) - selectors(a));
    if (best) classesOf.set(best, (classesOf.get(best) ?? new Set()).add(name));
  }
  return [...classesOf].map(([{ name, kind, percent }, classes]) => {
    const by = percentFactor(percent, kind);
    return { classes, by, scaling: { name, kind, by: fractionText(by) } };
  });
}

export function selectors({ seller, model, classes, tier }: Adjustment): number {
  return [seller, model, classes, tier].filter((selector) => selector !== undefined).length;
}

function fractionText({ numerator, denominator }: Fraction): string {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return `${numerator / a}/${denominator / a}`;
}

function scaled(row: PriceRow, scales: readonly Scale[]): PriceRow {
  if (scales.length === 0) return row;
  const scale = (rates: ClassRates): ClassRates =>
    new Map(
      [...rates].map(([name, rate]) => [
        name,
        scales.reduce(
          (left, { classes, by, scaling }) => (classes.has(name) ? scaleRate(left, by, scaling) : left),
          rate,
        ),
      ]),
    );
  const scaleOver = (over: PriceRow['overContext']): PriceRow['overContext'] =>
    over.map((part) => ({ ...part, rates: scale(part.rates) }));
  return {
    ...row,
    rates: scale(row.rates),
    overContext: scaleOver(row.overContext),
    rivals: row.rivals.map((rival) => ({
      ...rival,
      rates: scale(rival.rates),
      overContext: scaleOver(rival.overContext),
    })),
  };
}

/** The row's time cut at every instant at which a term begins or ends. */
function pieces(row: Period, terms: readonly Dated[]): readonly Period[] {
  const cuts = new Set(terms.flatMap((term) => Object.values(periodOf(term)).filter((cut) => cut !== undefined)));
  const instants: (Nanoseconds | undefined)[] = [undefined, ...[...cuts].sort((a, b) => (a < b ? -1 : 1)), undefined];
  return instants.slice(0, -1).flatMap((from, index) => {
    const piece = overlap(row, { from, to: instants[index + 1] });
    return piece ? [piece] : [];
  });
}

function holds(term: Dated, piece: Period): boolean {
  return overlap(periodOf(term), piece) !== undefined;
}

interface Dated {
  readonly valid_from?: string | undefined;
  readonly valid_to?: string | undefined;
}

function periodOf({ valid_from, valid_to }: Dated): Period {
  return {
    from: valid_from === undefined ? undefined : instant(valid_from),
    to: valid_to === undefined ? undefined : instant(valid_to),
  };
}
