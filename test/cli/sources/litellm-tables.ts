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
