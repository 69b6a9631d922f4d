// An object that only wraps a list, such as `{"data": [ … ]}`. One that is too large to hold is opened and its list streamed.
import { openBrace, openBracket } from './byte-codes.ts';
import type { Walk } from './object-walk.ts';

const listKeys: ReadonlySet<string> = new Set([
  'data',
  'logs',
  'result',
  'results',
  'rows',
  'records',
  'items',
  'events',
  'traces',
  'requests',
]);
const keyBefore = /"(\w{1,16})"\s{0,32}:\s{0,32}$/;
const reach = 96;

export interface Envelope {
  /** Position of the list's opening bracket. */
  readonly list: number;
  /** The open brackets around the list, outermost first. */
  readonly around: Uint8Array;
}

/** The outermost list that is open in a walk and stands directly under one of the list keys; bytes[0] stands at `base`. */
export function findOpenList(walk: Walk, bytes: Buffer, base: number): Envelope | undefined {
  for (let level = 1; level < walk.depth; level++) {
    if (walk.brackets[level] !== openBracket || walk.brackets[level - 1] !== openBrace) continue;
    const list = walk.positions[level] ?? 0;
    const before = bytes.toString('latin1', Math.max(0, list - base - reach), list - base);
    const key = keyBefore.exec(before)?.[1];
    if (key !== undefined && listKeys.has(key.toLowerCase())) return { list, around: walk.brackets.slice(0, level) };
  }
  return undefined;
}
