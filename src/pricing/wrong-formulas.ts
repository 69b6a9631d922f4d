// The known wrong ways to price a call, as one table. Each gives the figures it would have logged, with the formula in words.
import { divideHalfEven, type Usd } from '../model/money.ts';
import type { PriceLine, VarianceCause } from '../model/price.ts';
import { promptTokens, tokenClasses, type Usage, type UsageClass } from '../model/usage.ts';
import type { PriceRow } from './compile-row.ts';
import { type LineOptions, priceLines } from './price-lines.ts';
import { type PriceRequest, type Quote, quoteRows } from './price-usage.ts';
import type { Rates } from './rates.ts';

/** A rightly priced call whose log says another figure. */
export interface Case {
  readonly request: PriceRequest;
  readonly usage: Usage;
  readonly quote: Extract<Quote, { kind: 'one' }>;
  readonly usd: Usd;
  readonly lines: readonly PriceLine[];
  readonly rates: Rates;
}

export interface Figure {
  readonly usd: Usd;
  readonly detail: string;
}

type Formula = (given: Case) => readonly Figure[];

const cached = ['cached_input', 'cached_audio_in'] as const;
const writes = ['cache_write_5m', 'cache_write_1h'] as const;
const outputs = ['output', 'reasoning', 'audio_out', 'image_out'] as const;

export const wrongFormulas: readonly (readonly [VarianceCause, Formula])[] = [
  [
    'cached-input-counted-twice',
    changed('cached input at the full rate and again at the cached rate', (usage) => addCached(usage)),
  ],
  ['cached-input-at-full-rate', changed('cached input at the full rate', (usage) => without(addCached(usage), cached))],
  ['cached-input-free', changed('cached input left out', (usage) => without(usage, cached))],
  ['cache-write-ignored', changed('cache writes left out', (usage) => without(usage, writes))],
  [
    'cache-write-at-input-rate',
    changed('cache writes at the input rate', (usage) => without(add(usage, 'input', sum(usage, writes)), writes)),
  ],
  [
    'cache-ttl-collapsed',
    (given) => [
      ...changed('one-hour cache writes at the five-minute rate', (usage) =>
        without(add(usage, 'cache_write_5m', usage.cache_write_1h), ['cache_write_1h']),
      )(given),
      ...changed('five-minute cache writes at the one-hour rate', (usage) =>
        without(add(usage, 'cache_write_1h', usage.cache_write_5m), ['cache_write_5m']),
      )(given),
    ],
  ],
  [
    'reasoning-added-twice',
    changed('reasoning counted inside the output and again', (usage) => add(usage, 'output', usage.reasoning)),
  ],
  ['reasoning-dropped', changed('reasoning left out', (usage) => without(usage, ['reasoning']))],
  ['output-dropped', changed('output left out', (usage) => without(usage, outputs))],
  ['half-price-tier', (given) => [{ usd: scaledTokens(given, 1n, 2n), detail: 'tokens at half price (batch, flex)' }]],
  ['double-price-tier', (given) => [{ usd: scaledTokens(given, 2n, 1n), detail: 'tokens at double price (priority)' }]],
  ['long-context-ignored', longContextIgnored],
  ['requested-model', requestedModel],
  ['stale-rate', otherRows],
  ['other-seller', otherSellers],
  ['unit-slip', unitSlips],
];

const unitFactors = [4n, 10n, 100n, 1000n, 1_000_000n] as const;

function unitSlips({ usd }: Case): readonly Figure[] {
  return unitFactors.flatMap((factor) => [
    { usd: usd * factor, detail: `x ${factor}` },
    { usd: divideHalfEven(usd, factor), detail: `/ ${factor}` },
  ]);
}

function longContextIgnored(given: Case): readonly Figure[] {
  const over = given.lines.find(({ over_context }) => over_context !== undefined)?.over_context;
  return over === undefined ? [] : figure(`rates for prompts up to ${over} tokens`, given, given.usage, { prompt: 0 });
}

function requestedModel(given: Case): readonly Figure[] {
  const { response_model, ...request } = given.request;
  const quote = response_model === undefined ? undefined : quoteRows(request, given.rates);
  if (quote?.kind !== 'one' || quote.row === given.quote.row) return [];
  const detail = `${quote.row.source.model} as requested instead of ${given.quote.row.source.model} as served`;
  return figure(detail, given, given.usage, { row: quote.row });
}

/** The other dated rows of the model, and the rows of the cards below. */
function otherRows(given: Case): readonly Figure[] {
  const { row: right, model } = given.quote;
  const rows = model.layers.flatMap(({ rows: { rows } }) => rows);
  return rows
    .filter(
      (row) => row !== right && row.tier === right.tier && row.speed === right.speed && row.regions === right.regions,
    )
    .flatMap((row) => figure(`the ${windowOf(row)}`, given, given.usage, { row }));
}

function windowOf({ source, to }: PriceRow): string {
  const until = to === undefined ? '' : ` until ${new Date(Number(to / 1_000_000n)).toISOString().slice(0, 10)}`;
  const since = source.valid_from === undefined ? until : ` since ${source.valid_from}`;
  return `rates of ${source.card}${since}${source.time_of_day === undefined ? '' : `, ${source.time_of_day} UTC`}`;
}

function otherSellers(given: Case): readonly Figure[] {
  return given.rates.sellersOf(given.quote.id).flatMap((seller) => {
    if (seller === given.quote.seller) return [];
    const { response_model: _, ...request } = given.request;
    const quote = quoteRows({ ...request, provider: seller, model: given.quote.id }, given.rates);
    return quote.kind === 'one' ? figure(`the price of ${seller}`, given, given.usage, { row: quote.row }) : [];
  });
}

/** Fees are outside service tiers. */
function scaledTokens({ lines }: Case, times: bigint, by: bigint): Usd {
  const tokens: ReadonlySet<UsageClass> = new Set(tokenClasses);
  let [scaled, fees] = [0n, 0n];
  for (const line of lines) {
    if (tokens.has(line.class)) scaled += line.usd;
    else fees += line.usd;
  }
  return divideHalfEven(scaled * times, by) + fees;
}

/** A formula that prices another usage by the same rates; it says nothing where the usage stays the same. */
function changed(detail: string, change: (usage: Usage) => Usage): Formula {
  return (given) => {
    const usage = change(given.usage);
    return usage === given.usage ? [] : figure(detail, given, usage, {});
  };
}

function figure(
  detail: string,
  given: Case,
  usage: Usage,
  { row = given.quote.row, prompt = promptTokens(given.usage) }: { readonly row?: PriceRow; readonly prompt?: number },
): readonly Figure[] {
  const options: LineOptions = { aggregate: given.request.granularity === 'aggregate', prompt };
  const priced = priceLines(usage, row, options);
  return priced.kind === 'lines' ? [{ usd: priced.usd, detail }] : [];
}

function addCached(usage: Usage): Usage {
  return add(add(usage, 'input', usage.cached_input), 'audio_in', usage.cached_audio_in);
}

/** The same object when there is nothing to add. */
function add(usage: Usage, to: UsageClass, count: number | undefined): Usage {
  return count === undefined || count === 0 ? usage : { ...usage, [to]: (usage[to] ?? 0) + count };
}

function sum(usage: Usage, classes: readonly UsageClass[]): number {
  return classes.reduce((total, name) => total + (usage[name] ?? 0), 0);
}

/** The same object when there is nothing to leave out. */
function without(usage: Usage, classes: readonly UsageClass[]): Usage {
  if (sum(usage, classes) === 0) return usage;
  const rest: { [K in UsageClass]?: number } = { ...usage };
  for (const name of classes) delete rest[name];
  return rest;
}
