// The card row behind a price, in one line: card, seller, model, and what told the row from its neighbours.
import type { PriceSource } from '../model/price.ts';

export function sourceText({
  card,
  seller,
  model,
  billed_by,
  valid_from,
  tier,
  speed,
  region,
  time_of_day,
}: PriceSource): string {
  const parts = [
    tier,
    speed,
    region,
    valid_from && `from ${valid_from}`,
    time_of_day,
    billed_by && `billed by ${billed_by}`,
  ].filter((part) => part !== undefined && part !== '');
  return `${card} ${seller}/${model}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`;
}
