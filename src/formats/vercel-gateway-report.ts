// Vercel AI Gateway spend report: rows of /v1/report, each a sum over one dimension (day or hour, user, model, tag, provider, credential).
// vercel/ai packages/gateway/src/gateway-spend-report.ts, August 2026. market_cost is the list price, total_cost what was charged.
import { defineFormat, event } from './format.ts';
import { bothCases } from './name-cases.ts';
import { sumOver } from './time-window.ts';

const hours = ['hour'];

export const vercelGatewayReport = defineFormat({
  id: 'vercel-gateway-report',
  title: 'Vercel AI Gateway spend report (sums)',
  hop: 'gateway',
  component: 'vercel-ai-gateway',
  recognise: [
    bothCases('market_cost'),
    bothCases('total_cost'),
    bothCases('request_count', 'input_tokens', 'output_tokens'),
  ],
  fields: {
    user_id_hash: ['user'],
    provider: ['provider'],
    response_model: ['model'],
    start: { from: [...hours, 'day'] },
    logged_cost_usd: { from: bothCases('total_cost'), unit: 'usd' },
    requests: bothCases('request_count'),
  },
  usage: {
    input: bothCases('input_tokens'),
    cached_input: bothCases('cached_input_tokens'),
    cache_write: bothCases('cache_creation_input_tokens'),
    output: bothCases('output_tokens'),
    reasoning: bothCases('reasoning_tokens'),
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['tags'],
  reads: ['tag', ...hours],
  never_read: ['(the report has no content)'],
  traps: [
    'Each row is a sum over one dimension: it feeds reconcile and never coverage.',
    'In a report by tag a request with n tags counts n times: never add its rows up.',
    'market_cost is the list price and not read as the cost; total_cost is what was charged.',
    'Reports by different dimensions hold the same spend: give only one of them.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: true, aggregate: true },
  reshape: (row) => ({ ...row, tags: typeof row.tag === 'string' ? [row.tag] : [] }),
  settle: (draft, _, valueAt) => event(sumOver(draft, valueAt('hour') === undefined ? 'day' : 'hour')),
});
