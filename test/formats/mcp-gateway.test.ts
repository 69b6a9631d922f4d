import { expect, test } from 'vitest';
import { mcpGateway } from '../../src/formats/mcp-gateway.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf } = readOne(mcpGateway);
const line: JsonObject = {
  start_time: '2026-03-02T09:15:04.120Z',
  response_code: 200,
  duration: 41,
  upstream_cluster: 'httproute/default/mcp/rule/0',
  'x-request-id': 'r-1',
  'mcp.method.name': 'tools/call',
  'mcp.tool.name': 'order-lookup',
  'mcp.provider.name': 'orders-mcp',
  'mcp.session.id': 's-1',
  'jsonrpc.request.id': '3',
};

test('a tool call is a step of a tool, and its JSON-RPC id joins nothing', () => {
  expect(eventOf(line)).toMatchObject({
    role: 'step',
    hop: 'tool',
    component: 'order-lookup',
    operation: 'tools/call',
    request_id: 'r-1',
    session_id: 's-1',
  });
  expect(eventOf(line)).not.toHaveProperty('usage');
});

test('mapped headers name owner and trace', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  expect(eventOf({ ...line, 'x-team': 'support-platform', traceparent })).toMatchObject({
    owner_team: 'support-platform',
    trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  });
});

test.each(['initialize', 'ping', 'tools/list', 'resources/templates/list', 'notifications/initialized'])(
  '%s is the protocol’s own',
  (method) => {
    expect(read({ ...line, 'mcp.method.name': method })).toMatchObject({ kind: 'skipped', reason: 'not a model call' });
  },
);

test('a dash is no method', () => {
  expect(recognises({ ...line, 'mcp.method.name': '-' })).toBe(false);
});
