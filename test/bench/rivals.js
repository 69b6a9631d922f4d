// What the audit is measured against: each takes the file and does a part of the audit's work, or only reads it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const hasDuckdb = existsSync(here('node_modules/@duckdb/node-api'));

/** Sums by owner, model and day of a LiteLLM log: what an analyst tries first. */
const bareGroupBy = (file) => `
  SELECT custom_llm_provider, model, team_id, count(*), sum(spend)
  FROM read_json('${file}', format = 'newline_delimited', maximum_object_size = 33554432,
    columns = {custom_llm_provider: 'VARCHAR', model: 'VARCHAR', team_id: 'VARCHAR', spend: 'DOUBLE'})
  GROUP BY ALL`;

/** What a coverage score needs at least: the envelope from the nested metadata, calls without a trace id, repeated requests. */
const coverageQuery = (file) => `
  WITH rows AS (
    SELECT request_id, model, custom_llm_provider AS provider, spend, startTime, status,
      coalesce(nullif(metadata.user_api_key_team_alias, ''), nullif(team_id, '')) AS owner,
      metadata.spend_logs_metadata.workflow_id AS workflow, metadata.spend_logs_metadata.feature AS feature,
      row_number() OVER (PARTITION BY request_id ORDER BY total_tokens DESC) AS repeat
    FROM read_json('${file}', format = 'newline_delimited', maximum_object_size = 33554432, columns = {
      request_id: 'VARCHAR', model: 'VARCHAR', custom_llm_provider: 'VARCHAR', spend: 'DECIMAL(38,12)', startTime: 'TIMESTAMP',
      status: 'VARCHAR', team_id: 'VARCHAR', total_tokens: 'BIGINT',
      metadata: 'STRUCT(user_api_key_team_alias VARCHAR, spend_logs_metadata STRUCT(workflow_id VARCHAR, feature VARCHAR))'})
  )
  SELECT date_trunc('day', startTime), provider, model, owner,
    CASE WHEN owner IS NULL THEN 'unattributed' WHEN workflow IS NULL OR feature IS NULL THEN 'recoverable' ELSE 'proven' END,
    count(*), sum(spend)
  FROM rows WHERE repeat = 1 GROUP BY ALL`;

const duckdb = (query) => (file) => [process.execPath, [here('duckdb.js'), query(file)]];

/** name -> command line, for the kinds of log each can read. */
export const rivals = {
  'JSON.parse of every line': (file) => [process.execPath, [here('parse-lines.js'), file]],
  'python json.loads of every line': (file) => [
    'python3',
    ['-c', `import json\nfor line in open(${JSON.stringify(file)}): json.loads(line)`],
  ],
  'jq, one field': (file) => ['jq', ['-c', '.model', file]],
  ...(hasDuckdb && {
    'DuckDB, bare GROUP BY of three columns': duckdb(bareGroupBy),
    'DuckDB, honest coverage query': duckdb(coverageQuery),
  }),
};
