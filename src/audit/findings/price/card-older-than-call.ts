// A call priced by a card that was last checked long before it, or by a row that was only announced when the card was made.
import type { Nanoseconds } from '../../../model/event.ts';
import { isoTime } from '../../time-text.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

const perDay: Nanoseconds = 86_400_000_000_000n;
/** Vendors change a price of some model every few weeks; a quarter without a look is long. */
const mostDays = 90n;

export const priceCardOlderThanCall = defineFinding({
  code: 'price/card-older-than-call',
  severity: 'note',
  title: 'Rate card is older than the call',
  why: 'Prices may have changed since the card was checked, and announced changes are sometimes cancelled.',
  fix: 'Check the prices of the card and set its as_of, or add a newer card (attrib-audit rates import).',
  *check({ calls, card_days }) {
    for (const one of calls) {
      const { price, call } = one;
      const { start } = call.metering;
      if (price.kind !== 'priced' || start === undefined) continue;
      const { card, valid_from, model } = price.source;
      const checked = card_days.get(card);
      if (checked === undefined) continue;
      const isAnnounced = valid_from !== undefined && valid_from.slice(0, 10) > checked;
      if (start < turnsOld(checked) && !isAnnounced) continue;
      const [day = ''] = isoTime(start).split('T');
      const evidence = { card, model, as_of: checked, day, ...(isAnnounced && { valid_from }) };
      const why = isAnnounced ? `the price from ${valid_from} was only announced then` : `the call is of ${day}`;
      yield occurrence(one, `${model} is priced by ${card}, checked on ${checked}; ${why}`, evidence);
    }
  },
});

/** As many days as there are cards. */
const times = new Map<string, Nanoseconds>();

/** From then on a call is told that its card is old. */
export function turnsOld(checked: string): Nanoseconds {
  const known = times.get(checked);
  if (known !== undefined) return known;
  const time = BigInt(Date.parse(checked)) * 1_000_000n + (mostDays + 1n) * perDay;
  times.set(checked, time);
  return time;
}
