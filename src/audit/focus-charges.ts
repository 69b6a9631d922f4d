// The charges of one call in the terms of FOCUS: what tells their rows apart, and amounts that may be added up.
import { divideHalfEven, type Usd, usdToDecimal } from '../model/money.ts';
import type { PriceLine } from '../model/price.ts';
import { tokenClasses, type UsageClass, usageClasses } from '../model/usage.ts';
import { fractionOf } from '../pricing/rate.ts';
import { type AuditedCall, ownerGrade } from './audited.ts';
import { groupKey } from './group-keys.ts';
import { type Millionths, millionths } from './sums.ts';
import { isoTime } from './time-text.ts';

/** Rows stand in this order. Whatever else a row says follows from these, or is an amount. */
export type RowKey = readonly [
  start: string,
  /** Exclusive. */
  end: string,
  provider: string,
  sku: string,
  meter: string,
  account: string,
  contracted_price: string | null,
  list_price: string | null,
  basis: string,
  region: string | null,
  resource: string | null,
  price_details: string,
  price_id: string | null,
  sub_account: string | null,
  sub_account_type: string | null,
  tags: string,
  part: string,
  grade: string,
  card: string | null,
];

export interface Amounts {
  readonly usd: Usd;
  readonly list: Usd;
  readonly priced: Millionths;
  readonly consumed: Millionths;
}

export interface Charge {
  readonly key: RowKey;
  readonly amounts: Amounts;
}

/** The lines of its price; a call whose whole cost is all that is known is one request. */
export function* chargesOf(one: AuditedCall, start: bigint): Iterable<Charge> {
  const { price, cost } = one;
  const keyOf = rowKeys(one, start);
  let left = cost.usd;
  if (cost.basis === 'repriced' && price.kind === 'priced') {
    for (const line of price.lines) {
      if (line.count === 0) continue;
      left -= line.usd;
      const rounded = line.rounded === true;
      const unit = unitPrice(line.rate, line.per, rounded);
      const priced = millionths(line.count);
      const listRate = listRateOf(line);
      const listUnit = listRate === line.rate || unit === null ? unit : unitPrice(listRate, line.per, rounded);
      const list = listRate === line.rate ? line.usd : (listRate * priced) / (BigInt(line.per) * 1_000_000n);
      const consumed = line.logged_count === undefined ? priced : millionths(line.logged_count);
      yield { key: keyOf(line.class, unit, listUnit), amounts: { usd: line.usd, list, priced, consumed } };
    }
    if (left === 0n) return;
  }
  const count = millionths(1);
  yield { key: keyOf(undefined, null, null), amounts: { usd: left, list: left, priced: count, consumed: count } };
}

/** What the seller publishes: with what it asks for the place, without a contract's discounts and markups. */
function listRateOf({ rate, list_rate: before, scaled = [] }: PriceLine): Usd {
  if (before === undefined || scaled.every(({ kind }) => kind === 'uplift')) return rate;
  const uplifts = scaled.filter(({ kind }) => kind === 'uplift').map(({ by }) => fractionOf(by));
  return uplifts.reduce((usd, { numerator, denominator }) => divideHalfEven(usd * numerator, denominator), before);
}

/** Validators take a column of whole numbers without a point for integers. */
export function focusDecimal(usd: Usd): string {
  const text = usdToDecimal(usd);
  return text.includes('.') ? text : `${text}.0`;
}

/** Null where quantity times price would not be the cost to the last digit. */
function unitPrice(rate: Usd, per: number, rounded: boolean): string | null {
  if (rounded || rate % BigInt(per) !== 0n) return null;
  return focusDecimal(rate / BigInt(per));
}

const tokens: ReadonlySet<string> = new Set(tokenClasses);
const units: Readonly<Partial<Record<UsageClass, string>>> = {
  images: 'Images',
  pages: 'Pages',
  seconds: 'Seconds',
  characters: 'Characters',
};

const meters: Readonly<Record<UsageClass, string>> = {
  input: 'Input Tokens',
  cached_input: 'Cached Input Tokens',
  cache_write_5m: 'Cache Write Tokens (5 minutes)',
  cache_write_1h: 'Cache Write Tokens (1 hour)',
  output: 'Output Tokens',
  reasoning: 'Reasoning Output Tokens',
  audio_in: 'Audio Input Tokens',
  cached_audio_in: 'Cached Audio Input Tokens',
  audio_out: 'Audio Output Tokens',
  image_in: 'Image Input Tokens',
  image_out: 'Image Output Tokens',
  video_in: 'Video Input Tokens',
  web_search: 'Web Searches',
  file_search: 'File Searches',
  code_execution: 'Code Executions',
  images: 'Images',
  pages: 'Pages',
  seconds: 'Seconds of Audio',
  characters: 'Characters',
  requests: 'Requests',
};
const wholeCalls = 'Model Requests';

/** Meter -> what it counts. */
export const meterUnits: ReadonlyMap<string, string> = new Map([
  [wholeCalls, 'Requests'],
  ...usageClasses.map((name) => [meters[name], tokens.has(name) ? 'Tokens' : (units[name] ?? 'Requests')] as const),
]);

const tagged = [
  'owner_team',
  'cost_center',
  'project',
  'workflow_id',
  'feature',
  'service',
  'environment',
  'request_source',
] as const;

/** The keys of a call's rows, by the class they are for. */
function rowKeys(
  one: AuditedCall,
  start: bigint,
): (name: UsageClass | undefined, contracted: string | null, list: string | null) => RowKey {
  const { price, cost, part } = one;
  const [from, to] = dayOf(start);
  const provider = groupKey(one, 'provider') ?? 'unknown';
  const model = groupKey(one, 'model') ?? 'unknown';
  const source = price.kind === 'priced' ? price.source : undefined;
  const tier = source?.tier ?? groupKey(one, 'service_tier');
  const [project, workspace] = [groupKey(one, 'project_id'), groupKey(one, 'workspace_id')];
  const tags: Record<string, string> = {};
  for (const field of tagged) {
    const value = groupKey(one, field);
    if (value !== undefined) tags[field] = value;
  }
  const account = groupKey(one, 'account_id') ?? 'unknown';
  const region = source?.region ?? groupKey(one, 'region') ?? null;
  const resource = groupKey(one, 'api_key_id') ?? groupKey(one, 'virtual_key') ?? null;
  const details = JSON.stringify({ x_Model: model, ...(tier === undefined ? {} : { x_ServiceTier: tier }) });
  const tagText = JSON.stringify(tags);
  const grade = ownerGrade(one);
  return (name, contracted, list) => [
    from,
    to,
    provider,
    `${provider}/${model}`,
    name === undefined ? wholeCalls : meters[name],
    account,
    contracted,
    list,
    cost.basis,
    region,
    resource,
    details,
    source && name !== undefined ? [source.card, source.model, tier, name].filter(Boolean).join('/') : null,
    project ?? workspace ?? null,
    project === undefined ? (workspace === undefined ? null : 'Workspace') : 'Project',
    tagText,
    part,
    grade,
    source?.card ?? null,
  ];
}

const perDay = 86_400_000_000_000n;

/** From its first instant to the first one after it. */
function dayOf(time: bigint): readonly [string, string] {
  const begin = time - (((time % perDay) + perDay) % perDay);
  return [isoTime(begin), isoTime(begin + perDay)];
}
