// Wrong rows: the price of another tier, region, time, contract, seller or model than the call's own.
import { type CallKind, forKind } from './call-kind.ts';
import { holdsAt } from './choose-row.ts';
import type { PriceRow } from './compile-row.ts';
import { bareBedrockId, bedrockId } from './model-id.ts';
import { planQuote } from './plan-quote.ts';
import type { ResolvedModel } from './resolve-model.ts';
import { multiplierNames, withoutTerms } from './terms.ts';
import {
  asked,
  asRequests,
  byPlan,
  byRow,
  type Case,
  type Figure,
  type Formula,
  figure,
  nothing,
  type OtherRequest,
  otherRow,
  scaled,
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

export const discountTwice: Formula = (kind) => {
  const { tier } = kind.quote.row;
  return tier === 'batch' || tier === 'flex'
    ? scaled(`the ${tier} discount applied twice`, 'tokens', 1n, 2n)(kind)
    : nothing;
};

/** Said, so that neither the id nor a mapping says where. */
const nowhere = '';

export const upliftIgnored = asRequests(
  ({ request, quote }) => {
    if (!isScaled(quote.row)) return [];
    const { region = 'the place' } = request;
    return [{ detail: `without the uplift of ${region}`, by: { ...request, region: nowhere } }];
  },
  (given) => scalingsOf(given, 'uplift').length > 0,
);

/** The uplift of a place the call was not served in. */
export const upliftNotDue = asRequests(
  ({ request, quote }) =>
    multiplierNames(quote.row).map((region) => ({
      detail: `the uplift of ${region === '' ? 'places that are not global' : region}`,
      by: { ...request, region: region === '' ? 'elsewhere' : region },
    })),
  (given) => scalingsOf(given, 'uplift').length === 0,
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

export const contractIgnored: Formula = (kind) => {
  const { row } = kind.quote;
  if (!isScaled(row)) return nothing;
  const listed = withoutTerms(row);
  return asked((given) => {
    const names = [...scalingsOf(given, 'discount'), ...scalingsOf(given, 'markup')];
    return names.length === 0
      ? nothing
      : figure(`the list price without ${names.join(', ')}`, given, given.usage, { row: listed });
  })(kind);
};

/** Each logged event, where the vendor counts otherwise. */
export const feeByEvent: Formula = (kind) => {
  const { row } = kind.quote;
  return row.counting.size === 0 ? nothing : [byRow({ ...row, counting: new Map() }, countedOtherwise)];
};

function countedOtherwise({ lines }: Case): string | undefined {
  return lines.some(({ logged_count }) => logged_count !== undefined) ? 'every logged use billed' : undefined;
}

const toolFees = ['web_search', 'file_search', 'code_execution'] as const;

/** The fee of another generation: Gemini 2 bills searches by grounded prompt, Gemini 3 by query. */
export const feeOfOtherModel = asked((given: Case): readonly Figure[] => {
  const { row, seller, id } = given.quote;
  const used = toolFees.filter((name) => (given.usage[name] ?? 0) > 0);
  if (used.length === 0) return nothing;
  return given.kind.rates.neighbours(seller, brandOf(id)).flatMap((other) => {
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
}, toolFees);

export const requestedModel: Formula = (kind) =>
  kind.request.response_model === undefined
    ? nothing
    : byPlan(
        asAsked(kind).plan,
        kind,
        ({ quote }, { source }) => `${source.model} as requested instead of ${quote.row.source.model} as served`,
      );

/** The call by what its request says alone. */
const asAsked = forKind(({ request, rates }) => {
  const { response_model: _, ...rest } = request;
  return { plan: planQuote(rest, rates) };
});

/** Rows that were in force before the call, and the rows of the cards below. */
export const staleRows = otherWindows((row, given) => !isLater(row, given));

/** Rows that began after the call: the log was priced anew when they came. */
export const laterRows = otherWindows(isLater);

function isLater({ from }: PriceRow, { request: { start } }: Case): boolean {
  return from !== undefined && start !== undefined && from > start;
}

function otherWindows(isMeant: (row: PriceRow, given: Case) => boolean): Formula {
  return ({ quote: { row: right, model } }) =>
    soldAs(model)
      .rows.filter(
        ({ tier, speed, regions, source }) =>
          tier === right.tier &&
          speed === right.speed &&
          regions?.join() === right.regions?.join() &&
          (source.card !== right.source.card ||
            source.valid_from !== right.source.valid_from ||
            source.time_of_day !== right.source.time_of_day),
      )
      .map((other) => byRow(other, (given, row) => (isMeant(row, given) ? `the ${windowOf(row)}` : undefined)));
}

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

/**
 * Models of the seller whose name begins alike, each price once: a look-up by prefix or likeness takes one of these. The model asked for
 * and the same model in another place have formulas of their own.
 */
export const neighbours: Formula = ({ rates, quote: { seller, model, id } }) => {
  const bare = seller === 'aws' ? bareBedrockId(id.toLowerCase()) : undefined;
  return rates
    .neighbours(seller, brandOf(id))
    .filter(
      ({ source }) =>
        source.model !== model.model && (bare === undefined || bareBedrockId(source.model.toLowerCase()) !== bare),
    )
    .map((row) => byRow(row, insteadOf));
};

function insteadOf(given: Case, row: PriceRow): string | undefined {
  const { start } = given.request;
  if (start !== undefined && !holdsAt(start)(row)) return undefined;
  const { model } = row.source;
  const right = given.quote.row.source.model;
  const isAsked = model === otherRow(given, asAsked(given.kind).plan)?.source.model;
  return model === right || isAsked ? undefined : `${model} instead of ${right}`;
}

/** The first word of a name: `gpt` of `gpt-4o`, `anthropic.claude` of a Bedrock id without its place. */
function brandOf(id: string): string {
  const name = id.toLowerCase().replace(/^(global|regional|us|eu|apac|jp|au|ca|in|us-gov)\./, '');
  return /^[^-:@]+/.exec(name)?.[0] ?? name;
}

export const disputedRates: Formula = ({ quote: { row } }) =>
  row.rivals.map(({ source, rates, overContext }) =>
    byRow({ ...row, rates, overContext }, () => `the rates of ${source}`),
  );

/** Calls with the buyer's own key: the gateway's cost field holds its fee of five percent. */
export const ownKeyFee = bySellers(
  ['openrouter'],
  scaled('only the fee for a call with a key of one’s own', 'all', 1n, 20n),
);

export const upstreamTwice = bySellers(
  ['openrouter', 'vercel'],
  scaled('the upstream cost added to a cost that holds it', 'all', 2n, 1n),
);

function bySellers(gateways: readonly string[], formula: Formula): Formula {
  return (kind) => (gateways.includes(kind.quote.seller) ? formula(kind) : nothing);
}

function scalingsOf({ lines }: Case, kind: 'uplift' | 'discount' | 'markup'): readonly string[] {
  if (!lines.some((line) => line.scaled !== undefined)) return [];
  const scaled = lines.flatMap((line) => line.scaled ?? []).filter((scaling) => scaling.kind === kind);
  return [...new Set(scaled.map(({ name }) => name))];
}

/** May its lines be scaled? */
function isScaled({ rates, overContext }: PriceRow): boolean {
  return [rates, ...overContext.map((over) => over.rates)].some((some) =>
    [...some.values()].some((rate) => rate.scaled !== undefined),
  );
}
