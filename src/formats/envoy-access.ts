// Envoy, Istio and Envoy Gateway access log: one HTTP request through a proxy, without tokens. It proves where a request went: a service
// that calls a provider's host directly goes around the gateway. Sources: envoy-line.ts.
import {
  asksModel,
  envoyFields,
  envoyMarks,
  envoyReads,
  hostOf,
  modelMarks,
  settleLine,
  toolMarks,
} from './envoy-line.ts';
import { defineFormat, event, skipped } from './format.ts';
import { isModelPath } from './model-endpoint.ts';

export const envoyAccess = defineFormat({
  id: 'envoy-access',
  title: 'Envoy or Istio access log (where requests went)',
  hop: 'router',
  role: 'step',
  component: 'envoy',
  recognise: [
    'response_code',
    'start_time',
    'duration',
    envoyMarks.filter((key) => key !== 'response_code_details'),
    ...[...modelMarks, ...toolMarks].map((key) => `!${key}`),
  ],
  fields: envoyFields,
  reads: envoyReads,
  never_read: ['query strings', 'x_forwarded_for', 'user_agent', 'downstream_remote_address'],
  traps: [
    'No tokens, no cost, no owner: a line is a step on the path, never a call. It shows traffic that goes around the gateway.',
    'There is no trace id by default: add traceparent: %REQ(TRACEPARENT)% to the log format, or join on x-request-id.',
    'Service and namespace come from the shipper’s Kubernetes labels; a bare line does not name who called.',
    'In Envoy Gateway’s default every value is text and a dash is nothing.',
    'upstream_cluster outbound|443||host names the host when there is no authority; inbound clusters name none.',
    'The operation is host and path; query strings are cut off. A provider is named only when the path is a model’s or unknown (TLS passed through).',
    'Lines to other hosts without any id are left out: there is nothing to join them by.',
  ],
  proves: { owner: false, trace: true, usage: false, cost: false },
  settle: (draft, _, valueAt) => {
    settleLine(draft, valueAt);
    const joins = draft.trace_id ?? draft.request_id;
    if (!asksModel(draft) && joins === undefined) return skipped('not a model call', 'a request without an id');
    if (draft.operation !== undefined && !isModelPath(draft.operation)) draft.provider = undefined; // a list of models, a file
    const host = hostOf(valueAt);
    if (host !== undefined) draft.operation = `${host}${draft.operation ?? ''}`;
    return event(draft);
  },
});
