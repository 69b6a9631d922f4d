// One row of a FOCUS 1.2 Cost and Usage export: the columns that are mandatory, those that apply to model calls, and our own behind `x_`.
// https://focus.finops.org/focus-specification/v1-2/ (read 2026-11-21)
import * as z from 'zod';

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

/** Plain decimals; the rest is text. */
export const focusDecimals: ReadonlySet<FocusColumn> = new Set<FocusColumn>([
  'BilledCost',
  'ContractedCost',
  'EffectiveCost',
  'ListCost',
  'PricingQuantity',
  'ConsumedQuantity',
  'ContractedUnitPrice',
  'ListUnitPrice',
]);
const times: ReadonlySet<FocusColumn> = new Set<FocusColumn>([
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargePeriodEnd',
  'ChargePeriodStart',
]);
const fixed: Readonly<Partial<Record<FocusColumn, z.ZodType>>> = {
  BillingCurrency: z.literal('USD'),
  ChargeCategory: z.enum(['Usage', 'Adjustment']).describe('Adjustment: what a bill says beyond the calls'),
  ChargeClass: z.literal(''),
  ServiceCategory: z.literal('AI and Machine Learning'),
  ServiceSubcategory: z.literal('Generative AI'),
  Tags: z.string().regex(/^\{.*\}$/),
  x_AttributionPart: z.enum(['proven', 'recoverable', 'unattributed']),
  x_CostBasis: z.enum(['repriced', 'logged', 'invoice']),
};
/** Mandatory columns whose value may be unknown; an adjustment has no quantity. */
const nullable: ReadonlySet<FocusColumn> = new Set<FocusColumn>([
  'BillingAccountName',
  'ChargeClass',
  'PricingQuantity',
  'PricingUnit',
]);

/** A row of the CSV: every cell is text, empty where FOCUS says null. */
export const focusRowSchema = z.strictObject(
  Object.fromEntries(focusColumns.map((column) => [column, fixed[column] ?? cell(column)])),
);

function cell(column: FocusColumn): z.ZodType {
  const mandatory = (mandatoryColumns as readonly string[]).includes(column) && !nullable.has(column); // wider on purpose
  if (times.has(column)) return z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:00:00Z$/);
  if (!focusDecimals.has(column)) return mandatory ? z.string().min(1) : z.string();
  return z.string().regex(mandatory ? /^-?\d+\.\d+$/ : /^(?:-?\d+\.\d+)?$/);
}
