// The file that takes what does not fit into memory: chains of bytes, written in blocks and read back in order. It has no name any more once it
// is open (where the system allows that), so nothing is left of it however the program ends. Readable by its owner only.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { UsageError } from '../../model/errors.ts';

export interface Chain {
  append(bytes: Uint8Array): void;
  /** In bytes. */
  length(): number;
  /** All that was appended, in order, in pieces of any length, each good until the next is asked for. The chain must not grow meanwhile. */
  pieces(): Iterable<Buffer>;
  /** The same as one, in memory that nothing else shares. */
  whole(): Uint8Array<ArrayBuffer>;
}

export interface SpillFile {
  /** `blockBytes` are held in memory until they are full. */
  newChain(blockBytes: number): Chain;
  /** Gives the position from which on the bytes can be read. */
  write(bytes: Uint8Array): number;
  /** As many as there is room for. */
  read(position: number, into: Uint8Array): void;
  close(): void;
}

/** @param directory Where temporary files go. */
export function openSpillFile(directory: string): SpillFile {
  const folder = guarded(directory, () => mkdtempSync(`${directory}/attrib-audit-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  let file: number;
  try {
    file = guarded(directory, () => openSync(`${folder}/events`, 'wx+', 0o600));
  } catch (error) {
    remove();
    throw error;
  }
  let removed = true;
  try {
    remove();
  } catch {
    removed = false; // a system that keeps open files; removed when it is closed
  }
  let end = 0;

  function write(bytes: Uint8Array): number {
    const at = end;
    guarded(directory, () => {
      for (let written = 0; written < bytes.length; )
        written += writeSync(file, bytes, written, bytes.length - written, at + written);
    });
    end += bytes.length;
    return at;
  }

  function read<T extends Uint8Array>(at: number, into: T): T {
    for (let there = 0; there < into.length; ) {
      const more = readSync(file, into, there, into.length - there, at + there);
      if (more === 0) throw new Error('a temporary file ended early');
      there += more;
    }
    return into;
  }

  return {
    newChain(blockBytes) {
      const blocks: number[] = [];
      let open: Buffer | undefined;
      let used = 0;
      const length = (): number => blocks.length * blockBytes + used;
      return {
        append(bytes) {
          for (let from = 0; from < bytes.length; ) {
            open ??= Buffer.allocUnsafe(blockBytes);
            const length = Math.min(bytes.length - from, blockBytes - used);
            open.set(length === bytes.length ? bytes : bytes.subarray(from, from + length), used);
            used += length;
            from += length;
            if (used < blockBytes) continue;
            blocks.push(write(open));
            used = 0;
          }
        },
        length,
        *pieces() {
          const block = Buffer.allocUnsafe(blocks.length > 0 ? blockBytes : 0);
          for (const at of blocks) yield read(at, block);
          if (open && used > 0) yield open.subarray(0, used);
        },
        whole() {
          const bytes = new Uint8Array(length());
          for (const [index, at] of blocks.entries())
            read(at, bytes.subarray(index * blockBytes, (index + 1) * blockBytes));
          if (open && used > 0) bytes.set(open.subarray(0, used), blocks.length * blockBytes);
          return bytes;
        },
      };
    },
    write,
    read,
    close() {
      closeSync(file);
      if (!removed) remove();
    },
  };
}

/** A disk that is full, or not there, ends the run before there is half a result. */
function guarded<T>(directory: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const full = error.code === 'ENOSPC' || error.code === 'EDQUOT';
    throw new UsageError(
      full
        ? `the disk of ${directory} is full: the input does not fit into memory, and no room is left to put it aside`
        : `nothing can be written to ${directory}, where input that does not fit into memory is put aside (${String(error.code)})`,
      'set TMPDIR to a disk with room, or raise --memory',
    );
  }
}
