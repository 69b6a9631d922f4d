// The tables of a LiteLLM proxy as its migrations make them, as far as anybody reads them here; older releases kept JSON as text.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const shop = fileURLToPath(new URL('../../../samples/shop', import.meta.url));
export const prompt = 'a prompt nobody may see';

/** Rows as the sample company's proxy logged them, in the order of their times; its file has three of them twice, a table cannot. */
export function spendLines(): readonly string[] {
  const all = readFileSync(`${shop}/litellm.jsonl`, 'utf8').trim().split('\n');
  const lines = [...new Map(all.map((line) => [JSON.parse(line).request_id, line])).values()];
  const keyOf = (line: string): string => {
    const { startTime, request_id } = JSON.parse(line);
    return `${startTime} ${request_id}`;
  };
  return lines.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Statements that make the table and fill it; `json` is the type of its JSON columns. */
export function spendTable(json: 'jsonb' | 'text', schema = 'public'): string {
  const table = `"${schema}"."LiteLLM_SpendLogs"`;
  const rows = JSON.stringify(
    spendLines().map((line) => ({ ...JSON.parse(line), messages: prompt, response: prompt })),
  );
  return `CREATE SCHEMA IF NOT EXISTS "${schema}";
CREATE TABLE ${table} (request_id text PRIMARY KEY, call_type text, api_key text, spend float8, total_tokens int, prompt_tokens int,
  completion_tokens int, "startTime" timestamp(3), "endTime" timestamp(3), "completionStartTime" timestamp(3), model text, model_id text,
  model_group text, custom_llm_provider text, api_base text, "user" text, metadata ${json}, cache_hit text, cache_key text,
  request_tags ${json}, team_id text, end_user text, requester_ip_address text, messages ${json === 'text' ? 'text' : 'jsonb'},
  response jsonb, session_id text, status text, proxy_server_request jsonb);
INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(null::${table}, $rows$${rows}$rows$);
CREATE INDEX ON ${table} ("startTime");`;
}

/** Who the teams of the sample company are, as its proxy knows them. */
export const registryTables = `
CREATE TABLE "LiteLLM_BudgetTable" (budget_id text PRIMARY KEY, max_budget float8, soft_budget float8, budget_duration text);
CREATE TABLE "LiteLLM_OrganizationTable" (organization_id text PRIMARY KEY, organization_alias text, budget_id text, metadata jsonb);
CREATE TABLE "LiteLLM_TeamTable" (team_id text PRIMARY KEY, team_alias text, organization_id text, max_budget float8, budget_duration text, spend float8, metadata jsonb);
CREATE TABLE "LiteLLM_VerificationToken" (token text PRIMARY KEY, key_name text, key_alias text, team_id text, max_budget float8, budget_duration text, budget_id text, metadata jsonb);
INSERT INTO "LiteLLM_BudgetTable" VALUES ('b-org', 5000, null, '30d'), ('b-key', 2.5, null, '1d'), ('b-ever', 100, null, null);
INSERT INTO "LiteLLM_OrganizationTable" VALUES ('o-1', 'Larkspur', 'b-org', '{}');
INSERT INTO "LiteLLM_TeamTable" VALUES ('t-support', 'support', 'o-1', 0.1, '7d', 3, '{}'), ('t-sales', 'sales', 'o-1', null, null, 1, '{}'),
  ('t-finance', 'finance', null, 100, '14d', 1, '{}'), ('t-search', 'search', null, null, null, 1, '{}'), ('t-nameless', null, null, null, null, 0, '{}');
INSERT INTO "LiteLLM_VerificationToken" SELECT api_key, 'sk-...' || right(api_key, 4), min(metadata->>'user_api_key_alias'),
  min('t-' || (metadata->>'user_api_key_team_alias')), null, null, 'b-key', '{"email":"kim@larkspur.example"}'::jsonb
  FROM "LiteLLM_SpendLogs" GROUP BY api_key;`;
