// Faults, one at a time, put into a healthy plan, with what the audit must say about each: the kind and the place.
import type { OwnershipField } from '../../src/model/fields.ts';
import {
  eightDecimals,
  listPrices,
  type Plan,
  type PlannedHop,
  type PlannedModel,
  type Story,
  type Style,
} from './plan.ts';
import type { Random } from './random.ts';

/** What one occurrence of the right finding must show in its evidence and place. */
export interface Expected {
  readonly code: string;
  readonly evidence: Readonly<Record<string, string>>;
  /** Component of the record it must point at, when the evidence names no edge. */
  readonly component?: string;
}

export interface Fault {
  readonly name: string;
  readonly styles: readonly Style[];
  readonly story?: Story;
  /** Changes the plan; the records of `repeat` hops are written twice. */
  inject(plan: Plan, random: Random): Expected & { readonly repeat?: PlannedHop };
}

const chained: readonly Style[] = ['event', 'otlp', 'nested'];
const spanned: readonly Style[] = ['event', 'otlp'];
const required: readonly [OwnershipField, ...OwnershipField[]] = ['owner_team', 'workflow_id', 'feature'];

const callHop = (plan: Plan): PlannedHop & { call: NonNullable<PlannedHop['call']> } => {
  const found = plan.hops.find((hop) => hop.call?.usage);
  if (!found?.call) throw new Error(`${plan.id} has no metered call`);
  return { ...found, call: found.call };
};

/** Hops from this one down, calls included. */
const below = (plan: Plan, index: number): PlannedHop[] =>
  plan.hops.filter((hop, position) => position >= index || hop.call);

function edge(plan: Plan, index: number): { from: string; to: string } {
  return { from: plan.hops[index - 1]?.component ?? '', to: plan.hops[index]?.component ?? '' };
}

/** Edges of the chain app -> gateway -> router -> queue -> worker -> its own call record. */
const edges = [1, 2, 3, 4, 5] as const;

function dropAt(index: number): Fault {
  return {
    name: `dropped at edge ${index}`,
    styles: chained,
    inject: (plan, random) => {
      const field = random.pick(required);
      for (const hop of below(plan, index)) delete hop.envelope[field];
      return { code: 'trace/field-dropped', evidence: { ...edge(plan, index), field } };
    },
  };
}

function rewriteAt(index: number): Fault {
  return {
    name: `rewritten at edge ${index}`,
    styles: chained,
    inject: (plan, random) => {
      const field = random.pick(required);
      for (const hop of below(plan, index)) hop.envelope[field] = 'platform-default';
      return { code: 'trace/field-rewritten', evidence: { ...edge(plan, index), field } };
    },
  };
}

function restartAt(index: number, evidence: 'link' | 'request id'): Fault {
  return {
    name: `restart at edge ${index}, ${evidence} only`,
    styles: spanned,
    inject: (plan, random) => {
      const first = plan.hops[index];
      const before = plan.hops[index - 1];
      if (!first || !before) throw new Error(`no edge ${index}`);
      const traceId = random.hex(32);
      if (evidence === 'link') first.links = [{ trace_id: before.trace_id ?? '', span_id: before.span_id }];
      else {
        before.request_id = `req-${plan.id}`;
        first.request_id = `req-${plan.id}`;
      }
      delete first.parent_span_id;
      for (const hop of below(plan, index)) hop.trace_id = traceId;
      const how = evidence === 'link' ? 'span-link' : 'shared-request-id';
      return { code: 'trace/restarted', evidence: { ...edge(plan, index), how } };
    },
  };
}

function truncateAt(index: number): Fault {
  return {
    name: `trace id cut at edge ${index}`,
    styles: spanned,
    inject: (plan) => {
      for (const hop of below(plan, index)) if (hop.trace_id) hop.trace_id = hop.trace_id.slice(16);
      return { code: 'trace/id-truncated', evidence: edge(plan, index) };
    },
  };
}

function orphanAt(index: number): Fault {
  return {
    name: `orphan at hop ${index}`,
    styles: spanned,
    inject: (plan, random) => {
      const hop = plan.hops[index];
      if (!hop) throw new Error(`no hop ${index}`);
      hop.parent_span_id = random.hex(16);
      return { code: 'trace/orphan', evidence: { component: hop.component } };
    },
  };
}

/** The logged cost as a faulty meter would have written it. */
function wrongCost(name: string, cause: string, formula: (exact: bigint, cachedAtFull: bigint) => bigint): Fault {
  return {
    name,
    styles: ['event', 'otlp', 'mixed', 'nested'],
    story: 'plain',
    inject: (plan) => {
      const { call, component } = callHop(plan);
      const price = listPrices[call.model as PlannedModel]; // plans are made from that table
      const { input, cached, output } = call.usage ?? { input: 0, cached: 0, output: 0 };
      const exact = BigInt(input) * price.input + BigInt(cached) * price.cached + BigInt(output) * price.output;
      call.logged = eightDecimals(formula(exact, BigInt(cached) * price.input));
      return { code: 'price/mismatch', evidence: { cause }, component: plan.style === 'mixed' ? 'litellm' : component };
    },
  };
}

export const faults: readonly Fault[] = [
  ...edges.map(dropAt),
  {
    name: 'dropped at the gateway log',
    styles: ['mixed'],
    story: 'plain',
    inject: (plan, random) => {
      const field = random.pick(required);
      for (const hop of plan.hops) if (hop.hop === 'gateway') delete hop.envelope[field];
      return { code: 'trace/field-dropped', evidence: { from: 'shop-api', to: 'litellm', field } };
    },
  },
  ...edges.map(rewriteAt),
  {
    name: 'late, after the gateway',
    styles: chained,
    inject: (plan, random) => {
      const field = random.pick(required);
      for (const hop of plan.hops.slice(0, 2)) delete hop.envelope[field];
      return { code: 'trace/field-late', evidence: { ...edge(plan, 2), field } };
    },
  },
  ...([3, 4] as const).flatMap((index) => [restartAt(index, 'link'), restartAt(index, 'request id')]),
  ...([1, 2, 3, 4] as const).map(orphanAt),
  ...([1, 2, 3, 4] as const).map(truncateAt),
  {
    name: 'duplicate row',
    styles: ['event', 'otlp', 'mixed'],
    inject: (plan) => {
      const repeat = plan.hops.findLast((hop) => hop.call?.usage);
      if (!repeat) throw new Error(`${plan.id} has no metered call`);
      return { code: 'trace/duplicate-record', evidence: { component: repeat.component }, repeat };
    },
  },
  {
    name: 'parent sum',
    styles: ['otlp'],
    story: 'two calls',
    inject: (plan, random) => {
      const caller = plan.hops[4];
      if (!caller) throw new Error('no worker');
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
      return { code: 'trace/parent-sum', evidence: { component: 'planner' } };
    },
  },
  {
    name: 'streamed without usage',
    styles: ['event', 'otlp', 'nested'],
    story: 'plain',
    inject: (plan) => {
      const { call, component } = callHop(plan);
      delete call.usage;
      delete call.logged;
      call.streamed = true;
      return { code: 'price/usage-missing', evidence: {}, component };
    },
  },
  wrongCost('cached class counted twice', 'cached-input-counted-twice', (exact, cachedAtFull) => exact + cachedAtFull),
  wrongCost('wrong tier: half', 'half-price-tier', (exact) => exact / 2n),
  wrongCost('wrong tier: double', 'double-price-tier', (exact) => exact * 2n),
  wrongCost('unit slip: cents', 'unit-slip', (exact) => exact * 100n),
  wrongCost('unit slip: per thousand', 'unit-slip', (exact) => exact * 1000n),
  {
    name: 'personal data',
    styles: ['event', 'otlp', 'mixed', 'nested'],
    inject: (plan) => {
      for (const hop of plan.hops) hop.envelope.user_id_hash = 'ada.lovelace@example.com';
      return { code: 'contract/personal-data', evidence: { field: 'user_id_hash', what: 'e-mail' } };
    },
  },
  {
    name: 'conversation id only',
    styles: ['event'],
    story: 'plain',
    inject: (plan) => {
      const hop = plan.hops.find((one) => one.call);
      if (!hop) throw new Error(`${plan.id} has no call`);
      for (const field of ['owner_team', 'workflow_id', 'feature'] as const) delete hop.envelope[field];
      delete hop.trace_id;
      delete hop.parent_span_id;
      hop.conversation_id = `chat-${plan.id}`;
      plan.hops = [hop];
      return { code: 'contract/session-is-no-owner', evidence: {}, component: hop.component };
    },
  },
];
