// Which spans are calls, which only sum calls up, and which hop wrote them.
import { expect, test } from 'vitest';
import { hopOf, roleOf, workOf } from '../../src/formats/span-meaning.ts';

test.each([
  [{ 'gen_ai.operation.name': 'chat' }, 'call'],
  [{ 'gen_ai.operation.name': 'text_completion' }, 'call'],
  [{ 'gen_ai.operation.name': 'generate_content' }, 'call'],
  [{ 'gen_ai.operation.name': 'embeddings' }, 'call'],
  [{ 'gen_ai.operation.name': 'rerank' }, 'call'],
  [{ 'gen_ai.operation.name': 'image_generation' }, 'call'],
  [{ 'gen_ai.operation.name': 'invoke_agent' }, 'agent'],
  [{ 'gen_ai.operation.name': 'invoke_workflow' }, 'sum'],
  [{ 'gen_ai.operation.name': 'agent_step' }, 'agent'],
  [{ 'gen_ai.operation.name': 'execute_tool' }, 'tool'],
  [{ 'gen_ai.operation.name': 'retrieval' }, 'sum'],
  [{ 'openinference.span.kind': 'LLM' }, 'call'],
  [{ 'openinference.span.kind': 'EMBEDDING' }, 'call'],
  [{ 'openinference.span.kind': 'RERANKER' }, 'call'],
  [{ 'openinference.span.kind': 'CHAIN' }, 'sum'],
  [{ 'openinference.span.kind': 'AGENT' }, 'agent'],
  [{ 'openinference.span.kind': 'TOOL' }, 'tool'],
  [{ 'openinference.span.kind': 'EVALUATOR' }, 'sum'],
  [{ 'llm.request.type': 'acompletion' }, 'call'],
  [{ 'llm.request.type': 'unknown' }, undefined],
  [{ 'traceloop.span.kind': 'workflow' }, 'sum'],
  [{ 'traceloop.span.kind': 'agent' }, 'agent'],
  [{ 'ai.operationId': 'ai.generateText' }, 'sum'],
  [{ 'ai.operationId': 'ai.generateText.doGenerate' }, 'call'],
  [{ 'ai.operationId': 'ai.embedMany.doEmbed' }, 'call'],
  [{ 'ai.operationId': 'ai.toolCall' }, 'tool'],
  [{ 'langfuse.observation.type': 'generation' }, 'call'],
  [{ 'langfuse.observation.type': 'span' }, 'sum'],
  [{ 'http.request.method': 'GET' }, undefined],
  [{ 'gen_ai.operation.name': 'toString' }, undefined],
])('%j is %s', (attributes, work) => {
  expect(workOf({ attributes })).toBe(work);
});

test('names that say it without an attribute', () => {
  const llm = { attributes: { 'openinference.span.kind': 'LLM' } };
  expect(workOf({ ...llm, name: 'CountTokens' })).toBe('count');
  expect(workOf({ ...llm, name: 'raw_gen_ai_request' })).toBe('sum');
});

test('only model calls and what nobody names can be calls; sums without figures are steps', () => {
  const nothing = { metered: false, asksModel: false };
  const metered = { metered: true, asksModel: false };
  expect(roleOf('call', nothing)).toBe('call');
  expect(roleOf(undefined, nothing)).toBe('step');
  expect(roleOf(undefined, metered)).toBe('call');
  expect(roleOf(undefined, { metered: false, asksModel: true })).toBe('call');
  expect(roleOf('agent', metered)).toBe('rollup');
  expect(roleOf('agent', { metered: false, asksModel: true })).toBe('step');
  expect(roleOf('count', metered)).toBe('step');
});

test.each([
  [{ attributes: {} }, undefined, 'app'],
  [{ attributes: { 'service.name': 'ticket-api' } }, 'call', 'app'],
  [{ attributes: { 'service.name': 'ticket-worker' } }, 'call', 'worker'],
  [{ attributes: { 'service.name': 'model-router' } }, 'call', 'router'],
  [{ attributes: { 'service.name': 'llm-gateway' } }, 'call', 'gateway'],
  [{ attributes: {}, scope: 'litellm' }, 'call', 'gateway'],
  [{ attributes: {}, scope: 'envoyproxy/ai-gateway' }, 'call', 'gateway'],
  [{ attributes: {}, scope: 'openinference.instrumentation.litellm' }, 'call', 'app'],
  [{ attributes: {}, scope: '@ai-sdk/gateway' }, 'call', 'app'],
  [{ attributes: { 'service.name': 'gatewayless' } }, 'call', 'app'],
  [{ attributes: { 'service.name': 'ticket-worker' }, kind: 5 }, undefined, 'queue'],
  [{ attributes: {}, kind: 'SPAN_KIND_PRODUCER' }, undefined, 'queue'],
  [{ attributes: { 'messaging.system': 'kafka' }, kind: 3 }, undefined, 'queue'],
  [{ attributes: { 'messaging.system': 'kafka' }, kind: 5 }, 'call', 'app'],
  [{ attributes: {} }, 'agent', 'agent'],
  [{ attributes: { 'service.name': 'bifrost' } }, 'tool', 'tool'],
] as const)('hop of %j, %s: %s', (value, work, hop) => {
  expect(hopOf(value, work)).toBe(hop);
});
