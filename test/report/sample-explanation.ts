// Explanations built by hand: one call that lost its owner on the way, and a busy trace with a restart, a retry and rivals.
import { type Explanation, explanationSchema } from '../../src/model/explanation.ts';

type Call = Explanation['calls'][number];
type Field = Call['fields'][number];
type State = Field['cells'][number]['state'];

const states: Readonly<Record<string, State>> = {
  p: 'present',
  a: 'absent',
  d: 'dropped',
  r: 'rewritten',
  l: 'late',
};

/** A field row; `path` holds one letter per hop (present, absent, dropped, rewritten, late). */
function field(
  name: string,
  need: Field['need'],
  path: string,
  value: string | null,
  more: Partial<Field> = {},
): Field {
  const cells = [...path].map((letter) => {
    const state = states[letter] ?? 'absent';
    return { state, value: state === 'absent' || state === 'dropped' ? null : value };
  });
  return { field: name, need, value, grade: 'none', evidence: null, rivals: [], cells, ...more };
}

const pasted = { source: '<stdin>', line: 2, format: 'nested-trace' };

export const lostOwnerExplanation = explanationSchema.parse({
  schema_version: '1.0',
  asked_for: 'tr_9f4c',
  trace: { id: 'tr_9f4c', trace_ids: ['tr_9f4c'], restarts: [], faults: [] },
  waterfall: [
    {
      depth: 0,
      component: 'gateway',
      hop: 'gateway',
      operation: null,
      role: 'step',
      status: null,
      offset_ms: null,
      duration_ms: null,
      call: null,
      excluded: 'hop without metering',
      ...pasted,
    },
    {
      depth: 1,
      component: 'router',
      hop: 'router',
      operation: null,
      role: 'step',
      status: null,
      offset_ms: null,
      duration_ms: null,
      call: null,
      excluded: 'hop without metering',
      ...pasted,
    },
    {
      depth: 2,
      component: 'worker',
      hop: 'worker',
      operation: null,
      role: 'call',
      status: null,
      offset_ms: null,
      duration_ms: null,
      call: 'tr_9f4c',
      excluded: null,
      ...pasted,
    },
  ],
  calls: [
    {
      key: 'tr_9f4c',
      provider: 'bedrock',
      model: 'anthropic.claude-sonnet',
      response_model: null,
      service_tier: null,
      requested_tier: null,
      billed: true,
      verdict: 'recoverable',
      cause: 'owner inherited from an earlier hop',
      obstacles: [
        'owner_team and feature are inherited from gateway; carry them to worker',
        'workflow_id is never present',
      ],
      sightings: [{ component: 'worker', hop: 'worker', authority: 'metering', ...pasted }],
      path: [
        { component: 'gateway', hop: 'gateway', stitched: false, sighting: false },
        { component: 'router', hop: 'router', stitched: false, sighting: false },
        { component: 'worker', hop: 'worker', stitched: false, sighting: true },
      ],
      fields: [
        field('trace_id', 'required', 'ppp', 'tr_9f4c', {
          grade: 'explicit',
          evidence: { component: 'worker', ...pasted },
        }),
        field('owner_team', 'required', 'pda', 'support-platform', {
          grade: 'inherited',
          evidence: { component: 'gateway', ...pasted },
        }),
        field('workflow_id', 'required', 'aaa', null),
        field('feature', 'required', 'pda', 'ticket-triage', {
          grade: 'inherited',
          evidence: { component: 'gateway', ...pasted },
        }),
        field('cost_center', 'recommended', 'aaa', null),
        field('project', 'optional', 'aaa', null),
        field('request_source', 'optional', 'aaa', null),
      ],
      usage: { input: 18400, output: 2100 },
      raw_usage: { prompt_tokens: 18400, completion_tokens: 2100 },
      price: {
        kind: 'band',
        usd: null,
        low_usd: '0.0867',
        high_usd: '0.1734',
        source: null,
        undated: true,
        detail: 'anthropic.claude-sonnet fits 3 models',
        lines: [],
        candidates: [
          { source: 'list-2026-11 aws anthropic.claude-sonnet-4-5', usd: '0.0867' },
          { source: 'list-2026-11 aws anthropic.claude-sonnet-4', usd: '0.0867' },
          { source: 'list-2026-11 aws anthropic.claude-sonnet-4 long context', usd: '0.1734' },
        ],
      },
      logged_usd: null,
      comparison: null,
    },
  ],
});

const otel = (line: number) => ({
  source: 'logs/2026-09/otel-collector-eu-west-1-production-ticket-pipeline.json',
  line,
  format: 'otlp-json',
});
const litellm = (line: number) => ({
  source: 'logs/2026-09/litellm-spend.jsonl.gz',
  line,
  format: 'litellm-spend-log',
});

const busyPath = [
  { component: 'ticket-ui', hop: 'app', stitched: false, sighting: false },
  { component: 'litellm', hop: 'gateway', stitched: false, sighting: false },
  { component: 'ticket-queue', hop: 'queue', stitched: false, sighting: false },
  { component: 'worker-eu', hop: 'worker', stitched: true, sighting: false },
  { component: 'openai', hop: 'provider', stitched: false, sighting: true },
];

export const busyExplanation = explanationSchema.parse({
  schema_version: '1.0',
  asked_for: 'oa_882',
  trace: {
    id: '4bf92f3577b34da6a3ce929d0e0e4736',
    trace_ids: ['4bf92f3577b34da6a3ce929d0e0e4736', 'a3ce929d0e0e47364bf92f3577b34da6'],
    restarts: [
      {
        how: 'span-link',
        from: 'ticket-queue',
        to: 'worker-eu',
        before: '4bf92f3577b34da6a3ce929d0e0e4736',
        after: 'a3ce929d0e0e47364bf92f3577b34da6',
        ...otel(40),
      },
    ],
    faults: [{ kind: 'clock-skew', detail: 'worker-eu starts 12 ms before its parent', ...otel(41) }],
  },
  waterfall: [
    {
      depth: 0,
      component: 'ticket-ui',
      hop: 'app',
      operation: 'POST /tickets',
      role: 'step',
      status: 'ok',
      offset_ms: 0,
      duration_ms: 4810.2,
      call: null,
      excluded: 'hop without metering',
      ...otel(12),
    },
    {
      depth: 1,
      component: 'litellm',
      hop: 'gateway',
      operation: 'chat gpt-4.1-mini',
      role: 'rollup',
      status: 'ok',
      offset_ms: 14,
      duration_ms: 4700,
      call: null,
      excluded: 'parent sum',
      ...litellm(40),
    },
    {
      depth: 2,
      component: 'ticket-queue',
      hop: 'queue',
      operation: 'publish',
      role: 'step',
      status: 'ok',
      offset_ms: 22.5,
      duration_ms: 0,
      call: null,
      excluded: 'hop without metering',
      ...otel(13),
    },
    {
      depth: 3,
      component: 'worker-eu',
      hop: 'worker',
      operation: 'process',
      role: 'step',
      status: 'ok',
      offset_ms: 900,
      duration_ms: 3800,
      call: null,
      excluded: 'hop without metering',
      ...otel(40),
    },
    {
      depth: 4,
      component: 'openai',
      hop: 'provider',
      operation: 'chat gpt-4.1-mini',
      role: 'call',
      status: 'error',
      offset_ms: 950,
      duration_ms: 1200,
      call: 'oa_881',
      excluded: null,
      ...otel(42),
    },
    {
      depth: 4,
      component: 'openai',
      hop: 'provider',
      operation: 'chat gpt-4.1-mini',
      role: 'call',
      status: 'ok',
      offset_ms: 2200,
      duration_ms: 2400,
      call: 'oa_882',
      excluded: null,
      ...otel(43),
    },
    {
      depth: 4,
      component: 'openai',
      hop: 'provider',
      operation: null,
      role: 'call',
      status: 'ok',
      offset_ms: null,
      duration_ms: null,
      call: 'oa_882',
      excluded: 'same call in another log',
      ...litellm(41),
    },
  ],
  calls: [
    {
      key: 'oa_881',
      provider: 'openai',
      model: 'gpt-4.1-mini',
      response_model: null,
      service_tier: null,
      requested_tier: null,
      billed: false,
      verdict: 'unattributed',
      cause: 'no owner on any hop',
      obstacles: [],
      sightings: [{ component: 'openai', hop: 'provider', authority: 'metering', ...otel(42) }],
      path: busyPath,
      fields: [
        field('owner_team', 'required', 'aaaaa', null),
        field('workflow_id', 'required', 'aaaaa', null),
        field('feature', 'required', 'aaaaa', null),
      ],
      usage: null,
      raw_usage: null,
      price: {
        kind: 'unpriced',
        usd: null,
        low_usd: null,
        high_usd: null,
        source: null,
        undated: false,
        detail: 'no usage',
        lines: [],
        candidates: [],
      },
      logged_usd: null,
      comparison: null,
    },
    {
      key: 'oa_882',
      provider: 'openai',
      model: 'gpt-4.1-mini',
      response_model: 'gpt-4.1-mini-2025-04-14',
      service_tier: 'default',
      requested_tier: 'flex',
      billed: true,
      verdict: 'proven',
      cause: null,
      obstacles: [],
      sightings: [
        { component: 'openai', hop: 'provider', authority: 'metering', ...otel(43) },
        { component: 'litellm', hop: 'gateway', authority: 'evidence', ...litellm(41) },
      ],
      path: busyPath,
      fields: [
        field('trace_id', 'required', 'ppppp', '4bf92f3577b34da6a3ce929d0e0e4736', {
          grade: 'explicit',
          evidence: { component: 'openai', ...otel(43) },
        }),
        field('owner_team', 'required', 'prppp', 'support-platform', {
          grade: 'joined',
          evidence: { component: 'litellm', ...litellm(41) },
          rivals: [{ value: 'sales', component: 'ticket-ui', ...otel(12) }],
        }),
        field('workflow_id', 'required', 'aalpp', 'ticket-triage-v4', {
          grade: 'explicit',
          evidence: { component: 'openai', ...otel(43) },
        }),
        field('feature', 'required', 'ppppp', 'auto-classify', {
          grade: 'explicit',
          evidence: { component: 'openai', ...otel(43) },
        }),
        field('environment', 'recommended', 'ppdaa', 'production', {
          grade: 'stitched',
          evidence: { component: 'litellm', ...litellm(40) },
        }),
        field('cost_center', 'recommended', 'aaaaa', null),
        field('project', 'optional', 'aaaaa', null),
      ],
      usage: { input: 520, cached_input: 900, output: 386, web_search: 1 },
      raw_usage: { prompt_tokens: 1420, cached_tokens: 900, completion_tokens: 386 },
      price: {
        kind: 'priced',
        usd: '0.0109156',
        low_usd: null,
        high_usd: null,
        source: 'list-2026-11 openai gpt-4.1-mini from 2025-04-14',
        undated: false,
        detail: null,
        lines: [
          { class: 'input', count: 520, per: 1000000, rate_usd: '0.4', usd: '0.000208', note: null },
          { class: 'cached_input', count: 900, per: 1000000, rate_usd: '0.1', usd: '0.00009', note: null },
          {
            class: 'output',
            count: 386,
            per: 1000000,
            rate_usd: '1.6',
            usd: '0.0006176',
            note: 'reasoning priced as output',
          },
          { class: 'web_search', count: 1, per: 1000, rate_usd: '10', usd: '0.01', note: null },
        ],
        candidates: [],
      },
      logged_usd: '0.01231',
      comparison: 'logged 0.01231, card 0.0109156: cached-input-counted-twice (900 cached tokens priced twice)',
    },
  ],
});
