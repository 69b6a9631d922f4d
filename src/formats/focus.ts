// FOCUS cost and usage data, versions 1.0 to 1.3, of any provider. FOCUS_Spec 1.2 (2025-06) and the column files of 1.3; the draft's columns
// for consumers and credentials are read under their x_ names too. One cost is taken, EffectiveCost: BilledCost is the same money in another
// month and is never added to it.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { productModel, readUsageType } from './aws-usage-type.ts';
import { setCharge } from './charge.ts';
import { type Draft, defineFormat, event, skipped, type ValueAt } from './format.ts';
import { countOf, readUnit, setQuantity } from './metered-quantity.ts';
import { parseText } from './project.ts';
import { readSku } from './sku-words.ts';
import { asSum } from './time-window.ts';
import { readText } from './values.ts';

const costs = ['EffectiveCost', 'BilledCost'];
const names = ['x_UsageType', 'SkuMeter', 'ChargeDescription', 'x_SkuMeterName', 'x_SkuDescription', 'ResourceName'];

export const focus = defineFormat({
  id: 'focus',
  title: 'FOCUS 1.0 to 1.3 cost and usage',
  hop: 'provider',
  component: 'focus',
  recognise: ['BilledCost', 'ChargePeriodStart', 'ChargeCategory'],
  json: ['SkuPriceDetails'],
  fields: {
    account_id: ['BillingAccountId'],
    project_id: ['SubAccountId'],
    workspace_id: ['ResourceId', 'AllocatedResourceId'],
    principal: ['PrincipalId', 'x_PrincipalId'],
    api_key_id: ['CredentialId', 'x_CredentialId'],
    tenant_id_hash: ['ConsumerId', 'x_ConsumerId'],
    provider: ['ServiceProviderName', 'ProviderName'],
    region: ['RegionId'],
    operation: ['ChargeCategory'],
    unit_price_source: ['SkuPriceId', 'SkuId'],
    start: { from: ['ChargePeriodStart'], unit: 'us-date' },
    end: { from: ['ChargePeriodEnd'], unit: 'us-date' },
    logged_cost_usd: { from: costs, unit: 'usd' },
  },
  labels: ['Tags'],
  reads: [
    ...names,
    'x_SkuMeterSubcategory',
    'SkuPriceDetails.x_Model',
    'SkuPriceDetails.Model',
    'SkuPriceDetails.x_ServiceTier',
    'x_Model',
    'BillingCurrency',
    'PricingCurrency',
    'ConsumedQuantity',
    'ConsumedUnit',
    'ServiceCategory',
    'ServiceSubcategory',
    'ServiceName',
    'PublisherName',
  ],
  never_read: ['BillingAccountName', 'SubAccountName', 'CredentialDetails', 'InvoiceId'],
  traps: [
    'Every row is a charge over a period: it feeds reconcile, never coverage.',
    'EffectiveCost is read and BilledCost never added: a prepaid use has BilledCost 0, its purchase EffectiveCost 0. BilledCost adds up to the invoice.',
    'Tokens are read from ConsumedQuantity when ConsumedUnit or the meter says that it counts them and the meter names their class; "tokens" in PricingUnit or PricingCurrency may be a prepaid virtual currency.',
    'Amounts in another BillingCurrency than USD are left out.',
    'Tags name the owner; 1.3’s AllocatedTags go before them, since they say who a shared charge was given to.',
    'Rows of another ServiceCategory than AI are passed over; a row without one is kept, for nothing says what it is.',
    'Data before 1.0 (ChargeType, AmortizedCost, ChargeSubcategory) has other columns and is not this format.',
    'Dates like 4/1/25 are not of the standard, but are read as month/day/year.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true, aggregate: true },
  reshape: (row) => ({ ...row, Tags: { ...tagsIn(row, 'Tags'), ...tagsIn(row, 'AllocatedTags') } }),
  settle: (draft, _, valueAt) => {
    const at = (path: string): string => readText(valueAt(path)) ?? '';
    if (!mayBeForModels(at)) return skipped('not a model call', at('ServiceCategory'));
    setCharge(draft, valueAt, costs, valueAt('BillingCurrency'));
    settleSku(draft, at, valueAt);
    if (draft.provider !== undefined) draft.component = draft.provider;
    if (draft.operation !== undefined) draft.operation = draft.operation.toLowerCase();
    return event(asSum(draft));
  },
});

type TextAt = (path: string) => string;

const aiWords =
  /openai|anthropic|bedrock|vertex|gemini|generative|claude|\bgpt\b|\bllm\b|mistral|cohere|deepseek|foundry models|\btokens?\b/i;

function mayBeForModels(at: TextAt): boolean {
  const category = at('ServiceCategory');
  if (category === '') return true;
  if (/^ai and machine learning$/i.test(category)) return !/^machine learning$/i.test(at('ServiceSubcategory'));
  return aiWords.test([at('ServiceName'), at('PublisherName'), at('ConsumedUnit'), ...names.map(at)].join(' '));
}

function settleSku(draft: Draft, at: TextAt, valueAt: ValueAt): void {
  const product = at('x_SkuMeterSubcategory');
  const { rest, marketplace } = readUsageType(at('x_UsageType') || at('SkuMeter'));
  const meters = [rest, ...names.map(at)].map((name) => ({ name, ...readSku(name, product) }));
  const sold = marketplace ? productModel(at('ServiceName')) : undefined;
  const model =
    at('SkuPriceDetails.x_Model') || at('SkuPriceDetails.Model') || at('x_Model') || sold || modelOf(meters);
  if (model) draft.model = model;
  const tier = at('SkuPriceDetails.x_ServiceTier') || meters.find((meter) => meter.tier !== undefined)?.tier;
  if (tier) draft.service_tier = tier;
  const meter = meters.find((one) => one.class !== undefined);
  if (meter?.class === undefined) return;
  const unit = readUnit(valueAt('ConsumedUnit'));
  // What Azure counts in "Units" and Google in "requests" are tokens where the meter says so; nobody knows of what a Marketplace unit is one.
  const saysTokens = /^requests?$/i.test(at('ConsumedUnit')) ? /\btoken count\b/i : /\btokens?\b/i;
  const ofTokens = unit?.tokens || (!marketplace && saysTokens.test(meter.name));
  const virtual = /^tokens?$/i.test(at('PricingCurrency'));
  const count = unit && ofTokens && !virtual ? countOf(valueAt('ConsumedQuantity'), unit.size) : undefined;
  setQuantity(draft, meter.class, count, { ConsumedQuantity: Number(at('ConsumedQuantity')) });
}

function modelOf(meanings: readonly { readonly model?: string; readonly class?: string }[]): string | undefined {
  return meanings.find((meaning) => meaning.model !== undefined && meaning.class !== undefined)?.model;
}

/** Tags are JSON text in files and may be a list of {key, value} in tables. A tag without a value is written as true. */
function tagsIn(row: JsonObject, name: string): JsonObject {
  const tags = member(row, name);
  const value = typeof tags === 'string' ? parseText(tags) : tags;
  if (isObject(value)) return value;
  return Object.fromEntries(
    (isArray(value) ? value : []).filter(isObject).flatMap((tag): [string, JsonValue][] => {
      const key = readText(member(tag, 'key') ?? member(tag, 'Key'));
      return key === undefined ? [] : [[key, member(tag, 'value') ?? member(tag, 'Value') ?? null]];
    }),
  );
}
