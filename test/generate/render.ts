// A planned trace as the records its systems would log, by file name.
import type { Plan, PlannedHop } from './plan.ts';

export type Records = Record<string, object[]>;

export function render(plan: Plan): Records {
  switch (plan.style) {
    case 'event':
      return { 'events.jsonl': plan.hops.map(neutralLine) };
    case 'otlp':
      return { 'otlp.jsonl': plan.hops.map((hop) => spanLine(hop)) };
    case 'nested':
      return { 'nested.jsonl': [nestedRecord(plan)] };
    case 'mixed': {
      const [rows, spans] = [
        plan.hops.filter(({ hop }) => hop === 'gateway'),
        plan.hops.filter(({ hop }) => hop !== 'gateway'),
      ];
      return {
        'otlp.jsonl': spans.map((hop) => spanLine(hop, false)),
        'litellm.jsonl': rows.map(spendRow),
        'bedrock.jsonl': [],
      };
    }
  }
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

export function neutralLine({ hop, component, start, end, envelope, call, sums: _sums, ...ids }: PlannedHop): object {
  return {
    ...ids,
    hop,
    component,
    service: component,
    timestamp: iso(start),
    end: iso(end),
    ...envelope,
    ...(call ? neutralCall(call) : {}),
  };
}

function neutralCall({ usage, logged, ...call }: NonNullable<PlannedHop['call']>): object {
  return {
    ...call,
    ...(usage ? { usage: { input: usage.input, cached_input: usage.cached, output: usage.output } } : {}),
    ...(logged === undefined ? {} : { logged_cost_usd: Number(logged) }),
    unit_price_source: 'list-2026-09',
  };
}

function nestedRecord(plan: Plan): object {
  const steps = plan.hops.filter(({ call }) => !call);
  const calls = plan.hops.filter(({ call }) => call);
  const [first] = plan.hops;
  return {
    trace_id: first?.trace_id,
    timestamp: iso(first?.start ?? 0),
    ...Object.fromEntries(steps.map(({ hop, component, envelope }) => [hop, { component, ...envelope }])),
    provider_calls: calls.map(({ component, hop, envelope, start, call }) => ({
      component,
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
      'gen_ai.response.id': call?.provider_request_id,
      'gen_ai.usage.input_tokens': usage ? usage.input + usage.cached : undefined,
      'gen_ai.usage.cache_read.input_tokens': usage?.cached,
      'gen_ai.usage.output_tokens': usage?.output,
      'gen_ai.usage.cost': withCost && call?.logged !== undefined ? Number(call.logged) : undefined,
      'gen_ai.request.stream': call?.streamed,
      cache_hit: call?.cache_hit,
      attempt: call?.attempt,
      fallback_from: call?.fallback_from,
      retry_of: call?.retry_of,
      unit_price_source: call ? 'list-2026-09' : undefined,
    }),
  };
  const resource = {
    attributes: attributes({ 'service.name': hop.component, 'deployment.environment.name': environment }),
  };
  return {
    resourceSpans: [
      { resource, scopeSpans: [{ scope: { name: 'shop-instrumentation', version: '1.2.0' }, spans: [span] }] },
    ],
  };
}

/** LiteLLM SpendLogs row; the prompt count includes cached tokens. */
export function spendRow({ start, end, envelope, trace_id: traceId, session_id: sessionId, call }: PlannedHop): object {
  const { owner_team: team, ...rest } = envelope;
  const usage = call?.usage;
  const id = call?.cache_hit
    ? `${call.request_id}_cache_hit1788214.25`
    : (call?.provider_request_id ?? call?.request_id);
  return {
    request_id: id,
    call_type: 'acompletion',
    api_key: '',
    spend: Number(call?.logged ?? 0),
    total_tokens: usage ? usage.input + usage.cached + usage.output : 0,
    prompt_tokens: usage ? usage.input + usage.cached : 0,
    completion_tokens: usage?.output ?? 0,
    startTime: iso(start),
    endTime: iso(end),
    model: call?.model,
    model_group: call?.model,
    custom_llm_provider: call?.provider,
    user: '',
    team_id: '',
    end_user: '',
    cache_hit: call?.cache_hit ? 'True' : 'False',
    status: call?.status === 'error' ? 'failure' : 'success',
    request_tags: [],
    ...(sessionId === undefined ? {} : { session_id: sessionId }),
    metadata: {
      user_api_key_team_alias: team ?? null,
      spend_logs_metadata: { trace_id: traceId, ...rest },
      attempted_retries: call?.attempt ?? 0,
      original_model_group: call?.fallback_from ?? null,
      attempted_fallbacks: call?.fallback_from === undefined ? 0 : 1,
      usage_object: usage ? { prompt_tokens_details: { cached_tokens: usage.cached } } : null,
    },
  };
}
