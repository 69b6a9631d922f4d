// The fields of OTLP that are read, in the names of OTLP/JSON: ids as hex, 64-bit numbers as text. opentelemetry-proto 1.7 (2026-08).
import type { ProtoMessage } from './protobuf.ts';

const anyValue: ProtoMessage = {
  1: { name: 'stringValue', type: 'text' },
  2: { name: 'boolValue', type: 'bool' },
  3: { name: 'intValue', type: 'int64' },
  4: { name: 'doubleValue', type: 'double' },
  5: { name: 'arrayValue', type: () => arrayValue },
  6: { name: 'kvlistValue', type: () => keyValueList },
  7: { name: 'bytesValue', type: 'base64' },
};
const keyValue: ProtoMessage = { 1: { name: 'key', type: 'text' }, 2: { name: 'value', type: anyValue } };
const arrayValue: ProtoMessage = { 1: { name: 'values', type: anyValue, repeated: true } };
const keyValueList: ProtoMessage = { 1: { name: 'values', type: keyValue, repeated: true } };

const attributes = { name: 'attributes', type: keyValue, repeated: true } as const;
const resource = { name: 'resource', type: { 1: attributes } };
const scope = {
  name: 'scope',
  type: { 1: { name: 'name', type: 'text' }, 2: { name: 'version', type: 'text' }, 3: attributes },
} as const;

const span: ProtoMessage = {
  1: { name: 'traceId', type: 'hex' },
  2: { name: 'spanId', type: 'hex' },
  3: { name: 'traceState', type: 'text' },
  4: { name: 'parentSpanId', type: 'hex' },
  5: { name: 'name', type: 'text' },
  6: { name: 'kind', type: 'number' },
  7: { name: 'startTimeUnixNano', type: 'fixed64' },
  8: { name: 'endTimeUnixNano', type: 'fixed64' },
  9: attributes,
  11: {
    name: 'events',
    type: { 1: { name: 'timeUnixNano', type: 'fixed64' }, 2: { name: 'name', type: 'text' }, 3: attributes },
    repeated: true,
  },
  13: {
    name: 'links',
    type: { 1: { name: 'traceId', type: 'hex' }, 2: { name: 'spanId', type: 'hex' }, 4: attributes },
    repeated: true,
  },
  15: {
    name: 'status',
    type: { 2: { name: 'message', type: 'text' }, 3: { name: 'code', type: 'number' } },
  },
  16: { name: 'flags', type: 'number' },
};

const logRecord: ProtoMessage = {
  1: { name: 'timeUnixNano', type: 'fixed64' },
  2: { name: 'severityNumber', type: 'number' },
  3: { name: 'severityText', type: 'text' },
  5: { name: 'body', type: anyValue },
  6: attributes,
  8: { name: 'flags', type: 'number' },
  9: { name: 'traceId', type: 'hex' },
  10: { name: 'spanId', type: 'hex' },
  11: { name: 'observedTimeUnixNano', type: 'fixed64' },
  12: { name: 'eventName', type: 'text' },
};

export type OtlpSignal = 'spans' | 'logs' | 'metrics';

/** A request of each signal: all have the same outer shape and only their innermost messages differ. */
export const otlpRequests: Readonly<Record<OtlpSignal, ProtoMessage>> = {
  spans: {
    1: {
      name: 'resourceSpans',
      type: {
        1: resource,
        2: {
          name: 'scopeSpans',
          type: { 1: scope, 2: { name: 'spans', type: span, repeated: true } },
          repeated: true,
        },
      },
      repeated: true,
    },
  },
  logs: {
    1: {
      name: 'resourceLogs',
      type: {
        1: resource,
        2: {
          name: 'scopeLogs',
          type: { 1: scope, 2: { name: 'logRecords', type: logRecord, repeated: true } },
          repeated: true,
        },
      },
      repeated: true,
    },
  },
  // Metrics name no trace and no request: what they hold is not read.
  metrics: { 1: { name: 'resourceMetrics', type: { 1: resource }, repeated: true } },
};
