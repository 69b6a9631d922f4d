// InputFile: a named stream of bytes. The engine opens it, once, and never asks where it comes from.
import type { AuditSettings, InputSummary } from '../audit/settings.ts';
import type { Tally } from '../audit/tally.ts';
import type { MapOptions } from '../formats/map-record.ts';
import type { Event } from '../model/event.ts';
import { headBytes, recognisePacking } from '../scan/container.ts';
import type { StoredBytes } from '../scan/read-with-help.ts';

export interface InputFile {
  /** As the user gave it; events and the report name it so. */
  readonly name: string;
  /** Bytes as stored, when known before reading. */
  readonly size?: number;
  open(signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** For files on disk: the stored bytes from one position to before another. */
  readonly readAt?: (from: number, to: number) => Promise<Uint8Array>;
  /** The same for whoever reads most of it. */
  readonly openAt?: () => Promise<StoredBytes>;
  /** Asked before `open`, once: the events it keeps, when it holds events of ours instead of records. */
  readonly keeps?: (signal?: AbortSignal) => Promise<KeptEvents | undefined>;
  /**
   * For tables: the traces that need no walk as sums; the events of all others are given to `take`. Only right when nothing else is read
   * with them. Or why every row must be read: what was taken then is to be forgotten.
   */
  readonly sumsUp?: (
    settings: AuditSettings,
    reading: Pick<MapOptions, 'from' | 'map'>,
    take: (event: Event) => void,
    signal?: AbortSignal,
  ) => Promise<SummedUp | InFull>;
}

export async function isPacked({ name, readAt }: InputFile): Promise<boolean> {
  return recognisePacking((await readAt?.(0, headBytes)) ?? new Uint8Array(0), name) !== 'plain';
}

export interface SummedUp {
  readonly tally: Tally;
  readonly inputs: readonly InputSummary[];
  /** What rules over time say of the summed-up calls, when there are such rules; `judged` is all other calls. */
  readonly settled?: (judged: readonly Tally[]) => Promise<Tally>;
}

/** Events as they were read once, kept somewhere with what became of every record of their inputs. */
export interface KeptEvents {
  /** One for each input they were read from. */
  readonly inputs: readonly InputSummary[];
  /** In no order; the same event may come twice. */
  events(signal?: AbortSignal): AsyncIterable<readonly Event[]>;
}

export interface InFull {
  readonly in_full: string;
}

/** How far reading has come, over all inputs. */
export interface Progress {
  readonly input: string;
  readonly inputsDone: number;
  readonly bytes: number;
  readonly records: number;
}
