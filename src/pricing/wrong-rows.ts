// Wrong rows: the price of another tier, region, time, contract, seller or model than the call's own.
import { divideHalfEven } from '../model/money.ts';
import { type CallKind, forKind } from './call-kind.ts';
import { holdsAt } from './choose-row.ts';
import type { PriceRow } from './compile-row.ts';
import { bareBedrockId, bedrockId } from './model-id.ts';
import { planQuote } from './plan-quote.ts';
import type { ResolvedModel } from './resolve-model.ts';
import { multiplierNames, withoutTerms } from './terms.ts';
import {
  asRequests,
  byRows,
  type Case,
  type Figure,
  figure,
  nearRows,
  type OtherRequest,
  otherRow,
  scaledTokens,
} from './wrong-case.ts';

export const tierIgnored = asRequests((kind) => (kind.quote.row.tier === 'batch' ? [] : standardTier(kind)));
export const batchIgnored = asRequests((kind) => (kind.quote.row.tier === 'batch' ? standardTier(kind) : []));

function standardTier({ request, quote }: CallKind): readonly OtherRequest[] {
  const { tier, speed } = quote.row;
  if (tier === 'standard' && speed === 'standard') return [];
  const { speed: _, ...rest } = request;
  const detail = `standard instead of ${tier === 'standard' ? speed : tier}`;
  // A deployment's mapping may say the tier; then it must be taken off by name.
  return [{ detail, by: { ...rest, service_tier: 'standard' } }];
}

/** Every other tier the card sells the model in, the standard one apart. */
export const otherTiers = asRequests(({ request, quote: { row, model } }) =>
  soldAs(model)
    .tiers.filter((tier) => tier !== row.tier && tier !== 'standard')
    .map((tier) => ({ detail: `the ${tier} tier`, by: { ...request, service_tier: tier } })),
);

/** The tier the request asked for, which another one served. */
export const requestedTier = asRequests(({ request, quote }) => {
  const { requested_tier: wanted, speed: _, ...rest } = request;
  if (wanted === undefined || undecided.has(wanted.toLowerCase())) return [];
  const { tier, speed } = quote.row;
  const served = tier === 'standard' ? speed : tier;
  const detail = `${wanted} as requested instead of ${served} as served`;
  return [{ detail, by: { ...rest, requested_tier: wanted, service_tier: wanted } }];
});

/** A request that leaves the tier to the vendor asks for none. */
const undecided: ReadonlySet<string> = new Set(['', 'auto']);

interface SoldAs {
  readonly rows: readonly PriceRow[];
  readonly tiers: readonly string[];
  readonly places: readonly string[];
}

const known = new WeakMap<ResolvedModel, SoldAs>();

/** All rows of a model and what they differ in, gathered once: every call whose cost differs asks. */
function soldAs(model: ResolvedModel): SoldAs {
  const found = known.get(model);
  if (found) return found;
  const rows = model.layers.flatMap(({ rows: all }) => all.rows);
  const made: SoldAs = {
    rows,
    tiers: [...new Set(rows.map(({ tier }) => tier))],
    places: [...new Set(rows.flatMap(({ regions = [] }) => regions.slice(0, 1)))],
  };
  known.set(model, made);
  return made;
}

export function discountTwice(given: Case): readonly Figure[] {
  const { tier } = given.quote.row;
  return tier === 'batch' || tier === 'flex'
    ? [{ usd: scaledTokens(given, 1n, 2n), detail: `the ${tier} discount applied twice` }]
    : [];
}

export function upliftIgnored(given: Case): readonly Figure[] {
  return scalingsOf(given, 'uplift').length === 0 ? [] : withoutPlace(given);
}

const withoutPlace = asRequests(({ request }) => {
  const { region, ...rest } = request;
  return [{ detail: `without the uplift of ${region ?? 'the place'}`, by: rest }];
});

/** The uplift of a place the call was not served in. */
export function upliftNotDue(given: Case): readonly Figure[] {
  return scalingsOf(given, 'uplift').length > 0 ? [] : withUplift(given);
}

const withUplift = asRequests(({ request, quote }) =>
  multiplierNames(quote.row).map((region) => ({
    detail: `the uplift of ${region === '' ? 'places that are not global' : region}`,
    by: { ...request, region: region === '' ? 'elsewhere' : region },
  })),
);

/** The row of another place: on Bedrock, whose ids name it, the other ids of the model. */
export const otherRegions = asRequests(({ request, quote: { row, model, seller, id } }) => {
  const byRegion = soldAs(model)
    .places.filter((place) => !row.regions?.includes(place))
    .map((place) => ({ detail: `the price of ${place}`, by: { ...request, region: place } }));
  if (seller !== 'aws') return byRegion;
  const { vendor, name, geo } = bedrockId(id.toLowerCase());
  const { response_model: _, ...rest } = request;
  const byId = ['global', 'us'].flatMap((other) => {
    if (vendor === undefined || other === geo) return [];
    const otherId = `${other}.${vendor}.${name}`;
    return [{ detail: `the price of ${otherId}`, by: { ...rest, model: otherId } }];
  });
  return [...byRegion, ...byId];
});

export function contractIgnored(given: Case): readonly Figure[] {
  const names = [...scalingsOf(given, 'discount'), ...scalingsOf(given, 'markup')];
  return names.length === 0
    ? []
    : figure(`the list price without ${names.join(', ')}`, given, given.usage, { row: withoutTerms(given.quote.row) });
}

/** Each logged event, where the vendor counts otherwise. */
export function feeByEvent(given: Case): readonly Figure[] {
  return given.lines.some(({ logged_count }) => logged_count !== undefined)
    ? figure('every logged use billed', given, given.usage, { row: { ...given.quote.row, counting: new Map() } })
    : [];
}

const toolFees = ['web_search', 'file_search', 'code_execution'] as const;

/** The fee of another generation: Gemini 2 bills searches by grounded prompt, Gemini 3 by query. */
export function feeOfOtherModel(given: Case): readonly Figure[] {
  const { row, seller, id } = given.quote;
  const used = toolFees.filter((name) => (given.usage[name] ?? 0) > 0);
  if (used.length === 0) return [];
  return given.rates.neighbours(seller, brandOf(id)).flatMap((other) => {
    const rates = new Map(row.rates);
    const counting = new Map(row.counting);
    for (const name of used) {
      const fee = other.rates.get(name);
      const rule = other.counting.get(name);
      if (!fee) return [];
      rates.set(name, fee);
      if (rule) counting.set(name, rule);
      else counting.delete(name);
    }
    return figure(`the ${used.join(' and ')} fee of ${other.source.model}`, given, given.usage, {
      row: { ...row, rates, counting },
    });
  });
}

export function requestedModel(given: Case): readonly Figure[] {
  if (given.request.response_model === undefined) return [];
  const row = otherRow(given, asAsked(given.kind).plan);
  if (!row) return [];
  const detail = `${row.source.model} as requested instead of ${given.quote.row.source.model} as served`;
  return figure(detail, given, given.usage, { row });
}

/** The call by what its request says alone. */
const asAsked = forKind(({ request, rates }) => {
  const { response_model: _, ...rest } = request;
  return { plan: planQuote(rest, rates) };
});

/** Rows that were in force before the call, and the rows of the cards below. */
export function staleRows(given: Case): readonly Figure[] {
  return otherRows(given, (row) => !isLater(row, given));
}

/** Rows that began after the call: the log was priced anew when they came. */
export function laterRows(given: Case): readonly Figure[] {
  return otherRows(given, (row) => isLater(row, given));
}

function isLater({ from }: PriceRow, { request: { start } }: Case): boolean {
  return from !== undefined && start !== undefined && from > start;
}

function otherRows(given: Case, isMeant: (row: PriceRow) => boolean): readonly Figure[] {
  const rows = otherWindows(given.kind);
  if (rows.length === 0) return [];
  return nearRows(given, rows)
    .filter(isMeant)
    .flatMap((row) => figure(`the ${windowOf(row)}`, given, given.usage, { row }));
}

const otherWindows = forKind(({ quote: { row: right, model } }) =>
  soldAs(model).rows.filter(
    ({ tier, speed, regions, source }) =>
      tier === right.tier &&
      speed === right.speed &&
      regions?.join() === right.regions?.join() &&
      (source.card !== right.source.card ||
        source.valid_from !== right.source.valid_from ||
        source.time_of_day !== right.source.time_of_day),
  ),
);

function windowOf({ source, to }: PriceRow): string {
  const until = to === undefined ? '' : ` until ${new Date(Number(to / 1_000_000n)).toISOString().slice(0, 10)}`;
  const since = source.valid_from === undefined ? until : ` since ${source.valid_from}`;
  return `rates of ${source.card}${since}${source.time_of_day === undefined ? '' : `, ${source.time_of_day}`}`;
}

export const otherSellers = asRequests(({ request, rates, quote: { seller, id } }) => {
  const { response_model: _, ...rest } = request;
  return rates
    .sellersOf(id)
    .filter((other) => other !== seller)
    .map((other) => ({ detail: `the price of ${other}`, by: { ...rest, provider: other, model: id } }));
});

/** Models of the seller whose name begins alike, each price once: a look-up by prefix or likeness takes one of these. */
export function neighbours(given: Case): readonly Figure[] {
  const { row: right } = given.quote;
  const { start } = given.request;
  const inForce = start === undefined ? undefined : holdsAt(start);
  const near = nearRows(given, likeNamed(given.kind)).filter((row) => inForce === undefined || inForce(row));
  if (near.length === 0) return [];
  const asked = otherRow(given, asAsked(given.kind).plan)?.source.model;
  return near
    .filter(({ source }) => source.model !== right.source.model && source.model !== asked)
    .flatMap((row) => figure(`${row.source.model} instead of ${right.source.model}`, given, given.usage, { row }));
}

/** The model asked for and the same model in another place have formulas of their own. */
const likeNamed = forKind(({ rates, quote: { seller, model, id } }) => {
  const bare = seller === 'aws' ? bareBedrockId(id.toLowerCase()) : undefined;
  return rates
    .neighbours(seller, brandOf(id))
    .filter(
      ({ source }) =>
        source.model !== model.model && (bare === undefined || bareBedrockId(source.model.toLowerCase()) !== bare),
    );
});

/** The first word of a name: `gpt` of `gpt-4o`, `anthropic.claude` of a Bedrock id without its place. */
function brandOf(id: string): string {
  const name = id.toLowerCase().replace(/^(global|regional|us|eu|apac|jp|au|ca|in|us-gov)\./, '');
  return /^[^-:@]+/.exec(name)?.[0] ?? name;
}

export const disputedRates = byRows(({ quote: { row } }) =>
  row.rivals.map(({ source, rates, overContext }) => ({
    detail: `the rates of ${source}`,
    by: { ...row, rates, overContext },
  })),
);

const gateways: ReadonlySet<string> = new Set(['openrouter', 'vercel']);

/** Calls with the buyer's own key: the gateway's cost field holds its fee of five percent. */
export function ownKeyFee(given: Case): readonly Figure[] {
  return given.quote.seller === 'openrouter'
    ? [{ usd: divideHalfEven(given.usd, 20n), detail: 'only the fee for a call with a key of one’s own' }]
    : [];
}

export function upstreamTwice(given: Case): readonly Figure[] {
  return gateways.has(given.quote.seller)
    ? [{ usd: given.usd * 2n, detail: 'the upstream cost added to a cost that holds it' }]
    : [];
}

function scalingsOf({ lines }: Case, kind: 'uplift' | 'discount' | 'markup'): readonly string[] {
  if (!lines.some((line) => line.scaled !== undefined)) return [];
  const scaled = lines.flatMap((line) => line.scaled ?? []).filter((scaling) => scaling.kind === kind);
  return [...new Set(scaled.map(({ name }) => name))];
}
