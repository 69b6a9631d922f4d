// Rows of one card that contradict each other: neither goes before the other, so a price would depend on their order.
import type { RateCard, RateRow } from '../model/rate-card.ts';
import { tierName } from './card-index.ts';
import { faultOf } from './match-model.ts';
import { sellerKey } from './sellers.ts';

export interface Conflict {
  readonly message: string;
  readonly hint: string;
}

/** The first pair of rows of which neither goes before the other, or an expression that cannot be used. */
export function cardConflict({ rows }: RateCard): Conflict | undefined {
  const owners = new Map<string, number>();
  const groups = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const seller = sellerKey(row.seller);
    const model = row.model.toLowerCase();
    if (row.valid_from !== undefined && row.valid_to !== undefined && ends(row) <= starts(row)) {
      return {
        message: `rows[${index}] ends before it starts`,
        hint: 'valid_to is exclusive and must be later than valid_from.',
      };
    }
    for (const [at, matcher] of (row.match ?? []).entries()) {
      const fault = faultOf(matcher);
      if (fault !== undefined) {
        return {
          message: `rows[${index}].match[${at}].regex: ${fault}`,
          hint: 'Use equals, starts_with, ends_with or contains instead, or a simpler expression.',
        };
      }
    }
    const names = (row.match ?? []).flatMap((matcher) => ('equals' in matcher ? [matcher.equals.toLowerCase()] : []));
    for (const id of [model, ...names]) {
      const owner = owners.get(`${seller}\n${id}`) ?? index;
      if (rows[owner]?.model.toLowerCase() !== model) {
        return {
          message: `rows[${owner}] and rows[${index}] both claim "${id}" of ${seller} for different models`,
          hint: 'Keep the id in one of the two models.',
        };
      }
      owners.set(`${seller}\n${id}`, owner);
    }
    const group = `${seller}\n${model}\n${tierName(row.tier)}\n${row.region?.toLowerCase() ?? ''}`;
    const rivals = groups.get(group) ?? [];
    const rival = rivals.find((other) => collide(rows[other], row));
    if (rival !== undefined) {
      return {
        message: `rows[${rival}] and rows[${index}] both price ${row.seller} ${row.model} at the same time`,
        hint: 'Give the earlier row a valid_to, or tell them apart by tier or region.',
      };
    }
    groups.set(group, [...rivals, index]);
  }
  return undefined;
}

function collide(a: RateRow | undefined, b: RateRow): boolean {
  if (!a || starts(a) >= ends(b) || starts(b) >= ends(a)) return false;
  if (!a.time_of_day || !b.time_of_day) return a.time_of_day === b.time_of_day;
  // Two windows overlap when one contains the start of the other.
  return inWindow(a.time_of_day.from, b) || inWindow(b.time_of_day.from, a);
}

function inWindow(minute: string, { time_of_day }: RateRow): boolean {
  if (!time_of_day) return false;
  const { from, to } = time_of_day;
  return from < to ? from <= minute && minute < to : from <= minute || minute < to;
}

function starts({ valid_from }: RateRow): number {
  return valid_from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(valid_from);
}

function ends({ valid_to }: RateRow): number {
  return valid_to === undefined ? Number.POSITIVE_INFINITY : Date.parse(valid_to);
}
