import { expect, test } from 'vitest';
import { projectionSql } from '../../src/cluster/projection.ts';

const columns = (types: Record<string, string>) => Object.entries(types).map(([name, type]) => ({ name, type }));

test('prompts in the attributes of spans are taken out before they are sent, and columns that are never read stay away', () => {
  const sql = projectionSql(
    columns({
      TraceId: 'String',
      SpanId: 'String',
      StatusMessage: 'String',
      SpanAttributes: 'Map(String, String)',
      'Links.TraceId': 'Array(String)',
    }),
  );
  expect(sql).toMatch(
    /^`TraceId`, `SpanId`, mapFilter\(\(k, v\) -> NOT \(k IN \(.*'gen_ai\.prompt'.*\)\), `SpanAttributes`\) AS `SpanAttributes`, `Links\.TraceId`$/,
  );
});

test('of the rows of Helicone and LiteLLM everything is asked for but their bodies', () => {
  const helicone = {
    request_id: 'String',
    request_created_at: 'DateTime64(3)',
    organization_id: 'UUID',
    proxy_key_id: 'String',
    model: 'String',
    properties: 'Map(String, String)',
    request_body: 'String',
    response_body: 'String',
  };
  expect(projectionSql(columns(helicone))).not.toMatch(/body`/);
  expect(projectionSql(columns(helicone))).toContain(
    '`request_created_at`, `organization_id`, `proxy_key_id`, `model`',
  );
  const litellm = {
    request_id: 'String',
    call_type: 'String',
    spend: 'Float64',
    startTime: 'DateTime',
    model: 'String',
    metadata: 'String',
    messages: 'String',
    response: 'String',
  };
  expect(projectionSql(columns(litellm))).not.toContain('`messages`');
  expect(projectionSql(columns(litellm))).toContain(
    "`spend`, toTimeZone(`startTime`, 'UTC') AS `startTime`, `model`, `metadata`",
  );
});

test('of observations of Langfuse the counts are asked for, not what was said', () => {
  const sql = projectionSql(
    columns({
      id: 'String',
      trace_id: 'String',
      type: 'LowCardinality(String)',
      level: 'LowCardinality(String)',
      metadata: 'Map(LowCardinality(String), String)',
      input: 'Nullable(String)',
      output: 'Nullable(String)',
      usage_details: 'Map(LowCardinality(String), UInt64)',
    }),
  );
  expect(sql).toMatch(/^`id`, `trace_id`, `type`, `level`, mapFilter\(.*'input'.*\) AS `metadata`, `usage_details`$/);
});

test('of rows that no format knows everything is asked for', () => {
  expect(projectionSql(columns({ a: 'String', b: 'String' }))).toBe('*');
});

test('a name of a column cannot leave its quotes', () => {
  expect(
    projectionSql(columns({ TraceId: 'String', SpanId: 'String', SpanAttributes: 'String', 'x` FROM y --': 'String' })),
  ).toContain('`x\\` FROM y --`');
});

test('of the traces of Langfuse what was said stays where it is', () => {
  const asked = columns({
    id: 'String',
    timestamp: 'DateTime64(3)',
    user_id: 'Nullable(String)',
    metadata: 'Map(LowCardinality(String), String)',
    public: 'Bool',
    bookmarked: 'Bool',
    tags: 'Array(String)',
    input: 'Nullable(String)',
    output: 'Nullable(String)',
  });
  expect(projectionSql(asked)).toMatch(
    /^`id`, toTimeZone\(`timestamp`, 'UTC'\) AS `timestamp`, `user_id`, mapFilter\(.*\) AS `metadata`, `public`, `bookmarked`, `tags`$/,
  );
});
