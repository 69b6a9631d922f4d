// Azure Cost Management export: one row per day, resource and meter. Enterprise Agreement exports write Date and CostInBillingCurrency,
// Microsoft Customer Agreement ones date and costInBillingCurrency. Microsoft's schema reference of August 2026, and a public EA export. What the
// portal's cost analysis downloads has UsageDate, ServiceName, ServiceTier and Meter instead, and no quantities (seen in May 2026).

import { isArray, isObject, type JsonObject, member } from '../model/json.ts';
import { bothColumns } from './azure-names.ts';
import { setCharge } from './charge.ts';
import { type Draft, defineFormat, event, skipped, type ValueAt } from './format.ts';
import { countOf, readUnit, setQuantity } from './metered-quantity.ts';
import { parseText } from './project.ts';
import { readSku } from './sku-words.ts';
import { sumOver } from './time-window.ts';
import { readText } from './values.ts';

const inDollars = bothColumns('CostInUsd', 'CostInUSD', 'CostUSD');
const inBillingCurrency = bothColumns('CostInBillingCurrency', 'PreTaxCost', 'Cost');
const currencies = bothColumns('BillingCurrencyCode', 'BillingCurrency', 'Currency');
const categories = bothColumns('MeterCategory', 'ServiceName');
const names = bothColumns(
  'MeterName',
  'Meter',
  'MeterSubCategory',
  'MeterSubcategory',
  'MeterCategory',
  'ServiceTier',
  'ServiceName',
  'ProductName',
  'Product',
);

export const azureCostExport = defineFormat({
  id: 'azure-cost-export',
  title: 'Azure cost export (EA and MCA)',
  hop: 'provider',
  component: 'azure',
  recognise: [
    [...bothColumns('MeterCategory'), 'ServiceTier'],
    [...bothColumns('MeterId', 'MeterName'), 'Meter'],
    [...inBillingCurrency, ...inDollars],
  ],
  fields: {
    cost_center: bothColumns('CostCenter'),
    account_id: bothColumns('SubscriptionId', 'SubscriptionGuid'),
    project_id: bothColumns('ResourceGroup', 'ResourceGroupName'),
    workspace_id: bothColumns('ResourceId', 'InstanceId', 'InstanceName'),
    region: bothColumns('ResourceLocation', 'ResourceLocationNormalized'),
    operation: bothColumns('ChargeType'),
    unit_price_source: bothColumns('MeterId'),
    start: { from: bothColumns('Date', 'UsageDate', 'UsageDateTime'), unit: 'us-date' },
    logged_cost_usd: { from: [...inDollars, ...inBillingCurrency], unit: 'usd' },
  },
  labels: ['Tags', 'tags'],
  reads: [...currencies, ...names, ...bothColumns('Quantity', 'UnitOfMeasure', 'PricingModel', 'ConsumedService')],
  never_read: [
    ...bothColumns('AccountOwnerId', 'AccountName'),
    ...bothColumns('AdditionalInfo', 'PayGPrice', 'UnitPrice'),
  ],
  traps: [
    'Every row sums a day of one resource and meter: it feeds reconcile, never coverage. There is no key by request, deployment or user.',
    'Model, direction and route are words of the meter: "gpt 4o 0806 cchd Inp glbl Tokens". The model is kept as Azure spells it there, behind the name of its maker where only MeterSubCategory tells that: "5.4 cd inp Gl" is cached input of GPT 5.4.',
    'UnitOfMeasure multiplies Quantity: 1K and 1M tokens. Provisioned throughput (PTU) is billed by the hour and has no tokens.',
    'Dates are month/day/year and days of the bill, which may differ from UTC days at the edges.',
    'Tags may stand without their outer braces.',
    'Costs in another currency than US dollars are left out unless CostInUsd is there.',
    'What cost analysis downloads from the portal (ServiceTier, Meter) has no quantities: only money is compared.',
    'Rows for anything but models are passed over as no model call.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true, aggregate: true },
  reshape: withTags,
  settle: (draft, _, valueAt) => {
    const words = names.map((path) => readText(valueAt(path)) ?? '').join(' ');
    if (!isForModels(words))
      return skipped('not a model call', readText(categories.map(valueAt).find((value) => value !== undefined)));
    const paid = currencies.map(valueAt).find((value) => value !== undefined);
    const dollars = inDollars.some((path) => valueAt(path) !== undefined);
    setCharge(draft, valueAt, dollars ? inDollars : inBillingCurrency, dollars ? 'USD' : paid);
    settleMeter(draft, valueAt);
    draft.provider = 'azure';
    if (draft.operation !== undefined) draft.operation = draft.operation.toLowerCase();
    return event(sumOver(draft, 'day'));
  },
});

const modelWords =
  /openai|foundry models|\bgpt\b|\bo[134]\b.*tokens|claude|deepseek|llama|mistral|\bgrok\b|\bphi\b|cohere|embedding|\btokens\b/i;

function isForModels(words: string): boolean {
  return modelWords.test(words);
}

function settleMeter(draft: Draft, valueAt: ValueAt): void {
  const first = (...columns: readonly string[]) =>
    bothColumns(...columns)
      .map(valueAt)
      .find((value) => value !== undefined);
  const product =
    readText(first('MeterSubCategory', 'MeterSubcategory', 'ServiceTier', 'ProductName', 'Product')) ?? '';
  const { model, class: tokenClass, tier, route } = readSku(readText(first('MeterName', 'Meter')) ?? '', product);
  if (model !== undefined) draft.model = model;
  if (tier !== undefined) draft.service_tier = tier;
  if (route !== undefined && route !== 'regional') draft.region = route;
  const unit = readUnit(first('UnitOfMeasure'));
  if (tokenClass === undefined) return;
  const count = unit && countOf(first('Quantity'), unit.size);
  setQuantity(draft, tokenClass, count, { Quantity: Number(readText(first('Quantity'))) });
}

/** `"team": "claims","env": "prod"` is the inside of an object. */
function withTags(row: JsonObject): JsonObject {
  const name = ['Tags', 'tags'].find((key) => typeof member(row, key) === 'string');
  const text = name === undefined ? undefined : readText(member(row, name));
  if (name === undefined || text === undefined) return row;
  const tags = parseText(text.startsWith('{') ? text : `{${text}}`);
  return isObject(tags) && !isArray(tags) ? { ...row, [name]: tags } : row;
}
