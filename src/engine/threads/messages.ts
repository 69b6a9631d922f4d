// What is said between the thread that reads inputs and the threads that help. Plain data only: it is copied from one thread to the other.
import type { Summed } from '../../audit/start-audit.ts';
import type { FieldMapping } from '../../formats/field-map.ts';
import type { WholeInput } from '../../trace/build-traces.ts';
import type { AlikeLines } from '../alike/block-rows.ts';
import type { Learned } from '../alike/read-alike.ts';
import type { Counts } from '../input-tally.ts';
import type { Noticed } from '../observations.ts';
import type { PackedEvents } from '../spill/pack-events.ts';

export type ToThread =
  /** The input that the next lines are from. */
  | ({ readonly kind: 'input' } & InputToRead)
  | { readonly kind: 'lines'; readonly bytes: Uint8Array<ArrayBuffer>; readonly line: number; readonly offset: number }
  | { readonly kind: 'whole'; readonly sources: readonly string[]; readonly whole: WholeInput }
  /** Framed rows. */
  | { readonly kind: 'part'; readonly rows: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'finish' };

export interface InputToRead {
  readonly source: string;
  /** The names of sources as the store numbers them. */
  readonly sources: readonly string[];
  readonly from: string | undefined;
  readonly map: readonly FieldMapping[] | undefined;
  readonly hashKey: Uint8Array | undefined;
  /** Rows of one kind need not be read as records. */
  readonly alike: boolean;
}

export type FromThread = { readonly kind: 'ready' } | Failed | Answer;

export type Answer =
  | {
      readonly kind: 'read';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly found: ReadLines | undefined;
      readonly learned: Learned | undefined;
    }
  | { readonly kind: 'judged' }
  | { readonly kind: 'summed'; readonly summed: Summed };

/** What became of some lines that can be read by themselves. */
export interface ReadLines {
  readonly textLines: number;
  readonly counts: Counts;
  readonly noticed: Noticed;
  readonly packed: PackedEvents;
  /** Lines that were not read as records; they are in the counts. */
  readonly alike?: AlikeLines;
}

/** `hint` is set where the user can do something about it. */
export interface Failed {
  readonly kind: 'failed';
  readonly message: string;
  readonly hint: string | undefined;
  readonly stack: string | undefined;
}

/** What moves from thread to thread instead of being copied. */
export function movedWith(message: ToThread | FromThread): ArrayBuffer[] {
  switch (message.kind) {
    case 'lines':
      return [message.bytes.buffer];
    case 'part':
      return [message.rows.buffer];
    case 'read':
      return [message.bytes.buffer, ...(message.found ? buffersOf(message.found) : [])];
    default:
      return [];
  }
}

function buffersOf({ packed: { rows, ids }, alike }: ReadLines): ArrayBuffer[] {
  const more = alike ? [alike.rows.buffer, alike.ids.holders.buffer, alike.ids.seekers.buffer] : [];
  return [rows.buffer, ids.holders.buffer, ids.seekers.buffer, ...more];
}
