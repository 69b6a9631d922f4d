// Pages of OpenTelemetry spans, as a collector writes them: a line holds many spans, in lists for each resource and scope.
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import type { Random } from './random.ts';

type Item = Record<string, JsonValue>;
type SpanTwist = (span: Item, chance: Random) => void;

const attribute = (key: string, value: JsonValue): JsonObject => ({ key, value: anyValue(value) });

function anyValue(value: JsonValue): JsonObject {
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { stringValue: String(value) };
}

const nanoseconds = (time: JsonValue | undefined): string => `${Date.parse(String(time ?? '')) || 0}000000`;

/** A hop of hop-lines.ts as a span. */
export function spanOf(hop: JsonObject): Item {
  const {
    trace_id,
    span_id,
    parent_span_id,
    start,
    usage,
    model,
    provider,
    request_id,
    service,
    component,
    hop: kind,
    ...said
  } = hop;
  const { input, output } = Object(usage);
  const start_ = nanoseconds(start);
  const attributes = [
    ...Object.entries(said).map(([key, value]) =>
      attribute(key === 'estimated_cost_usd' ? 'gen_ai.usage.cost' : `ai.${key}`, value),
    ),
    ...(model === undefined
      ? []
      : [attribute('gen_ai.operation.name', 'chat'), attribute('gen_ai.request.model', model)]),
    ...(provider === undefined ? [] : [attribute('gen_ai.provider.name', provider)]),
    ...(request_id === undefined
      ? []
      : [attribute(model === undefined ? 'http.request.header.x-request-id' : 'gen_ai.response.id', request_id)]),
    ...(input === undefined
      ? []
      : [attribute('gen_ai.usage.input_tokens', input), attribute('gen_ai.usage.output_tokens', output)]),
    ...(kind === undefined || kind === 'app' ? [] : [attribute('ai.hop', kind)]),
    attribute('http.route', '/v1/answer'),
  ];
  return {
    traceId: trace_id ?? '',
    spanId: span_id ?? '',
    ...(parent_span_id !== undefined && { parentSpanId: parent_span_id }),
    name: model === undefined ? `POST ${String(service ?? component ?? 'hop')}` : `chat ${String(model)}`,
    kind: model === undefined ? 2 : 3,
    startTimeUnixNano: start_,
    endTimeUnixNano: start_.replace(/.{8}$/, '12345678'),
    attributes,
    status: {},
  };
}

const attributesOf = (span: Item): JsonObject[] =>
  (Array.isArray(span.attributes) ? span.attributes : []) as JsonObject[];
const add = (span: Item, key: string, value: JsonValue): void => {
  span.attributes = [...attributesOf(span), attribute(key, value)];
};

export const spanTwists: Readonly<Record<string, SpanTwist>> = {
  'an attribute of its own': (span, chance) => add(span, 'thread.id', chance.int(99)),
  'a long attribute': (span, chance) => add(span, 'gen_ai.input.messages', `what "is"\n${chance.hex(200)}`),
  'an address': (span, chance) =>
    add(span, 'server.address', chance.pick(['api.openai.com', 'x.openai.azure.com', 'proxy'])),
  'a key twice': (span, chance) => add(span, chance.pick(['ai.owner_team', 'http.route', 'ai.feature']), 'twice'),
  'a count twice, mostly the same': (span, chance) => {
    const known = attributesOf(span).find(({ key }) => key === 'gen_ai.usage.input_tokens');
    if (known)
      span.attributes = [chance.chance(90) ? known : attribute('gen_ai.usage.input_tokens', 7), ...attributesOf(span)];
  },
  'an owner twice, mostly the same': (span, chance) => {
    const known = attributesOf(span).find(({ key }) => key === 'ai.owner_team');
    if (known)
      span.attributes = [chance.chance(90) ? known : attribute('ai.owner_team', 'team-7'), ...attributesOf(span)];
  },
  'a key behind a prefix': (span, chance) =>
    add(span, chance.pick(['metadata.owner_team', 'baggage.owner_team']), `team-${chance.int(3)}`),
  'keys behind two prefixes': (span, chance) => {
    const first = `cost-${chance.int(3)}`;
    add(span, 'baggage.cost_center', first);
    add(span, 'metadata.cost_center', chance.chance(90) ? first : 'other');
  },
  'a baggage': (span, chance) => add(span, 'http.request.header.baggage', `owner_team=team-${chance.int(3)},feature=f`),
  'a list': (span) => {
    span.attributes = [
      ...attributesOf(span),
      { key: 'tag.tags', value: { arrayValue: { values: [{ stringValue: 'team:claims' }] } } },
    ];
  },
  'a dictionary': (span, chance) => {
    const values = [{ key: 'owner_team', value: { stringValue: `team-${chance.int(3)}` } }];
    span.attributes = [...attributesOf(span), { key: 'metadata', value: { kvlistValue: { values } } }];
  },
  'text that is JSON': (span, chance) => add(span, 'metadata', JSON.stringify({ owner_team: `team-${chance.int(3)}` })),
  'an error': (span) => {
    span.status = { code: 2, message: 'it "failed"' };
    add(span, 'error.type', 'timeout');
  },
  'an exception': (span, chance) => {
    const attributes = [
      attribute('exception.type', chance.pick(['TimeoutError', 'CancelledError'])),
      attribute('exception.message', `at ${chance.hex(9)} "x"`),
    ];
    span.events = [{ timeUnixNano: span.startTimeUnixNano ?? '', name: 'exception', attributes }];
    span.status = { code: chance.int(3) };
  },
  'a first token': (span) => {
    span.events = [{ timeUnixNano: '1790812800000000001', name: 'First Token Stream Event' }];
  },
  'a link': (span, chance) => {
    span.links = [{ traceId: chance.hex(32), spanId: chance.hex(16) }];
  },
  'counts as numbers': (span) => {
    span.attributes = attributesOf(span).map((one) => {
      const { key, value } = one;
      const { intValue } = Object(value);
      return intValue === undefined ? one : { key: key ?? '', value: { intValue: Number(intValue) } };
    });
  },
  'a strange count': (span, chance) =>
    add(span, 'gen_ai.usage.cache_read.input_tokens', chance.pick<JsonValue>(['07', '-1', 'many', 1.5, '12345678901'])),
  'cached tokens': (span, chance) => add(span, 'gen_ai.usage.cache_read.input_tokens', chance.int(50)),
  'sold by others': (span, chance) => add(span, 'gen_ai.provider.name', chance.pick(['anthropic', 'aws.bedrock'])),
  'earlier names of others': (span, chance) => {
    const cached = chance.int(50);
    add(span, 'gen_ai.system', 'anthropic');
    add(span, 'gen_ai.usage.cache_read_input_tokens', cached);
    add(span, 'gen_ai.usage.total_tokens', 2000 + cached * chance.int(2));
  },
  'usage of its own': (span, chance) => {
    const usage = { input_tokens: chance.int(3), output_tokens: 5, cache_read_input_tokens: chance.int(3) };
    add(
      span,
      'ai.response.providerMetadata',
      JSON.stringify(chance.chance(50) ? { anthropic: { usage } } : { gateway: { cost: '1' } }),
    );
  },
  'earlier names': (span, chance) => add(span, 'gen_ai.usage.cache_read_input_tokens', chance.int(50)),
  'names in snake case': (span) => {
    const { traceId, spanId, parentSpanId, startTimeUnixNano: start, ...rest } = span;
    for (const key of Object.keys(span)) delete span[key];
    Object.assign(span, { trace_id: traceId, span_id: spanId, start_time_unix_nano: start, ...rest });
    if (parentSpanId !== undefined) span.parent_span_id = parentSpanId;
  },
  'a short time': (span) => Object.assign(span, { startTimeUnixNano: '1790812800' }),
  'no time': (span) => {
    delete span.startTimeUnixNano;
  },
  'no ids': (span) => {
    delete span.traceId;
  },
  'no attributes': (span) => {
    delete span.attributes;
  },
  'a sum': (span) => add(span, 'traceloop.span.kind', 'workflow'),
  'an agent': (span) => add(span, 'gen_ai.operation.name', 'invoke_agent'),
  'a user': (span, chance) => add(span, 'user.id', `u-${chance.int(50)}`),
  'a workflow of its own name': (span, chance) => add(span, 'gen_ai.workflow.name', `flow-${chance.int(3)}`),
  'a state': (span, chance) => Object.assign(span, { traceState: chance.hex(4), flags: 257 }),
  'another order': (span) => {
    const entries = Object.entries(span).reverse();
    for (const [key] of entries) delete span[key];
    for (const [key, value] of entries) span[key] = value;
  },
  'something unknown': (span, chance) =>
    Object.assign(span, { note: chance.pick<JsonValue>([{ a: 1 }, [1, 'x'], 'y']) }),
  'an owner that looks like one': (span, chance) => add(span, 'squad_name', `squad-${chance.int(5)}`),
};

interface Place {
  readonly service: string;
  readonly scope: string;
}

const places: readonly [Place, ...Place[]] = [
  { service: 'web', scope: 'app' },
  { service: 'web', scope: 'opentelemetry.instrumentation.openai' },
  { service: 'llm-gateway', scope: 'litellm' },
  { service: 'unknown_service:node', scope: 'http' },
  { service: 'billing-worker', scope: '' },
  { service: 'web', scope: 'opentelemetry.instrumentation.bedrock' },
];

function resourceOf({ service }: Place, chance: Random, odd: boolean): JsonObject {
  const more = odd
    ? [
        attribute(
          chance.pick(['owner_team', 'ai.team_id', 'k8s.pod.name', 'deployment.environment.name']),
          `value-${chance.int(4)}`,
        ),
      ]
    : [];
  return {
    attributes: [attribute('service.name', service), attribute('telemetry.sdk.name', 'opentelemetry'), ...more],
  };
}

/** The spans as pages of about so many, with the lists of a page in as many ways as there are. `odd`: percent of pages, and of resources, that are. They come from so many places. */
export function otlpPages(
  spans: readonly Item[],
  size: number,
  odd: number,
  chance: Random,
  from = places.length,
): string {
  const lines: string[] = [];
  for (let at = 0; at < spans.length; ) {
    const resourceSpans: JsonObject[] = [];
    const end = at + 1 + chance.int(size);
    while (at < Math.min(end, spans.length)) {
      const place = places[chance.int(from)] ?? places[0];
      const scopeSpans: JsonObject[] = [];
      for (let scopes = chance.chance(20) ? 2 : 1; scopes > 0; scopes--) {
        const count = 1 + chance.int(size);
        const scope = { ...(place.scope !== '' && { name: place.scope, version: '1.4.2' }) };
        const own = {
          scope,
          spans: spans.slice(at, at + count),
          ...(chance.chance(10) && { schemaUrl: 'https://opentelemetry.io/schemas/1.40.0' }),
        };
        scopeSpans.push(own);
        at += count;
      }
      resourceSpans.push({ resource: resourceOf(place, chance, chance.chance(odd)), scopeSpans });
    }
    lines.push(written({ resourceSpans }, odd, chance));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function written(page: JsonObject, odd: number, chance: Random): string {
  const text = JSON.stringify(page);
  if (!chance.chance(odd)) return text;
  const [resource] = Array.isArray(page.resourceSpans) ? (page.resourceSpans as JsonObject[]) : [];
  const { resource: around, scopeSpans } = Object(resource);
  return chance.pick([
    () => JSON.stringify(page, null, 1).replaceAll('\n', ' '),
    () => JSON.stringify({ resourceSpans: [{ scopeSpans, resource: around }] }),
    () => JSON.stringify({ resourceSpans: [{ resource: around, scopeSpans, scopeSpan: [] }] }),
    () => JSON.stringify({ resource_spans: [{ resource: around, scope_spans: scopeSpans }] }),
    () => JSON.stringify({ resourceSpans: [resource ?? {}, {}] }),
    () => JSON.stringify({ resourceSpans: [{ resource: around, scopeSpans: [...(scopeSpans ?? []), { spans: [] }] }] }),
    () => JSON.stringify({ ...page, resourceLogs: [] }),
    () => JSON.stringify({ ...page, other: 1 }),
    () => JSON.stringify(resource ?? {}),
    () => text.replace('"spans":[{', '"spans":[null,{'),
    () => text.replace('"spans":[{', '"spans":[{},{'),
    () => text.replace('},{', '}, {'),
    () => text.slice(0, -3),
    () => text.replace('"scope":', '"scope":{"name":"first"},"scope":'),
    () => text.replace('web', 'wéb'),
    () => withOther(text, chance),
    () => withOther(text, chance),
  ])();
}

/** One character is another one. */
function withOther(text: string, chance: Random): string {
  const at = chance.int(text.length);
  return `${text.slice(0, at)}${chance.pick([...'{}[],:"\\ a0'] as [string, ...string[]])}${text.slice(at + 1)}`;
}
