// The explanation of one trace: path, fields with grade and evidence, and the price of each call. Facts only; reports word and draw them.
import type { Explanation } from '../model/explanation.ts';
import { ownershipFields } from '../model/fields.ts';
import { usdToDecimal } from '../model/money.ts';
import type { EnvelopeField, PathHop } from '../model/trace.ts';
import { type AuditedCall, type AuditedFacts, type AuditedTrace, needOf, unattributedCauses } from './audited.ts';
import { explainComparison, explainPrice } from './explain-price.ts';
import { fieldCells } from './field-cells.ts';
import { fixesOf, fixText } from './fix-text.ts';
import { placeOf } from './place-of.ts';
import { type CallPath, pathsOf, waterfall } from './waterfall.ts';

export function explainTrace(audited: AuditedTrace, askedFor: string): Explanation {
  const calls = [...audited.calls, ...audited.free_calls];
  const paths = () => pathsOf(calls.map(({ call }) => call));
  return explainSome(audited, paths, askedFor, calls, Number.POSITIVE_INFINITY).explanation;
}

/** Only these calls and so many events: all of a large trace explained would take several times the memory of the trace. */
export function explainSome(
  facts: AuditedFacts,
  paths: () => Iterable<CallPath>,
  askedFor: string,
  calls: readonly AuditedCall[],
  mostHops: number,
): { readonly explanation: Explanation; readonly hopsLeft: number } {
  const { trace } = facts;
  const { bars, more } = waterfall(trace, paths, mostHops);
  const explanation: Explanation = {
    schema_version: '1.0',
    asked_for: askedFor,
    trace: {
      id: trace.id,
      trace_ids: [...trace.trace_ids],
      restarts: trace.restarts.map(({ at, ...restart }) => ({ ...restart, ...placeOf(at) })),
      faults: trace.faults.map(({ kind, detail, at }) => ({ kind, detail, ...placeOf(at) })),
    },
    waterfall: bars,
    calls: calls.map((call) => explainCall(call, facts)),
  };
  return { explanation, hopsLeft: more };
}

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
