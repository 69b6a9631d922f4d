// Which attributes of a span anything is read from: by the table, as a label, or by what a span means. Values of all others may differ
// from span to span and every event stays the same, so whoever groups spans need not look at them.
import { allPaths } from './compile-table.ts';
import type { Format } from './format.ts';
import { addresses } from './model-seller.ts';
import { labelBehindPrefix } from './otlp-attributes.ts';
import { fieldOfName } from './ownership-names.ts';

/** Looked at by span-meaning.ts, span-part.ts and settle-span.ts, beyond the tables. */
const meaning: ReadonlySet<string> = new Set([
  'ai.operationId',
  'gen_ai.operation.name',
  'gen_ai.provider.name',
  'gen_ai.system',
  'openinference.span.kind',
  'langfuse.observation.type',
  'llm.request.type',
  'traceloop.span.kind',
  'service.name',
  'telemetry.sdk.name',
  'telemetry.sdk.version',
  'baggage',
  'http.request.header.baggage',
]);

export function isReadAttribute(format: Format, key: string): boolean {
  return (
    meaning.has(key) ||
    isAddress(key) ||
    key.startsWith('messaging.') ||
    isTraceparent(key) ||
    labelField(key) !== undefined ||
    allPaths(format).some((path) => path === `attributes.${key}` || path.startsWith(`attributes.${key}.`))
  );
}

/** The field a key means as a label of the span, plain or behind a prefix. */
export const labelField = (key: string): ReturnType<typeof fieldOfName> =>
  fieldOfName(key) ?? fieldOfName(labelBehindPrefix(key) ?? '');

export const isTraceparent = (key: string): boolean => /(?:^|\.)traceparent$/i.test(key);

export const isAddress = (key: string): boolean => addresses.some((address) => address === key);
