import type { Explanation } from '../model/explanation.ts';
import { ownershipFields } from '../model/fields.ts';
import { usdToDecimal } from '../model/money.ts';
import type { Price, PriceSource } from '../model/price.ts';
import type { EnvelopeField, PathHop, Trace } from '../model/trace.ts';
import { type AuditedCall, type AuditedTrace, needOf, unattributedCauses } from './audited.ts';
import { fieldCells } from './field-cells.ts';
import { placeOf } from './place-of.ts';
import { waterfall } from './waterfall.ts';

/** Ids are matched as written and as normalised (hex ids without dashes, in lower case). */
export function namesTrace(trace: Trace, id: string): boolean {
  const plain = id.replaceAll('-', '').toLowerCase();
  return (
    trace.id === id ||
    trace.trace_ids.some((one) => one === id || one === plain) ||
    [...trace.calls, ...trace.free_calls].some((call) => call.key === id) ||
    trace.events.some(
      (event) => [event.request_id, event.provider_request_id, event.span_id].includes(id) || event.span_id === plain,
    )
  );
}

export function explainTrace(audited: AuditedTrace, askedFor: string): Explanation {
  const { trace, calls, free_calls: free } = audited;
  return {
    schema_version: '1.0',
    asked_for: askedFor,
    trace: {
      id: trace.id,
      trace_ids: [...trace.trace_ids],
      restarts: trace.restarts.map(({ at, ...restart }) => ({ ...restart, ...placeOf(at) })),
      faults: trace.faults.map(({ kind, detail, at }) => ({ kind, detail, ...placeOf(at) })),
    },
    waterfall: waterfall(audited),
    calls: [...calls, ...free].map((call) => explainCall(call, audited)),
  };
}

function explainCall(one: AuditedCall, { contract }: AuditedTrace): Explanation['calls'][number] {
  const { call, price } = one;
  const { metering } = call;
  return {
    key: call.key,
    provider: metering.provider ?? null,
    model: metering.model ?? null,
    response_model: metering.response_model ?? null,
    billed: one.billed,
    verdict: one.part,
    cause: one.cause ? unattributedCauses[one.cause] : null,
    obstacles: one.obstacles.map(
      ({ kind, from, component, field }) =>
        `${field}: ${kind} ${from === undefined || from === component ? 'at' : `${from} ->`} ${component}`,
    ),
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
    logged_usd: metering.logged_cost_usd === undefined ? null : usdToDecimal(metering.logged_cost_usd),
    comparison: compare(one),
  };
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
    evidence: known ? { component: known.from.component, ...placeOf(known.from) } : null,
    rivals: (known?.rivals ?? []).map(({ value, from }) => ({ value, component: from.component, ...placeOf(from) })),
    cells: fieldCells(field, path, call.breaks),
  };
}

function explainPrice(price: Price): Explanation['calls'][number]['price'] {
  const none = {
    usd: null,
    low_usd: null,
    high_usd: null,
    source: null,
    undated: false,
    detail: null,
    lines: [],
    candidates: [],
  };
  switch (price.kind) {
    case 'priced':
      return {
        ...none,
        kind: price.kind,
        usd: usdToDecimal(price.usd),
        source: sourceText(price.source),
        undated: price.undated,
        lines: price.lines.map((line) => ({
          class: line.class,
          count: line.count,
          per: line.per,
          rate_usd: usdToDecimal(line.rate),
          usd: usdToDecimal(line.usd),
          note: lineNote(line),
        })),
      };
    case 'band':
      return {
        ...none,
        kind: price.kind,
        low_usd: usdToDecimal(price.low),
        high_usd: usdToDecimal(price.high),
        undated: price.undated,
        candidates: price.candidates.map(({ source, usd }) => ({ source: sourceText(source), usd: usdToDecimal(usd) })),
      };
    case 'unpriced':
      return { ...none, kind: price.kind, detail: `${price.why}: ${price.detail}` };
  }
}

type Line = Extract<Price, { kind: 'priced' }>['lines'][number];

function lineNote({ priced_as, over_context, rounded }: Line): string | null {
  const notes = [
    priced_as && `priced as ${priced_as}`,
    over_context && `long-context rate, prompt over ${over_context} tokens`,
    rounded && 'rounded at the 18th decimal',
  ];
  return notes.filter((note) => note !== undefined && note !== false && note !== 0).join('; ') || null;
}

export function sourceText({ card, seller, model, valid_from, tier, region }: PriceSource): string {
  const parts = [tier, region, valid_from && `from ${valid_from}`].filter((part) => part !== undefined && part !== '');
  return `${card} ${seller}/${model}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`;
}

function compare({ comparison, call }: AuditedCall): string | null {
  if (call.metering.logged_cost_usd === undefined) return null;
  if (!comparison) return 'not compared: the call has no price';
  if (comparison.kind === 'agrees')
    return comparison.rounded_to === undefined
      ? 'agrees with the card'
      : `agrees: the card's price rounded to ${comparison.rounded_to} decimals`;
  return `logged ${usdToDecimal(comparison.logged)}, card ${usdToDecimal(comparison.repriced)}: ${comparison.causes.join(' or ')} (${comparison.detail})`;
}
