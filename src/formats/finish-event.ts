// A draft as the event that is kept. Each field has a line of its own: members that are set by name in the code make an object that is small
// and quick to read; a spread of a draft, whose members came and went under computed names, takes seven times as long. No rule stands here.
import type { Event, MappingNote } from '../model/event.ts';
import type { Draft } from './format.ts';
import { errorClass } from './words.ts';

const noNotes: readonly MappingNote[] = Object.freeze([]);

/** Whatever a format made of it, no error message leaves this folder. */
export function finishEvent(draft: Event): Event {
  const { hop, component, role, granularity, step, place, notes } = draft;
  const event: Draft = { hop, component, role, granularity, step, place, notes: notes.length === 0 ? noNotes : notes };
  if (draft.trace_id !== undefined) event.trace_id = draft.trace_id;
  if (draft.span_id !== undefined) event.span_id = draft.span_id;
  if (draft.parent_span_id !== undefined) event.parent_span_id = draft.parent_span_id;
  if (draft.request_id !== undefined) event.request_id = draft.request_id;
  if (draft.provider_request_id !== undefined) event.provider_request_id = draft.provider_request_id;
  if (draft.session_id !== undefined) event.session_id = draft.session_id;
  if (draft.conversation_id !== undefined) event.conversation_id = draft.conversation_id;
  if (draft.namespace !== undefined) event.namespace = draft.namespace;
  if (draft.service_account !== undefined) event.service_account = draft.service_account;
  if (draft.owner_team !== undefined) event.owner_team = draft.owner_team;
  if (draft.cost_center !== undefined) event.cost_center = draft.cost_center;
  if (draft.project !== undefined) event.project = draft.project;
  if (draft.workflow_id !== undefined) event.workflow_id = draft.workflow_id;
  if (draft.feature !== undefined) event.feature = draft.feature;
  if (draft.tenant_id_hash !== undefined) event.tenant_id_hash = draft.tenant_id_hash;
  if (draft.user_id_hash !== undefined) event.user_id_hash = draft.user_id_hash;
  if (draft.service !== undefined) event.service = draft.service;
  if (draft.environment !== undefined) event.environment = draft.environment;
  if (draft.request_source !== undefined) event.request_source = draft.request_source;
  if (draft.virtual_key !== undefined) event.virtual_key = draft.virtual_key;
  if (draft.api_key_id !== undefined) event.api_key_id = draft.api_key_id;
  if (draft.project_id !== undefined) event.project_id = draft.project_id;
  if (draft.workspace_id !== undefined) event.workspace_id = draft.workspace_id;
  if (draft.principal !== undefined) event.principal = draft.principal;
  if (draft.account_id !== undefined) event.account_id = draft.account_id;
  if (draft.provider !== undefined) event.provider = draft.provider;
  if (draft.model !== undefined) event.model = draft.model;
  if (draft.response_model !== undefined) event.response_model = draft.response_model;
  if (draft.operation !== undefined) event.operation = draft.operation;
  if (draft.service_tier !== undefined) event.service_tier = draft.service_tier;
  if (draft.region !== undefined) event.region = draft.region;
  if (draft.unit_price_source !== undefined) event.unit_price_source = draft.unit_price_source;
  if (draft.status !== undefined) event.status = draft.status;
  if (draft.error !== undefined) event.error = errorClass(draft.error);
  if (draft.retry_of !== undefined) event.retry_of = draft.retry_of;
  if (draft.fallback_from !== undefined) event.fallback_from = draft.fallback_from;
  if (draft.outcome !== undefined) event.outcome = draft.outcome;
  if (draft.producer !== undefined) event.producer = draft.producer;
  if (draft.producer_version !== undefined) event.producer_version = draft.producer_version;
  if (draft.usage !== undefined) event.usage = draft.usage;
  if (draft.raw_usage !== undefined) event.raw_usage = draft.raw_usage;
  if (draft.logged_cost_usd !== undefined) event.logged_cost_usd = draft.logged_cost_usd;
  if (draft.requests !== undefined) event.requests = draft.requests;
  if (draft.attempt !== undefined) event.attempt = draft.attempt;
  if (draft.cache_hit !== undefined) event.cache_hit = draft.cache_hit;
  if (draft.streamed !== undefined) event.streamed = draft.streamed;
  if (draft.links !== undefined) event.links = draft.links;
  if (draft.start !== undefined) event.start = draft.start;
  if (draft.end !== undefined) event.end = draft.end;
  if (draft.hints !== undefined) event.hints = draft.hints;
  return event;
}
