// The explanation of one trace: path, fields with grade and evidence, and the price of each call. Facts only; reports word and draw them.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import { ownershipFields } from '../model/fields.ts';
import { usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { Call, EnvelopeField, PathHop, TraceFacts } from '../model/trace.ts';
import { type AuditedCall, type AuditedFacts, needOf, type TraceInShares, unattributedCauses } from './audited.ts';
import { explainComparison, explainPrice } from './explain-price.ts';
import { fieldCells } from './field-cells.ts';
import { fixesOf, fixText } from './fix-text.ts';
import { compareUsd } from './merge-tallies.ts';
import { placeOf } from './place-of.ts';
import { keepTop, type Top } from './sums.ts';
import { type CallPath, eventsOn, pathsOf, waterfall } from './waterfall.ts';

/** Of a larger trace some calls are told: all of one with thirty thousand events took 337 MB. */
export const mostEvents = 500;
const mostCalls = 20;
/** Of its ids, of its restarts and of its faults. */
const mostListed = 100;

/** The whole trace. Of a large one the costliest calls, of those that are `named` where some are. */
export function explainTrace(
  trace: TraceInShares,
  askedFor: string,
  isNamed: (call: Call) => boolean = () => false,
): Explanation {
  if (isLarge(trace)) {
    const { calls, of } = costliest(trace, isNamed);
    return explainCalls(trace, askedFor, calls, of);
  }
  const calls = allOf(trace);
  const paths = () => pathsOf(calls.map(({ call }) => call));
  return explainSome(trace, paths, askedFor, calls, Number.POSITIVE_INFINITY).explanation;
}

export const isLarge = ({ trace }: AuditedFacts): boolean => trace.events.length > mostEvents;

function allOf(trace: TraceInShares): readonly AuditedCall[] {
  const shares = [...trace.shares()];
  return [...shares.flatMap(({ calls }) => calls), ...shares.flatMap(({ free_calls: free }) => free)];
}

function costliest(
  trace: TraceInShares,
  isNamed: (call: Call) => boolean,
): { readonly calls: readonly AuditedCall[]; readonly of: number } {
  const [named, others] = [keepTop(costliestFirst), keepTop(costliestFirst)];
  let of = 0;
  for (const { calls, free_calls: free } of trace.shares())
    for (const one of [...calls, ...free]) {
      of += 1;
      (isNamed(one.call) ? named : others).add(one);
    }
  const calls = named.list();
  return { calls: calls.length > 0 ? calls : others.list(), of };
}

const costliestFirst: Top<AuditedCall> = {
  most: mostCalls,
  compare: (a, b) => compareUsd(b.cost.usd, a.cost.usd) || compareText(a.call.key, b.call.key),
};

/** Some of so many calls of a large trace, and their paths. */
export function explainCalls(
  facts: AuditedFacts,
  askedFor: string,
  calls: readonly AuditedCall[],
  of: number,
): Explanation {
  const paths = () => pathsOf(calls.map(({ call }) => call));
  const { explanation, hopsLeft } = explainSome(
    facts,
    paths,
    askedFor,
    calls,
    Number.POSITIVE_INFINITY,
    eventsOn(paths()),
  );
  return { ...explanation, hops_left_out: hopsLeft, calls_left_out: of - calls.length };
}

/** Only these calls and so many events: all of a large trace explained would take several times the memory of the trace. */
export function explainSome(
  facts: AuditedFacts,
  paths: () => Iterable<CallPath>,
  askedFor: string,
  calls: readonly AuditedCall[],
  mostHops: number,
  among?: readonly Event[],
): { readonly explanation: Explanation; readonly hopsLeft: number } {
  const { trace } = facts;
  const { bars, more } = waterfall(trace, paths, mostHops, among);
  const explanation: Explanation = {
    schema_version: '1.0',
    asked_for: askedFor,
    trace: tellTrace(trace),
    waterfall: bars,
    calls: calls.map((call) => explainCall(call, facts)),
  };
  return { explanation, hopsLeft: more };
}

function tellTrace({ id, trace_ids: ids, restarts, faults }: TraceFacts): Explanation['trace'] {
  const left = {
    trace_ids: beyond(ids),
    restarts: beyond(restarts),
    faults: beyond(faults),
  };
  return {
    id,
    trace_ids: ids.slice(0, mostListed),
    restarts: restarts.slice(0, mostListed).map(({ at, ...restart }) => ({ ...restart, ...placeOf(at) })),
    faults: faults.slice(0, mostListed).map(({ kind, detail, at }) => ({ kind, detail, ...placeOf(at) })),
    ...(Object.values(left).some((more) => more > 0) && { left_out: left }),
  };
}

const beyond = ({ length }: readonly unknown[]): number => Math.max(0, length - mostListed);

type ExplainedCall = Explanation['calls'][number];

function explainCall(one: AuditedCall, { contract }: AuditedFacts): ExplainedCall {
  const { call, price } = one;
  const { metering } = call;
  return {
    key: call.key,
    provider: metering.provider ?? null,
    model: metering.model ?? null,
    response_model: metering.response_model ?? null,
    service_tier: metering.service_tier ?? null,
    requested_tier: metering.requested_tier ?? null,
    billed: one.billed,
    verdict: one.part,
    cause: one.cause ? unattributedCauses[one.cause] : null,
    obstacles: [...fixesOf(one.obstacles).values()].map((fix) => fixText([fix])),
    sightings: call.sightings.map((event) => ({
      component: event.component,
      hop: event.hop,
      authority: event === metering.usage_from ? ('metering' as const) : ('evidence' as const),
      ...placeOf(event),
    })),
    path: call.path.map(({ component, hop, stitched, sighting }) => ({ component, hop, stitched, sighting })),
    fields: (['trace_id', ...ownershipFields] as const).map((field) =>
      explainField(field, one, call.path, needOf(contract, field)),
    ),
    usage: metering.usage ? { ...metering.usage } : null,
    raw_usage: metering.raw_usage ? { ...metering.raw_usage } : null,
    price: explainPrice(price),
    ...explainReading(one),
    logged_usd: metering.logged_cost_usd === undefined ? null : usdToDecimal(metering.logged_cost_usd),
    comparison: explainComparison(one),
  };
}

function explainReading({ call, other_reading: other }: AuditedCall): Pick<ExplainedCall, 'other_reading'> {
  const note = call.metering.usage_from?.notes.find(({ kind }) => kind === 'usage-ambiguous');
  if (note?.kind !== 'usage-ambiguous' || other === undefined) return {};
  const usd = other.kind === 'priced' ? usdToDecimal(other.usd) : null;
  return { other_reading: { parts: [...note.parts], usd } };
}

function explainField(
  field: EnvelopeField,
  { call }: AuditedCall,
  path: readonly PathHop[],
  need: 'required' | 'recommended' | 'optional',
): Explanation['calls'][number]['fields'][number] {
  const known = call.envelope[field];
  return {
    field,
    need,
    value: known?.value ?? null,
    grade: known?.grade ?? 'none',
    ...(known?.rule !== undefined && { rule: known.rule }),
    evidence: known ? { component: known.from.component, ...placeOf(known.from) } : null,
    rivals: (known?.rivals ?? []).map(({ value, from }) => ({ value, component: from.component, ...placeOf(from) })),
    cells: fieldCells(field, path, call.breaks),
  };
}
