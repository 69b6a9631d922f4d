// What a card may hold but hardly means: a price per token where one per million is wanted, a seller nobody knows, a row that is never used.
import { parseUsd, type Usd } from '../model/money.ts';
import type { RateCard, RateRow } from '../model/rate-card.ts';
import { tokenClasses } from '../model/usage.ts';
import type { Conflict } from './card-conflict.ts';
import { instant, tierName } from './compile-row.ts';
import { isKnownSeller, sellerKey } from './sellers.ts';

/** The dearest and the cheapest list prices of tokens lie between these by far. */
const leastPerMillion: Usd = 10n ** 14n;
const mostPerMillion: Usd = 5_000n * 10n ** 18n;

export function* cardDoubts(card: RateCard): Iterable<Conflict> {
  const told = new Set<string>();
  for (const [index, row] of card.rows.entries()) {
    yield* priceDoubts(row, index);
    if (!isKnownSeller(row.seller) && !told.has(row.seller)) {
      told.add(row.seller);
      yield {
        message: `rows[${index}] is of the seller "${row.seller}", a name no vendor has`,
        hint: 'Right for a seller of your own; calls must name it as their provider.',
      };
    }
    if (Object.keys(row.prices).length === 0 && row.alias_of === undefined) {
      yield { message: `rows[${index}] has no prices`, hint: 'Every call it fits will be unpriced.' };
    }
  }
  for (const [index, { seller, model, tier, name }] of (card.monthly ?? []).entries()) {
    const isSold = card.rows.some(
      (row) =>
        sellerKey(row.seller) === sellerKey(seller) &&
        tierName(row.tier) === tierName(tier) &&
        (model === undefined || row.model.toLowerCase() === model.toLowerCase()),
    );
    if (!isSold) {
      yield {
        message: `monthly[${index}] "${name}" has no row of ${seller}${model === undefined ? '' : ` ${model}`} in the ${tier} tier`,
        hint: `Its calls are unpriced until a row with tier: ${tier} says what a token costs, such as 0.`,
      };
    }
  }
  if (card.as_of !== undefined) {
    const checked = instant(card.as_of);
    const ahead = card.rows.filter(({ valid_from }) => valid_from !== undefined && instant(valid_from) > checked);
    if (ahead.length > 0) {
      yield {
        message: `${ahead.length} of ${card.rows.length} rows begin after ${card.as_of}, the day the prices were checked`,
        hint: 'Announced prices may not come: check them again when they begin, and set as_of.',
      };
    }
  }
}

function* priceDoubts({ prices, seller, model }: RateRow, index: number): Iterable<Conflict> {
  for (const name of tokenClasses) {
    const text = prices[name];
    const usd = text === undefined ? 0n : (parseUsd(text) ?? 0n);
    if (usd === 0n || (usd >= leastPerMillion && usd <= mostPerMillion)) continue;
    yield {
      message: `rows[${index}] sells the ${name} of ${seller} ${model} at $${text} per million tokens`,
      hint: 'Prices of tokens are dollars per million: not per token, not per thousand, not cents.',
    };
  }
}
