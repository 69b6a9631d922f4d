// InputFile: a named stream of bytes. The engine opens it, once, and never asks where it comes from.

export interface InputFile {
  /** As the user gave it; events and the report name it so. */
  readonly name: string;
  /** Bytes as stored, when known before reading. */
  readonly size?: number;
  open(signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** For files on disk: the stored bytes from one position to before another. */
  readonly readAt?: (from: number, to: number) => Promise<Uint8Array>;
}

/** How far reading has come, over all inputs. */
export interface Progress {
  readonly input: string;
  readonly inputsDone: number;
  readonly bytes: number;
  readonly records: number;
}
