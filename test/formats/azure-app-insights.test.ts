import { expect, test } from 'vitest';
import { azureAppInsights } from '../../src/formats/azure-app-insights.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { read, eventOf } = readOne(azureAppInsights);
const attributes = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.system': 'azure.ai.openai',
  'gen_ai.request.model': 'gpt-4.1',
  'gen_ai.usage.input_tokens': '1000',
  'gen_ai.usage.output_tokens': '100',
  owner_team: 'claims',
};
const call = {
  role: 'call',
  component: 'ticket-desk',
  trace_id: '4f1c8f2ab1d84c0c9e6d2b7a50c3e911',
  span_id: 'a1b2c3d4e5f60002',
  parent_span_id: 'a1b2c3d4e5f60001',
  owner_team: 'claims',
  model: 'gpt-4.1',
  usage: { input: 1000, output: 100 },
  start: 1_789_374_000_123_000_000n,
  end: 1_789_374_001_623_000_000n,
  status: 'ok',
};
const classic: JsonObject = {
  timestamp: '2026-09-14T08:20:00.123Z',
  id: call.span_id,
  operation_Id: call.trace_id,
  operation_ParentId: call.parent_span_id,
  name: 'chat gpt-4.1',
  type: 'GenAI | azure.ai.openai',
  duration: 1500,
  success: true,
  itemType: 'dependency',
  cloud_RoleName: 'ticket-desk',
  customDimensions: JSON.stringify(attributes),
};

test('a dependency keeps the attributes of its span in customDimensions', () => {
  expect(eventOf(classic)).toMatchObject(call);
});

test('a workspace has other names, the portal’s CSV other times and texts', () => {
  const workspace = {
    TimeGenerated: '2026-09-14T08:20:00.123Z',
    Id: call.span_id,
    OperationId: call.trace_id,
    ParentId: call.parent_span_id,
    Name: 'chat gpt-4.1',
    DurationMs: 1500,
    Success: true,
    Type: 'AppDependencies',
    AppRoleName: 'ticket-desk',
    Properties: attributes,
  };
  expect(eventOf(workspace)).toMatchObject(call);
  const { timestamp: _, ...untimed } = classic;
  const cells = { ...untimed, 'timestamp [UTC]': '9/14/2026, 8:20:00.123 AM', success: 'True', duration: '1500' };
  expect(eventOf(cells)).toMatchObject(call);
});

test('a request is a step, a failure says so, other rows are no calls', () => {
  const request = { ...classic, itemType: 'request', name: 'POST /tickets', customDimensions: '{}' };
  expect(eventOf(request)).toMatchObject({ role: 'step', component: 'ticket-desk' });
  expect(eventOf({ ...classic, success: 'False', customDimensions: '{"error.type":"RateLimitError"}' })).toMatchObject({
    status: 'error',
    error: 'RateLimitError',
  });
  expect(read({ ...classic, itemType: 'trace' })).toMatchObject({ kind: 'skipped', detail: 'trace' });
});
