// Faults of the trace: restarts, cut and misspelt ids, missing parents, rings, clocks that disagree.
import { below, edgeTo, type Fault, firstBilled, gatewayed, hopAt, spanned } from './fault.ts';
import type { Plan, PlannedHop } from './plan.ts';
import type { Random } from './random.ts';

const edges = [1, 2, 3, 4, 5] as const;
/** Hops of the chain below the app, and the call's own record. */
const hops = [1, 2, 3, 4, 5] as const;

/** From here down the trace has another id and nothing above is named as parent. */
function beginAnew(plan: Plan, index: number, random: Random): { first: PlannedHop; before: PlannedHop } {
  const first = hopAt(plan, index);
  const before = hopAt(plan, index - 1);
  const traceId = random.hex(32);
  for (const hop of below(plan, index)) {
    if (hop.parent_span_id === before.span_id) delete hop.parent_span_id;
    hop.trace_id = traceId;
  }
  return { first, before };
}

function restartAt(index: number, by: 'link' | 'request id'): Fault {
  return {
    name: `restart at edge ${index}, ${by} only`,
    styles: spanned,
    inject: (plan, random) => {
      const before = { ...hopAt(plan, index - 1) };
      const { first, before: caller } = beginAnew(plan, index, random);
      if (by === 'link') first.links = [{ trace_id: before.trace_id ?? '', span_id: before.span_id }];
      else {
        caller.request_id = `req-${plan.id}`;
        first.request_id = `req-${plan.id}`;
      }
      const how = by === 'link' ? 'span-link' : 'shared-request-id';
      return { code: 'trace/restarted', places: [{ evidence: { ...edgeTo(plan, index), how } }] };
    },
  };
}

/** A change of one hop; the finding must point at its component. */
function atHop(name: string, code: string, change: (hop: PlannedHop, random: Random) => object): readonly Fault[] {
  return hops.map((index) => ({
    name: `${name} at hop ${index}`,
    styles: spanned,
    inject: (plan, random) => {
      const hop = hopAt(plan, index);
      const evidence = Object.fromEntries(
        Object.entries(change(hop, random)).map(([key, value]) => [key, String(value)]),
      );
      return { code, places: [{ evidence, component: hop.component }] };
    },
  }));
}

const zeros = '0'.repeat(32);

export const traceFaults: readonly Fault[] = [
  ...([1, 2, 3, 4] as const).flatMap((index) => [restartAt(index, 'link'), restartAt(index, 'request id')]),
  {
    name: 'restart at the queue, no evidence',
    styles: spanned,
    inject: (plan, random) => {
      const { first } = beginAnew(plan, 3, random);
      return { code: 'trace/unlinked-restart', places: [{ component: first.component }] };
    },
  },
  {
    name: 'restart at a worker nobody owns, no evidence',
    styles: spanned,
    inject: (plan, random) => {
      const { first } = beginAnew(plan, 4, random);
      for (const hop of below(plan, 4)) delete hop.envelope.owner_team;
      return { code: 'trace/unlinked-restart', places: [{ component: first.component }] };
    },
  },
  {
    name: 'batch that links to two owners',
    styles: spanned,
    inject: (plan, random) => {
      const { first, before } = beginAnew(plan, 4, random);
      const other: PlannedHop = {
        ...hopAt(plan, 0),
        trace_id: random.hex(32),
        span_id: random.hex(16),
        envelope: { ...hopAt(plan, 0).envelope, owner_team: 'logistics' },
      };
      first.links = [before, other].map((hop) => ({ trace_id: hop.trace_id ?? '', span_id: hop.span_id }));
      plan.hops.push(other);
      return { code: 'trace/ambiguous-link', places: [{ component: first.component }] };
    },
  },
  {
    name: 'another trace id in the gateway log',
    styles: gatewayed,
    wanted: { story: 'plain', bedrock: false },
    inject: (plan, random) => {
      const row = gatewayRow(plan);
      row.trace_id = random.hex(32);
      const evidence = { from: 'shop-api', to: row.component };
      return { code: 'trace/restarted', places: [{ evidence }] };
    },
  },
  {
    name: 'session id stands for the trace id',
    styles: gatewayed,
    wanted: { story: 'plain', bedrock: false },
    inject: (plan) => {
      const row = gatewayRow(plan);
      if (row.trace_id !== undefined) row.session_id = row.trace_id;
      delete row.trace_id;
      const evidence = { to: row.component, before: row.session_id ?? '' };
      return { code: 'trace/session-as-trace-id', places: [{ evidence }] };
    },
  },
  ...edges.map(
    (index): Fault => ({
      name: `trace id cut at edge ${index}`,
      styles: spanned,
      inject: (plan) => {
        for (const hop of below(plan, index)) if (hop.trace_id) hop.trace_id = hop.trace_id.slice(16);
        return { code: 'trace/id-truncated', places: [{ evidence: edgeTo(plan, index) }] };
      },
    }),
  ),
  {
    name: 'trace id cut in the gateway log',
    styles: gatewayed,
    wanted: { story: 'plain', bedrock: false },
    inject: (plan) => {
      const row = gatewayRow(plan);
      row.trace_id = row.trace_id?.slice(16) ?? '';
      return { code: 'trace/id-truncated', places: [{ evidence: { from: 'shop-api', to: row.component } }] };
    },
  },
  ...atHop('orphan', 'trace/orphan', (hop, random) => {
    hop.parent_span_id = random.hex(16);
    return { component: hop.component };
  }),
  ...atHop('clock five seconds behind', 'trace/clock-skew', (hop) => {
    hop.start -= 5000;
    return { component: hop.component };
  }),
  ...atHop('trace id in upper case', 'trace/id-reshaped', (hop) => {
    hop.trace_id = `${hop.trace_id?.slice(0, -1)}f`.toUpperCase();
    return { field: 'trace_id', change: 'case' };
  }),
  ...atHop('request id that says nothing', 'trace/id-null-like', (hop, random) => {
    hop.request_id = random.pick(['None', 'null', '00000000-0000-0000-0000-000000000000']);
    return { field: 'request_id', value: hop.request_id };
  }),
  ...atHop('trace id of zeros', 'trace/id-null-like', (hop) => {
    hop.trace_id = zeros;
    return { field: 'trace_id', value: zeros };
  }),
  {
    name: 'span id in decimal',
    styles: spanned,
    inject: (plan) => {
      const hop = hopAt(plan, 5);
      hop.span_id = '12345678901234567890';
      const evidence = { field: 'span_id', value: hop.span_id };
      return { code: 'trace/id-decimal', places: [{ evidence, component: hop.component }] };
    },
  },
  {
    name: 'ring of parents',
    styles: spanned,
    inject: (plan) => {
      hopAt(plan, 2).parent_span_id = hopAt(plan, 4).span_id;
      return { code: 'trace/cycle', places: [{ component: hopAt(plan, 2).component }] };
    },
  },
];

function gatewayRow(plan: Plan): PlannedHop {
  const row = firstBilled(plan).seen.find(({ hop }) => hop === 'gateway');
  if (!row) throw new RangeError(`${plan.id} has no gateway row`);
  return row;
}
