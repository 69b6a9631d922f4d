// The neutral form of an event as users may write it: flat JSON in snake_case. Published as schemas/event.schema.json; strict about the
// types of the fields it names, open to any other key.
import * as z from 'zod';
import { statuses } from './event.ts';
import { hops, type TextField } from './fields.ts';
import { countClasses, tokenClasses } from './usage.ts';

const text = z.string().min(1);
const tokens = z.int().nonnegative();
const amount = z
  .string()
  .regex(/^\d+(\.\d+)?([eE][+-]?\d{1,3})?$/)
  .or(z.number().nonnegative())
  .describe('US dollars: decimal text, or a number');
const instant = text
  .or(z.number().positive())
  .describe(
    'ISO 8601 (UTC when it has no zone), or a number since 1970 whose digits tell the unit: 10 s, 13 ms, 16 us, 19 ns',
  );
const epoch = (unit: string) =>
  z.number().positive().or(z.string().regex(/^\d+$/)).describe(`${unit} since 1970-01-01 UTC`);

/** What every text field means; a field without a line here does not compile. */
const meanings: Readonly<Record<Exclude<TextField, 'status'>, string>> = {
  trace_id: 'the user-visible request, the same on every hop; 32 hex digits, or any text',
  span_id: 'this hop within the trace',
  parent_span_id: 'the hop that called this one',
  request_id: 'the id the gateway or application gave this model request',
  provider_request_id: 'the id the provider gave it: chatcmpl-…, msg_…, x-amzn-requestid',
  session_id: 'groups requests; never an owner',
  conversation_id: 'groups requests; never an owner',
  component: 'name of what wrote the record; the service or the hop when absent',
  namespace: 'Kubernetes namespace',
  service_account: 'workload identity',
  owner_team: 'the team that owns the spend',
  cost_center: 'where finance books it',
  project: 'internal project or product area',
  workflow_id: 'the workflow that triggered the call',
  feature: 'the finer-grained capability',
  tenant_id_hash: 'customer, hashed or otherwise free of personal data',
  user_id_hash: 'user, hashed or otherwise free of personal data',
  service: 'the service that made the request',
  environment: 'production, staging, …',
  request_source: 'ui, api, worker, cron, integration',
  virtual_key: 'gateway key by id or name, never the secret itself',
  api_key_id: 'provider key by id or name, never the secret itself',
  project_id: 'project at the provider',
  workspace_id: 'workspace at the provider',
  principal: 'cloud identity that called, such as a role ARN',
  account_id: 'cloud account',
  provider: 'who served it: openai, anthropic, bedrock, azure, vertex, …',
  model: 'as requested',
  response_model: 'as served',
  operation: 'chat, embeddings, invoke_agent, …, or the endpoint',
  service_tier: 'as served: standard, batch, flex, priority',
  requested_tier: 'service tier as requested; the one that served is billed',
  region: 'region that served it',
  unit_price_source: 'price list behind the logged cost',
  error: 'class or code, never a message',
  retry_of: 'request this one repeats',
  fallback_from: 'model or request this one replaces',
  outcome: 'what the business got out of it',
  producer: 'SDK or client that wrote the record',
  producer_version: 'its version',
};

const textShape = Object.fromEntries(
  Object.entries(meanings).map(([field, meaning]) => [field, text.optional().describe(meaning)]),
) as Record<keyof typeof meanings, z.ZodOptional<z.ZodString>>; // same keys

const usage = z
  .looseObject({
    ...(Object.fromEntries(tokenClasses.map((name) => [name, tokens.optional()])) as Record<
      (typeof tokenClasses)[number],
      z.ZodOptional<z.ZodInt>
    >), // same keys
    ...(Object.fromEntries(
      countClasses.map((name) => [name, (name === 'seconds' ? z.number().nonnegative() : tokens).optional()]),
    ) as Record<(typeof countClasses)[number], z.ZodOptional<z.ZodNumber>>), // same keys
  })
  .describe('disjoint counts: `input` without cached tokens, `output` without reasoning; nothing is counted twice');

export const eventWireSchema = z
  .looseObject({
    ...textShape,
    hop: z.enum(hops).optional().describe('the kind of component that wrote the record; app when absent'),
    usage: usage.optional(),
    logged_cost_usd: amount.optional(),
    granularity: z.enum(['call', 'aggregate']).optional().describe('aggregate: the row sums several requests'),
    requests: tokens.optional().describe('number of requests the row sums'),
    status: z.enum(statuses).optional(),
    attempt: tokens.optional().describe('0 is the first attempt'),
    cache_hit: z.boolean().optional().describe('answered from the gateway cache, at no cost'),
    streamed: z.boolean().optional(),
    links: z
      .array(z.looseObject({ trace_id: text, span_id: text.optional() }))
      .optional()
      .describe('other traces this one continues'),
    traceparent: text.optional().describe('W3C header, read for trace_id and parent_span_id'),
    start: instant.optional(),
    timestamp: instant.optional().describe('alias of start'),
    start_s: epoch('seconds').optional(),
    start_ms: epoch('milliseconds').optional(),
    start_us: epoch('microseconds').optional(),
    start_ns: epoch('nanoseconds').optional(),
    end: instant.optional(),
    duration_ms: z.number().nonnegative().optional().describe('alternative to end'),
  })
  .describe(
    'One model request, or one hop on its path, in the neutral form of attrib-audit. Any further key is allowed and ignored.',
  );

export type EventWire = z.input<typeof eventWireSchema>;
