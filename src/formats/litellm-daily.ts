// LiteLLM sums: days of /user|team|tag/daily/activity, and rows of /global/spend/report. BerriAI/litellm spend_management_endpoints.py and
// the daily-activity types, 1.65 to 2026-08; in the older shape the metrics stand flat in each cell. The breakdowns of a day overlap, so
// one is taken: models, and inside them keys.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { defineFormat, event, type Part, type Settled, skipped } from './format.ts';
import { sumOver } from './time-window.ts';
import { readText } from './values.ts';

export const litellmDaily = defineFormat({
  id: 'litellm-daily',
  title: 'LiteLLM daily activity and spend report (sums)',
  hop: 'gateway',
  component: 'litellm',
  recognise: [
    ['date', 'group_by_day'],
    ['breakdown{}', 'teams[]', 'customers[]'],
    ['metrics.spend', 'spend', 'group_by_day'],
  ],
  fields: {
    owner_team: ['team_name'],
    tenant_id_hash: ['customer'],
    virtual_key: ['metadata.key_alias'],
    api_key_id: ['api_key'],
    response_model: ['model'],
    start: { from: ['date', 'group_by_day'] },
    logged_cost_usd: { from: ['metrics.spend', 'total_spend'], unit: 'usd' },
    requests: ['metrics.api_requests'],
  },
  usage: {
    input: ['metrics.prompt_tokens'],
    cached_input: ['metrics.cache_read_input_tokens'],
    cache_write: ['metrics.cache_creation_input_tokens'],
    output: ['metrics.completion_tokens'],
    total: ['metrics.total_tokens'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  never_read: ['metadata.user_email', 'breakdown.model_groups', 'breakdown.providers', 'breakdown.entities'],
  traps: [
    'Sums of a day name no request: they feed reconcile, never coverage. Export the rows with /spend/logs?summarize=false for the audit.',
    'The breakdowns (models, model_groups, providers, endpoints, api_keys) hold the same spend again; only models, split by key, are read.',
    'When the models do not add up to the day, the day is read as one row.',
    'The team of a key is the one it has today, so a key that moved rewrites history: it is not read as the owner.',
    'Tag totals overlap (a request with two tags counts twice) and may be too high for a while.',
    '`Unassigned Team` in /global/spend/report is nobody.',
    'Rows without a successful request are missing from some exports.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: true, aggregate: true },
  split: (row) => (isObject(member(row, 'breakdown')) ? splitDay(row) : splitReport(row)),
  settle: (draft) => {
    if (draft.owner_team === 'Unassigned Team' || draft.owner_team === 'unknown') draft.owner_team = undefined;
    if (!draft.usage && !draft.logged_cost_usd) return skipped('empty', 'a sum of nothing');
    return event(sumOver(draft, 'day'));
  },
});

interface Cell {
  readonly value: JsonObject;
  readonly pointer: string;
}

function splitDay(day: JsonObject): readonly Part[] | Settled {
  const date = member(day, 'date') ?? null;
  const cells = cellsOf(member(day, 'breakdown'), 'models', '/breakdown').flatMap(({ name, cell, pointer }) => {
    const keys = cellsOf(cell, 'api_key_breakdown', pointer).map((key): Cell => {
      const { metrics, metadata } = measuresOf(key.cell);
      return { value: { date, model: name, api_key: key.name, metrics, metadata }, pointer: key.pointer };
    });
    const whole: Cell = { value: { date, model: name, metrics: measuresOf(cell).metrics }, pointer };
    return addsUp(keys, whole.value) ? keys : [whole];
  });
  const { metrics } = measuresOf(day);
  return addsUp(cells, { metrics }) ? cells : [{ value: { date, metrics }, pointer: '' }];
}

function cellsOf(holder: JsonValue | undefined, list: string, above: string) {
  const cells = isObject(holder) ? member(holder, list) : undefined;
  return Object.entries(isObject(cells) ? cells : {}).flatMap(([name, cell]) =>
    isObject(cell) ? [{ name, cell, pointer: `${above}/${list}/${escaped(name)}` }] : [],
  );
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function measuresOf(cell: JsonObject): { metrics: JsonObject; metadata: JsonObject } {
  const [metrics, metadata] = [member(cell, 'metrics'), member(cell, 'metadata')];
  return { metrics: isObject(metrics) ? metrics : cell, metadata: isObject(metadata) ? metadata : {} };
}

/** Whole numbers only: sums of floats never agree to the last digit. */
function addsUp(parts: readonly Cell[], whole: JsonObject): boolean {
  if (parts.length === 0) return false;
  return ['prompt_tokens', 'completion_tokens', 'api_requests'].every((name) => {
    const sum = parts.reduce((total, { value }) => total + countIn(value, name), 0);
    return sum === countIn(whole, name);
  });
}

function countIn(value: JsonObject, name: string): number {
  const metrics = member(value, 'metrics');
  const count = Number(isObject(metrics) ? (readText(member(metrics, name)) ?? 0) : 0);
  return Number.isFinite(count) ? count : 0;
}

/** One part for each model of each team or customer; without a list of models the group's total. */
function splitReport(row: JsonObject): readonly Part[] | Settled {
  const day = member(row, 'group_by_day') ?? null;
  const parts = ['teams', 'customers'].flatMap((list) => {
    const groups = member(row, list);
    return (isArray(groups) ? groups : []).flatMap((group, index): readonly Part[] => {
      if (!isObject(group)) return [];
      const name = { team_name: member(group, 'team_name') ?? null, customer: member(group, 'customer') ?? null };
      const pointer = `/${list}/${index}`;
      const models = member(group, 'metadata');
      const cells = (isArray(models) ? models : []).flatMap((cell, at): readonly Part[] =>
        isObject(cell)
          ? [{ value: { ...pick(cell), ...name, group_by_day: day }, pointer: `${pointer}/metadata/${at}` }]
          : [],
      );
      const total = { ...name, group_by_day: day, total_spend: member(group, 'total_spend') ?? null };
      return cells.length > 0 ? cells : [{ value: total, pointer }];
    });
  });
  return parts.length > 0 ? parts : skipped('empty');
}

function pick(cell: JsonObject): JsonObject {
  return {
    model: member(cell, 'model') ?? null,
    api_key: member(cell, 'api_key') ?? null,
    total_spend: member(cell, 'spend') ?? null,
  };
}
