// LiteLLM's price map -> our rate card. Keys name seller and model, suffixes of the fields name tier and context threshold.
import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { compareText } from '../../model/place.ts';
import type { RateCardWire } from '../../model/rate-card.ts';
import { tokenClasses, type UsageClass } from '../../model/usage.ts';
import { azurePlace } from '../model-id.ts';
import { sellerKey } from '../sellers.ts';
import { priceText, scaledText } from './price-text.ts';

type WireRow = RateCardWire['rows'][number];
type Prices = { [K in UsageClass]?: string };
type Over = { tokens: number; op: '>' | '>='; prices: Prices };

/** Field without its suffixes -> class. */
const classOf: ReadonlyMap<string, UsageClass> = new Map<string, UsageClass>([
  ['input_cost_per_token', 'input'],
  ['output_cost_per_token', 'output'],
  ['cache_read_input_token_cost', 'cached_input'],
  ['cache_creation_input_token_cost', 'cache_write_5m'],
  ['cache_creation_input_token_cost_above_1hr', 'cache_write_1h'],
  ['output_cost_per_reasoning_token', 'reasoning'],
  ['input_cost_per_audio_token', 'audio_in'],
  ['output_cost_per_audio_token', 'audio_out'],
  ['cache_read_input_audio_token_cost', 'cached_audio_in'],
  ['input_cost_per_image_token', 'image_in'],
  ['output_cost_per_image_token', 'image_out'],
  ['input_cost_per_second', 'seconds'],
  ['input_cost_per_character', 'characters'],
  ['input_cost_per_request', 'requests'],
  ['ocr_cost_per_page', 'pages'],
  ['code_interpreter_cost_per_session', 'code_execution'],
]);
const suffixes = /^(.*?)(?:_above_(\d+)k_tokens)?(?:_(priority|flex|batches))?$/;

/** Providers whose name is no name of the seller. */
const sellerOf: Readonly<Record<string, string>> = {
  azure_text: 'azure',
  bedrock_mantle: 'aws',
  codestral: 'mistral',
  'fireworks_ai-embedding-models': 'fireworks',
  gemini: 'google',
  'text-completion-codestral': 'mistral',
};
const notSold = /^(chatgpt|github_copilot|ollama|lemonade|sagemaker|palm)$/;
/** Sizes, steps, commitments: prices of something else than the model's tokens. */
const notModels =
  /^(\d+-x-\d+|max-x-max|hd|low|medium|high|standard)\/|\/(\d+-x-\d+|\d+-steps|max-steps|\d+-month-commitment|container)(\/|$)/;

export function importLitellm(map: JsonObject, { as_of }: { readonly as_of: string }): RateCardWire {
  const rows = new Map<string, WireRow>();
  for (const [key, value] of Object.entries(map).sort(([a], [b]) => compareText(a, b))) {
    if (!isObject(value) || notModels.test(key) || value.mode === 'search') continue;
    for (const row of rowsOf(key, value)) {
      const place = [row.seller, row.model.toLowerCase(), row.tier, row.speed, row.region].join('\n');
      const known = rows.get(place);
      if (!known) rows.set(place, row);
      else if (!sameRow(known, row)) rows.set(place, withRival(known, row, key));
    }
  }
  return {
    id: `litellm-${as_of}`,
    as_of,
    source: `BerriAI/litellm model_prices_and_context_window.json ${as_of} (MIT)`,
    sources: { litellm: { name: 'litellm price map', version: as_of } },
    fallback: { reasoning: 'output', image_in: 'input' },
    rows: [...rows.values()],
  };
}

function rowsOf(key: string, value: JsonObject): readonly WireRow[] {
  const named = nameOf(key, value.litellm_provider);
  if (!named) return [];
  const cells = cellsOf(value, named.seller === 'x-ai' ? '>=' : '>');
  const standard = cells.get('');
  if (!standard || Object.values(standard.prices).every((price) => price === '0')) return [];
  const fees = Object.fromEntries(
    Object.entries(standard.prices).filter(([name]) => !tokenClasses.some((token) => token === name)),
  );
  const multipliers = regionalOf(value);
  const threshold = standard.over[0]?.tokens;
  const rows = [...cells].map(([tier, { prices, over }]): WireRow => {
    const own = tier === '' ? prices : { ...prices, ...fees };
    return {
      ...named,
      ...(tier !== '' && { tier: tier === 'batches' ? 'batch' : tier }),
      prices: own,
      ...(over.length > 0 && { over_context: [...over] }),
      ...(tier !== '' && over.length === 0 && threshold !== undefined && { up_to_context: threshold }),
      ...(multipliers.length > 0 && { multipliers }),
      source: 'litellm',
    };
  });
  const fast = isObject(value.provider_specific_entry) ? value.provider_specific_entry.fast : undefined;
  return typeof fast === 'number' ? [...rows, fastRow(named, standard, fast, multipliers)] : rows;
}

interface Cell {
  readonly prices: Prices;
  readonly over: readonly Over[];
}

/** By tier; the plain one is ''. Zeros are places nobody filled, but for a free class beside a paid one. */
function cellsOf(value: JsonObject, op: '>' | '>='): ReadonlyMap<string, Cell> {
  const cells = new Map<string, { prices: Prices; over: Map<number, Prices> }>();
  for (const [field, amount] of Object.entries(value)) {
    const [, base = '', thousands, tier = ''] = suffixes.exec(field) ?? [];
    const name = classOf.get(base);
    const text = name && priceText(name, amount);
    if (name === undefined || text === undefined || text === '0') continue;
    const cell = cells.get(tier) ?? { prices: {}, over: new Map<number, Prices>() };
    cells.set(tier, cell);
    if (thousands === undefined) cell.prices[name] = text;
    else cell.over.set(Number(thousands) * 1000, { ...cell.over.get(Number(thousands) * 1000), [name]: text });
  }
  const standard = cells.get('') ?? { prices: {}, over: new Map<number, Prices>() };
  Object.assign(standard.prices, feesOf(value));
  for (const range of isArray(value.tiered_pricing) ? value.tiered_pricing : []) addRange(range, standard);
  cells.set('', standard);
  return new Map(
    [...cells]
      .filter(([, { prices }]) => Object.keys(prices).length > 0)
      .map(([tier, { prices, over }]) => [
        tier,
        { prices, over: [...over].sort(([a], [b]) => a - b).map(([tokens, long]) => ({ tokens, op, prices: long })) },
      ]),
  );
}

/** `tiered_pricing`: the first range is the base, each other one begins after its first number of tokens. */
function addRange(range: JsonValue, standard: { prices: Prices; over: Map<number, Prices> }): void {
  if (!isObject(range) || !isArray(range.range)) return;
  const [from] = range.range;
  if (typeof from !== 'number') return;
  const prices: Prices = {};
  for (const [field, amount] of Object.entries(range)) {
    const name = classOf.get(field);
    const text = name && priceText(name, amount);
    if (name !== undefined && text !== undefined) prices[name] = text;
  }
  if (from === 0) Object.assign(standard.prices, prices);
  else standard.over.set(from, prices);
}

/** Web search only where the three sizes of search context cost the same: logs do not say which it was. */
function feesOf(value: JsonObject): Prices {
  const sizes = isObject(value.search_context_cost_per_query) ? Object.values(value.search_context_cost_per_query) : [];
  const [first] = sizes;
  const web = first !== undefined && sizes.every((size) => size === first) ? priceText('web_search', first) : undefined;
  const files = value.file_search_cost_per_1k_calls;
  const images = value.mode === 'image_generation' ? priceText('images', value.output_cost_per_image) : undefined;
  return {
    ...(web !== undefined && web !== '0' && { web_search: web }),
    ...(typeof files === 'number' && files > 0 && { file_search: String(files) }),
    ...(images !== undefined && images !== '0' && { images }),
  };
}

function regionalOf(value: JsonObject): NonNullable<WireRow['multipliers']> {
  const byFactor = new Map<string, string[]>();
  const special = isObject(value.provider_specific_entry) ? value.provider_specific_entry : {};
  for (const region of ['eu', 'us']) {
    const factor = value[`regional_processing_uplift_multiplier_${region}`] ?? special[region];
    if (typeof factor === 'number' && factor !== 1) {
      byFactor.set(String(factor), [...(byFactor.get(String(factor)) ?? []), region]);
    }
  }
  return [...byFactor].map(([by, regions]) => ({ name: 'data residency', kind: 'uplift', by, regions }));
}

function fastRow(
  named: Pick<WireRow, 'seller' | 'model' | 'region'>,
  { prices }: Cell,
  times: number,
  multipliers: NonNullable<WireRow['multipliers']>,
): WireRow {
  const fast = Object.entries(prices).map(([name, price]) => [
    name,
    tokenClasses.some((token) => token === name) ? scaledText(price, times) : price,
  ]);
  return {
    ...named,
    speed: 'fast',
    prices: Object.fromEntries(fast),
    ...(multipliers.length > 0 && { multipliers }),
    source: 'litellm',
  };
}

function nameOf(key: string, provider: unknown): Pick<WireRow, 'seller' | 'model' | 'region'> | undefined {
  if (typeof provider !== 'string' || notSold.test(provider)) return undefined;
  const seller =
    sellerOf[provider] ??
    sellerKey(provider.replace(/^vertex_ai-.*$/, 'vertex_ai').replace(/^bedrock_converse$/, 'bedrock'));
  const parts = key.split('/');
  const [first = '', second = ''] = parts;
  const prefixed = parts.length > 1 && (first === provider || (sellerOf[first] ?? sellerKey(first)) === seller);
  const rest = prefixed ? parts.slice(1) : parts;
  const place = seller === 'azure' ? azurePlace(second) : seller === 'aws' ? awsPlace(second) : undefined;
  if (prefixed && place !== undefined && parts.length > 2) {
    return { seller, model: rest.slice(1).join('/'), ...(place !== '' && { region: place }) };
  }
  return { seller, model: rest.join('/') };
}

function awsPlace(part: string): string | undefined {
  if (/^(us-gov|[a-z]{2})-[a-z]+-\d$/.test(part)) return part;
  return part === 'invoke' ? '' : undefined;
}

function sameRow(a: WireRow, b: WireRow): boolean {
  return JSON.stringify([a.prices, a.over_context]) === JSON.stringify([b.prices, b.over_context]);
}

/** The map lists some models under two keys with two prices. */
function withRival(row: WireRow, { prices, over_context }: WireRow, key: string): WireRow {
  const rival = { source: 'litellm', prices, ...(over_context && { over_context }), note: `as ${key}` };
  return { ...row, disputed: [...(row.disputed ?? []), rival] };
}
