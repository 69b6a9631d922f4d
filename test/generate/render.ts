// A planned trace as the records its systems would log, by file name.
import type { Plan, PlannedCall, PlannedHop, PlannedUsage } from './plan.ts';
import { bedrockLog, bifrostRow, heliconeRow, iso, spendRow } from './render-logs.ts';

export { spendRow };

export type Records = Record<string, object[]>;

/** The file each kind of log is written to. */
const rowOf: Readonly<Record<string, (hop: PlannedHop) => object>> = {
  litellm: spendRow,
  bifrost: bifrostRow,
  helicone: heliconeRow,
  bedrock: bedrockLog,
};

export function render(plan: Plan): Records {
  switch (plan.style) {
    case 'event':
      return { 'events.jsonl': plan.hops.map(neutralLine) };
    case 'otlp':
      return { 'otlp.jsonl': plan.hops.map((hop) => spanLine(hop)) };
    case 'nested':
      return { 'nested.jsonl': [nestedRecord(plan)] };
    default: {
      const records: Records = {};
      for (const hop of plan.hops) {
        const row = rowOf[hop.component];
        const file = row ? `${hop.component}.jsonl` : 'otlp.jsonl';
        records[file] = [...(records[file] ?? []), row ? row(hop) : spanLine(hop, false)];
      }
      return records;
    }
  }
}

export function neutralLine(hop: PlannedHop): object {
  const { hop: kind, component, start, end, envelope, call, sums, response_id: _id, blind: _blind, ...rest } = hop;
  const { labelled_owner: labelled, said, ...ids } = rest;
  return {
    ...ids,
    hop: kind,
    component,
    service: component,
    timestamp: iso(start),
    end: iso(end),
    ...envelope,
    ...(labelled === undefined ? {} : { labels: { owner_team: labelled } }),
    ...(sums ? neutralUsage(sums) : {}),
    ...(call ? neutralCall(call) : {}),
    ...(ids.request_id === undefined ? {} : { request_id: ids.request_id }),
    ...said,
  };
}

function neutralCall({ usage, logged, aws_request_id: _aws, ...call }: PlannedCall): object {
  return {
    ...call,
    ...(usage ? neutralUsage(usage) : {}),
    ...(logged === undefined ? {} : { logged_cost_usd: Number(logged) }),
    unit_price_source: 'list-2026-09',
  };
}

function neutralUsage({ input, cached, output }: PlannedUsage): object {
  return { usage: { input, cached_input: cached, output } };
}

function nestedRecord(plan: Plan): object {
  const steps = plan.hops.filter(({ call }) => !call);
  const calls = plan.hops.filter(({ call }) => call);
  const [first] = plan.hops;
  return {
    trace_id: first?.trace_id,
    timestamp: iso(first?.start ?? 0),
    ...Object.fromEntries(
      steps.map(({ hop, component, envelope }) => [hop, { component, service: component, ...envelope }]),
    ),
    provider_calls: calls.map(({ component, hop, envelope, start, call }) => ({
      component,
      service: component,
      hop,
      timestamp: iso(start),
      ...envelope,
      ...(call ? neutralCall(call) : {}),
    })),
  };
}

type Attribute = {
  key: string;
  value: { stringValue: string } | { intValue: string } | { doubleValue: number } | { boolValue: boolean };
};

function attributes(pairs: Readonly<Record<string, string | number | boolean | undefined>>): Attribute[] {
  return Object.entries(pairs).flatMap(([key, value]): Attribute[] => {
    if (value === undefined) return [];
    if (typeof value === 'string') return [{ key, value: { stringValue: value } }];
    if (typeof value === 'boolean') return [{ key, value: { boolValue: value } }];
    return [{ key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } }];
  });
}

/** One collector export line with one span. GenAI semantic conventions 1.40: the input count includes cached tokens. */
export function spanLine(hop: PlannedHop, withCost = true): object {
  const { call, envelope, sums } = hop;
  const { environment, ...carried } = envelope;
  const usage = call?.usage ?? sums;
  const span = {
    traceId: hop.trace_id ?? '',
    spanId: hop.span_id,
    ...(hop.parent_span_id === undefined ? {} : { parentSpanId: hop.parent_span_id }),
    name: hop.operation ?? hop.hop,
    kind: call ? 3 : hop.hop === 'queue' ? 5 : 2,
    startTimeUnixNano: `${hop.start}000000`,
    endTimeUnixNano: `${hop.end}000000`,
    ...(hop.links ? { links: hop.links.map((link) => ({ traceId: link.trace_id, spanId: link.span_id })) } : {}),
    status: { code: call?.status === 'error' ? 2 : 1 },
    attributes: attributes({
      'attrib.hop': hop.hop,
      ...carried,
      request_id: hop.request_id,
      'gen_ai.conversation.id': hop.conversation_id,
      'gen_ai.operation.name': hop.operation,
      'gen_ai.provider.name': call?.provider,
      'gen_ai.request.model': call?.model,
      'gen_ai.response.model': call?.usage ? call.model : undefined,
      'gen_ai.response.id': hop.response_id ?? call?.provider_request_id,
      'gen_ai.usage.input_tokens': usage ? usage.input + usage.cached : undefined,
      'gen_ai.usage.cache_read.input_tokens': usage?.cached,
      'gen_ai.usage.output_tokens': usage?.output,
      'gen_ai.usage.cost': withCost && call?.logged !== undefined ? Number(call.logged) : undefined,
      'gen_ai.request.stream': call?.streamed,
      cache_hit: call?.cache_hit,
      attempt: hop.blind ? undefined : call?.attempt,
      fallback_from: hop.blind ? undefined : call?.fallback_from,
      retry_of: hop.blind ? undefined : call?.retry_of,
      unit_price_source: call ? 'list-2026-09' : undefined,
    }),
  };
  const resource = {
    attributes: attributes({ 'service.name': hop.component, 'deployment.environment.name': environment }),
  };
  const scope = { name: hop.producer ?? 'shop-instrumentation', version: hop.producer_version ?? '1.2.0' };
  return {
    resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [span] }] }],
  };
}
