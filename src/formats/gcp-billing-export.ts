// Google Cloud billing export to BigQuery, standard or detailed, saved as JSON lines: one row per SKU, resource and hour. Google's schema
// reference of August 2026. Numbers may be texts; `labels` is a list of {key, value}, `credits` a list of negative amounts.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { divideHalfEven, oneUsd, parseUsd, type Usd, usdToDecimal } from '../model/money.ts';
import { isDollar } from './charge.ts';
import { type Draft, defineFormat, event, type Part, skipped, type ValueAt } from './format.ts';
import { countOf, readUnit, setQuantity } from './metered-quantity.ts';
import { readSku } from './sku-words.ts';
import { asSum } from './time-window.ts';
import { readText } from './values.ts';

export const gcpBillingExport = defineFormat({
  id: 'gcp-billing-export',
  title: 'Google Cloud billing export (BigQuery)',
  hop: 'provider',
  component: 'google-cloud',
  recognise: ['sku.description', 'invoice.month', ['usage_start_time', 'billing_account_id']],
  json: ['labels', 'credits', 'project', 'service', 'sku', 'invoice', 'usage', 'location'],
  fields: {
    account_id: ['billing_account_id'],
    project_id: ['project.id'],
    workspace_id: ['resource.global_name', 'resource.name'],
    region: ['location.region', 'location.location'],
    operation: ['cost_type'],
    unit_price_source: ['sku.id'],
    start: { from: ['usage_start_time'] },
    end: { from: ['usage_end_time'] },
    logged_cost_usd: { from: ['cost'], unit: 'usd' },
  },
  labels: ['labels_by_name', 'project_labels_by_name'],
  reads: [
    'sku.description',
    'service.description',
    'currency',
    'currency_conversion_rate',
    'usage.amount',
    'usage.unit',
  ],
  never_read: ['project.name', 'cost_at_list', 'price', 'system_labels', 'tags'],
  traps: [
    'Every row sums an hour of one SKU: it feeds reconcile, never coverage. There is no request id.',
    'labels is a list: joining it multiplies the cost. Here a row stays one row, and its labels (team, cost_center, …) name the owner.',
    'What is paid is cost plus credits, which are negative; the credits of a row become a line of their own, so that the price of the use stays visible.',
    'Amounts in another currency are turned into dollars by the row’s own currency_conversion_rate.',
    'Model, direction, modality and tier are words of the SKU: "Gemini 2.5 Pro Text Input - Predictions".',
    'Numbers may be texts, and times end in UTC.',
    'Storage of context caches has SKUs of its own, by the hour, that no call shows.',
    'Rows for anything but models are passed over as no model call.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true, aggregate: true },
  split: (row) => partsOf(flattened(row), creditsOf(member(row, 'credits'))),
  settle: (draft, _, valueAt) => {
    const sku = readText(valueAt('sku.description')) ?? '';
    const service = readText(valueAt('service.description')) ?? '';
    if (!isForModels(service, sku)) return skipped('not a model call', service || sku);
    settleCost(draft, valueAt);
    settleSku(draft, sku, valueAt);
    draft.provider = /generative language|gemini api/i.test(service) ? 'gemini' : 'vertex_ai';
    return event(asSum(draft));
  },
});

function isForModels(service: string, sku: string): boolean {
  if (/generative language|gemini api/i.test(service)) return true;
  return /vertex|gemini|claude|anthropic|mistral|llama|marketplace|cloud ai/i.test(service)
    ? /gemini|gemma|claude|llama|mistral|codestral|imagen|veo|palm|bison|deepseek|qwen|embedding|token|character/i.test(
        sku,
      )
    : /gemini|claude .*token/i.test(sku);
}

/** Lists that only a join could read become objects. */
function flattened(row: JsonObject): JsonObject {
  const project = member(row, 'project');
  return {
    ...row,
    labels_by_name: byKey(member(row, 'labels')),
    project_labels_by_name: isObject(project) ? byKey(member(project, 'labels')) : {},
  };
}

/** Credits count no use a second time: the same row with nothing but their sum. */
function partsOf(row: JsonObject, credits: Usd): readonly Part[] {
  const use: Part = { value: row, pointer: '' };
  if (credits === 0n) return [use];
  const taken = { ...row, cost: usdToDecimal(credits), cost_type: 'credit', usage: null };
  return [use, { value: taken, pointer: '/credits' }];
}

function byKey(value: JsonValue | undefined): JsonObject {
  const pairs = (isArray(value) ? value : []).filter(isObject).flatMap((label): [string, JsonValue][] => {
    const key = readText(member(label, 'key'));
    return key === undefined ? [] : [[key, member(label, 'value') ?? null]];
  });
  return Object.fromEntries(pairs);
}

function creditsOf(value: JsonValue | undefined): Usd {
  return (isArray(value) ? value : [])
    .filter(isObject)
    .map((credit) => amountOf(member(credit, 'amount')) ?? 0n)
    .reduce((sum, amount) => sum + amount, 0n);
}

function amountOf(value: JsonValue | undefined): Usd | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseUsd(value) : undefined;
}

function settleCost(draft: Draft, valueAt: ValueAt): void {
  const cost = amountOf(valueAt('cost'));
  const rate = isDollar(valueAt('currency')) ? oneUsd : amountOf(valueAt('currency_conversion_rate'));
  draft.logged_cost_usd = undefined;
  if (cost !== undefined && rate !== undefined && rate > 0n)
    draft.logged_cost_usd = divideHalfEven(cost * oneUsd, rate);
}

function settleSku(draft: Draft, sku: string, valueAt: ValueAt): void {
  const { model, class: tokenClass, tier } = readSku(sku);
  if (model !== undefined) draft.model = model;
  if (tier !== undefined) draft.service_tier = tier;
  const unit = readUnit(valueAt('usage.unit'));
  const counted = /character/i.test(sku) ? 'characters' : /\bgrounding\b/i.test(sku) ? 'web_search' : tokenClass;
  if (counted === undefined) return;
  const count = unit && countOf(valueAt('usage.amount'), unit.size);
  setQuantity(draft, counted, count, { 'usage.amount': count ?? 0 });
}
