// Which row of a model holds for a call: its tier, its region, its day and its time of day. A card on top goes first, where it holds.
import type { Nanoseconds } from '../model/event.ts';
import { type PriceRow, tierName } from './card-index.ts';
import type { ResolvedModel } from './resolve-model.ts';

export interface Selectors {
  readonly start?: Nanoseconds;
  readonly service_tier?: string;
  readonly region?: string;
  readonly granularity?: 'call' | 'aggregate';
}

export type Chosen =
  /** More than one only when prices differ by time of day and that time is not known. */
  | { readonly kind: 'rows'; readonly rows: readonly [PriceRow, ...PriceRow[]] }
  | { readonly kind: 'none'; readonly why: 'not on sale then' | 'tier without a rate'; readonly detail: string };

const nanosecondsPerMinute = 60_000_000_000n;

export function chooseRows(model: ResolvedModel, selectors: Selectors): Chosen {
  const tier = tierName(selectors.service_tier);
  const region = selectors.region?.toLowerCase();
  let soldInTier = false;
  for (const { card, rows } of model.layers) {
    const inTier = rows.rows.filter((row) => row.tier === tier);
    soldInTier ||= inTier.length > 0;
    const byRegion = [
      ...(region === undefined ? [] : [inTier.filter((row) => row.region === region)]),
      inTier.filter((row) => row.region === undefined),
    ];
    for (const group of byRegion) {
      const dated =
        selectors.start === undefined ? newest(group, card.checked) : group.filter(holdsAt(selectors.start));
      const [first, ...more] = byTimeOfDay(dated, selectors);
      if (first) return { kind: 'rows', rows: [first, ...more] };
    }
  }
  return soldInTier
    ? { kind: 'none', why: 'not on sale then', detail: `no price of ${model.model} holds for that time and place` }
    : { kind: 'none', why: 'tier without a rate', detail: `no price of ${model.model} for the ${tier} tier` };
}

/** True when the row holds at that instant. */
export function holdsAt(start: Nanoseconds): (row: PriceRow) => boolean {
  return ({ from, to }) => (from === undefined || from <= start) && (to === undefined || start < to);
}

/** For a call without time: the latest rows that were in force on the day the card was checked. */
function newest(rows: readonly PriceRow[], checked: Nanoseconds | undefined): readonly PriceRow[] {
  const inForce = rows.filter(({ from }) => from === undefined || checked === undefined || from <= checked);
  const eligible = inForce.length > 0 ? inForce : rows;
  const last = eligible.reduce<Nanoseconds | undefined>(
    (latest, { from }) => (from !== undefined && (latest === undefined || from > latest) ? from : latest),
    undefined,
  );
  return eligible.filter(({ from }) => from === last);
}

function byTimeOfDay(rows: readonly PriceRow[], { start, granularity }: Selectors): readonly PriceRow[] {
  if (!rows.some(({ window }) => window !== undefined)) return rows.slice(0, 1);
  if (start === undefined || granularity === 'aggregate') return rows;
  const minute = Number(((start / nanosecondsPerMinute) % 1440n) + 1440n) % 1440;
  const within = rows.filter(({ window }) => window !== undefined && contains(window, minute));
  return (within.length > 0 ? within : rows.filter(({ window }) => window === undefined)).slice(0, 1);
}

function contains({ from, to }: { readonly from: number; readonly to: number }, minute: number): boolean {
  return from < to ? from <= minute && minute < to : from <= minute || minute < to;
}
