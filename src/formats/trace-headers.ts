// Trace context as requests carry it between hops: W3C, B3, X-Ray, Datadog, Jaeger and Google Cloud headers, all as W3C ids.
// w3c/trace-context level 2, openzipkin/b3-propagation, propagator-aws-xray, jaeger and Cloud Trace documentation (2026-08).

import { datadogSpanId, datadogTraceId } from './datadog-ids.ts';
import { readTraceparent } from './values.ts';

/** A trace and the span that called. */
export interface Carried {
  readonly trace_id: string;
  readonly span_id?: string;
}

type Header = (name: string) => string | undefined;

/** Every trace context among the headers (names in lower case), the most exact format first. */
export function carriedBy(header: Header): readonly Carried[] {
  const found = [w3c, b3, b3Single, xray, datadog, jaeger, cloudTrace].map((read) => read(header));
  return found.flatMap((carried) => carried ?? []);
}

/** The headers that carry a trace context: what makes a log of headers one of ours. */
export const traceHeaders = [
  ...['traceparent', 'b3', 'x-b3-traceid', 'x-amzn-trace-id', 'x-datadog-trace-id', 'uber-trace-id'],
  'x-cloud-trace-context',
] as const;

function w3c(header: Header): Carried | undefined {
  return readTraceparent(header('traceparent'));
}

function b3(header: Header): Carried | undefined {
  return inHex(header('x-b3-traceid'), header('x-b3-spanid'));
}

/** `{trace}-{span}-{sampled}-{parent}`, or only a sampling decision. Client and server of a call share the span id: here it is the caller. */
function b3Single(header: Header): Carried | undefined {
  const [trace, span] = (header('b3') ?? '').split('-');
  return inHex(trace, span);
}

/** `Root=1-<8 hex>-<24 hex>;Parent=<16 hex>;Sampled=1`; load balancers add `Self=`. */
function xray(header: Header): Carried | undefined {
  const text = header('x-amzn-trace-id') ?? '';
  const [, time = '', rest = ''] = /(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})/i.exec(text) ?? [];
  return inHex(time + rest, /(?:^|;)\s*Parent=([0-9a-f]{16})/i.exec(text)?.[1]);
}

function datadog(header: Header): Carried | undefined {
  const high = /(?:^|,)\s*_dd\.p\.tid=([0-9a-f]{16})/i.exec(header('x-datadog-tags') ?? '')?.[1];
  const trace = datadogTraceId(header('x-datadog-trace-id'), high);
  const span = datadogSpanId(header('x-datadog-parent-id'));
  if (trace === undefined) return undefined;
  return span === undefined ? { trace_id: trace } : { trace_id: trace, span_id: span };
}

/** `{trace}:{span}:{parent}:{flags}`, without leading zeros; some clients encode the colons. */
function jaeger(header: Header): Carried | undefined {
  const [trace, span] = (header('uber-trace-id') ?? '').replaceAll(/%3a/gi, ':').split(':');
  return inHex(trace, span?.padStart(16, '0'));
}

/** `<32 hex>/<decimal span>;o=1`. */
function cloudTrace(header: Header): Carried | undefined {
  const [, trace, span] = /^([0-9a-f]{32})(?:\/(\d{1,20}))?/i.exec(header('x-cloud-trace-context') ?? '') ?? [];
  return inHex(trace, datadogSpanId(span));
}

/** 64-bit ids are padded, as W3C writes them. */
function inHex(trace: string | undefined, span: string | undefined): Carried | undefined {
  if (trace === undefined || !/^[0-9a-f]{1,32}$/i.test(trace) || /^0+$/.test(trace)) return undefined;
  const traceId = trace.toLowerCase().padStart(32, '0');
  const known = span !== undefined && /^[0-9a-f]{16}$/i.test(span) && !/^0+$/.test(span);
  return known ? { trace_id: traceId, span_id: span.toLowerCase() } : { trace_id: traceId };
}
