// Faults of metering: records that count a call again, calls without usage or price, and costs a faulty meter would have written.
import { mismatchCodes } from '../../src/audit/findings/mismatches.ts';
import type { VarianceCause } from '../../src/model/price.ts';
import {
  authority,
  billedCalls,
  everyStyle,
  type Fault,
  firstBilled,
  gatewayed,
  hopAt,
  mixed,
  spanned,
} from './fault.ts';
import { eightDecimals, listPrices, type Plan, type PlannedHop, type PlannedModel } from './plan.ts';

/** Rival spellings of one cause are told by one finding. */
const codeOf = (causes: string): string => mismatchCodes[causes.split('|')[0] as VarianceCause]; // names of the table below

/** The logged cost as a faulty meter would have written it. */
function wrongCost(name: string, cause: string, formula: (exact: bigint, cachedAtFull: bigint) => bigint): Fault {
  return {
    name,
    styles: ['event', 'otlp', 'nested', ...gatewayed],
    inject: (plan) => {
      const { call, seen } = firstBilled(plan);
      const price = listPrices[call.model as PlannedModel]; // plans are made from that table
      const { input, cached, output } = call.usage ?? { input: 0, cached: 0, output: 0 };
      const exact = BigInt(input) * price.input + BigInt(cached) * price.cached + BigInt(output) * price.output;
      call.logged = eightDecimals(formula(exact, BigInt(cached) * price.input));
      return { code: codeOf(cause), places: [{ evidence: { cause }, component: authority(seen).component }] };
    },
  };
}

/** The call's own record says something else. */
function said(name: string, code: string, instead: object, evidence: Readonly<Record<string, string>> = {}): Fault {
  return {
    name,
    styles: ['event'],
    inject: (plan) => {
      const hop = authority(firstBilled(plan).seen);
      hop.said = instead;
      return { code, places: [{ evidence, component: hop.component }] };
    },
  };
}

/** A record of a metered call, written once more. */
function repeated(plan: Plan): PlannedHop {
  const repeat = plan.hops.findLast((hop) => hop.call?.usage && !hop.call.cache_hit);
  if (!repeat) throw new RangeError(`${plan.id} has no metered call`);
  plan.hops.push(repeat);
  return repeat;
}

export const meteringFaults: readonly Fault[] = [
  {
    name: 'duplicate row',
    styles: [...spanned, ...mixed],
    inject: (plan) => {
      const { component } = repeated(plan);
      return { code: 'trace/duplicate-record', places: [{ evidence: { component }, component }] };
    },
  },
  {
    name: 'duplicate step',
    styles: spanned,
    inject: (plan) => {
      const hop = hopAt(plan, 3);
      plan.hops.push(hop);
      return { code: 'trace/duplicate-record', places: [{ evidence: { component: hop.component } }] };
    },
  },
  {
    name: 'stream logged while it grew',
    styles: ['event', 'otlp', ...gatewayed],
    wanted: { bedrock: false },
    inject: (plan) => {
      const hop = authority(firstBilled(plan).seen);
      const { usage, logged: _logged, ...call } = hop.call ?? { model: '', provider: '', status: 'ok' };
      const part = { input: usage?.input ?? 0, cached: usage?.cached ?? 0, output: 1 };
      plan.hops.push({ ...hop, end: hop.end - 20, call: { ...call, usage: part } });
      return { code: 'trace/streaming-partial', places: [{ evidence: { component: hop.component } }] };
    },
  },
  {
    name: 'parent sum',
    styles: spanned,
    wanted: { story: 'two calls' },
    inject: (plan, random) => {
      const caller = hopAt(plan, 4);
      const calls = plan.hops.filter((hop) => hop.call);
      const span: PlannedHop = {
        ...caller,
        envelope: { ...caller.envelope },
        hop: 'agent',
        component: 'planner',
        span_id: random.hex(16),
        parent_span_id: caller.span_id,
        operation: 'invoke_agent',
        sums: { input: 0, cached: 0, output: 0 },
      };
      for (const hop of calls) {
        hop.parent_span_id = span.span_id;
        for (const name of ['input', 'cached', 'output'] as const)
          if (span.sums) span.sums[name] += hop.call?.usage?.[name] ?? 0;
      }
      plan.hops.splice(5, 0, span);
      return { code: 'trace/parent-sum', places: [{ evidence: { component: 'planner' } }] };
    },
  },
  {
    name: 'one call in two logs without a common id',
    styles: gatewayed,
    wanted: { story: 'plain', bedrock: false },
    inject: (plan) => {
      const { seen } = firstBilled(plan);
      const span = seen.find(({ hop }) => hop === 'app');
      const row = authority(seen);
      if (span) {
        delete span.request_id;
        span.response_id = `chatcmpl-of-a-proxy-${plan.id}`;
      }
      return { code: 'trace/possible-duplicate', places: [{ component: row.component }] };
    },
  },
  {
    name: 'row that sums several requests',
    styles: ['event'],
    inject: (plan) => {
      const hop = authority(firstBilled(plan).seen);
      plan.hops.push({ ...hop, component: 'usage-export', span_id: '', requests: 40 });
      const evidence = { component: 'usage-export', requests: '40' };
      return { code: 'input/aggregate-rows', places: [{ evidence }] };
    },
  },
  {
    name: 'streamed without usage',
    styles: ['event', 'otlp', 'nested'],
    wanted: { story: 'plain' },
    inject: (plan) => {
      const { call, seen } = firstBilled(plan);
      delete call.usage;
      delete call.logged;
      call.streamed = true;
      return { code: 'price/usage-missing', places: [{ component: authority(seen).component }] };
    },
  },
  {
    name: 'model no card knows',
    styles: everyStyle,
    inject: (plan) => {
      const components = new Set(billedCalls(plan).map(({ seen }) => authority(seen).component));
      for (const { call } of billedCalls(plan)) {
        call.model = 'larkspur-house-7b';
        delete call.logged;
      }
      return { code: 'price/unknown-model', places: [...components].map((component) => ({ component })) };
    },
  },
  {
    name: 'model that may be several',
    styles: everyStyle,
    inject: (plan) => {
      const components = new Set(billedCalls(plan).map(({ seen }) => authority(seen).component));
      for (const { call } of billedCalls(plan)) {
        call.model = call.provider === 'bedrock' ? 'anthropic.claude-sonnet' : 'claude-sonnet';
        if (call.provider !== 'bedrock') call.provider = 'anthropic';
        delete call.logged;
      }
      return { code: 'price/ambiguous-model', places: [...components].map((component) => ({ component })) };
    },
  },
  {
    name: 'cost logged as zero',
    styles: ['event', 'otlp', 'nested', ...gatewayed],
    inject: (plan) => {
      const { call, seen } = firstBilled(plan);
      call.logged = '0';
      const hop = authority(seen.filter((one) => one.hop !== 'provider'));
      return { code: 'price/zero-logged', places: [{ component: hop.component }] };
    },
  },
  said('call without a model', 'price/model-missing', { model: undefined }),
  said('seller nobody knows', 'price/unknown-seller', { provider: undefined, model: 'llama-3.3-70b' }),
  said('tier without a rate', 'price/tier-without-rate', { service_tier: 'quantum' }),
  said('no time on the call', 'price/undated', { timestamp: undefined, end: undefined }),
  said('time that cannot be read', 'price/bad-time', { timestamp: 'yesterday' }, { field: 'start' }),
  said('cost with a sign of its currency', 'price/bad-amount', { logged_cost_usd: '€0.002' }, { value: '€0.002' }),
  said('negative count', 'price/bad-count', { usage: { input: 900, output: -3 } }, { field: 'output', value: '-3' }),
  said('class without a rate', 'price/class-without-rate', { usage: { input: 900, output: 30, pages: 3 } }),
  said('more cached than prompt tokens', 'price/usage-conflict', {
    usage: { prompt_tokens: 100, completion_tokens: 30, prompt_tokens_details: { cached_tokens: 900 } },
  }),
  said('cache writes without their lifetime', 'price/cache-lifetime-unknown', {
    usage: { input_tokens: 100, output_tokens: 30, cache_creation_input_tokens: 900 },
  }),
  wrongCost('cached class counted twice', 'cached-input-counted-twice', (exact, cachedAtFull) => exact + cachedAtFull),
  // Where the card lists a tier of that very price, the tier is named instead of the factor.
  wrongCost('wrong tier: half', 'half-price-tier|other-tier', (exact) => exact / 2n),
  wrongCost('wrong tier: double', 'double-price-tier|other-tier', (exact) => exact * 2n),
  wrongCost('cost that nothing explains', 'unexplained', (exact) => (exact * 1371n) / 1000n),
  wrongCost('unit slip: cents', 'unit-slip', (exact) => exact * 100n),
  wrongCost('unit slip: per thousand', 'unit-slip', (exact) => exact * 1000n),
];
