// The time zones a rate card names, as data: pricing has no tables of its own, so that a price never depends on the machine.
import { UsageError } from '../model/errors.ts';
import type { RateCard } from '../model/rate-card.ts';
import type { Zone } from '../model/zone.ts';
import { timeZone } from './time-zone.ts';

/** Throws for a name no zone has. `name` says which file. */
export function cardZones(card: RateCard, name: string): ReadonlyMap<string, Zone> {
  const zones = new Map<string, Zone>();
  for (const [index, { time_of_day }] of card.rows.entries()) {
    if (time_of_day?.zone === undefined || zones.has(time_of_day.zone)) continue;
    zones.set(time_of_day.zone, timeZone(time_of_day.zone, `${name}: rows[${index}].time_of_day.zone`));
  }
  return zones;
}

/** The same complaint as a fault of the card. */
export function zoneFaults(card: RateCard): readonly { readonly message: string; readonly hint: string }[] {
  return card.rows.flatMap(({ time_of_day }, index) => {
    if (time_of_day?.zone === undefined) return [];
    try {
      timeZone(time_of_day.zone, `rows[${index}].time_of_day.zone`);
      return [];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return [{ message: error.message, hint: error.hint ?? '' }];
    }
  });
}
