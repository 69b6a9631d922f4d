// Portkey's pricing files -> our rate card. Prices are US cents for one token or one use; cells are region x mode x context.
import { isObject, type JsonObject, member } from '../../model/json.ts';
import { compareText } from '../../model/place.ts';
import type { RateCardWire } from '../../model/rate-card.ts';
import { type UsageClass, usageClasses } from '../../model/usage.ts';
import { sellerKey } from '../sellers.ts';
import { priceText, samePrice, scaledText } from './price-text.ts';

type WireRow = RateCardWire['rows'][number];
type Prices = { [K in UsageClass]?: string };

const classOf: ReadonlyMap<string, UsageClass> = new Map<string, UsageClass>([
  ['request_token', 'input'],
  ['response_token', 'output'],
  ['cache_read_input_token', 'cached_input'],
  ['cache_write_input_token', 'cache_write_5m'],
  ['cache_write_1h', 'cache_write_1h'],
  ['reasoning_token', 'reasoning'],
  ['request_audio_token', 'audio_in'],
  ['response_audio_token', 'audio_out'],
  ['cache_read_audio_input_token', 'cached_audio_in'],
  ['request_image_token', 'image_in'],
  ['web_search', 'web_search'],
  ['file_search', 'file_search'],
  ['code_execution', 'code_execution'],
]);

const sellerOf: Readonly<Record<string, string>> = {
  'azure-ai': 'azure',
  'azure-openai': 'azure',
  bedrock: 'aws',
  'bedrock-mantle': 'aws',
};

/** Some models are there once more for each range of context. */
const contextPart = /-(gt|lte)-\d+k$/;

/** `files`: name of a file without `.json` -> its content. */
export function importPortkey(
  files: Readonly<Record<string, JsonObject>>,
  { as_of }: { readonly as_of: string },
): RateCardWire {
  const rows = new Map<string, WireRow>();
  for (const [provider, models] of Object.entries(files).sort(([a], [b]) => compareText(a, b))) {
    const seller = sellerOf[provider] ?? sellerKey(provider);
    for (const [model, entry] of Object.entries(models)) {
      if (model === 'default' || contextPart.test(model) || !isObject(entry)) continue;
      for (const row of rowsOf(seller, model, entry)) {
        const place = JSON.stringify([row.seller, row.model.toLowerCase(), row.tier, row.speed, row.region]);
        const known = rows.get(place);
        if (!known) rows.set(place, row);
        else if (JSON.stringify(known.prices) !== JSON.stringify(row.prices)) {
          const rival = { source: 'portkey', prices: row.prices, note: `as ${provider}` };
          rows.set(place, { ...known, disputed: [...(known.disputed ?? []), rival] });
        } else if (row.multipliers) rows.set(place, { ...known, multipliers: row.multipliers });
      }
    }
  }
  return {
    id: `portkey-${as_of}`,
    as_of,
    source: `Portkey-AI/models pricing ${as_of} (MIT)`,
    sources: { portkey: { name: 'Portkey models', version: as_of } },
    fallback: { reasoning: 'output', image_in: 'input' },
    rows: [...rows.values()],
  };
}

/** In the place of a region: all places but `global`. */
const elsewhere = '!global';

interface Cell {
  readonly region: string | undefined;
  readonly mode: string;
  readonly prices: Prices;
  readonly over: readonly { readonly tokens: number; readonly op: '>'; readonly prices: Prices }[];
}

function rowsOf(seller: string, model: string, entry: JsonObject): readonly WireRow[] {
  const cells = cellsOf(entry);
  const standard = cells.find(({ region, mode }) => region === undefined && mode === 'standard');
  if (!standard || Object.values(standard.prices).every((price) => price === '0')) return [];
  const threshold = standard.over[0]?.tokens;
  return cells.flatMap((cell): WireRow[] => {
    const { region, mode, prices, over } = cell;
    const home = cells.find((other) => other.region === undefined && other.mode === mode);
    if (region !== undefined && home && ratio(cell, home) !== undefined) return [];
    // A price for everywhere but `global` that is no multiple of it cannot be told apart.
    if (region === elsewhere) return [];
    return [
      {
        seller,
        model,
        ...(mode === 'fast' ? { speed: 'fast' } : mode !== 'standard' && { tier: mode }),
        ...(region !== undefined && region !== elsewhere && { region: regionsOf(region) }),
        prices,
        ...(over.length > 0 && { over_context: [...over] }),
        ...(mode !== 'standard' && over.length === 0 && threshold !== undefined && { up_to_context: threshold }),
        ...uplifts(cell, cells),
        source: 'portkey',
      },
    ];
  });
}

/** Regions whose every token price is the same multiple of the price elsewhere are one multiplier, not rows of their own. */
function uplifts(home: Cell, cells: readonly Cell[]): Pick<WireRow, 'multipliers'> {
  if (home.region !== undefined) return {};
  const byFactor = new Map<string, string[]>();
  for (const cell of cells) {
    const factor = cell.region !== undefined && cell.mode === home.mode ? ratio(cell, home) : undefined;
    if (factor === undefined || factor === '1' || cell.region === undefined) continue;
    byFactor.set(factor, [...(byFactor.get(factor) ?? []), ...[regionsOf(cell.region)].flat()]);
  }
  const everywhere = [...byFactor].find(([, regions]) => regions.includes(elsewhere))?.[0];
  if (everywhere !== undefined) {
    return { multipliers: [{ name: 'non-global location', kind: 'uplift', by: everywhere, not_regions: ['global'] }] };
  }
  const multipliers = [...byFactor]
    .sort(([a], [b]) => compareText(a, b))
    .map(([by, regions]) => ({
      name: 'regional processing',
      kind: 'uplift' as const,
      by,
      regions: [...new Set(regions)].sort(compareText),
    }));
  return multipliers.length > 0 ? { multipliers } : {};
}

/** What every token price of `cell` is times that of `home`, but for rounding; undefined when there is no one such number. */
function ratio(cell: Cell, home: Cell): string | undefined {
  const base = Number(home.prices.input);
  const factor = base > 0 ? String(Math.round((Number(cell.prices.input) / base) * 1000) / 1000) : 'none';
  if (!/^\d(\.\d\d?)?$/.test(factor)) return undefined;
  const fits = (there: Prices, here: Prices): boolean =>
    usageClasses.every((name) => {
      const [price, from] = [there[name], here[name]];
      if (price === undefined || /search|code_execution/.test(name)) return true;
      return from !== undefined && samePrice(scaledText(from, Number(factor)), price);
    });
  const long = cell.over.every((over) =>
    fits(over.prices, home.over.find(({ tokens }) => tokens === over.tokens)?.prices ?? {}),
  );
  return long && fits(cell.prices, home.prices) ? factor : undefined;
}

function cellsOf(entry: JsonObject): readonly Cell[] {
  const cells = new Map<string, Cell>();
  const config = at(entry, 'pricing_config');
  const add = (region: string | undefined, mode: string, prices: Prices, over: Cell['over']): void => {
    if (Object.keys(prices).length > 0) cells.set(`${region} ${mode}`, { region, mode, prices, over });
  };
  if (config && (config.currency === undefined || config.currency === 'USD')) {
    add(undefined, 'standard', pricesOf(at(config, 'pay_as_you_go')), []);
    add(undefined, 'batch', pricesOf(at(config, 'batch_config')), []);
  }
  const custom = at(entry, 'custom_pricing');
  const starts = new Map(
    Object.entries(at(custom, 'context_tier_map') ?? {}).map(([tokens, name]) => [name, Number(tokens)]),
  );
  for (const [region, value] of Object.entries(at(custom, 'regions') ?? {})) {
    for (const [mode, cell] of Object.entries(at(isObject(value) ? value : undefined, 'execution_modes') ?? {})) {
      if (!isObject(cell)) continue;
      const tiers = Object.entries(at(cell, 'context_tiers') ?? { all: cell }).flatMap(([name, tier]) => {
        const prices = pricesOf(at(isObject(tier) ? at(tier, 'pricing_config') : undefined, 'pay_as_you_go'));
        return [{ tokens: starts.get(name) ?? 0, prices }];
      });
      const base = tiers.find(({ tokens }) => tokens === 0)?.prices ?? {};
      const over = tiers
        .filter(({ tokens }) => tokens > 0)
        .map(({ tokens, prices }) => ({ tokens, op: '>' as const, prices: tokenPrices(prices) }));
      add(region === 'default' ? undefined : region, mode, base, over);
    }
  }
  return withGlobalHome([...cells.values()]);
}

/** Where a file has a `global` price, its default is the price of every other place, and the list price is the global one. */
function withGlobalHome(cells: readonly Cell[]): readonly Cell[] {
  if (!cells.some(({ region }) => region === 'global')) return cells;
  return cells.map((cell) => {
    if (cell.region === 'global') return { ...cell, region: undefined };
    return cell.region === undefined ? { ...cell, region: elsewhere } : cell;
  });
}

function tokenPrices(prices: Prices): Prices {
  return Object.fromEntries(Object.entries(prices).filter(([name]) => !/search|code_execution/.test(name)));
}

/** Zeros are places nobody filled. */
function pricesOf(config: JsonObject | undefined): Prices {
  const prices: Prices = {};
  for (const [field, value] of Object.entries({ ...config, ...at(config, 'additional_units') })) {
    const name = classOf.get(field);
    const text = name && isObject(value) ? priceText(name, value.price, 1n) : undefined;
    if (name !== undefined && text !== undefined && text !== '0') prices[name] = text;
  }
  return prices;
}

function regionsOf(region: string): string | string[] {
  const names = region.split(',').map((name) => name.trim());
  return names.length === 1 ? (names[0] ?? region) : names;
}

function at(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object && member(object, key);
  return isObject(value) ? value : undefined;
}
