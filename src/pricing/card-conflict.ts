// Rows of one card that contradict each other: neither goes before the other, so a price would depend on their order.
import type { Adjustment, MonthlyPrice, RateCard, RateRow } from '../model/rate-card.ts';
import { speedName, tierName } from './compile-row.ts';
import { windowsCollide } from './day-window.ts';
import { faultOf } from './match-model.ts';
import { normalName, sellerKey } from './sellers.ts';
import { selectors } from './terms.ts';

export interface Conflict {
  readonly message: string;
  readonly hint: string;
}

/** The first thing wrong with a card. */
export function cardConflict(card: RateCard): Conflict | undefined {
  for (const conflict of cardConflicts(card)) return conflict;
  return undefined;
}

/** Pairs of rows of which neither goes before the other, and rows and terms that cannot be used. */
export function* cardConflicts(card: RateCard): Iterable<Conflict> {
  yield* faultsOfCard(card);
  yield* conflictsOfRows(card);
  yield* conflictsOfAdjustments(card.adjustments ?? []);
  yield* conflictsOfMonthly(card.monthly ?? []);
}

function* faultsOfCard({ currency, fx = [], rows }: RateCard): Iterable<Conflict> {
  if (currency !== 'USD' && fx.length === 0) {
    yield {
      message: `the card is in ${currency} and has no exchange rate`,
      hint: 'Add fx: [{"valid_from": "2026-01-01", "usd": "1.08", "source": "…"}].',
    };
  }
  const day = fx.map(({ valid_from }) => Date.parse(valid_from)).find((at, index, all) => all.indexOf(at) !== index);
  if (day !== undefined) yield { message: 'fx has two rates from the same instant', hint: 'Keep one of them.' };
  const models = new Set(rows.map(({ seller, model }) => `${sellerKey(seller)}\n${model.toLowerCase()}`));
  const aliases = new Set(
    rows.flatMap(({ seller, model, alias_of }) =>
      alias_of === undefined ? [] : [`${sellerKey(seller)}\n${model.toLowerCase()}`],
    ),
  );
  for (const [index, row] of rows.entries()) {
    if (endsTooEarly(row)) yield endsBeforeStart(`rows[${index}]`);
    for (const [at, multiplier] of (row.multipliers ?? []).entries()) {
      if (endsTooEarly(multiplier)) yield endsBeforeStart(`rows[${index}].multipliers[${at}]`);
    }
    const target = row.alias_of === undefined ? undefined : `${sellerKey(row.seller)}\n${row.alias_of.toLowerCase()}`;
    if (target !== undefined && (!models.has(target) || aliases.has(target))) {
      yield {
        message: `rows[${index}] is an alias of "${row.alias_of}", which the card does not price for ${row.seller}`,
        hint: 'alias_of names a model with prices of its own in the same card.',
      };
    }
  }
}

function* conflictsOfRows({ rows }: RateCard): Iterable<Conflict> {
  const owners = new Map<string, number>();
  const groups = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const seller = sellerKey(row.seller);
    const model = row.model.toLowerCase();
    for (const [at, matcher] of (row.match ?? []).entries()) {
      const fault = faultOf(matcher);
      if (fault !== undefined) {
        yield {
          message: `rows[${index}].match[${at}].regex: ${fault}`,
          hint: 'Use equals, starts_with, ends_with or contains instead, or a simpler expression.',
        };
      }
    }
    const names = (row.match ?? []).flatMap((matcher) => ('equals' in matcher ? [matcher.equals.toLowerCase()] : []));
    for (const id of [model, ...names]) {
      const owner = owners.get(`${seller}\n${id}`) ?? index;
      if (rows[owner]?.model.toLowerCase() !== model) {
        yield {
          message: `rows[${owner}] and rows[${index}] both claim "${id}" of ${seller} for different models`,
          hint: 'Keep the id in one of the two models.',
        };
      }
      owners.set(`${seller}\n${id}`, owner);
    }
    const group = `${seller}\n${model}\n${tierName(row.tier)}\n${speedName(row.speed)}`;
    const rivals = groups.get(group) ?? [];
    const rival = rivals.find((other) => collide(rows[other], row));
    if (rival !== undefined) {
      yield {
        message: `rows[${rival}] and rows[${index}] both price ${row.seller} ${row.model} at the same time`,
        hint: 'Give the earlier row a valid_to, or tell them apart by tier, speed, region, endpoint or time_of_day in one zone.',
      };
    }
    groups.set(group, [...rivals, index]);
  }
}

/** Two terms of one kind that hold for the same calls and are equally specific. */
function* conflictsOfAdjustments(terms: readonly Adjustment[]): Iterable<Conflict> {
  for (const [index, term] of terms.entries()) {
    if (endsTooEarly(term)) yield endsBeforeStart(`adjustments[${index}]`);
    const fault = term.model === undefined ? undefined : faultOf(term.model);
    if (fault !== undefined) {
      yield { message: `adjustments[${index}].model.regex: ${fault}`, hint: 'Use a simpler expression.' };
    }
    if (term.kind === 'discount' && Number(term.percent) > 100) {
      yield { message: `adjustments[${index}] takes more than 100 % off`, hint: 'percent is at most 100.' };
    }
    const rival = terms.findIndex((other, at) => at < index && rivalTerms(other, term));
    if (rival >= 0) {
      yield {
        message: `adjustments[${rival}] and adjustments[${index}] hold for the same calls and neither is more specific`,
        hint: 'Tell them apart by seller, model, classes, tier or time.',
      };
    }
  }
}

function* conflictsOfMonthly(lines: readonly MonthlyPrice[]): Iterable<Conflict> {
  for (const [index, line] of lines.entries()) {
    if (endsTooEarly(line)) yield endsBeforeStart(`monthly[${index}]`);
    const rival = lines.findIndex((other, at) => at < index && other.name === line.name && meetInTime(other, line));
    if (rival >= 0) {
      yield {
        message: `monthly[${rival}] and monthly[${index}] are both "${line.name}" at the same time`,
        hint: 'Two of the same kind are units: 2, or have names of their own.',
      };
    }
  }
}

function rivalTerms(a: Adjustment, b: Adjustment): boolean {
  const meet = (one: string | undefined, other: string | undefined): boolean =>
    one === undefined || other === undefined || one === other;
  const [model, otherModel] = [a.model, b.model].map((matcher) => matcher && JSON.stringify(matcher).toLowerCase());
  return (
    a.kind === b.kind &&
    selectors(a) === selectors(b) &&
    meetInTime(a, b) &&
    meet(a.seller && sellerKey(a.seller), b.seller && sellerKey(b.seller)) &&
    meet(model, otherModel) &&
    meet(a.tier && tierName(a.tier), b.tier && tierName(b.tier)) &&
    (!a.classes || !b.classes || a.classes.some((name) => b.classes?.includes(name)))
  );
}

function collide(a: RateRow | undefined, b: RateRow): boolean {
  if (!a || !meetInTime(a, b) || !meetInPlace(a, b)) return false;
  if (!a.time_of_day || !b.time_of_day) return a.time_of_day === b.time_of_day;
  return windowsCollide(a.time_of_day, b.time_of_day);
}

/** Rows for the same region, both for any, or one told apart by region and the other by endpoint: neither goes before the other. */
function meetInPlace(a: RateRow, b: RateRow): boolean {
  if (a.endpoint !== undefined && b.endpoint !== undefined && a.endpoint.toLowerCase() !== b.endpoint.toLowerCase())
    return false;
  if ((a.region === undefined) === (b.region === undefined)) {
    const others = regionsOf(b);
    const shared = a.region === undefined || regionsOf(a).some((region) => others.includes(region));
    return shared && (a.endpoint === undefined) === (b.endpoint === undefined);
  }
  return (a.endpoint === undefined) === (b.region === undefined) && a.endpoint !== b.endpoint;
}

function regionsOf({ region }: RateRow): readonly string[] {
  return region === undefined ? [] : [region].flat().map(normalName);
}

interface Dated {
  readonly valid_from?: string | undefined;
  readonly valid_to?: string | undefined;
}

function meetInTime(a: Dated, b: Dated): boolean {
  return starts(a) < ends(b) && starts(b) < ends(a);
}

function endsTooEarly(dated: Dated): boolean {
  return dated.valid_from !== undefined && dated.valid_to !== undefined && ends(dated) <= starts(dated);
}

function endsBeforeStart(place: string): Conflict {
  return {
    message: `${place} ends before it starts`,
    hint: 'valid_to is exclusive and must be later than valid_from.',
  };
}

function starts({ valid_from }: Dated): number {
  return valid_from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(valid_from);
}

function ends({ valid_to }: Dated): number {
  return valid_to === undefined ? Number.POSITIVE_INFINITY : Date.parse(valid_to);
}
