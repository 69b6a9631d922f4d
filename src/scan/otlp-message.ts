// One OTLP request in protobuf -> the record that OTLP/JSON would have; and what its first bytes look like.
import type { JsonObject } from '../model/json.ts';
import { type OtlpSignal, otlpRequests } from './otlp-schema.ts';
import { fieldAt, ProtoFault, readMessage, type WireField, wire } from './protobuf.ts';

/** Throws ProtoFault. */
export function readOtlpMessage(bytes: Buffer, depth: number): JsonObject {
  return readMessage(bytes, otlpRequests[signalOf(bytes)], depth);
}

/** The three requests have one outer shape; the fields of the first innermost message tell which one it is. */
function signalOf(bytes: Buffer): OtlpSignal {
  const path = [1, 2, 2];
  let range: Pick<WireField, 'from' | 'to'> | undefined = { from: 0, to: bytes.length };
  for (const number of path) {
    if (range === undefined) return 'spans';
    range = firstMessage(bytes, range.from, range.to, number);
  }
  if (range === undefined) return 'spans';
  const fields = fieldsOf(bytes, range.from, range.to);
  const has = (numbers: readonly number[], kind: number): boolean =>
    fields.some((field) => numbers.includes(field.number) && field.wire === kind);
  if (has([7, 8], wire.fixed64)) return 'spans';
  if (has([1, 11], wire.fixed64)) return 'logs';
  const isId = ({ number, wire: kind, from, to }: WireField): boolean =>
    number === 1 && kind === wire.bytes && to - from === 16;
  return fields.length === 0 || (fields.some(isId) && has([2], wire.bytes)) ? 'spans' : 'metrics';
}

function firstMessage(bytes: Buffer, from: number, to: number, number: number): WireField | undefined {
  return fieldsOf(bytes, from, to).find((field) => field.number === number && field.wire === wire.bytes);
}

function fieldsOf(bytes: Buffer, from: number, to: number): readonly WireField[] {
  const fields: WireField[] = [];
  for (let at = from; at < to; ) {
    const field = fieldAt(bytes, at, to);
    fields.push(field);
    at = field.to;
  }
  return fields;
}

/** A resource, its attributes and a scope always bring a few of these; text has none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

/** Do these first bytes begin a request? `length` is that of the whole message where it is known. */
export function looksLikeOtlp(head: Buffer, length = Number.MAX_SAFE_INTEGER): boolean {
  const group = groupAt(head, 0, length);
  if (!group || group.to - group.from < 2 || !control.test(head.toString('latin1', 0, Math.min(group.to, head.length))))
    return false;
  const first = groupAt(head, group.from, group.to);
  if (!first) return false;
  if (first.number === 2) return true;
  // A resource, then the scopes; an empty resource is no evidence by itself.
  const next = groupAt(head, first.to, group.to);
  return first.number === 1 && (next ? next.number <= 3 : first.to > head.length || first.to === group.to);
}

/** A message field from 1 to 3 at this position, as far as the head goes. */
function groupAt(head: Buffer, at: number, end: number): WireField | undefined {
  if (at >= head.length) return undefined;
  try {
    const field = fieldAt(head, at, end);
    return field.wire === wire.bytes && field.number <= 3 && field.to <= end ? field : undefined;
  } catch (error) {
    if (error instanceof ProtoFault) return undefined;
    throw error;
  }
}
