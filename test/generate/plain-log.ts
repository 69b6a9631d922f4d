// A log of requests in which nothing is wrong and nothing is left to recommend, three hops each; of every thousand some are broken. What a
// cluster should sum up where it is. Neutral records, all from a seed.
import { costOf, listPrices, type PlannedModel, type PlannedUsage } from './plan.ts';
import { random } from './random.ts';

type Model = readonly [provider: string, model: string];
const models: readonly [Model, ...Model[]] = [
  ['openai', 'gpt-5.4'],
  ['openai', 'gpt-5.4-mini'],
  ['anthropic', 'claude-sonnet-4-5'],
];
const teams = ['support', 'sales', 'search', 'billing', 'claims'] as const;
const begin = Date.UTC(2026, 7, 1);
const unknownModel = 'gpt-nobody-knows';

/** Lines of JSON. `broken` of each thousand traces lose or change something on the way. */
export function* plainLog(traces: number, broken: number, seed = 1): Generator<string> {
  for (let index = 0; index < traces; index += 1) {
    const chance = random(seed * 1_000_003 + index);
    const isBroken = index % 1000 < broken;
    yield* requestOf(chance, isBroken ? index % 5 : undefined).map((record) => JSON.stringify(record));
  }
}

const dearModels = ['gpt-4.1', 'gpt-4.1-mini', 'claude-haiku-4-5'] as const satisfies readonly PlannedModel[];

/** The same of a company whose gateway logs what calls cost, exactly, rounded or as a float; every 200th is wrong. One team names no cost center. */
export function* gatewayLog(traces: number, broken: number, seed = 2): Generator<string> {
  for (let index = 0; index < traces; index += 1) {
    const chance = random(seed * 1_000_003 + index);
    const isBroken = index % 1000 < broken;
    const model = dearModels[index % dearModels.length] ?? 'gpt-4.1';
    for (const record of requestOf(chance, isBroken ? index % 5 : undefined)) {
      const whole: Record<string, unknown> = { ...record };
      if (whole.owner_team === 'search') delete whole.cost_center;
      if (isUsage(whole.usage) && whole.model !== unknownModel) {
        const { input, cached_input: cached, output } = whole.usage;
        const exact = costOf(model, { input, cached, output });
        whole.provider = listPrices[model].provider;
        whole.model = model;
        whole.logged_cost_usd = asLogged(index % 200 === 199 ? `1${exact.slice(1)}` : exact, index % 3);
      }
      yield JSON.stringify(whole);
    }
  }
}

const isUsage = (value: unknown): value is PlannedUsage & { readonly cached_input: number } =>
  typeof value === 'object' && value !== null;

/** As text, as a float that was added up, and with six decimals. */
const asLogged = (exact: string, way: number): string | number =>
  way === 0 ? exact : way === 1 ? Number(exact) + 3e-17 : Number(exact).toFixed(6);

function requestOf(chance: ReturnType<typeof random>, fault: number | undefined): object[] {
  const traceId = chance.hex(32);
  const [provider, model] = chance.pick(models);
  const team = chance.pick(teams);
  const start = begin + chance.int(20) * 86_400_000 + chance.int(86_400) * 1000;
  const spans = [chance.hex(16), chance.hex(16), chance.hex(16)];
  const envelope = {
    owner_team: team,
    workflow_id: `${team}-flow`,
    feature: `${team}-feature`,
    cost_center: `cc-${team}`,
    tenant_id_hash: `t_${chance.hex(12)}`,
    user_id_hash: `u_${chance.hex(12)}`,
    environment: 'production',
    service: 'shop-api',
    unit_price_source: 'list',
  };
  const usage = { input: 100 + chance.int(4000), cached_input: chance.int(3) * 512, output: 20 + chance.int(900) };
  const lost =
    fault === 0 ? { owner_team: undefined, workflow_id: undefined } : fault === 1 ? { owner_team: 'other-team' } : {};
  return [
    { trace_id: traceId, span_id: spans[0], hop: 'app', component: 'shop-api', start_ms: start, ...envelope },
    {
      trace_id: traceId,
      span_id: spans[1],
      parent_span_id: fault === 2 ? chance.hex(16) : spans[0],
      hop: 'gateway',
      component: 'edge',
      start_ms: start + 20,
      ...envelope,
      ...lost,
    },
    {
      trace_id: traceId,
      span_id: spans[2],
      parent_span_id: spans[1],
      hop: 'agent',
      component: 'writer',
      start_ms: start + 50,
      request_id: `req_${chance.hex(20)}`,
      provider,
      model: fault === 3 ? unknownModel : model,
      operation: 'chat',
      status: 'ok',
      usage,
      ...envelope,
      ...lost,
      ...(fault === 4 ? { feature: undefined } : {}),
    },
  ];
}
