// Logs in which each line is a trace: hops in the order of their path and the calls in a list, with everything that may make one odd.
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import type { Random } from './random.ts';

type Part = Record<string, JsonValue>;
/** A line under way: `calls` go into the list of that name. */
interface Trace {
  readonly root: Part;
  readonly hops: Part[];
  readonly calls: Part[];
  list: string;
  /** Where the list stands; hops may stand under their names, and one of them may be the only call. */
  form: (typeof forms)[number];
  /** Behind the calls. */
  readonly behind: Part;
}
const forms = [
  'on the root',
  'in the last hop',
  'named hops',
  'before the hops',
  'in the first hop',
  'a named hop',
  'the last hop',
] as const;
type Twist = (trace: Trace, chance: Random) => void;

const begin = Date.UTC(2026, 7, 30, 22);
const iso = (milliseconds: number): string =>
  Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString() : '';
const models: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['openai', 'gpt-4.1'],
  ['openai', 'gpt-4.1-mini'],
  ['anthropic', 'claude-sonnet-4-5-20250929'],
];

function newCall(chance: Random): Part {
  const [provider, model] = chance.pick(models);
  const usage = { input_tokens: 1 + chance.int(8000), output_tokens: 2 + chance.int(900) };
  return { provider, model, request_id: `req_${chance.hex(16)}`, usage };
}

function healthy(index: number, chance: Random): Trace {
  const owner = { owner_team: `team-${chance.int(9)}`, workflow_id: `workflow-${chance.int(4)}`, feature: 'chat' };
  return {
    root: { trace_id: chance.hex(32), timestamp: iso(begin + index * 60_000 + chance.int(1000)) },
    hops: [{ component: 'web', ...owner }, { component: 'edge-gateway', ...owner }, { component: 'router' }],
    calls: Array.from({ length: 1 + chance.int(3) }, () => newCall(chance)),
    list: 'provider_calls',
    form: 'on the root',
    behind: {},
  };
}

const owns = ['owner_team', 'workflow_id', 'feature'];
const without = (part: Part | undefined, ...keys: string[]): void => {
  for (const key of keys) delete part?.[key];
};
const some = (parts: readonly Part[], percent: number, chance: Random): readonly Part[] =>
  parts.filter(() => chance.chance(percent));
const costOf = (call: Part): number => {
  const { input_tokens: input, output_tokens: output } = Object(call.usage);
  return (2 * (Number(input) || 0) + 8 * (Number(output) || 0)) / 1e6;
};

export const nestedTwists: Readonly<Record<string, Twist>> = {
  'lost at the gateway': ({ hops }) => without(hops[1], ...owns),
  'one field lost': ({ hops }) => without(hops[1], 'workflow_id'),
  'another owner at the gateway': ({ hops }, chance) =>
    Object.assign(hops[1] ?? {}, { owner_team: `squad-${chance.int(2)}` }),
  'perhaps another feature': ({ hops }, chance) =>
    Object.assign(hops[1] ?? {}, { feature: chance.pick(['chat', 'search']) }),
  'an owner on the root': ({ root, hops }, chance) => {
    Object.assign(root, { owner_team: `team-${chance.int(9)}`, feature: 'chat', cost_center: `cc-${chance.int(5)}` });
    if (chance.chance(50)) for (const hop of hops) without(hop, ...owns);
  },
  'the owner behind the calls': ({ hops, behind }, chance) => {
    for (const hop of hops) without(hop, ...owns);
    Object.assign(behind, { owner_team: `team-${chance.int(9)}`, environment: chance.pick(['production', 'staging']) });
  },
  'an owner at one call': ({ calls }, chance) => {
    for (const call of some(calls, 50, chance)) call.owner_team = `team-${chance.int(9)}`;
  },
  'no owner': ({ hops }) => {
    for (const hop of hops) without(hop, ...owns);
  },
  'an owner that is none': ({ hops }, chance) =>
    Object.assign(hops[chance.int(2)] ?? {}, { owner_team: chance.pick(['none', '-', 'unknown', 'null']) }),
  'a user': ({ hops }, chance) => {
    const user = { user_id_hash: chance.hex(16), tenant_id_hash: chance.hex(12) };
    for (const hop of hops) if (chance.chance(70)) Object.assign(hop, user);
  },
  labels: ({ root, hops }, chance) => {
    const metadata = { team: `team-${chance.int(9)}`, cost_center: `cc-${chance.int(5)}` };
    Object.assign(chance.pick([root, hops[0] ?? root, hops[1] ?? root]), { metadata });
  },
  attributes: ({ hops }, chance) => {
    const [hop] = hops;
    if (!hop) return;
    const { owner_team = 'team-1', ...others } = hop;
    hops[0] = { ...others, ...(chance.chance(50) && { owner_team }), attributes: { owner_team, feature: 'other' } };
  },
  'a session': ({ root }, chance) =>
    Object.assign(root, { session_id: `session-${chance.int(chance.pick([4, 100_000]))}` }),
  'an equal trace': ({ root }, chance) => Object.assign(root, { trace_id: `${chance.int(9)}`.padStart(32, 'a') }),
  'no trace': ({ root }) => without(root, 'trace_id'),
  'a trace of its own for a call': ({ calls }, chance) => {
    for (const call of some(calls, 50, chance)) call.trace_id = chance.hex(32);
  },
  'ids on the root': ({ root }, chance) =>
    Object.assign(root, chance.pick([{ request_id: `r_${chance.hex(12)}` }, { span_id: chance.hex(16) }])),
  'ids at a hop': ({ hops }, chance) => {
    const own = chance.chance(50) ? chance.hex(12) : `shared-${chance.int(40)}`;
    Object.assign(hops[1] ?? {}, chance.chance(80) ? { request_id: `r_${own}` } : { span_id: chance.hex(16) });
  },
  'hops by other names': ({ hops }, chance) => {
    const hop = chance.pick([hops[1], hops[2]]);
    without(hop, 'component');
    Object.assign(hop ?? {}, { name: chance.pick(['edge', 'llm', 'worker']) });
    if (chance.chance(50)) Object.assign(hop ?? {}, { kind: chance.pick(['gateway', 'worker', 'other']) });
  },
  'a bare id': ({ calls }, chance) => {
    for (const call of some(calls, 60, chance)) {
      if (chance.chance(70)) without(call, 'request_id');
      call.id = `${chance.pick(['chatcmpl-', 'call_', 'msg_'])}${chance.hex(12)}`;
    }
  },
  'two ids': ({ calls }, chance) => {
    for (const call of some(calls, 60, chance))
      call.provider_request_id = chance.chance(50) ? (call.request_id ?? '') : `chatcmpl-${chance.hex(12)}`;
  },
  'calls of other lines again': ({ calls }, chance) => {
    for (const call of some(calls, 30, chance)) {
      const number = chance.int(60);
      const usage = { input_tokens: 100 + number, output_tokens: 10 + number };
      const timestamp = iso(begin + 864_000_000 + number * 1000);
      Object.assign(call, {
        request_id: `req_shared_${number}`,
        provider: 'openai',
        model: 'gpt-4.1',
        timestamp,
        usage,
      });
    }
  },
  'a span of one call': ({ root, hops, calls }, chance) => {
    root.span_id = chance.hex(16);
    hops.length = 0;
    calls.length = 1;
  },
  'calls of equal ids': ({ calls, root }) => {
    for (const call of calls) call.request_id = `same-${root.trace_id}`;
  },
  'no ids': ({ calls }) => {
    for (const call of calls) without(call, 'request_id');
  },
  'calls that failed': ({ calls }, chance) => {
    for (const call of some(calls, 40, chance))
      Object.assign(call, chance.pick([{ status: 'error' }, { status: 429, error: { code: 'rate_limit' } }]));
  },
  attempts: ({ calls }) => {
    for (const [index, call] of calls.entries()) call.attempt = index;
  },
  'calls in several logs': ({ calls }, chance) => {
    for (const call of some(calls, 40, chance)) call.component = chance.pick(['reply-writer', 'searcher']);
  },
  'calls of equal tokens': ({ calls }, chance) => {
    const usage = { input_tokens: 700, output_tokens: 30 };
    for (const call of some(calls, 70, chance)) Object.assign(call, { usage, component: chance.pick(['a', 'b']) });
  },
  'no usage': ({ calls }, chance) => {
    for (const call of some(calls, 30, chance)) without(call, 'usage');
  },
  cached: ({ calls }, chance) => {
    for (const call of calls)
      call.usage = { input: 500 + chance.int(9), cached_input: chance.int(2) * 100, output: 40 };
  },
  iterations: ({ calls }, chance) => {
    const iterations = [
      { type: 'message', input_tokens: 10, output_tokens: 5 },
      { type: 'advisor_message', model: 'claude-opus-4-6', input_tokens: 90, output_tokens: 9 },
    ];
    for (const call of some(calls, 40, chance))
      call.usage = { ...Object(call.usage), iterations: iterations.slice(chance.int(2)) };
  },
  'iterations of one model': ({ calls }, chance) => {
    for (const call of calls) {
      const { input_tokens: input, output_tokens: output } = Object(call.usage);
      const more = chance.chance(90) ? 0 : 50;
      const [first, second] = [
        { type: 'message', input_tokens: Number(input) - 1, output_tokens: Number(output) - 1 },
        { type: 'message', input_tokens: 1 + more, output_tokens: 1 },
      ];
      call.usage = { input_tokens: input, output_tokens: output, iterations: [first, second] };
    }
  },
  'logged costs': ({ calls }, chance) => {
    for (const call of calls) call.estimated_cost_usd = chance.pick([costOf(call), costOf(call) * 2, 0.01, 0]);
  },
  'costs on the root': ({ root, behind }, chance) =>
    Object.assign(chance.pick([root, behind]), chance.pick([{ total_estimated_cost_usd: 0.05 }, { cost_usd: 0.05 }])),
  'usage on the root': ({ root, calls }, chance) => {
    Object.assign(root, { usage: { input_tokens: 700 + chance.int(50), output_tokens: 80 } });
    if (chance.chance(40)) for (const call of calls) without(call, 'usage');
  },
  'a model on the root': ({ root, calls }, chance) => {
    const [provider, model] = chance.pick(models);
    Object.assign(root, { provider, model, status: chance.pick(['ok', 'error']) });
    for (const call of some(calls, 60, chance)) without(call, 'provider', 'model');
  },
  'a model at a hop': ({ hops, calls }, chance) => {
    Object.assign(hops[2] ?? {}, { provider: 'openai', model: 'gpt-4.1' });
    for (const call of some(calls, 60, chance)) without(call, 'provider', 'model');
  },
  'usage at a hop': ({ hops }) => Object.assign(hops[1] ?? {}, { usage: { input_tokens: 700, output_tokens: 30 } }),
  'times of calls': ({ root, calls }, chance) => {
    const at = Date.parse(String(root.timestamp));
    for (const call of some(calls, 60, chance)) call.timestamp = iso(at + chance.int(5000) - 2000);
    if (chance.chance(20)) for (const call of calls) Object.assign(call, { duration_ms: chance.int(900) });
    if (chance.chance(20)) without(root, 'timestamp');
  },
  'times of hops': ({ root, hops }, chance) => {
    const at = Date.parse(String(root.timestamp));
    for (const hop of hops) hop.timestamp = iso(at + chance.int(3000) - 1500);
    const [first] = hops;
    if (first && chance.chance(30)) first.start_time = iso(at);
    if (chance.chance(20)) without(hops[2], 'timestamp');
  },
  'a length': ({ root, hops }, chance) =>
    Object.assign(chance.pick([root, hops[0] ?? root]), { duration_ms: chance.pick([12, 0.5, 1e9]) }),
  'odd values': ({ root, hops, calls }, chance) => {
    const part = chance.pick([root, hops[0] ?? root, calls[0] ?? root]);
    const key = chance.pick(['feature', 'workflow_id', 'owner_team', 'environment', 'region', 'note']);
    part[key] = chance.pick<JsonValue>([
      7,
      true,
      null,
      'a b',
      '',
      'sk-proj-0123456789abcdef0123456789abcdef',
      ['x'],
      { id: 'y' },
    ]);
  },
  'other keys': ({ root, hops, calls }, chance) => {
    const part = chance.pick([root, hops[2] ?? root, calls[0] ?? root]);
    part[chance.pick(['name', 'kind', 'hop', 'type', 'service', 'operation', 'region', 'messages'])] = chance.pick([
      ...['gateway', 'embedding', 'invoke_agent', 'eu', 'fast'],
    ] as const);
  },
  'no hops': ({ hops }) => {
    hops.length = 0;
  },
  'no calls': ({ calls }) => {
    calls.length = 0;
  },
  'many calls': ({ calls }, chance) => {
    for (let index = 0; index < 5 + chance.int(8); index++) calls.push(newCall(chance));
  },
  'strange calls': ({ calls }, chance) => {
    calls.push(
      chance.pick<Part>([
        {},
        { component: 'x' },
        { model: 'gpt-4.1' },
        { model: 'no-such-model', usage: { input_tokens: 5, output_tokens: 6 } },
      ]),
    );
  },
  'an unknown model': ({ calls }, chance) => {
    for (const call of some(calls, 40, chance)) call.model = 'no-such-model';
  },
  'a count twice': ({ calls }, chance) => {
    for (const [at, call] of calls.entries()) {
      const { input_tokens: input = 5 } = Object(call.usage);
      const twice = { 'usage.input_tokens': chance.chance(90) ? input : 77 };
      calls[at] = chance.chance(50) ? { ...twice, ...call } : { ...call, ...twice };
    }
  },
  'calls that tell little': (trace, chance) => {
    trace.list = 'calls';
    trace.hops.length = 0;
    trace.root.owner_team = `team-${chance.int(9)}`;
    for (const [at, call] of trace.calls.entries()) {
      const { input_tokens: input, output_tokens: output } = Object(call.usage);
      if (chance.chance(40)) continue;
      trace.calls[at] = {
        model_name: call.model ?? '',
        call_id: call.request_id ?? '',
        tokens_in: input ?? 1,
        tokens_out: output ?? 1,
      };
    }
  },
  'another list': (trace, chance) => {
    trace.list = chance.pick(['llm_calls', 'model_calls', 'calls']);
  },
  'another form': (trace, chance) => {
    trace.form = chance.pick(forms);
  },
  'a hop that measured': (trace, chance) => {
    trace.form = chance.pick(['a named hop', 'the last hop']);
  },
};

/** `profiles`: what is odd about all traces of a kind; `odd`: what is in one of eight. */
export function nestedTraces(
  count: number,
  profiles: readonly (readonly string[])[],
  odd: readonly string[],
  chance: Random,
): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => {
    const trace = healthy(index, chance);
    for (const name of profiles[chance.int(profiles.length)] ?? []) nestedTwists[name]?.(trace, chance);
    const name = odd[chance.int(odd.length)];
    if (name !== undefined && chance.chance(12)) nestedTwists[name]?.(trace, chance);
    return lineOf(trace);
  });
}

function lineOf({ root, hops, calls, list, form, behind }: Trace): JsonObject {
  const listed = { [list]: calls };
  const [first, last] = [hops[0], hops.at(-1)];
  switch (form) {
    case 'on the root':
      return { ...root, hops, ...listed, ...behind };
    case 'before the hops':
      return { ...root, ...listed, hops, ...behind };
    case 'in the last hop':
      return last
        ? { ...root, hops: [...hops.slice(0, -1), { ...last, ...listed, ...behind }] }
        : { ...root, ...listed };
    case 'in the first hop':
      return first ? { ...root, hops: [{ ...first, ...listed }, ...hops.slice(1)], ...behind } : { ...root, ...listed };
    case 'a named hop':
      return { ...root, gateway: hops[0] ?? {}, router: hops[1] ?? {}, worker: { ...hops[2], ...calls[0] }, ...behind };
    case 'the last hop':
      return { ...root, hops: [...hops, { ...calls[0], component: 'writer' }], ...behind };
    case 'named hops':
      return { ...root, gateway: hops[1] ?? {}, worker: hops[2] ?? {}, ...listed, ...behind };
  }
}
