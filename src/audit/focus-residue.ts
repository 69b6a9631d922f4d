// What invoices bill and no call accounts for, or the other way round, as FOCUS rows: one adjustment for each seller and model, owned by
// nobody. Usage and adjustments together are what the invoices bill, less what reconcile keeps apart (tax, credits, fees).
import type { FocusRow } from '../model/focus-row.ts';
import { parseUsd, usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { Reconciliation } from '../model/reconciliation.ts';
import { focusDecimal } from './focus-charges.ts';
import { monthsOf } from './focus-rows.ts';

export function focusResidue({ by_model: models, sellers }: Reconciliation): readonly FocusRow[] {
  return [...models]
    .sort((a, b) => compareText(a.seller, b.seller) || compareText(a.key ?? '', b.key ?? ''))
    .flatMap(({ seller, key, delta_usd }) => {
      const delta = parseUsd(delta_usd) ?? 0n;
      const invoice = sellers.find((one) => one.seller === seller);
      if (delta === 0n || !invoice?.from || !invoice.to) return [];
      return [residueRow(seller, key, focusDecimal(delta), { from: invoice.from, to: invoice.to })];
    });
}

/** What its rows leave out of the invoices. */
export function keptApart({ kept_apart: apart }: Reconciliation): string {
  return usdToDecimal(apart.reduce((sum, { usd }) => sum + (parseUsd(usd) ?? 0n), 0n));
}

function residueRow(seller: string, model: string | null, usd: string, period: { from: string; to: string }): FocusRow {
  return {
    BilledCost: focusDecimal(0n),
    EffectiveCost: usd,
    ContractedCost: usd,
    ListCost: usd,
    PricingQuantity: null,
    PricingUnit: null,
    ConsumedQuantity: null,
    ConsumedUnit: null,
    BillingAccountId: 'unknown',
    BillingAccountName: null,
    BillingCurrency: 'USD',
    ...monthsOf(period.from, period.to),
    ChargePeriodStart: period.from,
    ChargePeriodEnd: period.to,
    ChargeCategory: 'Adjustment',
    ChargeClass: null,
    ChargeDescription: `${model ?? 'no model'}: invoice less traced calls`,
    ChargeFrequency: 'One-Time',
    InvoiceIssuerName: seller,
    ProviderName: seller,
    PublisherName: seller,
    ServiceCategory: 'AI and Machine Learning',
    ServiceSubcategory: 'Generative AI',
    ServiceName: `${seller} model API`,
    ContractedUnitPrice: null,
    ListUnitPrice: null,
    PricingCategory: null,
    RegionId: null,
    ResourceId: null,
    ResourceType: null,
    SkuId: null,
    SkuMeter: null,
    SkuPriceDetails: null,
    SkuPriceId: null,
    SubAccountId: null,
    SubAccountType: null,
    Tags: '{}',
    x_AttributionPart: 'unattributed',
    x_AttributionGrade: 'none',
    x_CostBasis: 'invoice',
    x_PriceCard: null,
    x_Residual: 'true',
  };
}
