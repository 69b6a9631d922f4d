// Helicone export tool, CSV: a few columns of the request row. Helicone/helicone examples/export/typescript/index.ts at 0003b75, whose rows
// carry delay_ms and costUSD, so that the columns latency and cost come out empty. The dashboard's own CSV is not known.
import { defineFormat } from './format.ts';
import { heliconeTokens, settleHelicone } from './helicone-row.ts';

export const heliconeCsv = defineFormat({
  id: 'helicone-csv',
  title: 'Helicone export tool (CSV)',
  hop: 'gateway',
  component: 'helicone',
  recognise: [
    'response_id',
    'response_created_at',
    'request_created_at',
    ['response_status', 'request_properties', 'prompt_tokens'],
    '!request_id',
  ],
  json: ['request_properties'],
  fields: {
    request_id: ['response_id'],
    session_id: ['request_properties.Helicone-Session-Id'],
    user_id_hash: ['request_user_id'],
    model: ['model'],
    status: ['response_status'],
    start: { from: ['request_created_at'] },
    end: { from: ['response_created_at'], duration: { from: ['latency'], unit: 'ms' } },
    logged_cost_usd: { from: ['cost'], unit: 'usd' },
  },
  usage: { input: ['prompt_tokens'], output: ['completion_tokens'] },
  tokens: heliconeTokens,
  labels: ['request_properties'],
  fallback: { fields: { workflow_id: ['request_properties.Helicone-Session-Name'] } },
  never_read: ['request_body'],
  traps: [
    'cost and latency come out empty: empty is unknown, not zero. Export as JSON lines to keep both.',
    'There is no request id, provider, cached or reasoning count: response_id is Helicone’s own and joins nothing, and a price leaves cached tokens out.',
    'Cache hits are not in the export.',
    'request_properties is JSON text in one cell; owner, trace_id and the session live there.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: false },
  settle: settleHelicone,
});
