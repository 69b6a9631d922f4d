// Listed rows as the document that `rates list` and `rates show` give out.
import { usdToDecimal } from '../model/money.ts';
import type { RatesDocument, RatesRow } from '../model/rates-document.ts';
import {
  type ListedPrice,
  type ListedRow,
  type ListFilter,
  listRates,
  type RowVerdict,
  showRate,
} from './list-rates.ts';
import type { PriceRequest } from './price-usage.ts';
import type { Rates } from './rates.ts';

type Cards = RatesDocument['cards'];

/** `at`: the day asked for, as it was written. */
export function listedRates(filter: ListFilter, at: string | undefined, rates: Rates, cards: Cards): RatesDocument {
  return {
    schema_version: '1.0',
    cards,
    asked: {
      pattern: filter.pattern ?? null,
      model: null,
      seller: filter.seller ?? null,
      at: at ?? null,
      tier: filter.tier ?? null,
      region: filter.region ?? null,
    },
    seller: null,
    model: null,
    problem: null,
    rows: listRates(rates, filter).map((row) => wireRow(row, null, rates)),
  };
}

export function shownRate(request: PriceRequest, at: string | undefined, rates: Rates, cards: Cards): RatesDocument {
  const { seller, model, problem, rows } = showRate(request, rates);
  return {
    schema_version: '1.0',
    cards,
    asked: {
      pattern: null,
      model: request.model ?? null,
      seller: request.provider ?? null,
      at: at ?? null,
      tier: request.service_tier ?? null,
      region: request.region ?? null,
    },
    seller: seller ?? null,
    model: model ?? null,
    problem: problem ?? null,
    rows: rows.map((row) => wireRow(row, row.verdict, rates)),
  };
}

/** A row that does not say where it is from is from where its card is. */
function wireRow(row: ListedRow, verdict: RowVerdict | null, { cards }: Rates): RatesRow {
  const { source } = row;
  return {
    verdict,
    card: source.card,
    seller: source.seller,
    model: source.model,
    tier: source.tier ?? 'standard',
    speed: source.speed ?? 'standard',
    region: source.region ?? null,
    endpoint: source.endpoint ?? null,
    time_of_day: source.time_of_day ?? null,
    valid_from: source.valid_from ?? null,
    valid_to: row.valid_to === undefined ? null : instantText(row.valid_to),
    prices: row.prices.map(wirePrice),
    over_context: wireLong(row.over_context),
    up_to_context: row.up_to_context ?? null,
    multipliers: [...row.multipliers],
    counting: [...row.counting],
    disputed: row.disputed.map(({ source: other, prices, over_context, note }) => ({
      source: other,
      prices: prices.map(wirePrice),
      over_context: over_context ? wireLong(over_context) : null,
      note: note ?? null,
    })),
    from: source.from ?? cards.find(({ id }) => id === source.card)?.source ?? null,
    note: row.note ?? null,
  };
}

function wireLong(over: ListedRow['over_context']): RatesRow['over_context'] {
  return over.map(({ tokens, op, prices }) => ({ tokens, op, prices: prices.map(wirePrice) }));
}

function wirePrice({ class: name, per, usd, scaled = [] }: ListedPrice): RatesRow['prices'][number] {
  return {
    class: name,
    per,
    usd: usdToDecimal(usd),
    scaled: scaled.map((scaling) => `${scaling.name} x ${scaling.by}`),
  };
}

/** A day where it is midnight, as cards write it. */
function instantText(at: bigint): string {
  const iso = new Date(Number(at / 1_000_000n)).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
}
