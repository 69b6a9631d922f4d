// Collects what the scanner yields, for the tests beside this file.

import { type ScanOptions, type ScanTotals, scanRecords } from '../../src/scan/scan-records.ts';
import type { Scanned } from '../../src/scan/scanned.ts';

export interface ScanResult {
  readonly found: readonly Scanned[];
  readonly totals: ScanTotals;
}

export async function* inChunks(bytes: Uint8Array, size = bytes.length || 1): AsyncGenerator<Uint8Array, void> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

export async function scan(input: string | Uint8Array, limits?: ScanOptions, chunk?: number): Promise<ScanResult> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  return scanChunks(inChunks(bytes, chunk), limits);
}

export async function scanChunks(chunks: AsyncIterable<Uint8Array>, limits?: ScanOptions): Promise<ScanResult> {
  const batches = scanRecords(chunks, limits);
  const found: Scanned[] = [];
  for (;;) {
    const next = await batches.next();
    if (next.done) return { found, totals: next.value };
    found.push(...next.value);
  }
}

/** Records as `line@offset json`, rejected ones as `line@offset ! reason`: one readable line each. */
export async function scanToLines(input: string | Uint8Array, limits?: ScanOptions, chunk?: number): Promise<string[]> {
  const { found } = await scan(input, limits, chunk);
  return found.map(toLine);
}

export function toLine(scanned: Scanned): string {
  const place = `${scanned.line}@${scanned.offset}`;
  return scanned.kind === 'record' ? `${place} ${JSON.stringify(scanned.value)}` : `${place} ! ${scanned.reason}`;
}
