// Where bare OTLP is cut: a bare request is a list of resource groups, and a group may be larger than a record may be. Such a group is opened, and
// a scope in it too: runs of its spans become requests of their own, each with the resource and the scope they stand under.
import { fieldAt, ProtoFault, type WireField, wire } from './protobuf.ts';

/** The next unit: its bytes (none when it is larger than allowed), their number, and where in the view it ends. */
export type Cut =
  | { readonly bytes: Buffer; readonly size: number; readonly end: number }
  | { readonly lost: string }
  | 'more';

export interface BareUnits {
  /** `base` is the position of the view in the input; `complete` that nothing follows it. */
  next(view: Buffer, base: number, complete: boolean): Cut;
  /** Is a group open that goes on at this position? */
  isInside(base: number): boolean;
}

/** A group or a scope that was entered: where it ends in the input, and the resource or scope that stands in front of its members. */
interface Level {
  readonly end: number;
  head: Buffer;
}

/** What tells a tag and a length apart from their beginning. */
const longestTagAndLength = 11;
const nothing = Buffer.alloc(0);
/** Group in request, scope in group, span in scope. */
const member = [1, 2, 2] as const;

export function bareUnits(largest: number): BareUnits {
  const open: Level[] = [];
  const longestRun = Math.max(1, Math.floor(largest / 2));

  function next(view: Buffer, base: number, complete: boolean): Cut {
    while (open.length > 0 && base >= (open.at(-1)?.end ?? 0)) open.pop();
    if (view.length === 0 || (view.length < longestTagAndLength && !complete)) return 'more';
    try {
      const level = open.at(-1);
      const end = level ? level.end - base : Number.MAX_SAFE_INTEGER;
      const field = fieldAt(view, 0, end);
      if (field.to > largest) return larger(field, base);
      if (level && isHead(field)) {
        if (view.length < field.to) return 'more';
        level.head = Buffer.from(view.subarray(0, field.to));
        return { bytes: nothing, size: 0, end: field.to };
      }
      if (!isMember(field, open.length)) return { bytes: nothing, size: 0, end: field.to };
      if (view.length < field.to) return 'more';
      const to = level ? endOfRun(view, field, end, complete) : field.to;
      return to === 'more' ? 'more' : { bytes: wrapped(view.subarray(0, to)), size: to, end: to };
    } catch (error) {
      if (error instanceof ProtoFault) return { lost: error.message };
      throw error;
    }
  }

  /** Groups and scopes are entered, a span or a resource is not. */
  function larger(field: WireField, base: number): Cut {
    const enters = open.length < 2 && isMember(field, open.length);
    if (enters) open.push({ end: base + field.to, head: nothing });
    const tells = enters || !(isMember(field, open.length) || (open.length > 0 && isHead(field)));
    return { bytes: nothing, size: tells ? 0 : field.to, end: enters ? field.from : field.to };
  }

  /** Members are cut in runs: one by one, each would bring the resource along. */
  function endOfRun(view: Buffer, first: WireField, end: number, complete: boolean): number | 'more' {
    let at = first.to;
    while (at < end && at < longestRun) {
      if (view.length - at < longestTagAndLength && !complete && end > view.length) return 'more';
      if (at >= view.length) break;
      const field = fieldAt(view, at, end);
      if (isHead(field) || field.to > longestRun) break;
      if (field.to > view.length) {
        if (complete) break;
        return 'more';
      }
      at = field.to;
    }
    return at;
  }

  function wrapped(run: Buffer): Buffer {
    return open.reduceRight((inner, { head }, depth) => asField(member[depth] ?? 1, Buffer.concat([head, inner])), run);
  }

  return { next, isInside: (base) => open.some(({ end }) => base < end) };
}

const isMember = (field: WireField, depth: number): boolean =>
  field.wire === wire.bytes && field.number === member[depth];
const isHead = (field: WireField): boolean => field.wire === wire.bytes && field.number === 1;

function asField(number: number, content: Buffer): Buffer {
  const head = [number * 8 + wire.bytes];
  let rest = content.length;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) head.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.from([...head, rest]), content]);
}
