// How large inputs are, before they are read.
import type { InputFile } from '../engine/input-file.ts';

const packed = /\.(?:gz|zst|br)$/;
/** Logs repeat themselves; ten to one is usual. */
const unpacked = 10;

/** About so many bytes come out of the inputs; what comes through a pipe counts as nothing. */
export function unpackedBytes(files: readonly InputFile[]): number {
  return files.reduce((sum, { name, size = 0 }) => sum + size * (packed.test(name) ? unpacked : 1), 0);
}
