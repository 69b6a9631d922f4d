// What was compared, seller by seller: sources, grain, days; and the lines that are kept apart, by kind.
import { usdToDecimal } from '../../model/money.ts';
import { comparePlaces, compareText } from '../../model/place.ts';
import type { Reconciliation } from '../../model/reconciliation.ts';
import { isoTime } from '../time-text.ts';
import { sumCalls, sumUsd } from './cells.ts';
import type { InvoiceLine } from './invoice-line.ts';
import { type ApartKind, apartKinds } from './line-meaning.ts';
import type { SellerResult } from './reconcile-seller.ts';

export function sellerSections(sellers: readonly SellerResult[]): Reconciliation['sellers'] {
  return sellers.map(({ grain, lines, counted, charged, compared, moved }) => ({
    seller: grain.seller,
    formats: formatsOf(lines),
    lines: lines.length,
    calls: sumCalls(compared),
    from: grain.time ? isoTime(grain.time.from) : null,
    to: grain.time ? isoTime(grain.time.to) : null,
    counts_from: formatsOf(counted).join(', ') || 'no line counts tokens',
    money_from: moneySources(charged) || 'no line has an amount in US dollars: counts are priced by the card',
    day_offset_hours: grain.time?.offset ?? 0,
    moved_usd: usdToDecimal(moved),
    dimensions: grain.dimensions.map((dimension) => ({ ...dimension })),
  }));
}

/** A FOCUS row has one amount in two forms, which are never added up. */
const moneySources = (lines: readonly InvoiceLine[]): string =>
  formatsOf(lines)
    .map((format) => (format === 'focus' ? 'focus (EffectiveCost, not BilledCost)' : format))
    .join(', ');

const formatsOf = (lines: readonly InvoiceLine[]): string[] =>
  [...new Set(lines.map(({ place }) => place.format))].sort(compareText);

export function keptApart(sellers: readonly SellerResult[]): Reconciliation['kept_apart'] {
  const lines = sellers.flatMap(({ apart }) => apart);
  return (Object.keys(apartKinds) as readonly ApartKind[]).flatMap((kind) => {
    const own = lines.filter(({ apart }) => apart === kind);
    const [first] = own.map(({ place }) => place).sort(comparePlaces);
    if (!first) return [];
    const { source, line, format } = first;
    return [
      {
        kind,
        title: apartKinds[kind],
        usd: usdToDecimal(sumUsd(own)),
        lines: own.length,
        example: { source, line, format },
      },
    ];
  });
}
