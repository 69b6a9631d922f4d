// Protobuf wire format -> JSON as the protobuf JSON mapping writes it, by a table of fields: https://protobuf.dev/programming-guides/encoding/
// Fields that are not in the table, or that have another wire type than the table says, are passed over, as protobuf wants it.
import type { JsonObject, JsonValue } from '../model/json.ts';

export type Scalar = 'hex' | 'text' | 'base64' | 'fixed64' | 'int64' | 'number' | 'bool' | 'double';

export interface ProtoField {
  readonly name: string;
  /** A scalar, or the fields of a message; a function where a message contains itself. */
  readonly type: Scalar | ProtoMessage | (() => ProtoMessage);
  readonly repeated?: true;
}
/** Fields by number. */
export type ProtoMessage = Readonly<Record<number, ProtoField>>;

/** Where and why bytes are no message of this kind. Carries no bytes of the input. */
export class ProtoFault extends Error {
  readonly at: number;
  constructor(reason: string, at: number) {
    super(reason);
    this.at = at;
  }
}

export const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

const wireOf: Readonly<Record<Scalar, readonly number[]>> = {
  hex: [wire.bytes],
  text: [wire.bytes],
  base64: [wire.bytes],
  fixed64: [wire.fixed64],
  int64: [wire.varint],
  number: [wire.varint, wire.fixed32],
  bool: [wire.varint],
  double: [wire.fixed64],
};

/** One field as it stands in the bytes, its content from `from` to before `to`. */
export interface WireField {
  readonly number: number;
  readonly wire: number;
  readonly from: number;
  readonly to: number;
}

/** Reads one message. Throws ProtoFault. */
export function readMessage(bytes: Buffer, message: ProtoMessage, levels: number): JsonObject {
  return readFields(bytes, 0, bytes.length, message, levels);
}

function readFields(bytes: Buffer, start: number, end: number, message: ProtoMessage, levels: number): JsonObject {
  if (levels === 0) throw new ProtoFault('messages are nested deeper than limits.depth', start);
  const read: Record<string, JsonValue> = {};
  const lists: Record<string, JsonValue[]> = {};
  for (const { name, type, repeated } of Object.values(message)) {
    if (repeated && typeof type !== 'string') read[name] = lists[name] = [];
  }
  for (let at = start; at < end; ) {
    const field = fieldAt(bytes, at, end);
    at = field.to;
    const known = Object.hasOwn(message, field.number) ? message[field.number] : undefined;
    if (known === undefined) continue;
    const { name, repeated } = known;
    const type = typeof known.type === 'function' ? known.type() : known.type;
    let value: JsonValue;
    if (typeof type === 'string') {
      if (!wireOf[type].includes(field.wire)) continue;
      value = readScalar(bytes, field, type);
    } else {
      if (field.wire !== wire.bytes) continue;
      value = readFields(bytes, field.from, field.to, type, levels - 1);
    }
    if (!repeated) read[name] = value;
    else {
      const list = lists[name] ?? [];
      list.push(value);
      lists[name] = list;
      read[name] = list;
    }
  }
  return read;
}

function readScalar(bytes: Buffer, { from, to, wire: kind }: WireField, type: Scalar): JsonValue {
  switch (type) {
    case 'hex':
      return bytes.toString('hex', from, to);
    case 'text':
      return bytes.toString('utf8', from, to);
    case 'base64':
      return bytes.toString('base64', from, to);
    case 'fixed64':
      return bytes.readBigUInt64LE(from).toString();
    case 'int64':
      return BigInt.asIntN(64, exactVarint(bytes, from, to)).toString();
    case 'number':
      return kind === wire.fixed32 ? bytes.readUInt32LE(from) : Number(BigInt.asIntN(32, exactVarint(bytes, from, to)));
    case 'bool':
      return exactVarint(bytes, from, to) !== 0n;
    case 'double': {
      const number = bytes.readDoubleLE(from);
      return Number.isFinite(number) ? number : String(number); // JSON has no NaN
    }
  }
}

/** The field that begins at `at`. Throws ProtoFault when it does not end before `end`. */
export function fieldAt(bytes: Buffer, at: number, end: number): WireField {
  const tag = varintAt(bytes, at, end);
  const number = Math.floor(tag.value / 8);
  const kind = tag.value % 8;
  if (number === 0 || number > 0x1fffffff) throw new ProtoFault('a field has no valid number', at);
  if (kind === wire.varint) return { number, wire: kind, from: tag.to, to: varintAt(bytes, tag.to, end).to };
  const length = kind === wire.bytes ? varintAt(bytes, tag.to, end) : undefined;
  const from = length?.to ?? tag.to;
  const size = length?.value ?? sizes[kind];
  if (size === undefined) throw new ProtoFault('a field has a wire type that no longer exists', at);
  if (size > end - from) throw new ProtoFault('a field is longer than what contains it', at);
  return { number, wire: kind, from, to: from + size };
}

const sizes: Readonly<Record<number, number>> = { [wire.fixed64]: 8, [wire.fixed32]: 4 };

/** Seven bits a byte, the lowest first; ten bytes at most. Beyond 2^53 the value is only near. */
function varintAt(bytes: Buffer, at: number, end: number): { readonly value: number; readonly to: number } {
  let value = 0;
  for (let index = 0; index < 10; index++) {
    if (at + index >= end) throw new ProtoFault('the bytes end inside a number', at);
    const byte = bytes[at + index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, to: at + index + 1 };
  }
  throw new ProtoFault('a number has more than ten bytes', at);
}

function exactVarint(bytes: Buffer, from: number, to: number): bigint {
  return bytes.subarray(from, to).reduceRight((sum, byte) => (sum << 7n) + BigInt(byte & 0x7f), 0n);
}
