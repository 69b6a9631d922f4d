// The sample company: Larkspur Outdoor, two weeks of November 2026, in the logs of five systems and the invoices of three providers.
// Most of it is right; what is wrong is listed in `troubles` and, with its figures, in samples/shop/README.md.
import { type Random, random } from './random.ts';
import { spanLine } from './render.ts';
import { bedrockLog, spendRow } from './render-logs.ts';
import { anthropicCost, anthropicUsage, awsReport, openaiCosts, openaiUsage } from './shop-invoices.ts';
import type { Request } from './shop-request.ts';
import { nightlySummaries, workRequests } from './shop-work.ts';
import { directCalls, evaluationRuns, pricingNotebook, widgetChats } from './shop-wrong.ts';

/** File name -> lines. */
export type Files = Readonly<Record<string, readonly string[]>>;

/** Each trouble and how many requests it touches. */
export const troubles = {
  'pricing notebook calls api.openai.com with a key of its own: no gateway, no app log': 6,
  'ticket triage calls api.openai.com directly while the gateway is down on Friday the 13th': 3,
  'evaluation job runs on a key nobody maps to a team': 7,
  'chat widget sends a session id and nothing else': 8,
  'search borrows the key of sales: two logs name two owners': 2,
  'writer loses owner_team and feature behind the queue since SDK 2.4.0 on the 12th': 8,
  'the job queue starts a new trace': 3,
  'LiteLLM logs cached tokens of claude-haiku-4-5 as plain input since the 9th': 14,
  'LiteLLM charges gpt-5.6-luna at the rate of before 2026-07-30': 14,
  'LiteLLM charges cached tokens twice on gpt-4.1': 6,
  'a streamed call without usage': 2,
  'an e-mail address as user id': 1,
  'rows exported twice': 3,
  'an agent span that sums its call': 2,
} as const;

export const shopSeed = 20261102;

export function shop(seed = shopSeed): Files {
  const requests = plannedRequests(random(seed));
  const app = requests.flatMap(({ spans }) =>
    spans.length > 0 ? [batch(spans.map((span) => spanLine(span, false)))] : [],
  );
  const gateway = requests.flatMap(({ row, key }) => (row ? [withKey(spendRow(row), key)] : []));
  const bills = requests.flatMap(({ billed }) => billed ?? []);
  return {
    'app.otlp.jsonl': json(app),
    'litellm.jsonl': json([...gateway, ...gateway.slice(20, 23)]),
    'bedrock.jsonl': json(requests.flatMap(({ invocation }) => (invocation ? [bedrockLog(invocation)] : []))),
    'envoy.jsonl': json(requests.flatMap(({ egress }) => egress ?? [])),
    'openai-usage.csv': openaiUsage(bills),
    'invoices/openai-costs.csv': openaiCosts(bills),
    'invoices/anthropic-usage.json': pretty(anthropicUsage(bills)),
    'invoices/anthropic-cost.json': pretty(anthropicCost(bills)),
    'invoices/aws-cur.csv': awsReport(bills),
  };
}

/** In order of time, as every log has them. */
export function plannedRequests(chance: Random): readonly Request[] {
  return [
    ...workRequests(chance),
    ...nightlySummaries(chance),
    ...directCalls(chance),
    ...evaluationRuns(chance),
    ...widgetChats(chance),
    ...pricingNotebook(chance),
  ].sort((a, b) => a.at - b.at);
}

const json = (records: readonly object[]): string[] => records.map((record) => JSON.stringify(record));
const pretty = (document: object): string[] => JSON.stringify(document, null, 1).split('\n');

/** The collector writes the spans of one request in one line. */
function batch(lines: readonly object[]): object {
  return { resourceSpans: lines.flatMap((line) => ('resourceSpans' in line ? line.resourceSpans : [])) };
}

function withKey(row: object, key: Request['key']): object {
  if (!key) return row;
  const metadata = 'metadata' in row && typeof row.metadata === 'object' ? row.metadata : {};
  return { ...row, api_key: key.hash, metadata: { user_api_key_alias: key.alias, ...metadata } };
}
