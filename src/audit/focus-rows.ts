// FOCUS rows: one for each day, seller, model, class of usage, unit price and owner. Their EffectiveCost adds up to the spend that is told.
// BilledCost is 0: a log is no invoice, and whoever adds it up must not get a bill out of it.
import type { FocusRow } from '../model/focus-row.ts';
import type { Usd } from '../model/money.ts';
import type { AuditedCall } from './audited.ts';
import { type Amounts, chargesOf, focusDecimal, meterUnits, type RowKey } from './focus-charges.ts';
import { type ManySums, openManySums, type WaitingRows } from './many-sums.ts';
import type { Millionths } from './sums.ts';

export interface FocusExport {
  /** Once. */
  readonly rows: Iterable<FocusRow>;
  /** Calls that no row can hold: FOCUS has no cost that is unknown and no charge without a period. */
  readonly left_out: { readonly unpriced: number; readonly undated: number; readonly undated_usd: Usd };
}

export interface FocusSums {
  /** The billed calls of a trace that were asked for. */
  see(calls: Iterable<AuditedCall>): void;
  finish(): FocusExport;
}

/** Where every call has a key of its own there are more rows than calls. */
export function openFocus(waiting: WaitingRows, most?: number): FocusSums {
  const sums = openManySums(waiting, most);
  const left = { unpriced: 0, undated: 0, undated_usd: 0n };
  return {
    see(calls) {
      for (const one of calls) {
        const { start } = one.call.metering;
        if (one.cost.basis === 'unpriced') left.unpriced += 1;
        else if (start === undefined) {
          left.undated += 1;
          left.undated_usd += one.cost.usd;
        } else
          for (const { key, amounts } of chargesOf(one, start)) {
            const { usd, list, priced, consumed } = amounts;
            sums.add(JSON.stringify(key), [usd, list, priced, consumed]);
          }
      }
    },
    finish: () => ({ rows: rowsOf(sums), left_out: left }),
  };
}

function* rowsOf(sums: ManySums): Iterable<FocusRow> {
  for (const { key, amounts } of sums.all()) {
    const [usd = 0n, list = 0n, priced = 0n, consumed = 0n] = amounts;
    yield rowOf(key, { usd, list, priced, consumed });
  }
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
