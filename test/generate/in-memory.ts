// Generated logs as inputs of the engine: bytes in memory under a file's name.
import { gzipSync } from 'node:zlib';
import type { InputFile } from '../../src/engine/input-file.ts';
import type { StoredBytes } from '../../src/scan/read-with-help.ts';
import type { Records } from './render.ts';

export function inputOf(name: string, bytes: Uint8Array | string): InputFile {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return {
    name,
    size: content.length,
    open: async function* () {
      yield content;
    },
  };
}

/** The same bytes in pieces. */
export function inPieces(file: InputFile, bytes: number): InputFile {
  return {
    ...file,
    open: async function* (signal) {
      for await (const chunk of file.open(signal))
        for (let at = 0; at < chunk.length; at += bytes) yield chunk.subarray(at, at + bytes);
    },
  };
}

/** As a file on disk, which can be read again. */
export function onDisk(name: string, bytes: Uint8Array, pieceBytes: number): InputFile {
  const stored: StoredBytes = {
    async read(into, from) {
      await new Promise((resolve) => setImmediate(resolve)); // as a disk lets others have their turn
      const part = bytes.subarray(from, from + Math.min(into.length, pieceBytes));
      into.set(part);
      return part.length;
    },
    close: async () => {},
  };
  return {
    ...inPieces(inputOf(name, bytes), pieceBytes),
    readAt: async (from, to) => bytes.subarray(from, to),
    openAt: async () => stored,
  };
}

/** The same bytes under another name, gzipped when the name says so. */
export function copyOf(file: InputFile, name: string): InputFile {
  return {
    name,
    open: async function* (signal) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of file.open(signal)) chunks.push(chunk);
      yield name.endsWith('.gz') ? gzipSync(Buffer.concat(chunks)) : Buffer.concat(chunks);
    },
  };
}

export const jsonLines = (records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

export function inputsOf(records: Records): InputFile[] {
  return Object.entries(records).map(([name, lines]) => inputOf(name, jsonLines(lines)));
}
