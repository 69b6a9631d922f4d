// Logs of neutral events in which a request is several hops, each on a line of its own, with everything that may make one odd.
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import type { Random } from './random.ts';

/** The hops of one request, the first the outermost. */
type Hop = Record<string, JsonValue>;
type Hops = Hop[];
type Twist = (hops: Hops, chance: Random, others: Hops) => void;

const begin = Date.UTC(2026, 7, 30, 22);
const iso = (milliseconds: number): string =>
  Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString() : '';

function healthyTrace(index: number, chance: Random): Hops {
  const trace_id = chance.hex(32);
  const [app, gateway, provider] = [chance.hex(16), chance.hex(16), chance.hex(16)];
  const request = `req_${chance.hex(16)}`;
  const owner = { owner_team: `team-${chance.int(9)}`, workflow_id: `workflow-${chance.int(4)}`, feature: 'chat' };
  const start = begin + index * 60_000 + chance.int(1000);
  return [
    { trace_id, span_id: app, hop: 'app', service: 'web', start: iso(start), ...owner },
    {
      trace_id,
      span_id: gateway,
      parent_span_id: app,
      hop: 'gateway',
      component: 'gw',
      start: iso(start + 1 + chance.int(500)),
      request_id: request,
      ...owner,
    },
    {
      trace_id,
      span_id: provider,
      parent_span_id: gateway,
      hop: 'provider',
      provider: 'openai',
      model: chance.pick(['gpt-4.1', 'gpt-4.1-mini']),
      start: iso(start + 600 + chance.int(500)),
      request_id: request,
      usage: { input: 1 + chance.int(8000), output: 2 + chance.int(900) },
    },
  ];
}

const hop = (hops: Hops, index: number): Hop => hops[index] ?? {};
const call = (hops: Hops): Hop => hops.at(-1) ?? {};
const callsOf = (hops: Hops): Hops => hops.filter((one) => one.usage);
const without = (of: Hop, ...keys: string[]): void => {
  for (const key of keys) delete of[key];
};
const owns = ['owner_team', 'workflow_id', 'feature'];
const timeOf = (of: Hop): number => Date.parse(String(of.start));

export const hopTwists: Readonly<Record<string, Twist>> = {
  'lost at the gateway': (hops) => without(hop(hops, 1), ...owns),
  'one field lost': (hops) => without(hop(hops, 1), 'workflow_id'),
  'another owner at the gateway': (hops, chance) =>
    Object.assign(hop(hops, 1), { owner_team: `squad-${chance.int(2)}` }),
  'perhaps another feature': (hops, chance) =>
    Object.assign(hop(hops, 1), { feature: chance.pick(['chat', 'search']) }),
  'known late': (hops) => {
    Object.assign(call(hops), { owner_team: hop(hops, 0).owner_team ?? '' });
    for (const index of [0, 1]) without(hop(hops, index), ...owns);
  },
  'owned by the call': (hops) => Object.assign(call(hops), { ...hop(hops, 0), ...call(hops) }),
  'no owner': (hops) => {
    for (const one of hops) without(one, ...owns);
  },
  'an owner that is none': (hops) => Object.assign(hop(hops, 0), { owner_team: 'none' }),
  'a user at two hops': (hops, chance) => {
    for (const index of [0, 1]) Object.assign(hop(hops, index), { user_id_hash: chance.hex(chance.int(2) * 8 + 8) });
  },
  'a user': (hops, chance) => {
    const user = { user_id_hash: chance.hex(16), tenant_id_hash: chance.hex(12) };
    for (const one of hops) Object.assign(one, user);
  },
  'two calls': (hops, chance) => {
    hops.push({ ...call(hops), span_id: chance.hex(16), request_id: `req_${chance.hex(16)}` });
    if (chance.chance(50)) Object.assign(call(hops), { usage: { input: 5, output: 7 } });
  },
  'an agent': (hops, chance) => {
    const [last, agent] = [call(hops), chance.hex(16)];
    const start = timeOf(last);
    const of = { trace_id: last.trace_id ?? '', parent_span_id: last.parent_span_id ?? '' };
    hops.splice(-1, 1, { ...of, span_id: agent, hop: 'agent', component: 'planner', start: iso(start) });
    for (let index = 0; index <= chance.int(5); index++) {
      const time = start + 1000 * index;
      const own = { parent_span_id: agent, span_id: chance.hex(16), start: iso(time) };
      const model = chance.pick(['gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1']);
      const usage = { input: 1 + chance.int(8000), output: 2 + chance.int(900) };
      hops.push({ ...last, ...own, model, usage, request_id: `req_${chance.hex(16)}` });
      if (chance.chance(50)) hops.push({ ...of, ...own, span_id: chance.hex(16), hop: 'tool', component: 'search' });
      if (chance.chance(20)) Object.assign(call(hops), { parent_span_id: own.span_id });
    }
  },
  'a sum above the calls': (hops, chance) => {
    const above = hops.findLast((one) => one.span_id === call(hops).parent_span_id) ?? hop(hops, 1);
    const all = callsOf(hops).map(({ usage }) => Object(usage));
    const sumOf = (name: string): number => all.reduce((sum: number, usage) => sum + (Number(usage[name]) || 0), 0);
    const usage = { input: sumOf('input') + chance.int(2), output: sumOf('output') };
    Object.assign(above, { operation: chance.pick(['invoke_agent', 'workflow']), model: 'gpt-4.1', usage });
    if (chance.chance(20)) Object.assign(above, { estimated_cost_usd: 0.01 });
  },
  'a sum of calls that alone are owned': (hops) => {
    const { owner_team, workflow_id, feature } = hop(hops, 0);
    hops.shift();
    const owner = { owner_team: owner_team ?? 'team-1', workflow_id: workflow_id ?? '', feature: feature ?? '' };
    for (const one of callsOf(hops)) Object.assign(one, owner);
    without(hop(hops, 0), 'parent_span_id', ...owns);
    Object.assign(hop(hops, 0), { operation: 'workflow', model: 'gpt-4.1', usage: call(hops).usage ?? {} });
  },
  'a sum and nothing below': (hops) => {
    const usage = { input: 50, output: 7 };
    Object.assign(call(hops), { operation: 'invoke_agent', usage });
  },
  'an owner at one call': (hops, chance) => {
    for (const one of callsOf(hops)) if (chance.chance(50)) one.owner_team = `team-${chance.int(9)}`;
  },
  'calls of equal ids': (hops, chance) => {
    const field = chance.pick(['request_id', 'provider_request_id']);
    for (const one of callsOf(hops)) {
      without(one, 'request_id');
      one[field] = `same-${one.trace_id}`;
    }
  },
  'ids of different kinds that are equal': (hops) => {
    const [first, second] = callsOf(hops);
    if (!first || !second) return;
    second.provider_request_id = first.request_id ?? '';
    without(second, 'request_id');
  },
  'calls in several logs': (hops, chance) => {
    for (const one of callsOf(hops)) if (chance.chance(40)) one.component = chance.pick(['provider-log', 'proxy']);
  },
  'calls of equal tokens': (hops, chance) => {
    const usage = { input: chance.pick([700, 700, 90_000]), output: 30 };
    const start = hop(hops, 1).start ?? '';
    for (const one of callsOf(hops))
      if (chance.chance(70)) Object.assign(one, { model: 'gpt-4.1', usage, start, component: chance.pick(['a', 'b']) });
  },
  'one of the calls failed': (hops, chance) => {
    const calls = callsOf(hops);
    for (const one of calls) without(one, 'request_id');
    Object.assign(chance.pick([hop(calls, 0), ...calls]), { status: chance.pick(['error', 'cancelled']) });
  },
  'a call above the others': (hops) => {
    const [first, ...others] = callsOf(hops);
    for (const one of others) one.parent_span_id = first?.span_id ?? '';
  },
  'calls that differ in what is lost': (hops, chance) => {
    for (const one of callsOf(hops))
      if (chance.chance(50)) Object.assign(one, { workflow_id: `workflow-${chance.int(3)}` });
  },
  'another root': (hops, chance) => {
    const root = { ...hop(hops, 0), span_id: chance.hex(16), hop: chance.pick(['queue', 'worker', 'app']) };
    hops.push(root);
    if (chance.chance(50)) Object.assign(hops.findLast((one) => one.usage) ?? {}, { parent_span_id: root.span_id });
  },
  'hops that are no calls below the call': (hops, chance) => {
    const { usage: _, model: __, request_id: ___, ...last } = call(hops);
    hops.push({ ...last, hop: 'tool', span_id: chance.hex(16), parent_span_id: last.span_id ?? '' });
  },
  'a call that is tried again': (hops, chance) => {
    const first = {
      ...call(hops),
      span_id: chance.hex(16),
      status: 'error',
      error: 'overloaded',
      start: iso(timeOf(call(hops)) - 1),
    };
    without(first, 'usage');
    hops.splice(2, 0, first);
  },
  'a call that failed': (hops) => {
    Object.assign(call(hops), { status: 'error' });
    without(call(hops), 'usage');
  },
  'from the cache': (hops) => Object.assign(call(hops), { cache_hit: true }),
  'measured by the gateway, too': (hops) =>
    Object.assign(hop(hops, 1), { usage: call(hops).usage ?? {}, model: 'gpt-4.1' }),
  'measured otherwise by the gateway': (hops) =>
    Object.assign(hop(hops, 1), { usage: { input: 3, output: 3 }, model: 'gpt-4.1' }),
  'no root': (hops) => {
    hops.shift();
  },
  'a span between that is missing': (hops) => {
    hops.splice(1, 1);
  },
  'only hops': (hops) => {
    hops.pop();
  },
  'only the root': (hops) => {
    hops.splice(1);
  },
  'only the call': (hops) => {
    hops.splice(0, 2);
    if (hops[0]) without(hops[0], 'parent_span_id');
  },
  'clocks that disagree': (hops, chance) => {
    const early = timeOf(hop(hops, 0)) - chance.pick([200, 5000]);
    Object.assign(hop(hops, 1), { start: iso(early) });
  },
  'all at once': (hops) => {
    for (const one of hops) Object.assign(one, { start: hop(hops, 0).start ?? '' });
  },
  'two steps at once': (hops, chance) => {
    hops.splice(1, 0, { ...hop(hops, 1), span_id: chance.hex(16) });
  },
  'a ring': (hops) => Object.assign(hop(hops, 0), { parent_span_id: hop(hops, 1).span_id ?? '' }),
  'its own parent': (hops) => Object.assign(hop(hops, 0), { parent_span_id: hop(hops, 0).span_id ?? '' }),
  'a span twice': (hops, chance) => {
    const index = chance.int(hops.length);
    hops.push({ ...hop(hops, index), ...(chance.chance(50) && { owner_team: 'team-77' }) });
  },
  'no span at the gateway': (hops) => {
    without(hop(hops, 1), 'span_id');
    Object.assign(call(hops), { parent_span_id: hop(hops, 0).span_id ?? '' });
  },
  'a hop without ids of spans': (hops, chance) => {
    hops.splice(1, 0, {
      trace_id: hop(hops, 0).trace_id ?? '',
      hop: 'router',
      component: 'r',
      start: hop(hops, 1).start ?? '',
      request_id: chance.hex(8),
    });
  },
  'ids in capitals': (hops) => {
    for (const one of hops)
      for (const key of ['trace_id', 'span_id', 'parent_span_id'])
        if (one[key]) one[key] = String(one[key]).toUpperCase();
  },
  'one id in capitals': (hops) =>
    Object.assign(hop(hops, 1), { trace_id: String(hop(hops, 1).trace_id).toUpperCase() }),
  'a trace id with dashes': (hops) => {
    for (const one of hops) {
      const id = String(one.trace_id);
      one.trace_id = [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');
    }
  },
  'half a trace id': (hops) => Object.assign(hop(hops, 0), { trace_id: String(hop(hops, 0).trace_id).slice(16) }),
  'short span ids': (hops) => {
    for (const one of hops)
      for (const key of ['span_id', 'parent_span_id']) if (one[key]) one[key] = `s${String(one[key]).slice(0, 6)}`;
  },
  'the request of another': (hops, _, others) => {
    if (others[1]) Object.assign(hop(hops, 1), { request_id: others[1].request_id ?? '' });
  },
  'the span of another': (hops, _, others) => Object.assign(hop(hops, 0), { span_id: hop(others, 0).span_id ?? '' }),
  'the trace of another': (hops, _, others) => {
    for (const one of hops) Object.assign(one, { trace_id: hop(others, 0).trace_id ?? one.trace_id ?? '' });
  },
  'a session': (hops, chance) => {
    for (const one of hops) Object.assign(one, { session_id: `session-${chance.int(3)}` });
  },
  'no time at a hop': (hops) => without(hop(hops, 1), 'start'),
  'below either hop': (hops, chance) => {
    Object.assign(call(hops), { parent_span_id: hop(hops, chance.int(2)).span_id ?? '' });
    Object.assign(hop(hops, 1), { owner_team: 'squad' });
  },
  'a logged cost': (hops, chance) => Object.assign(call(hops), { estimated_cost_usd: chance.pick([0.01, 0.02]) }),
  'cached tokens': (hops) => Object.assign(call(hops), { usage: { input: 500, cached_input: 300, output: 20 } }),
  'nothing measured': (hops) => Object.assign(call(hops), { usage: { input: 0, output: 0 } }),
  'another environment': (hops) => Object.assign(hop(hops, 1), { environment: 'staging' }),
  'an environment': (hops) => {
    for (const one of hops) Object.assign(one, { environment: 'production' });
  },
  'over a queue': (hops, chance) => {
    Object.assign(hop(hops, 0), { hop: chance.pick(['queue', 'worker']) });
  },
  'a link': (hops, _, others) => Object.assign(hop(hops, 0), { links: [{ trace_id: hop(others, 0).trace_id ?? '' }] }),
  'perhaps a link': (hops, chance, others) => {
    const trace_id = chance.chance(50) ? '' : (hop(others, 0).trace_id ?? '');
    Object.assign(hop(hops, 0), { links: [{ trace_id }] });
  },
  deep: (hops, chance) => {
    const [root, ...rest] = hops;
    if (!root) return;
    const depth = chance.pick([3, 61, 62, 63, 90]);
    const between = Array.from({ length: depth }, (_, index) => ({
      ...root,
      span_id: chance.hex(16),
      parent_span_id: '',
      hop: 'agent',
      component: `agent-${index % 3}`,
      start: iso(timeOf(root)),
    }));
    for (const [index, one] of between.entries()) one.parent_span_id = String((between[index - 1] ?? root).span_id);
    Object.assign(hop(rest, 0), { parent_span_id: between.at(-1)?.span_id ?? '' });
    hops.splice(1, 0, ...between);
  },
  'other days': (hops, chance) => {
    const later = chance.int(40) * 86_400_000;
    for (const one of hops) if (one.start) Object.assign(one, { start: iso(timeOf(one) + later) });
  },
  'two names of an owner': (hops, chance) => Object.assign(hop(hops, 0), { team: chance.pick(['team-1', 'team-2']) }),
  'a model that nobody sells': (hops) => Object.assign(call(hops), { model: 'in-house-1' }),
};

/** The records of so many requests. Each has the twists of one of the profiles, and one in ten an odd one. */
export function hopTraces(
  count: number,
  profiles: readonly (readonly string[])[],
  odd: readonly string[],
  chance: Random,
): readonly (readonly JsonObject[])[] {
  const traces: Hops[] = [];
  const [first = [], ...more] = profiles;
  for (let index = 0; index < count; index++) {
    const hops = healthyTrace(index, chance);
    const [name, ...names] = odd;
    const own = [
      ...chance.pick([first, ...more]),
      ...(name && chance.chance(10) ? [chance.pick([name, ...names])] : []),
    ];
    for (const twist of own) hopTwists[twist]?.(hops, chance, traces[chance.int(traces.length)] ?? []);
    traces.push(hops);
  }
  return traces;
}

/** In the order in which they may be written: requests overlap. */
export function mixedUp(
  traces: readonly (readonly JsonObject[])[],
  width: number,
  chance: Random,
): readonly JsonObject[] {
  const placed = traces.flatMap((hops, index) => hops.map((hop) => ({ hop, at: index + chance.int(width + 1) })));
  return placed.sort((a, b) => a.at - b.at).map(({ hop }) => hop);
}
