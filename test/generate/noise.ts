// Odd neutral records: missing, shared, misspelt and hostile ids, unknown models, sums, rings, contradictions. Nothing about them is right
// on purpose; only the laws hold for them.
import * as fc from 'fast-check';

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

/** Few values, so that records often meet; some belong to several kinds of id at once. */
const ids = [
  'a1',
  'a2',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  'a3ce929d0e0e4736',
  '4BF92F3577B34DA6A3CE929D0E0E4736',
  '4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
  '00000000000000000000000000000000',
  'None',
  '12345678901234567890',
  '__proto__',
  'constructor',
];
const spans = ['b1', 'b2', 'b3', 'a1', '00f067aa0ba902b7'];
const teams = ['support', 'sales', 'toString', 'unknown', 'ada.lovelace@example.com', '\u001b[31mred'];

const usage = fc.oneof(
  fc.record({ input: fc.nat(5000), output: fc.nat(500) }),
  fc.record({ input: fc.nat(5000), cached_input: fc.nat(500), output: fc.nat(50) }),
  fc.record({ prompt_tokens: fc.nat(3), completion_tokens: fc.nat(3) }),
  fc.constantFrom(
    {},
    { input: -5 },
    { input: 1.5, output: 7 },
    { input: 9_007_199_254_740_991, output: 1 },
    { pages: 3 },
  ),
);

const times = [undefined, '2026-09-03T10:00:00Z', '2026-09-03T10:00:00.250Z', 1788431400, 'yesterday', '2026-09-30'];

/** `pool` is how many different ids there are: the fewer, the more records meet. */
function oddWith(pool: number): fc.Arbitrary<object> {
  const id = maybe(fc.constantFrom(...ids.slice(0, pool)));
  const span = maybe(fc.constantFrom(...spans.slice(0, pool)));
  return fc
    .record({
      trace_id: id,
      span_id: span,
      parent_span_id: span,
      request_id: id,
      provider_request_id: id,
      session_id: id,
      conversation_id: maybe(fc.constant('chat-7')),
      retry_of: id,
      links: maybe(
        fc.array(fc.record({ trace_id: fc.constantFrom(...ids), span_id: fc.constantFrom(...spans) }), {
          maxLength: 3,
        }),
      ),
      hop: maybe(fc.constantFrom('app', 'gateway', 'router', 'queue', 'worker', 'provider', 'agent', 'tool')),
      component: maybe(fc.constantFrom('shop-api', 'gw', 'toString')),
      owner_team: maybe(fc.constantFrom(...teams)),
      workflow_id: maybe(fc.constantFrom('w1', 'w2')),
      feature: maybe(fc.constantFrom('f1', 'f2')),
      cost_center: maybe(fc.constant('cc-1')),
      environment: maybe(fc.constantFrom('production', 'dev')),
      virtual_key: maybe(fc.constant('vk-1')),
      provider: maybe(fc.constantFrom('openai', 'anthropic', 'acme')),
      model: maybe(fc.constantFrom('gpt-4.1-mini', 'gpt-4.1', 'claude-sonnet', 'larkspur-house-7b')),
      operation: maybe(fc.constantFrom('chat', 'invoke_agent', 'embeddings')),
      usage: maybe(usage),
      logged_cost_usd: maybe(fc.constantFrom(0, 0.001, '0.25', '1e-7', 12, '-0.5', -3, 'free')),
      timestamp: fc.constantFrom(...times),
      end: maybe(fc.constantFrom('2026-09-03T10:00:01Z', '2026-09-03T10:00:09Z')),
      status: maybe(fc.constantFrom('ok', 'error', 'cancelled')),
      attempt: maybe(fc.nat(2)),
      cache_hit: maybe(fc.boolean()),
      streamed: maybe(fc.boolean()),
      fallback_from: maybe(fc.constant('gpt-4.1')),
      requests: maybe(fc.constantFrom(1, 40)),
    })
    .map((record) => ({ hop: 'app', ...defined(record) }));
}

export const oddRecord: fc.Arbitrary<object> = fc.oneof(oddWith(ids.length), oddWith(2));

/** What a second record of the same call may say otherwise. */
export const otherWords: fc.Arbitrary<object> = fc
  .record({
    owner_team: maybe(fc.constantFrom(...teams)),
    workflow_id: maybe(fc.constantFrom('w1', 'w2')),
    tenant_id_hash: maybe(fc.constantFrom('t_1', 't_2')),
    virtual_key: maybe(fc.constantFrom('vk-1', 'vk-2')),
    status: maybe(fc.constantFrom('ok', 'error')),
    logged_cost_usd: maybe(fc.constantFrom(0.001, 3)),
    end: maybe(fc.constantFrom('2026-09-03T10:00:01Z', '2026-09-03T10:00:09Z')),
  })
  .map(defined);

/** The same in one nested record. */
export const oddTrace: fc.Arbitrary<object> = fc
  .record({
    trace_id: maybe(fc.constantFrom(...ids)),
    gateway: oddRecord,
    worker: oddRecord,
    provider_calls: fc.array(oddRecord, { maxLength: 3 }),
  })
  .map(defined);

function defined(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
