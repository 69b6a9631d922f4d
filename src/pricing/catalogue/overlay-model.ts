// The rows of one model of the base list with what the other catalogues add: classes, thresholds, tiers, regions, and rival prices.
import { parseUsd, roundUsd, usdToDecimal } from '../../model/money.ts';
import type { RateRow } from '../../model/rate-card.ts';
import { tokenClasses, type UsageClass } from '../../model/usage.ts';
import { agrees, rivalOf } from './compare-rows.ts';

/** The rows another catalogue has under one id. */
export interface Entry {
  readonly id: string;
  /** The day the catalogue is of. */
  readonly as_of: string;
  readonly rows: readonly RateRow[];
}

export interface Overlaid {
  readonly rows: readonly RateRow[];
  /** Entries with other prices than the model's, whose ids get rows of their own. */
  readonly apart: readonly Entry[];
}

const filled: readonly UsageClass[] = [
  ...([
    'cached_input',
    'cache_write_5m',
    'cache_write_1h',
    'audio_in',
    'cached_audio_in',
    'audio_out',
    'image_in',
  ] as const),
  ...(['image_out', 'web_search', 'file_search', 'code_execution'] as const),
];

/** `base`: all rows of the model; the entries of the catalogue believed most first. */
export function overlayModel(base: readonly RateRow[], entries: readonly Entry[]): Overlaid {
  let rows = [...base];
  const apart: Entry[] = [];
  for (const source of new Set(entries.map(sourceOf))) {
    const ofSource = entries
      .filter((entry) => sourceOf(entry) === source)
      .sort((a, b) => rank(a, base) - rank(b, base));
    const fitting = ofSource.filter((entry) => periodOf(entry, rows).agrees);
    const rivals = ofSource.filter((entry) => !fitting.includes(entry));
    for (const entry of fitting) rows = overlayEntry(rows, entry);
    const [rival] = rivals;
    // Bedrock ids name the place, which sets the price: an id with another price is another row.
    const named = rivals.find(({ id }) => isName(id, base));
    const chosen = named ?? (base[0]?.seller === 'aws' ? undefined : rival);
    if (fitting.length === 0 && chosen) rows = overlayEntry(rows, chosen);
    else apart.push(...rivals.filter((entry) => entry !== named));
  }
  rows = withFees(rows);
  const multipliers = rows.find((row) => isPlain(row) && row.multipliers)?.multipliers;
  if (multipliers) rows = rows.map((row) => (isPlain(row) && !row.multipliers ? { ...row, multipliers } : row));
  return { rows: rows.flatMap((row) => (isPlain(row) ? [row, ...derivedTiers(row, rows)] : [row])), apart };
}

/** Fees are listed for today only, and change less than token prices: they hold for the other periods too. */
function withFees(rows: readonly RateRow[]): RateRow[] {
  const listed = rows.findLast((row) => isPlain(row) && row.prices.web_search !== undefined);
  const { web_search, file_search } = listed?.prices ?? {};
  const fees = { ...(web_search !== undefined && { web_search }), ...(file_search !== undefined && { file_search }) };
  return rows.map((row) =>
    isPlain(row) && row.prices.input !== undefined ? { ...row, prices: { ...fees, ...row.prices } } : row,
  );
}

function isName(id: string, [first]: readonly RateRow[]): boolean {
  return first?.model.toLowerCase() === id.toLowerCase();
}

function overlayEntry(rows: readonly RateRow[], entry: Entry): RateRow[] {
  const { period, agrees: fits } = periodOf(entry, rows);
  const standard = entry.rows.find(isPlain);
  if (!period || !standard) return [...rows];
  const merged = rows.map((row) => (row === period ? withRival(fits ? fill(row, standard) : row, standard) : row));
  for (const other of entry.rows) {
    if (isPlain(other)) continue;
    const known = merged.findIndex((row) => sameSelectors(row, other) && row.valid_from === period.valid_from);
    const ours = merged[known];
    if (ours) merged[known] = withRival(fill(ours, other), other);
    else merged.push(atPeriod(other, period, fits ? fill(period, standard) : period));
  }
  return merged;
}

/** A row of another catalogue for the time of one of ours, under our name for the model. */
function atPeriod(row: RateRow, period: RateRow, standard: RateRow): RateRow {
  const fees = Object.fromEntries(Object.entries(standard.prices).filter(([name]) => !isToken(name)));
  const { match: _, disputed: __, ...rest } = row;
  return withBatchRules(
    {
      ...rest,
      seller: period.seller,
      model: period.model,
      ...(period.valid_from !== undefined && { valid_from: period.valid_from }),
      ...(period.valid_to !== undefined && { valid_to: period.valid_to }),
      prices: { ...fees, ...row.prices },
      ...(period.fallback && { fallback: { ...period.fallback, ...row.fallback } }),
      ...(standard.counting && { counting: standard.counting }),
    },
    standard,
  );
}

/**
 * Batch discounts combine with cache prices at Anthropic: half of each. OpenAI lists no cached price for the batches of its
 * older models: their cached tokens are input.
 */
function withBatchRules(row: RateRow, standard: RateRow): RateRow {
  if (row.tier !== 'batch' || row.region !== undefined) return row;
  if (/claude/.test(row.model)) {
    const half = halved(standard.prices);
    const long = (standard.over_context ?? []).map((over) => ({ ...over, prices: halved(over.prices) }));
    const { up_to_context: limit, ...rest } = row;
    return {
      ...rest,
      prices: { ...half, ...row.prices },
      ...(long.length > 0 && { over_context: row.over_context ?? long }),
      ...(long.length === 0 && limit !== undefined && { up_to_context: limit }),
    };
  }
  return /^(openai|azure)$/.test(row.seller) && standard.prices.cached_input && !row.prices.cached_input
    ? { ...row, fallback: { ...row.fallback, cached_input: 'input' } }
    : row;
}

export function halved(prices: RateRow['prices']): RateRow['prices'] {
  return Object.fromEntries(
    Object.entries(prices).map(([name, price]) => [
      name,
      isToken(name) ? usdToDecimal(roundUsd((parseUsd(price ?? '') ?? 0n) / 2n, 9)) : price,
    ]),
  );
}

/** The tiers of a period nobody lists: as far from the standard price as in the period that is listed. */
function derivedTiers(row: RateRow, rows: readonly RateRow[]): readonly RateRow[] {
  if (row.time_of_day !== undefined || row.alias_of !== undefined) return [];
  const own = rows.filter((other) => !isPlain(other) && other.valid_from === row.valid_from);
  if (own.length > 0) return [];
  const listed = rows.find(
    (other) => isPlain(other) && rows.some((tier) => !isPlain(tier) && tier.valid_from === other.valid_from),
  );
  if (!listed) return [];
  return rows
    .filter((tier) => !isPlain(tier) && tier.valid_from === listed.valid_from)
    .flatMap((tier) => derivedTier(tier, row, listed));
}

function derivedTier(tier: RateRow, row: RateRow, listed: RateRow): readonly RateRow[] {
  const prices: RateRow['prices'] = {};
  for (const [name, price] of entriesOf(tier.prices)) {
    const [theirs, ours] = [listed.prices[name], row.prices[name]];
    if (!isToken(name)) prices[name] = row.prices[name] ?? price;
    else if (theirs !== undefined && ours !== undefined) prices[name] = proportional(price, ours, theirs);
  }
  if (prices.input === undefined) return [];
  const { valid_from: _, valid_to: __, disputed: ___, over_context: ____, ...rest } = tier;
  const long = tier.over_context?.flatMap((over, index) => {
    const [theirs, ours] = [listed.over_context?.[index], row.over_context?.[index]];
    if (!theirs || !ours) return [];
    const cell: RateRow['prices'] = {};
    for (const [name, price] of entriesOf(over.prices)) {
      const [their, our] = [theirs.prices[name], ours.prices[name]];
      if (their !== undefined && our !== undefined) cell[name] = proportional(price, our, their);
    }
    return [{ ...ours, prices: cell }];
  });
  return [
    {
      ...rest,
      ...(row.valid_from !== undefined && { valid_from: row.valid_from }),
      ...(row.valid_to !== undefined && { valid_to: row.valid_to }),
      prices,
      ...(long && long.length > 0 && { over_context: long }),
      source: 'derived',
    },
  ];
}

function proportional(price: string, ours: string, theirs: string): string {
  const [tier, our, their] = [price, ours, theirs].map((text) => parseUsd(text) ?? 0n);
  return usdToDecimal(roundUsd((((tier ?? 0n) * (our ?? 0n)) as bigint) / (their || 1n), 9));
}

/** The period whose prices the entry has; else the one in force on its day. */
function periodOf(
  entry: Entry,
  rows: readonly RateRow[],
): { readonly period: RateRow | undefined; readonly agrees: boolean } {
  const standard = entry.rows.find(isPlain);
  const periods = rows.filter((row) => isPlain(row) && row.time_of_day === undefined && row.alias_of === undefined);
  const same = standard ? periods.filter((row) => agrees(row, standard)) : [];
  const inForce = (list: readonly RateRow[]): RateRow | undefined =>
    list.findLast(({ valid_from, valid_to }) => (valid_from ?? '') <= entry.as_of && entry.as_of < (valid_to ?? '9')) ??
    list.at(-1);
  const period = inForce(same);
  return period ? { period, agrees: true } : { period: inForce(periods), agrees: false };
}

function fill(row: RateRow, other: RateRow): RateRow {
  const added = filled.filter((name) => row.prices[name] === undefined && other.prices[name] !== undefined);
  const addsLong = row.over_context === undefined && other.over_context !== undefined && agrees(row, other);
  const long = addsLong ? other.over_context : fillLong(row, other);
  const multipliers = row.multipliers ?? other.multipliers;
  if (added.length === 0 && !addsLong && multipliers === row.multipliers && long === row.over_context) return row;
  return {
    ...row,
    prices: { ...row.prices, ...Object.fromEntries(added.map((name) => [name, other.prices[name]])) },
    ...(long && { over_context: long }),
    ...(multipliers && { multipliers }),
    source: row.source === undefined ? 'genai+' : row.source,
  };
}

/** Classes the row's thresholds leave out. */
function fillLong(row: RateRow, other: RateRow): RateRow['over_context'] {
  if (!row.over_context || !other.over_context) return row.over_context;
  let changed = false;
  const long = row.over_context.map((over, index) => {
    const theirs = other.over_context?.[index]?.prices ?? {};
    const added = filled.filter(
      (name) => row.prices[name] !== undefined && over.prices[name] === undefined && theirs[name] !== undefined,
    );
    changed ||= added.length > 0;
    return { ...over, prices: { ...over.prices, ...Object.fromEntries(added.map((name) => [name, theirs[name]])) } };
  });
  return changed ? long : row.over_context;
}

function withRival(row: RateRow, other: RateRow): RateRow {
  if (row.source === other.source) return row;
  const rival = rivalOf(row, other);
  const known = row.disputed ?? [];
  if (!rival || known.some(({ source }) => source.split('+').includes(rival.source))) return row;
  const same = known.find(
    (other) => JSON.stringify({ ...other, source: '' }) === JSON.stringify({ ...rival, source: '' }),
  );
  const joined = same && { ...same, source: `${same.source}+${rival.source}` };
  return { ...row, disputed: joined ? known.map((other) => (other === same ? joined : other)) : [...known, rival] };
}

/** The base id itself first, then by place in the list of ids. */
function rank(entry: Entry, base: readonly RateRow[]): number {
  return entry.id.toLowerCase() === base[0]?.model.toLowerCase() ? 0 : 1;
}

function sourceOf({ rows }: Entry): string {
  return rows[0]?.source ?? '';
}

export function isPlain({ tier, speed, region }: RateRow): boolean {
  return tier === undefined && speed === undefined && region === undefined;
}

function sameSelectors(a: RateRow, b: RateRow): boolean {
  return a.tier === b.tier && a.speed === b.speed && samePlaces(a.region, b.region);
}

/** Rows of one place must not be listed twice, so one shared region is enough. */
function samePlaces(a: RateRow['region'], b: RateRow['region']): boolean {
  if (a === undefined || b === undefined) return a === b;
  const others = [b].flat();
  return [a].flat().some((region) => others.includes(region));
}

function isToken(name: string): boolean {
  return tokenClasses.some((token) => token === name);
}

function entriesOf(prices: RateRow['prices']): readonly (readonly [UsageClass, string])[] {
  return filledNames(prices).flatMap((name) => (prices[name] === undefined ? [] : [[name, prices[name]] as const]));
}

function filledNames(prices: RateRow['prices']): readonly UsageClass[] {
  return [...tokenClasses, 'web_search', 'file_search', 'code_execution'].filter((name): name is UsageClass =>
    Object.hasOwn(prices, name),
  );
}
