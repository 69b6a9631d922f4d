// MCP gateway access log: one line for each JSON-RPC request to a tool server, as Envoy AI Gateway writes it (mcp.* or mcp_* keys that the
// operator chose). envoyproxy/ai-gateway accesslogs.md, 2025-10 to 2026-08. A tool call carries no tokens: it is a step on the path.
import { envoyFields, envoyMarks, envoyReads, settleLine, toolMarks } from './envoy-line.ts';
import { defineFormat, event, skipped } from './format.ts';
import { isProtocolMethod } from './tool-protocol.ts';

export const mcpGateway = defineFormat({
  id: 'mcp-gateway',
  title: 'MCP gateway access log (tool calls)',
  hop: 'tool',
  role: 'step',
  component: 'mcp-gateway',
  recognise: [toolMarks, ['response_code', ...envoyMarks], '!attributes'],
  fields: {
    ...envoyFields,
    service: [],
    session_id: ['mcp.session.id', 'mcp_session_id', 'session.id'],
    component: ['mcp.tool.name', 'mcp_tool', 'mcp.provider.name', 'mcp_backend'],
    operation: toolMarks,
  },
  any_key: true,
  reads: envoyReads,
  never_read: ['mcp.tool.arguments', 'mcp.tool.result', 'params', 'result'],
  traps: [
    'A tool call has no tokens and no price here: it is a hop, so that the trace shows which tools a call fed.',
    'jsonrpc.request.id counts from 1 in every session and joins nothing; x-request-id and traceparent do.',
    'initialize, ping, notifications and the list requests are the protocol’s own and left out.',
    'Owner and trace are there only when the operator maps headers into the log.',
  ],
  proves: { owner: true, trace: true, usage: false, cost: false },
  settle: (draft, _, valueAt) => {
    const method = draft.operation ?? '';
    if (isProtocolMethod(method)) return skipped('not a model call', `${method.slice(0, 40)} of the MCP protocol`);
    settleLine(draft, valueAt);
    draft.provider = undefined;
    return event(draft);
  },
});
