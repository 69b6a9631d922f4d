// Which row of a model holds for a call: tier, speed, place and endpoint decide the candidates once, day and time of day per call.
import type { Nanoseconds } from '../model/event.ts';
import type { CardIndex } from './card-index.ts';
import { instant, type PriceRow, speedName, tierName } from './compile-row.ts';
import { isWithin } from './day-window.ts';
import { placesOf } from './region.ts';
import type { ResolvedModel } from './resolve-model.ts';
import { type Buyer, holdsIn, withTerms } from './terms.ts';

export interface Selectors {
  readonly service_tier?: string;
  readonly region?: string;
  readonly speed?: string;
  readonly endpoint?: string;
}

/** Rows that may hold, the group that goes first first: a card on top, then the more specific row. */
export interface RowPlan {
  readonly model: string;
  readonly tier: string;
  readonly soldInTier: boolean;
  readonly groups: readonly RowGroup[];
  /** Rows that would hold, had their card an exchange rate for the day. */
  readonly unexchanged: readonly RowGroup[];
}

interface RowGroup {
  readonly card: CardIndex;
  readonly rows: readonly PriceRow[];
}

export type Chosen =
  /** More than one only when prices differ by time of day and that time is not known. */
  | { readonly kind: 'rows'; readonly rows: readonly [PriceRow, ...PriceRow[]] }
  | { readonly kind: 'none'; readonly why: 'not on sale then' | 'tier without a rate'; readonly detail: string };

export function planRows(
  model: ResolvedModel,
  selectors: Selectors,
  buyer: Omit<Buyer, 'places'>,
  cards: readonly CardIndex[],
): RowPlan {
  const { tier, speed } = tierAndSpeed(selectors);
  const places = placesOf(selectors.region);
  const zone = buyer.seller === 'azure' ? places.find(isDataZone) : undefined;
  const endpoint = selectors.endpoint?.toLowerCase();
  let soldInTier = false;
  const isInTier = (row: PriceRow): boolean => row.tier === tier && row.speed === speed;
  const unexchanged = model.layers.map(({ card, rows: { unexchanged: rows } }) => {
    const inTier = rows.filter(isInTier);
    soldInTier ||= inTier.length > 0;
    return { card, rows: inTier.filter((row) => fitOf(row, places, endpoint) !== undefined) };
  });
  const groups = model.layers.flatMap(({ card, rows: { rows } }) => {
    const inTier = rows.filter(isInTier);
    soldInTier ||= inTier.length > 0;
    const above = cards.slice(0, cards.indexOf(card)).reverse();
    const byFit = new Map<number, PriceRow[]>();
    for (const row of inTier) {
      const fit = fitOf(row, places, endpoint);
      if (fit === undefined || isOutside(row, zone, places, card)) continue;
      const group = byFit.get(fit) ?? [];
      group.push(...withTerms(row, { ...buyer, places }, above));
      byFit.set(fit, group);
    }
    const fits = [...byFit].sort(([a], [b]) => b - a);
    return fits.map(([, group]) => ({ card, rows: group }));
  });
  return {
    model: model.model,
    tier: speed === 'standard' ? tier : `${tier} ${speed}`,
    soldInTier,
    groups,
    unexchanged,
  };
}

/** Some logs write the speed where the tier stands. */
function tierAndSpeed({ service_tier, speed }: Selectors): { readonly tier: string; readonly speed: string } {
  const tier = tierName(service_tier);
  return tier === 'fast' ? { tier: 'standard', speed: 'fast' } : { tier, speed: speedName(speed) };
}

/** Data zones of Azure cost more than its global deployments. A region, such as `eastus`, says nothing about that. */
const isDataZone = (place: string): boolean => place === 'us' || place === 'eu';

/** A card that prices a data zone apart means other deployments by a row without a place: nobody knows what that model costs in the zone. */
function isOutside(row: PriceRow, zone: string | undefined, places: readonly string[], card: CardIndex): boolean {
  if (zone === undefined || row.regions !== undefined) return false;
  const isApart = card.seller('azure')?.places().has(zone) ?? false;
  return isApart && !row.multipliers.some((multiplier) => holdsIn(multiplier, places));
}

/** The larger goes first: a row for the very region before one for its geography before one for any. */
function fitOf(row: PriceRow, places: readonly string[], endpoint: string | undefined): number | undefined {
  if (row.endpoint !== undefined && row.endpoint !== endpoint) return undefined;
  const byEndpoint = row.endpoint === undefined ? 0 : 2;
  if (row.regions === undefined) return byEndpoint;
  const place = places.findIndex((name) => row.regions?.includes(name));
  return place < 0 ? undefined : byEndpoint + 3 - place;
}

/** When a call was made, and whether it is one. */
export interface When {
  readonly start?: Nanoseconds;
  readonly granularity?: 'call' | 'aggregate';
}

export function rowsAt(plan: RowPlan, when: When): Chosen {
  const { start } = when;
  for (const { card, rows } of plan.groups) {
    const dated = start === undefined ? newest(rows, card.checked) : inForce(rows, start);
    const [first, ...more] = byTimeOfDay(dated, when);
    if (first) return { kind: 'rows', rows: [first, ...more] };
  }
  return plan.soldInTier
    ? {
        kind: 'none',
        why: 'not on sale then',
        detail: withoutExchange(plan, start) ?? `no price of ${plan.model} holds for that time and place`,
      }
    : { kind: 'none', why: 'tier without a rate', detail: `no price of ${plan.model} for the ${plan.tier} tier` };
}

/** The first card whose row would hold then, had the card an exchange rate for the day. Without a time: any of its rows. */
function withoutExchange({ model, unexchanged }: RowPlan, start: Nanoseconds | undefined): string | undefined {
  const isHeld = start === undefined ? () => true : holdsAt(start);
  for (const { card, rows } of unexchanged) {
    if (!rows.some(isHeld)) continue;
    const { id, currency, fx = [] } = card.terms;
    const [day] = fx.map(({ valid_from }) => valid_from).sort((a, b) => (instant(a) < instant(b) ? -1 : 1));
    return `${id} has the price of ${model} in ${currency}, and no exchange rate before ${day}`;
  }
  return undefined;
}

function inForce(rows: readonly PriceRow[], start: Nanoseconds): readonly PriceRow[] {
  const holding: PriceRow[] = [];
  for (const row of rows) {
    if ((row.from === undefined || row.from <= start) && (row.to === undefined || start < row.to)) holding.push(row);
  }
  return holding;
}

/** True when the row holds at that instant. */
export function holdsAt(start: Nanoseconds): (row: PriceRow) => boolean {
  return ({ from, to }) => (from === undefined || from <= start) && (to === undefined || start < to);
}

/** For a call without time: the latest rows that were in force on the day the card was checked. */
function newest(rows: readonly PriceRow[], checked: Nanoseconds | undefined): readonly PriceRow[] {
  const begun = rows.filter(({ from }) => from === undefined || checked === undefined || from <= checked);
  const eligible = begun.length > 0 ? begun : rows;
  const last = eligible.reduce<Nanoseconds | undefined>(
    (latest, { from }) => (from !== undefined && (latest === undefined || from > latest) ? from : latest),
    undefined,
  );
  return eligible.filter(({ from }) => from === last);
}

function byTimeOfDay(rows: readonly PriceRow[], when: When): readonly PriceRow[] {
  if (!rows.some(({ window }) => window !== undefined)) return rows.length > 1 ? rows.slice(0, 1) : rows;
  const { start, granularity } = when;
  if (start === undefined || granularity === 'aggregate') return rows;
  const within = rows.filter(({ window }) => window !== undefined && isWithin(window, start));
  const best =
    within.find(({ window }) => window?.days) ?? within[0] ?? rows.find(({ window }) => window === undefined);
  return best ? [best] : [];
}
