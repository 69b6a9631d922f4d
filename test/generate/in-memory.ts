// Generated logs as inputs of the engine: bytes in memory under a file's name.
import type { InputFile } from '../../src/engine/input-file.ts';
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

export const jsonLines = (records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

export function inputsOf(records: Records): InputFile[] {
  return Object.entries(records).map(([name, lines]) => inputOf(name, jsonLines(lines)));
}
