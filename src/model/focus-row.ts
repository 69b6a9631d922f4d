// One row of a FOCUS 1.2 Cost and Usage export: the columns that are mandatory, those that apply to model calls, and our own behind `x_`.
// https://focus.finops.org/focus-specification/v1-2/ (read 2026-11-21)

export const mandatoryColumns = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ContractedCost',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'ServiceCategory',
  'ServiceName',
] as const;

export const applyingColumns = [
  'ChargeFrequency',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ContractedUnitPrice',
  'ListUnitPrice',
  'PricingCategory',
  'RegionId',
  'ResourceId',
  'ResourceType',
  'ServiceSubcategory',
  'SkuId',
  'SkuMeter',
  'SkuPriceDetails',
  'SkuPriceId',
  'SubAccountId',
  'SubAccountType',
  'Tags',
] as const;

export const ownColumns = [
  'x_AttributionPart',
  'x_AttributionGrade',
  'x_CostBasis',
  'x_PriceCard',
  'x_Residual',
] as const;

export const focusColumns = [...mandatoryColumns, ...applyingColumns, ...ownColumns] as const;
export type FocusColumn = (typeof focusColumns)[number];

/** Decimals stand as text with a point, times as ISO 8601 in UTC, objects as JSON text; null is an empty cell. */
export type FocusRow = { readonly [K in FocusColumn]: string | null };
