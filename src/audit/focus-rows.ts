// FOCUS rows: one for each day, seller, model, class of usage, unit price and owner. Their EffectiveCost adds up to the spend that is told.
// BilledCost is 0: a log is no invoice, and whoever adds it up must not get a bill out of it.
import type { FocusRow } from '../model/focus-row.ts';
import { type Usd, usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import { tokenClasses, type UsageClass } from '../model/usage.ts';
import { type AuditedCall, type AuditedTrace, ownerGrade } from './audited.ts';
import { groupKey } from './group-keys.ts';
import { type Millionths, millionths } from './sums.ts';
import { isoTime } from './time-text.ts';

export interface FocusExport {
  readonly rows: readonly FocusRow[];
  /** Calls that no row can hold: FOCUS has no cost that is unknown and no charge without a period. */
  readonly left_out: { readonly unpriced: number; readonly undated: number; readonly undated_usd: Usd };
}

type Fixed = Omit<
  FocusRow,
  'EffectiveCost' | 'ContractedCost' | 'ListCost' | 'BilledCost' | 'PricingQuantity' | 'ConsumedQuantity'
>;
interface RowSum {
  readonly fixed: Fixed;
  usd: Usd;
  list: Usd;
  priced: Millionths;
  consumed: Millionths;
}

export function focusRows(traces: Iterable<AuditedTrace>): FocusExport {
  const sums = new Map<string, RowSum>();
  const left = { unpriced: 0, undated: 0, undated_usd: 0n };
  for (const { calls } of traces) {
    for (const one of calls) {
      if (one.cost.basis === 'unpriced') left.unpriced += 1;
      else if (one.call.metering.start === undefined) {
        left.undated += 1;
        left.undated_usd += one.cost.usd;
      } else for (const charge of chargesOf(one)) addCharge(sums, charge);
    }
  }
  const rows = [...sums].sort(([a], [b]) => compareText(a, b)).map(([, sum]) => rowOf(sum));
  return { rows, left_out: left };
}

function addCharge(sums: Map<string, RowSum>, charge: RowSum): void {
  const { fixed } = charge;
  const key = JSON.stringify([fixed.ChargePeriodStart, fixed.ProviderName, fixed.SkuId, fixed.SkuMeter, fixed]);
  const known = sums.get(key);
  if (!known) {
    sums.set(key, charge);
    return;
  }
  known.usd += charge.usd;
  known.list += charge.list;
  known.priced += charge.priced;
  known.consumed += charge.consumed;
}

function rowOf({ fixed, usd, list, priced, consumed }: RowSum): FocusRow {
  return {
    ...fixed,
    BilledCost: focusDecimal(0n),
    EffectiveCost: focusDecimal(usd),
    ContractedCost: focusDecimal(usd),
    ListCost: focusDecimal(list),
    PricingQuantity: quantity(priced),
    ConsumedQuantity: quantity(consumed),
  };
}

/** Validators take a column of whole numbers without a point for integers. */
export function focusDecimal(usd: Usd): string {
  const text = usdToDecimal(usd);
  return text.includes('.') ? text : `${text}.0`;
}

const quantity = (count: Millionths): string => focusDecimal(count * 1_000_000_000_000n);

/** The lines of its price; a call whose whole cost is all that is known is one request. */
function* chargesOf(one: AuditedCall): Iterable<RowSum> {
  const { price, cost } = one;
  let left = cost.usd;
  if (cost.basis === 'repriced' && price.kind === 'priced') {
    for (const line of price.lines) {
      if (line.count === 0) continue;
      left -= line.usd;
      const unit = unitPrice(line.rate, line.per, line.rounded === true);
      const listRate = line.list_rate ?? line.rate;
      const listUnit = unitPrice(listRate, line.per, line.rounded === true);
      const priced = millionths(line.count);
      const list = line.list_rate === undefined ? line.usd : (listRate * priced) / (BigInt(line.per) * 1_000_000n);
      yield {
        fixed: fixedOf(one, line.class, {
          unit: unitOf(line.class),
          contracted: unit,
          list: listUnit,
        }),
        usd: line.usd,
        list,
        priced,
        consumed: millionths(line.logged_count ?? line.count),
      };
    }
    if (left === 0n) return;
  }
  const count = millionths(1);
  yield {
    fixed: fixedOf(one, undefined, { unit: 'Requests', contracted: null, list: null }),
    usd: left,
    list: left,
    priced: count,
    consumed: count,
  };
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

function unitOf(name: UsageClass): string {
  return tokens.has(name) ? 'Tokens' : (units[name] ?? 'Requests');
}

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

interface UnitPrices {
  readonly unit: string;
  readonly contracted: string | null;
  readonly list: string | null;
}

function fixedOf(one: AuditedCall, name: UsageClass | undefined, prices: UnitPrices): Fixed {
  const { call, price, cost, part } = one;
  const start = call.metering.start ?? 0n;
  const provider = groupKey(one, 'provider') ?? 'unknown';
  const model = groupKey(one, 'model') ?? 'unknown';
  const meter = name === undefined ? 'Model Requests' : meters[name];
  const source = price.kind === 'priced' ? price.source : undefined;
  const tier = source?.tier ?? groupKey(one, 'service_tier');
  const [project, workspace] = [groupKey(one, 'project_id'), groupKey(one, 'workspace_id')];
  const resource = groupKey(one, 'api_key_id') ?? groupKey(one, 'virtual_key');
  const tags = Object.fromEntries(
    tagged.flatMap((field) => {
      const value = groupKey(one, field);
      return value === undefined ? [] : [[field, value]];
    }),
  );
  return {
    BillingAccountId: groupKey(one, 'account_id') ?? 'unknown',
    BillingAccountName: null,
    BillingCurrency: 'USD',
    ...periodsOf(start),
    ChargeCategory: 'Usage',
    ChargeClass: null,
    ChargeDescription: `${model}: ${meter}`,
    InvoiceIssuerName: provider,
    PricingUnit: prices.unit,
    ProviderName: provider,
    PublisherName: provider,
    ServiceCategory: 'AI and Machine Learning',
    ServiceName: `${provider} model API`,
    ChargeFrequency: 'Usage-Based',
    ConsumedUnit: prices.unit,
    ContractedUnitPrice: prices.contracted,
    ListUnitPrice: prices.contracted === null ? null : prices.list,
    PricingCategory: cost.basis === 'repriced' ? 'Standard' : 'Other',
    RegionId: source?.region ?? groupKey(one, 'region') ?? null,
    ResourceId: resource ?? null,
    ResourceType: resource === undefined ? null : 'API key',
    ServiceSubcategory: 'Generative AI',
    SkuId: `${provider}/${model}`,
    SkuMeter: meter,
    SkuPriceDetails: JSON.stringify({ x_Model: model, ...(tier === undefined ? {} : { x_ServiceTier: tier }) }),
    SkuPriceId: source && name !== undefined ? [source.card, source.model, tier, name].filter(Boolean).join('/') : null,
    SubAccountId: project ?? workspace ?? null,
    SubAccountType: project === undefined ? (workspace === undefined ? null : 'Workspace') : 'Project',
    Tags: JSON.stringify(tags),
    x_AttributionPart: part,
    x_AttributionGrade: ownerGrade(one),
    x_CostBasis: cost.basis,
    x_PriceCard: source?.card ?? null,
    x_Residual: null,
  };
}

const perDay = 86_400_000_000_000n;

/** A day for the charge, its month for the bill; the end is the first instant after it. */
function periodsOf(
  start: bigint,
): Pick<FocusRow, 'ChargePeriodStart' | 'ChargePeriodEnd' | 'BillingPeriodStart' | 'BillingPeriodEnd'> {
  const begin = start - (((start % perDay) + perDay) % perDay);
  const end = isoTime(begin + perDay);
  return { ChargePeriodStart: isoTime(begin), ChargePeriodEnd: end, ...monthsOf(isoTime(begin), end) };
}

/** The month of a period's beginning to that of its end, which is the first instant after it. */
export function monthsOf(from: string, to: string): Pick<FocusRow, 'BillingPeriodStart' | 'BillingPeriodEnd'> {
  return {
    BillingPeriodStart: `${monthOf(from)}-01T00:00:00Z`,
    BillingPeriodEnd: to.endsWith('-01T00:00:00Z') ? to : `${monthAfter(monthOf(to))}-01T00:00:00Z`,
  };
}

const monthOf = (time: string): string => (time.split('T')[0] ?? '').slice(0, -'-01'.length);

function monthAfter(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return number === '12' ? `${BigInt(year) + 1n}-01` : `${year}-${String(BigInt(number) + 1n).padStart(2, '0')}`;
}
