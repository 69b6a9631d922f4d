// An event as an object that is small and quick to read: each field has a line of its own, because members that are set by name in the code make
// such objects. A spread of an event whose members came and went under computed names takes seven times as long. No rule stands here.
import type { Event, MappingNote } from './event.ts';

const noNotes: readonly MappingNote[] = Object.freeze([]);

/** The same event, as that step of its record: members that are there and undefined stay away. */
export function compactEvent(from: Event, step = from.step): Event {
  const { hop, component, role, granularity, place, notes } = from;
  const event: { -readonly [K in keyof Event]: Event[K] } = {
    hop,
    component,
    role,
    granularity,
    step,
    place,
    notes: notes.length === 0 ? noNotes : notes,
  };
  if (from.trace_id !== undefined) event.trace_id = from.trace_id;
  if (from.span_id !== undefined) event.span_id = from.span_id;
  if (from.parent_span_id !== undefined) event.parent_span_id = from.parent_span_id;
  if (from.request_id !== undefined) event.request_id = from.request_id;
  if (from.provider_request_id !== undefined) event.provider_request_id = from.provider_request_id;
  if (from.session_id !== undefined) event.session_id = from.session_id;
  if (from.conversation_id !== undefined) event.conversation_id = from.conversation_id;
  if (from.namespace !== undefined) event.namespace = from.namespace;
  if (from.service_account !== undefined) event.service_account = from.service_account;
  if (from.owner_team !== undefined) event.owner_team = from.owner_team;
  if (from.cost_center !== undefined) event.cost_center = from.cost_center;
  if (from.project !== undefined) event.project = from.project;
  if (from.workflow_id !== undefined) event.workflow_id = from.workflow_id;
  if (from.feature !== undefined) event.feature = from.feature;
  if (from.tenant_id_hash !== undefined) event.tenant_id_hash = from.tenant_id_hash;
  if (from.user_id_hash !== undefined) event.user_id_hash = from.user_id_hash;
  if (from.service !== undefined) event.service = from.service;
  if (from.environment !== undefined) event.environment = from.environment;
  if (from.request_source !== undefined) event.request_source = from.request_source;
  if (from.virtual_key !== undefined) event.virtual_key = from.virtual_key;
  if (from.api_key_id !== undefined) event.api_key_id = from.api_key_id;
  if (from.project_id !== undefined) event.project_id = from.project_id;
  if (from.workspace_id !== undefined) event.workspace_id = from.workspace_id;
  if (from.principal !== undefined) event.principal = from.principal;
  if (from.account_id !== undefined) event.account_id = from.account_id;
  if (from.provider !== undefined) event.provider = from.provider;
  if (from.model !== undefined) event.model = from.model;
  if (from.response_model !== undefined) event.response_model = from.response_model;
  if (from.operation !== undefined) event.operation = from.operation;
  if (from.service_tier !== undefined) event.service_tier = from.service_tier;
  if (from.requested_tier !== undefined) event.requested_tier = from.requested_tier;
  if (from.region !== undefined) event.region = from.region;
  if (from.unit_price_source !== undefined) event.unit_price_source = from.unit_price_source;
  if (from.status !== undefined) event.status = from.status;
  if (from.error !== undefined) event.error = from.error;
  if (from.retry_of !== undefined) event.retry_of = from.retry_of;
  if (from.fallback_from !== undefined) event.fallback_from = from.fallback_from;
  if (from.outcome !== undefined) event.outcome = from.outcome;
  if (from.producer !== undefined) event.producer = from.producer;
  if (from.producer_version !== undefined) event.producer_version = from.producer_version;
  if (from.usage !== undefined) event.usage = from.usage;
  if (from.raw_usage !== undefined) event.raw_usage = from.raw_usage;
  if (from.logged_cost_usd !== undefined) event.logged_cost_usd = from.logged_cost_usd;
  if (from.requests !== undefined) event.requests = from.requests;
  if (from.attempt !== undefined) event.attempt = from.attempt;
  if (from.cache_hit !== undefined) event.cache_hit = from.cache_hit;
  if (from.streamed !== undefined) event.streamed = from.streamed;
  if (from.links !== undefined) event.links = from.links;
  if (from.start !== undefined) event.start = from.start;
  if (from.end !== undefined) event.end = from.end;
  if (from.hints !== undefined) event.hints = from.hints;
  return event;
}
