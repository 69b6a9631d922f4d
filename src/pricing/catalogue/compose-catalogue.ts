// The bundled list: the base catalogue, our dated changes in it, the other catalogues over it. Pure, so the same sources give the same bytes.
import { compareText } from '../../model/place.ts';
import { type RateCard, type RateCardWire, type RateRow, rateCardSchema } from '../../model/rate-card.ts';
import { sharedName } from '../families.ts';
import { bedrockId } from '../model-id.ts';
import { compileRates } from '../rates.ts';
import { sellerKey } from '../sellers.ts';
import type { DatedChange } from './dated-changes.ts';
import { mendRows } from './mend-rows.ts';
import { type Entry, halved, isPlain, overlayModel } from './overlay-model.ts';

export interface CatalogueParts {
  readonly base: RateCardWire;
  /** The name of the source of its rows. */
  readonly rowSource: string;
  readonly changes: readonly DatedChange[];
  /** Believed most first. */
  readonly overlays: readonly RateCardWire[];
  readonly sources: NonNullable<RateCardWire['sources']>;
}

/** Sellers of which the overlays are known to be out of date. */
const staleElsewhere: ReadonlySet<string> = new Set(['openrouter', 'github-copilot', 'perplexity']);

export function composeCatalogue({ base, rowSource, changes, overlays, sources }: CatalogueParts): RateCardWire {
  const card = rateCardSchema.parse(base);
  const changed = { ...card, rows: withChanges(card.rows, changes) };
  const cards = overlays.map((overlay) => rateCardSchema.parse(overlay));
  const { known, added } = entriesFor(changed, cards);

  const rows: RateRow[] = [];
  const models = new Set(changed.rows.map(({ seller, model }) => `${seller} ${model.toLowerCase()}`));
  for (const [key, own] of byModel(changed.rows)) {
    const { rows: overlaid, apart } = overlayModel(own, known.get(key) ?? []);
    const others = apartRows(overlaid, apart, models);
    const ids = new Set(others.map(({ model }) => model.toLowerCase()));
    rows.push(...overlaid.map((row) => withoutNames(row, ids)), ...others);
  }
  const lent = byModel(changed.rows);
  for (const { seller, entries, lender } of added.values()) {
    rows.push(...newRows(entries, lender === undefined ? [] : lentRows(lent.get(lender) ?? [], seller, entries)));
  }
  rows.push(...batchesAtHalf(rows));
  return {
    ...base,
    sources,
    row_source: rowSource,
    rows: [...withoutDoubles(mendRows(rows.map(withCounting).map(withResidency)))].sort(byPlace).map(tidy),
  };
}

function withoutNames(row: RateRow, ids: ReadonlySet<string>): RateRow {
  if (!row.match || ids.size === 0) return row;
  const { match, ...rest } = row;
  const left = match.filter((part) => !('equals' in part && ids.has(part.equals.toLowerCase())));
  return left.length > 0 ? { ...row, match: left } : rest;
}

function withChanges(rows: readonly RateRow[], changes: readonly DatedChange[]): RateRow[] {
  const replaced = new Set(changes.map(({ seller, model }) => `${seller} ${model}`));
  const names = new Map(rows.flatMap((row) => (row.match ? [[`${row.seller} ${row.model}`, row.match]] : [])));
  const own = changes.flatMap(({ seller, model, rows: list }) =>
    list.map((row, index) => {
      const match = index === 0 ? names.get(`${seller} ${model}`) : undefined;
      return rateCardSchema.shape.rows.element.parse({ seller, model, ...(match && { match }), ...row });
    }),
  );
  const ids = (seller: string): ReadonlySet<string> =>
    new Set(changes.flatMap((change) => (change.seller === seller ? [change.model.toLowerCase()] : [])));
  const left = rows.filter(({ seller, model }) => !replaced.has(`${seller} ${model}`));
  return [...left.map((row) => withoutNames(row, ids(row.seller))), ...own];
}

/** Which model of the base each entry of the overlays is about; those about none, by seller and id. */
function entriesFor(
  base: RateCard,
  overlays: readonly RateCard[],
): { readonly known: ReadonlyMap<string, readonly Entry[]>; readonly added: ReadonlyMap<string, Added> } {
  const rates = compileRates([base]);
  const known = new Map<string, Entry[]>();
  const added = new Map<string, Added>();
  for (const card of overlays) {
    for (const rows of byModel(card.rows).values()) {
      const [first] = rows;
      if (!first || !rows.some(isPlain)) continue;
      const seller = sellerKey(first.seller);
      const entry = { id: first.model, as_of: card.as_of ?? '', rows };
      const found = rates.resolve(seller, first.model);
      const target = found.kind === 'one' ? found.model.layers[0]?.rows.rows[0]?.source : undefined;
      if (staleElsewhere.has(seller) || isNoName(seller, first)) continue;
      if (target?.seller === seller) push(known, `${seller} ${target.model.toLowerCase()}`, entry);
      else if (found.kind !== 'several') {
        const key = `${seller} ${first.model.toLowerCase()}`;
        const lender = target && `${target.seller} ${target.model.toLowerCase()}`;
        added.set(key, { seller, lender, entries: [...(added.get(key)?.entries ?? []), entry] });
      }
    }
  }
  return { known, added };
}

/** A key of the litellm map with the date of another model. */
const neverWas: ReadonlySet<string> = new Set(['anthropic.claude-3-7-sonnet-20240620-v1:0']);

/** Names that stand for several models, Bedrock ids without a vendor, and Portkey's ids with a place, which leave the place's uplift out. */
function isNoName(seller: string, { model, source }: RateRow): boolean {
  const id = model.toLowerCase();
  if (sharedName(seller, id) !== undefined || neverWas.has(id)) return true;
  if (seller !== 'aws') return false;
  const { vendor, geo } = bedrockId(id);
  return vendor === undefined || (source === 'portkey' && geo !== undefined);
}

/** Entries of a model the seller has no row for; `lender` names the model whose rows it borrows in the base. */
interface Added {
  readonly seller: string;
  readonly lender: string | undefined;
  readonly entries: readonly Entry[];
}

/**
 * Rows of a model the seller has none of in the base: what it borrows there, else what the last overlay has, which is the
 * broadest, with what the others add.
 */
function newRows(entries: readonly Entry[], borrowed: readonly RateRow[]): readonly RateRow[] {
  const main = entries.at(-1);
  if (main?.rows[0]?.source !== 'litellm') return [];
  return overlayModel(borrowed.length > 0 ? borrowed : main.rows.filter(isPlain), entries).rows;
}

/** Plain and batch rows of the lender under the seller's own id. Its regions and other tiers are its own affair. */
function lentRows(rows: readonly RateRow[], seller: string, entries: readonly Entry[]): readonly RateRow[] {
  const id = entries[0]?.id ?? '';
  return rows.flatMap(({ match: _, multipliers: __, ...row }) => (isPlain(row) ? [{ ...row, seller, model: id }] : []));
}

/** Anthropic: batches cost half, for every model. Rows nobody lists. */
function batchesAtHalf(rows: readonly RateRow[]): readonly RateRow[] {
  const own = rows.filter(({ seller }) => seller === 'anthropic');
  const listed = new Set(own.filter(({ tier }) => tier === 'batch').map(({ model }) => model));
  return own
    .filter((row) => isPlain(row) && !listed.has(row.model) && !/^claude-(v?[12]|instant)/.test(row.model))
    .map(({ match: _, disputed: __, over_context: long, ...row }) => ({
      ...row,
      tier: 'batch',
      prices: halved(row.prices),
      ...(long && { over_context: long.map((over) => ({ ...over, prices: halved(over.prices) })) }),
      source: 'derived',
    }));
}

/** An id the base counts to a model with another price: the base's price, disputed by what the entry says. */
function apartRows(own: readonly RateRow[], apart: readonly Entry[], models: ReadonlySet<string>): readonly RateRow[] {
  const ids = [...new Set(apart.map(({ id }) => id.toLowerCase()))].sort(compareText);
  return ids.flatMap((id) => {
    const { seller = '' } = own[0] ?? {};
    if (models.has(`${seller} ${id}`)) return [];
    const copies = own
      .filter((row) => isPlain(row) || row.tier !== undefined)
      .map(({ match: _, disputed: __, ...row }) => ({ ...row, model: id }));
    return overlayModel(
      copies.filter(isPlain),
      apart.filter((entry) => entry.id.toLowerCase() === id),
    ).rows.filter(isPlain);
  });
}

/** Google: one fee for each prompt that was grounded until Gemini 2.5, one for each query from Gemini 3 on. */
function withCounting(row: RateRow): RateRow {
  // Groq bills at least ten seconds of audio.
  if (row.seller === 'groq' && row.prices.seconds !== undefined)
    return { ...row, counting: { seconds: { of: 'events', minimum: 10 } } };
  if (row.seller !== 'google' || row.prices.web_search === undefined) return row;
  const of = /gemini-[12]/.test(row.model) ? ('grounded_requests' as const) : ('unique_queries' as const);
  return { ...row, counting: { web_search: { of } } };
}

/** Anthropic: `inference_geo: us` costs 1.1 times as much from the 4.6 models on. */
function withResidency(row: RateRow): RateRow {
  if (row.seller !== 'anthropic' || row.multipliers || !/^claude-[a-z]+-(4-[6-9]|[5-9])/.test(row.model)) return row;
  return { ...row, multipliers: [{ name: 'data residency', kind: 'uplift', by: '1.1', regions: ['us'] }] };
}

function byModel(rows: readonly RateRow[]): ReadonlyMap<string, RateRow[]> {
  const models = new Map<string, RateRow[]>();
  for (const row of rows) push(models, `${sellerKey(row.seller)} ${row.model.toLowerCase()}`, row);
  return models;
}

function withoutDoubles(rows: readonly RateRow[]): readonly RateRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = JSON.stringify([
      row.seller,
      row.model.toLowerCase(),
      row.tier,
      row.speed,
      row.region,
      row.valid_from,
      row.time_of_day,
    ]);
    const fresh = !seen.has(key);
    seen.add(key);
    return fresh;
  });
}

function byPlace(a: RateRow, b: RateRow): number {
  return (
    compareText(a.seller, b.seller) ||
    compareText(a.model, b.model) ||
    compareText(a.tier ?? '', b.tier ?? '') ||
    compareText(a.speed ?? '', b.speed ?? '') ||
    compareText([a.region ?? ''].flat().join(), [b.region ?? ''].flat().join()) ||
    compareText(a.valid_from ?? '', b.valid_from ?? '') ||
    compareText(a.time_of_day?.from ?? '', b.time_of_day?.from ?? '')
  );
}

/** Members in one order, and none that says nothing. */
function tidy(row: RateRow): RateRow {
  const { seller, model, match, alias_of, tier, speed, region, valid_from, valid_to, time_of_day, prices, ...rest } =
    row;
  const members = {
    seller,
    model,
    match,
    alias_of,
    tier,
    speed,
    region,
    valid_from,
    valid_to,
    time_of_day,
    prices,
    ...rest,
  };
  return rateCardSchema.shape.rows.element.parse(
    Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)),
  );
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  list.push(item);
}
