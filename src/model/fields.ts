// The names of an event's fields. They are the published snake_case names everywhere: code, contract, output, filters.

/** Who pays and why: the envelope that should travel with a request over every hop. */
export const ownershipFields = [
  'owner_team',
  'cost_center',
  'project',
  'workflow_id',
  'feature',
  'tenant_id_hash',
  'user_id_hash',
  'service',
  'environment',
  'request_source',
] as const;
export type OwnershipField = (typeof ownershipFields)[number];

/** Ids that say which request, span or session a record speaks about. */
export const identityFields = [
  'trace_id',
  'span_id',
  'parent_span_id',
  'request_id',
  'provider_request_id',
  'session_id',
  'conversation_id',
] as const;

/** Credentials and accounts: never an owner by themselves, but a registry can map them to one. */
export const infrastructureFields = [
  'virtual_key',
  'api_key_id',
  'project_id',
  'workspace_id',
  'principal',
  'account_id',
] as const;

export const placeFields = ['component', 'namespace', 'service_account'] as const;

export const meteringFields = [
  'provider',
  'model',
  'response_model',
  'operation',
  'service_tier',
  'requested_tier',
  'region',
  'unit_price_source',
] as const;

export const outcomeFields = ['status', 'error', 'retry_of', 'fallback_from', 'outcome'] as const;

/** Versions of what wrote the record; used to slice where ownership drops. */
export const producerFields = ['producer', 'producer_version'] as const;

export const textFields = [
  ...identityFields,
  ...placeFields,
  ...ownershipFields,
  ...infrastructureFields,
  ...meteringFields,
  ...outcomeFields,
  ...producerFields,
] as const;
export type TextField = (typeof textFields)[number];

/**
 * Fields that travel with the request, so that a change between two hops means a break.
 * `service` is not one of them: it names the hop itself and rightly differs at every hop.
 */
export const carriedFields = ownershipFields.filter((field) => field !== 'service');

export const hops = ['app', 'gateway', 'router', 'agent', 'queue', 'worker', 'provider', 'tool'] as const;
/** One component on the request's path. */
export type Hop = (typeof hops)[number];
