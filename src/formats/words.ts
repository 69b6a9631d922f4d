// Closed vocabularies: a source's word for an outcome, a hop or an error, made ours. Anything that could be prose is not kept.
import type { statuses } from '../model/event.ts';
import { type Hop, hops } from '../model/fields.ts';

export type Status = (typeof statuses)[number];

const statusWords: ReadonlyMap<string, Status> = new Map([
  ...['ok', 'success', 'succeeded', 'successful', 'completed', 'complete', 'done', 'finished', 'true'].map(
    (word) => [word, 'ok'] as const,
  ),
  ...['error', 'err', 'failure', 'failed', 'fail', 'timeout', 'timed_out', 'rejected', 'false'].map(
    (word) => [word, 'error'] as const,
  ),
  ...['cancelled', 'canceled', 'aborted', 'client_disconnected', 'disconnected'].map(
    (word) => [word, 'cancelled'] as const,
  ),
]);

/** An outcome word or an HTTP status code as one of ours; 499 is a client that went away. Undefined when it says neither. */
export function readStatus(text: string | undefined): Status | undefined {
  if (text === undefined) return undefined;
  const word = text.toLowerCase().replaceAll(/[\s-]+/g, '_');
  const known = statusWords.get(word);
  if (known) return known;
  const code = /^[1-5]\d\d$/.test(word) ? Number(word) : 0;
  if (code === 0) return undefined;
  if (code === 499) return 'cancelled';
  return code < 400 ? 'ok' : 'error';
}

const hopWords: ReadonlyMap<string, Hop> = new Map([
  ...hops.map((hop) => [hop, hop] as const),
  ...['application', 'client', 'sdk', 'frontend', 'backend', 'service', 'api', 'web'].map(
    (word) => [word, 'app'] as const,
  ),
  ...['proxy', 'edge', 'ingress', 'egress', 'sidecar', 'mesh'].map((word) => [word, 'gateway'] as const),
  ...['orchestrator', 'planner', 'workflow'].map((word) => [word, 'agent'] as const),
  ...['broker', 'topic', 'stream', 'bus'].map((word) => [word, 'queue'] as const),
  ...['consumer', 'job', 'batch', 'cron', 'scheduler', 'processor'].map((word) => [word, 'worker'] as const),
  ...['model', 'llm', 'upstream', 'inference'].map((word) => [word, 'provider'] as const),
  ...['function', 'retriever', 'mcp'].map((word) => [word, 'tool'] as const),
]);

/** The kind of hop a name speaks of: "gateway", "llm-gateway", "ticket worker". The last known word decides, as in English. */
export function readHop(name: string | undefined): Hop | undefined {
  const words = name === undefined || name.length > 128 ? [] : name.toLowerCase().split(/[^a-z]+/);
  for (const word of words.reverse()) {
    const hop = hopWords.get(word);
    if (hop) return hop;
  }
  return undefined;
}

/**
 * An error as a short class or code: `RateLimitError`, `429`, `context_length_exceeded`, or the class before a colon. A message may
 * quote the prompt, so prose becomes `_OTHER`, OpenTelemetry's word for an error without a class.
 */
export function errorClass(text: string): string {
  const word = text.trim();
  if (/^[\w.:/-]{1,80}$/.test(word)) return word;
  return /^([A-Za-z_][\w.]{0,63}): /.exec(word)?.[1] ?? '_OTHER';
}
