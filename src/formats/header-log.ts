// Raw logs of request headers: JSON lines of a proxy or an application that show a trace context and, in baggage or in headers of their
// own, the owner. Each line is a step on the path: a field in one hop's baggage and not in the next is where it was lost.

import { carriedFields } from '../model/fields.ts';
import { requestHeaders, splitHeaders } from './carried-headers.ts';
import { type Condition, defineFormat, event, skipped } from './format.ts';
import { neutralFields } from './neutral-names.ts';
import { traceHeaders } from './trace-headers.ts';
import { readStatus } from './words.ts';

const titled = (name: string): string =>
  name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase()).replace('Traceid', 'TraceId');
const underscored = (name: string): string => name.replaceAll('-', '_');
/** In a dictionary as clients and proxies spell them; among the columns as nginx, Envoy and log shippers do. */
const headerPaths = traceHeaders.flatMap((name) => [
  ...requestHeaders.flatMap((place) => [`${place}.${name}`, `${place}.${titled(name)}`]),
  ...[name, underscored(name), `http_${underscored(name)}`, `request_header_${underscored(name)}`],
]);
/** A line that measures a call, or says which hop it is, is an event in its own right. */
const metered = [
  ...['usage', 'prompt_tokens', 'input_tokens', 'gen_ai.usage.input_tokens', 'llm.token_count.prompt', 'tokens'],
  ...['cost', 'cost_usd', 'total_cost_usd', 'logged_cost_usd'],
  ...neutralFields.model,
  ...neutralFields.hop,
];

export const headerLog = defineFormat({
  id: 'header-log',
  title: 'Raw log of request headers (traceparent, baggage, B3, X-Ray, Datadog)',
  hop: 'app',
  component: 'headers',
  role: 'step',
  recognise: [[...headerPaths, 'dd.trace_id'], ...metered.map((path): Condition => `!${path}`)],
  json: requestHeaders,
  fields: {
    trace_id: ['trace_id'],
    links: ['links'],
    request_id: [
      'headers.x-request-id',
      'headers.x-client-request-id',
      'headers.x-correlation-id',
      ...neutralFields.request_id,
    ],
    provider_request_id: [
      'response.request-id',
      'response.x-amzn-requestid',
      'response.apim-request-id',
      'response.x-request-id',
    ],
    service: ['service', 'service.name', 'service_name', 'app'],
    project: ['tracing_project'],
    operation: ['http.route', 'route', 'operation', 'http.request.method', 'method', 'http_method'],
    status: neutralFields.status,
    start: neutralFields.start,
    end: neutralFields.end,
  },
  labels: ['baggage', 'tracing', 'headers', 'record'],
  never_read: [
    'cookies, authorization and all headers but those named here and those that name an owner',
    'tracestate',
    'body',
    'message',
  ],
  traps: [
    'Lines of one trace are put in the order of their times: the id in traceparent is the caller’s span, which is mostly in no log. Its flags say whether the trace was sampled, not whether it exists.',
    'An invalid traceparent (version ff, all zeros) is no trace.',
    'B3 writes 64-bit trace ids, which are padded with zeros; client and server share one span id, so two lines with one id are not duplicates.',
    'X-Ray’s Root is the trace id in two parts; load balancers make up one of their own, which is linked to the trace that the request already had.',
    'Datadog’s trace id is the low half in decimal; x-datadog-tags has the high half (_dd.p.tid).',
    'Baggage carries the owner from hop to hop and is not copied onto spans by itself. Proxies may cut it beyond 64 members or 8192 bytes.',
    'Baggage values are percent-encoded and may hold "="; of two equal keys the first counts.',
    'Header names are read in any case, with dashes or underscores, and with the prefixes of nginx, Envoy and OpenTelemetry.',
    'x-request-id may be made anew at every hop: it joins logs of the same hop, not the path.',
    'Lines of a logging library with dd.trace_id are read as well; where it differs from the trace in the headers, the two are linked.',
  ],
  proves: { owner: true, trace: true, usage: false, cost: false },
  split: splitHeaders,
  settle: (draft) => {
    const status = readStatus(draft.status);
    if (status === 'error' && draft.status !== undefined) draft.error = draft.status;
    draft.status = undefined;
    if (status !== undefined) draft.status = status;
    if (draft.provider_request_id === draft.request_id) draft.provider_request_id = undefined;
    if (draft.project === 'default') draft.project = undefined;
    draft.role = 'step';
    draft.parent_span_id = undefined; // a label may be a traceparent: its span is in no log, and the time orders the lines
    const speaks = draft.trace_id !== undefined || carriedFields.some((field) => draft[field] !== undefined);
    return speaks ? event(draft) : skipped('not a model call', 'headers without a valid trace context and an owner');
  },
});
