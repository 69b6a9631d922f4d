// Bytes -> records, in batches: JSON objects wherever they stand, or the rows of a table. Memory stays flat: what is held is one record and one slice of the input.
import { createReader } from './choose-reader.ts';
import { decodeText } from './decode-text.ts';
import { type ScanLimits, scanDefaults } from './limits.ts';
import { type LineHelper, readWithHelp } from './read-with-help.ts';
import type { Scanned } from './scanned.ts';

export type { ScanLimits } from './limits.ts';
export type { Scanned } from './scanned.ts';

export interface ScanTotals {
  /** Bytes that came, before any change of encoding; a helper may have read more. */
  readonly bytes: number;
  /** Lines that are not blank and that no record, not even a rejected one, stands on. */
  readonly text_lines: number;
  /** Bytes as stored, where they were not read from beginning to end. */
  readonly stored?: number;
}

export interface ScanOptions extends ScanLimits {
  /** Name of the input: `.csv` and `.tsv` (packed or not) say that it is a table. */
  readonly name?: string;
  /** Reads lines of the input elsewhere. */
  readonly helper?: LineHelper;
}

/** If `chunks` fails, what was read before is yielded first and then the error is thrown. */
export async function* scanRecords(
  chunks: AsyncIterable<Uint8Array>,
  { name, helper, ...limits }: ScanOptions = {},
): AsyncGenerator<readonly Scanned[], ScanTotals> {
  const reader = createReader({ ...scanDefaults, ...limits }, name);
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  try {
    yield* readWithHelp(reader, decodeText(counted()), helper);
  } catch (error) {
    yield reader.end();
    throw error;
  }
  const rest = reader.end();
  if (rest.length > 0) yield rest;
  return { bytes, text_lines: reader.textLines() };
}
