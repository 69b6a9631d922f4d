// FOCUS rows: one for each day, seller, model, class of usage, unit price and owner. Their EffectiveCost adds up to the spend that is told.
// BilledCost is 0: a log is no invoice, and whoever adds it up must not get a bill out of it.
import type { FocusRow } from '../model/focus-row.ts';
import type { Usd } from '../model/money.ts';
import type { AuditedTrace } from './audited.ts';
import { type Amounts, chargesOf, focusDecimal, meterUnits, type RowKey } from './focus-charges.ts';
import type { Millionths, Running } from './sums.ts';

export interface FocusExport {
  /** Once. */
  readonly rows: Iterable<FocusRow>;
  /** Calls that no row can hold: FOCUS has no cost that is unknown and no charge without a period. */
  readonly left_out: { readonly unpriced: number; readonly undated: number; readonly undated_usd: Usd };
}

/** Where rows wait that do not fit into memory. */
export interface WaitingRows {
  add(key: string, text: string): void;
  /** In the order of their keys. */
  sorted(): Iterable<{ readonly key: string; readonly text: string }>;
}

export interface FocusSums {
  /** With the calls that were asked for. */
  see(trace: Pick<AuditedTrace, 'calls'>): void;
  finish(): FocusExport;
}

/** Characters of keys. */
const mostHeld = 4 * 1024 * 1024;

/** Where every call has a key of its own there are more rows than calls: past `most`, sums wait in parts, and are added up when they come in order. */
export function openFocus(waiting: WaitingRows, most = mostHeld): FocusSums {
  let sums = new Map<string, Running<Amounts>>();
  let characters = 0;
  const left = { unpriced: 0, undated: 0, undated_usd: 0n };

  function add(key: string, amounts: Amounts): void {
    const known = sums.get(key);
    if (known) {
      grow(known, amounts);
      return;
    }
    sums.set(key, { ...amounts });
    characters += key.length;
    if (characters > most) putAside();
  }

  function putAside(): void {
    for (const [key, { usd, list, priced, consumed }] of sums)
      waiting.add(key, [usd, list, priced, consumed].join(' '));
    sums = new Map();
    characters = 0;
  }

  return {
    see({ calls }) {
      for (const one of calls) {
        const { start } = one.call.metering;
        if (one.cost.basis === 'unpriced') left.unpriced += 1;
        else if (start === undefined) {
          left.undated += 1;
          left.undated_usd += one.cost.usd;
        } else for (const { key, amounts } of chargesOf(one, start)) add(JSON.stringify(key), amounts);
      }
    },
    finish() {
      putAside();
      return { rows: rowsOf(waiting), left_out: left };
    },
  };
}

function grow(into: Running<Amounts>, { usd, list, priced, consumed }: Amounts): void {
  into.usd += usd;
  into.list += list;
  into.priced += priced;
  into.consumed += consumed;
}

function* rowsOf(waiting: WaitingRows): Iterable<FocusRow> {
  let last: { readonly key: string; readonly sum: Running<Amounts> } | undefined;
  for (const { key, text } of waiting.sorted()) {
    const [usd = 0n, list = 0n, priced = 0n, consumed = 0n] = text.split(' ').map(BigInt);
    const amounts = { usd, list, priced, consumed };
    if (last?.key === key) {
      grow(last.sum, amounts);
      continue;
    }
    if (last) yield rowOf(last.key, last.sum);
    last = { key, sum: amounts };
  }
  if (last) yield rowOf(last.key, last.sum);
}

function rowOf(key: string, { usd, list, priced, consumed }: Amounts): FocusRow {
  const [
    start,
    end,
    provider,
    sku,
    meter,
    account,
    contractedPrice,
    listPrice,
    basis,
    region,
    resource,
    details,
    priceId,
    subAccount,
    subAccountType,
    tags,
    part,
    grade,
    card,
  ] = JSON.parse(key) as RowKey; // our own text
  const unit = meterUnits.get(meter) ?? null;
  const cost = focusDecimal(usd);
  const charged = quantity(priced);
  return {
    BilledCost: '0.0',
    EffectiveCost: cost,
    ContractedCost: cost,
    ListCost: list === usd ? cost : focusDecimal(list),
    PricingQuantity: charged,
    PricingUnit: unit,
    ConsumedQuantity: consumed === priced ? charged : quantity(consumed),
    ConsumedUnit: unit,
    BillingAccountId: account,
    BillingAccountName: null,
    BillingCurrency: 'USD',
    ...monthsOf(start, end),
    ChargePeriodStart: start,
    ChargePeriodEnd: end,
    ChargeCategory: 'Usage',
    ChargeClass: null,
    ChargeDescription: `${sku.slice(provider.length + 1)}: ${meter}`,
    ChargeFrequency: 'Usage-Based',
    InvoiceIssuerName: provider,
    ProviderName: provider,
    PublisherName: provider,
    ServiceCategory: 'AI and Machine Learning',
    ServiceSubcategory: 'Generative AI',
    ServiceName: `${provider} model API`,
    ContractedUnitPrice: contractedPrice,
    ListUnitPrice: listPrice,
    PricingCategory: basis === 'repriced' ? 'Standard' : 'Other',
    RegionId: region,
    ResourceId: resource,
    ResourceType: resource === null ? null : 'API key',
    SkuId: sku,
    SkuMeter: meter,
    SkuPriceDetails: details,
    SkuPriceId: priceId,
    SubAccountId: subAccount,
    SubAccountType: subAccountType,
    Tags: tags,
    x_AttributionPart: part,
    x_AttributionGrade: grade,
    x_CostBasis: basis,
    x_PriceCard: card,
    x_Residual: null,
  };
}

const quantity = (count: Millionths): string => focusDecimal(count * 1_000_000_000_000n);

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
