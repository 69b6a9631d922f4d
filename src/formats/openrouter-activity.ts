// OpenRouter activity: sums by day, model and endpoint from GET /api/v1/activity, for the last 30 completed days. It names no key and no
// user. OpenRouterTeam/typescript-sdk src/models/activityitem.ts, August 2026. `usage` is what OpenRouter charged in US dollars.
import { type JsonObject, member } from '../model/json.ts';
import { defineFormat, event, type Part } from './format.ts';
import { bothCases } from './name-cases.ts';
import { sumOver } from './time-window.ts';
import { readAmount } from './values.ts';

const ownKey = bothCases('byok_usage_inference');

export const openrouterActivity = defineFormat({
  id: 'openrouter-activity',
  title: 'OpenRouter activity (sums by day and model)',
  hop: 'gateway',
  component: 'openrouter',
  recognise: ['date', bothCases('model_permaslug'), bothCases('endpoint_id'), 'usage'],
  fields: {
    workspace_id: bothCases('workspace_id'),
    provider: ['billed_by'],
    model: ['model'],
    response_model: bothCases('model_permaslug'),
    start: { from: ['date'] },
    logged_cost_usd: { from: ['usage'], unit: 'usd' },
    requests: ['requests'],
  },
  usage: {
    input: bothCases('prompt_tokens'),
    output: bothCases('completion_tokens'),
    reasoning: bothCases('reasoning_tokens'),
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  never_read: ['endpoint_id'],
  traps: [
    'Each row sums a day: it names no user, no key and no request, so it feeds reconcile and never coverage.',
    'Only the last 30 completed days (UTC) are there; today is not.',
    'byok_usage_inference is what providers billed on your own keys: it becomes a row of its own with the provider as seller, and is never added to OpenRouter’s charge. The tokens of a row go with it where OpenRouter charged nothing, and else stay with OpenRouter.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: true, aggregate: true },
  split: (row) => {
    const part = (value: JsonObject, pointer: string): Part => ({ value, pointer });
    const charged = part({ ...row, billed_by: 'openrouter' }, '');
    const [path] = ownKey.filter((name) => (readAmount(member(row, name), 'usd') ?? 0n) > 0n);
    if (path === undefined) return [charged];
    const billed = billedByProvider(row, path);
    // Nothing was charged: all of it is the provider's.
    if (readAmount(member(row, 'usage'), 'usd') === 0n) return [part({ ...row, ...billed }, `/${path}`)];
    return [charged, part(billed, `/${path}`)];
  },
  settle: (draft) => event(sumOver(draft, 'day')),
});

/** The same row as the provider's bill shows it: its cost, without the tokens and requests that the first part counts. */
function billedByProvider(row: JsonObject, path: string): JsonObject {
  const kept = ['date', 'model', 'workspace_id', 'workspaceId', 'model_permaslug', 'modelPermaslug'];
  const dimensions = Object.fromEntries(kept.map((name) => [name, member(row, name) ?? null]));
  const seller = member(row, 'provider_name') ?? member(row, 'providerName') ?? null;
  return { ...dimensions, billed_by: seller, usage: member(row, path) ?? null };
}
