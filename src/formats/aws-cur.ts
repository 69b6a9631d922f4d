// AWS Cost and Usage Report: line items of the legacy CSV (lineItem/UsageType) and of CUR 2.0 or Athena (line_item_usage_type). AWS's data
// dictionary of August 2026, and public parsers of Bedrock rows. Token usage is counted in thousands.
import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { productModel, readUsageType } from './aws-usage-type.ts';
import { setCharge } from './charge.ts';
import { type Draft, defineFormat, event, skipped } from './format.ts';
import { countOf, readUnit, setQuantity } from './metered-quantity.ts';
import { parseText } from './project.ts';
import { readSku } from './sku-words.ts';
import { asSum } from './time-window.ts';
import { readText } from './values.ts';

const net = ['line_item_net_unblended_cost', 'lineItem/NetUnblendedCost'];
const unblended = ['line_item_unblended_cost', 'lineItem/UnblendedCost'];
const usageType = ['line_item_usage_type', 'lineItem/UsageType'];
const productCode = ['line_item_product_code', 'lineItem/ProductCode'];
const service = [
  'product_servicename',
  'product/servicename',
  'product_product_name',
  'product/ProductName',
  'product.product_name',
];
const lineType = ['line_item_line_item_type', 'lineItem/LineItemType'];
const amount = ['line_item_usage_amount', 'lineItem/UsageAmount'];
const pricingUnit = ['pricing_unit', 'pricing/unit'];
const currency = ['line_item_currency_code', 'lineItem/CurrencyCode'];

export const awsCur = defineFormat({
  id: 'aws-cur',
  title: 'AWS Cost and Usage Report (CUR and CUR 2.0)',
  hop: 'provider',
  component: 'aws',
  recognise: [lineType, [...usageType, ...productCode, 'bill_payer_account_id', 'bill/PayerAccountId']],
  json: ['tags', 'resource_tags', 'product'],
  fields: {
    account_id: [
      'line_item_usage_account_id',
      'lineItem/UsageAccountId',
      'bill_payer_account_id',
      'bill/PayerAccountId',
    ],
    principal: ['line_item_iam_principal', 'lineItem/IamPrincipal'],
    workspace_id: ['line_item_resource_id', 'lineItem/ResourceId'],
    region: ['product_region_code', 'product_region', 'product.region', 'product/regionCode', 'product/region'],
    operation: ['line_item_operation', 'lineItem/Operation'],
    unit_price_source: ['product_sku', 'product/sku'],
    start: { from: ['line_item_usage_start_date', 'lineItem/UsageStartDate'] },
    end: { from: ['line_item_usage_end_date', 'lineItem/UsageEndDate'] },
    logged_cost_usd: { from: [...net, ...unblended], unit: 'usd' },
  },
  labels: ['tags_by_name'],
  reads: [...usageType, ...productCode, ...service, ...lineType, ...amount, ...pricingUnit, ...currency],
  never_read: ['line_item_line_item_description', 'lineItem/LineItemDescription'],
  traps: [
    'Every row sums an hour or a day: it feeds reconcile, never coverage. There is no request id.',
    'The amount of token usage types is in thousands of tokens; Marketplace rows count units, and pricing_unit says of what.',
    'A model has rows for input, output, cache reads and cache writes: leaving the last two out is the most common gap.',
    'Region, model, class and route are words of the usage type: USE1-Claude4.6Sonnet-cache-read-input-token-count-cross-region-global.',
    'Only Usage, DiscountedUsage and savings-plan rows are charges for use; Tax, Credit, Refund, Fee and discount rows count no tokens, and reconcile keeps them apart. The net cost is taken where the row has it.',
    'Net costs have discounts inside: if discount rows then carry an unblended amount and no net one, leave those rows out, or the discount counts twice.',
    'line_item_iam_principal is filled only when the export includes it, and multiplies rows; the classic report has none.',
    'Tags appear only after they are activated as cost allocation tags, not for the time before; iamPrincipal/… and user/… are prefixes.',
    'Third-party models may stand under a Marketplace product code; service name and usage type tell them.',
    'Rows of an application inference profile carry its ARN as resource id; the price is the base model’s.',
    'Figures are restated until the bill closes.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true, aggregate: true },
  reshape: (row) => ({ ...row, tags_by_name: tagsOf(row) }),
  settle: (draft, _, valueAt) => {
    const first = (paths: readonly string[]): JsonValue | undefined =>
      paths.map(valueAt).find((value) => value !== undefined);
    const usage = readText(first(usageType)) ?? '';
    const product = `${readText(first(productCode)) ?? ''} ${readText(first(service)) ?? ''}`;
    if (!isForModels(product, usage)) return skipped('not a model call', readText(first(productCode)));
    const type = readText(first(lineType)) ?? '';
    const isUse = /usage$/i.test(type);
    setCharge(draft, valueAt, [...net, ...unblended], first(currency));
    if (!isUse) return event(asSum({ ...draft, operation: type.toLowerCase(), provider: 'bedrock' }));
    settleUsageType(draft, usage, first);
    return event(asSum({ ...draft, provider: 'bedrock' }));
  },
});

function isForModels(product: string, usage: string): boolean {
  return /bedrock/i.test(product) || /(?:^|-)MP:.*token/i.test(usage) || /token-?count|-tokens(?:-|$)/i.test(usage);
}

function settleUsageType(
  draft: Draft,
  usage: string,
  first: (paths: readonly string[]) => JsonValue | undefined,
): void {
  const { rest, region: place, marketplace } = readUsageType(usage);
  const { model: named, class: tokenClass, tier } = readSku(rest);
  const model = marketplace ? productModel(readText(first(service))) : named;
  if (model !== undefined) draft.model = model;
  if (tier !== undefined) draft.service_tier = tier;
  const region = place === 'global' ? place : (draft.region ?? place);
  if (region !== undefined) draft.region = region;
  const unit = readUnit(first(pricingUnit));
  const size = unit?.tokens ? unit.size : marketplace ? undefined : 1000n;
  if (tokenClass === undefined) return;
  const count = size === undefined ? undefined : countOf(first(amount), size);
  setQuantity(draft, tokenClass, count, { usage_amount: Number(readText(first(amount))) });
}

const tagColumn = /^(?:resourceTags\/(?:user:)?|resource_tags_user_)(.+)$/;
const tagPrefix = /^(?:user|iamPrincipal|iam_principal)[/:_]/;

/** Tags stand in columns of their own, or in one map with prefixed keys. */
function tagsOf(row: JsonObject): JsonObject {
  const maps = ['resource_tags', 'tags'].flatMap((name) => {
    const value = member(row, name);
    const map = typeof value === 'string' ? parseText(value) : value;
    return isObject(map) ? Object.entries(map) : [];
  });
  const columns = Object.entries(row).flatMap(([name, value]): [string, JsonValue][] => {
    const key = tagColumn.exec(name)?.[1];
    return key === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries([...maps, ...columns].map(([key, value]) => [key.replace(tagPrefix, ''), value]));
}
