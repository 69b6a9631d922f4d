// Which scanner reads an input, by its first bytes: Parquet, OTLP in protobuf, else text. Other binary files are refused.
import { UnreadableInput } from '../model/errors.ts';
import { branchOnHead } from '../scan/branch-on-head.ts';
import { groupDigits } from '../scan/limits.ts';
import type { LineHelper } from '../scan/read-with-help.ts';
import { recogniseOtlp, scanOtlp } from '../scan/scan-otlp.ts';
import { type ParquetSource, scanParquet } from '../scan/scan-parquet.ts';
import { type ScanTotals, scanRecords } from '../scan/scan-records.ts';
import type { Scanned } from '../scan/scanned.ts';
import type { InputFile } from './input-file.ts';
import { refuseBinary } from './refuse-binary.ts';

const headBytes = 4096;
/** A Parquet file that is no file on disk is held whole. */
const heldBytes = 1024 * 1024 * 1024;

type Batches = AsyncGenerator<readonly Scanned[], ScanTotals>;
type Chunks = AsyncIterable<Uint8Array>;

/** `chunks` are unpacked bytes of the file. Throws UnreadableInput for binary files that nobody reads. */
export function scanInput(file: InputFile, chunks: Chunks, helper?: LineHelper): Batches {
  return branchOnHead(chunks, headBytes, (head) => {
    if (head.toString('latin1', 0, 4) === 'PAR1') return (bytes) => readParquet(file, bytes);
    const framing = recogniseOtlp(head);
    return framing === undefined
      ? (text) => scanRecords(refuseBinary(text, file.name), { name: file.name, ...(helper && { helper }) })
      : (requests) => scanOtlp(requests, framing);
  });
}

async function* readParquet(file: InputFile, chunks: Chunks): Batches {
  const onDisk = await seekable(file);
  const source = onDisk ?? (await held(file, chunks));
  yield* scanParquet(source, file.name);
  return { bytes: source.size, text_lines: 0, ...(onDisk && { stored: source.size }) };
}

/** Unless what is stored is packed. */
async function seekable({ size, readAt }: InputFile): Promise<ParquetSource | undefined> {
  if (size === undefined || readAt === undefined) return undefined;
  const magic = Buffer.from(await readAt(0, 4)).toString('latin1');
  return magic === 'PAR1' ? { size, readAt } : undefined;
}

async function held(file: InputFile, chunks: Chunks): Promise<ParquetSource> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > heldBytes) {
      const message = `is a Parquet file of more than ${groupDigits(heldBytes)} bytes that is packed or comes through a pipe`;
      throw new UnreadableInput(file.name, message, 'Store it unpacked and name the file.');
    }
    parts.push(Buffer.from(chunk));
  }
  const bytes = Buffer.concat(parts);
  return { size, readAt: async (from, to) => bytes.subarray(from, to) };
}
