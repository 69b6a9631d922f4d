// The providers' side of the sample company: usage exports and invoices, summed by day from what was really used.
import { listPrices, type PlannedModel, type PlannedUsage } from './plan.ts';
import type { Bill } from './shop-request.ts';

interface DayBill extends Bill {
  readonly requests: number;
}

const served: Readonly<Record<PlannedModel, string>> = {
  'gpt-4.1-mini': 'gpt-4.1-mini-2025-04-14',
  'gpt-4.1': 'gpt-4.1-2025-04-14',
  'gpt-5.6-luna': 'gpt-5.6-luna',
  'claude-haiku-4-5': 'claude-haiku-4-5-20251001',
  'global.anthropic.claude-haiku-4-5-20251001-v1:0': 'Claude4.5Haiku',
  'global.anthropic.claude-sonnet-4-5-20250929-v1:0': 'Claude4.5Sonnet',
};
const classes = ['input', 'cached', 'output'] as const;
type Class = (typeof classes)[number];

const dayMs = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString();

/** One sum for each day, account and model. */
function byDay(bills: readonly Bill[], provider: string): readonly DayBill[] {
  const sums = new Map<string, DayBill>();
  for (const bill of bills) {
    if (listPrices[bill.model].provider !== provider) continue;
    const key = `${bill.day} ${bill.account} ${bill.model}`;
    const { usage, requests } = sums.get(key) ?? { usage: { input: 0, cached: 0, output: 0 }, requests: 0 };
    sums.set(key, { ...bill, usage: add(usage, bill.usage), requests: requests + 1 });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

const add = (a: PlannedUsage, b: PlannedUsage): PlannedUsage => ({
  input: a.input + b.input,
  cached: a.cached + b.cached,
  output: a.output + b.output,
});

/** 10^-8 dollars: prices are cents per million tokens. */
const centsE6 = ({ model, usage }: Bill, name: Class): bigint => BigInt(usage[name]) * listPrices[model][name];

function decimal(units: bigint, digits: number): string {
  const text = units.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, '');
}

const projects: Readonly<Record<string, string>> = {
  gateway: 'proj_gateway',
  direct: 'proj_support',
  merch: 'proj_merchandising',
};

export function openaiUsage(bills: readonly Bill[]): string[] {
  const head =
    'start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens,input_audio_tokens,output_audio_tokens';
  const rows = byDay(bills, 'openai').map(({ day, account, model, usage, requests }) => [
    ...timesOf(day),
    projects[account],
    `${requests}.0`,
    ...['', `key_${account}`, served[model], 'False', 'default'],
    ...[usage.input + usage.cached, usage.output, usage.cached].map((count) => `${count}.0`),
    ...['', ''],
  ]);
  return [head, ...rows.map((row) => row.join(','))];
}

function timesOf(day: number): readonly string[] {
  const seconds = [day, day + dayMs].map((at) => String(at / 1000));
  return [...seconds, ...[day, day + dayMs].map((at) => iso(at).replace('.000Z', '+00:00'))];
}

export function openaiCosts(bills: readonly Bill[]): string[] {
  const head =
    'start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,line_item,user_id,api_key_id,project_id,organization_id,project_name,organization_name,user_email,api_source';
  const words = { input: 'input', cached: 'cached input', output: 'output' } as const;
  const rows = byDay(bills, 'openai').flatMap((bill) =>
    used(bill).map((name) => [
      ...timesOf(bill.day),
      decimal(centsE6(bill, name), 8),
      ...['usd', `${bill.usage[name]}.0`, 'tokens', `"${served[bill.model]}, ${words[name]}"`],
      ...['', '', projects[bill.account], 'org-larkspur', '', 'Larkspur Outdoor', '', ''],
    ]),
  );
  return [head, ...rows.map((row) => row.join(','))];
}

const used = ({ usage }: Bill): readonly Class[] => classes.filter((name) => usage[name] > 0);

export function anthropicUsage(bills: readonly Bill[]): object {
  return anthropicPage(bills, ({ model, usage }) => [
    {
      uncached_input_tokens: usage.input,
      cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
      cache_read_input_tokens: usage.cached,
      output_tokens: usage.output,
      server_tool_use: { web_search_requests: 0 },
      api_key_id: 'apikey_gateway',
      ...anthropicGroup(model),
    },
  ]);
}

export function anthropicCost(bills: readonly Bill[]): object {
  const types = {
    input: ['uncached_input_tokens', 'Input Tokens'],
    cached: ['cache_read_input_tokens', 'Input Tokens, Cache Read'],
    output: ['output_tokens', 'Output Tokens'],
  } as const;
  return anthropicPage(bills, (bill) =>
    used(bill).map((name) => ({
      amount: decimal(centsE6(bill, name), 6),
      currency: 'USD',
      cost_type: 'tokens',
      token_type: types[name][0],
      description: `Claude Haiku 4.5 Usage - ${types[name][1]}`,
      ...anthropicGroup(bill.model),
    })),
  );
}

const anthropicGroup = (model: PlannedModel): object => ({
  model: served[model],
  workspace_id: 'wrkspc_larkspur',
  service_tier: 'standard',
  context_window: '0-200k',
  inference_geo: 'not_available',
});

function anthropicPage(bills: readonly Bill[], results: (bill: DayBill) => readonly object[]): object {
  const data = byDay(bills, 'anthropic').map((bill) => ({
    starting_at: iso(bill.day).replace('.000', ''),
    ending_at: iso(bill.day + dayMs).replace('.000', ''),
    results: results(bill),
  }));
  return { data, has_more: false, next_page: null };
}

export function awsReport(bills: readonly Bill[]): string[] {
  const head =
    'line_item_usage_start_date,line_item_usage_end_date,bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_product_code,line_item_usage_type,line_item_operation,line_item_resource_id,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,line_item_net_unblended_cost,pricing_unit,product_servicename,product_region_code,line_item_iam_principal,resource_tags';
  const words = { input: 'input', cached: 'cache-read-input', output: 'output' } as const;
  const time = (at: number): string => iso(at).replace('T', ' ').replace('Z', '');
  const rows = byDay(bills, 'bedrock').flatMap((bill) =>
    used(bill).map((name) => [
      ...[time(bill.day), time(bill.day + dayMs), '000011112222', bill.account, 'Usage', 'AmazonBedrock'],
      ...[`EUC1-${served[bill.model]}-${words[name]}-token-count-cross-region-global`, 'InvokeModelInference', ''],
      ...[decimal(BigInt(bill.usage[name]), 3), 'USD', decimal(centsE6(bill, name), 8), '', '1K tokens'],
      ...['Amazon Bedrock', 'eu-central-1', '', ''],
    ]),
  );
  return [head, ...rows.map((row) => row.join(','))];
}
