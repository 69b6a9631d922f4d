// Parquet -> records, one row group at a time: each row is a record. A file's footer says where its columns are, so it is read at places
// and never as a stream. What the library cannot read costs its row group, not the file.
import type { FileMetaData } from 'hyparquet';
import { UnreadableInput } from '../model/errors.ts';
import { groupDigits } from './limits.ts';
import { jsonRow, parquetParsers, takeDecimals } from './parquet-values.ts';
import type { Scanned } from './scanned.ts';

/** A file that can be read at any place. */
export interface ParquetSource {
  readonly size: number;
  readAt(from: number, to: number): Promise<Uint8Array>;
}

/** Most that one row group may unpack to, and most rows in it: all of it is held at once. */
const groupBytes = 1024 * 1024 * 1024;
const groupRows = 8_000_000;
/** Most that one page may unpack to. */
const pageBytes = 256 * 1024 * 1024;
const batchRows = 1000;

/** `line` is the number of the row. */
export async function* scanParquet(source: ParquetSource, name: string): AsyncGenerator<readonly Scanned[], void> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const file = fileOf(source);
  const compressors = await boundedCompressors();
  let metadata: FileMetaData;
  try {
    metadata = await parquetMetadataAsync(file, { parsers: parquetParsers, geoparquet: false });
  } catch (error) {
    if (file.failure() !== undefined) throw file.failure();
    throw new UnreadableInput(
      name,
      `is a Parquet file whose footer cannot be read${why(error)}`,
      'Fetch the file again; it may be cut off.',
    );
  }
  const scales = takeDecimals(metadata);
  const faults: string[] = [];
  let rowStart = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    const rowEnd = rowStart + Number(group.num_rows);
    const rows = `row group ${index + 1} (rows ${groupDigits(rowStart + 1)} to ${groupDigits(rowEnd)})`;
    try {
      checkGroup(Number(group.num_rows), Number(group.total_byte_size));
      const options = { file, metadata, compressors, parsers: parquetParsers, utf8: false, geoparquet: false };
      const read = await parquetReadObjects({ ...options, rowStart, rowEnd });
      for (let from = 0; from < read.length; from += batchRows) {
        const first = rowStart + from;
        yield read.slice(from, from + batchRows).map((row, nth): Scanned => {
          return { kind: 'record', value: jsonRow(row, scales), line: first + nth + 1, offset: first + nth };
        });
      }
    } catch (error) {
      if (file.failure() !== undefined) throw file.failure();
      faults.push(`${rows} cannot be read${why(error)}`);
    }
    rowStart = rowEnd;
  }
  const [fault] = faults;
  if (fault === undefined) return;
  const more = faults.length === 1 ? '' : `, and ${faults.length - 1} more`;
  throw new UnreadableInput(
    name,
    `${fault}${more}`,
    'The other row groups were read; write the file again, with smaller row groups and a common compression.',
  );
}

function checkGroup(rows: number, bytes: number): void {
  if (!(rows >= 0 && rows <= groupRows)) throw new Error(`parquet more than ${groupDigits(groupRows)} rows`);
  if (!(bytes <= groupBytes)) throw new Error(`parquet more than ${groupDigits(groupBytes)} bytes`);
}

/** The library's own words name encodings and columns, other errors could quote values. */
function why(error: unknown): string {
  const [, reason] = error instanceof Error ? (/^parquet ([\w .:()=!,>-]{1,120})$/.exec(error.message) ?? []) : [];
  return reason === undefined ? '' : `: ${reason}`;
}

/**
 * A read that fails gives no bytes and is told afterwards: the library reads ahead and leaves promises alone that it no longer needs, and one
 * that is rejected then would end the program. Places beyond the end, as damage makes them, give what is there.
 */
function fileOf(source: ParquetSource): { readonly byteLength: number; slice: Slice; failure: () => unknown } {
  let failed: unknown;
  return {
    byteLength: source.size,
    slice: async (start, end = source.size) => {
      const from = Math.min(Math.max(start, 0), source.size);
      const to = Math.min(Math.max(end, from), source.size);
      try {
        return Uint8Array.from(await source.readAt(from, to)).buffer;
      } catch (error) {
        failed ??= error;
        return new ArrayBuffer(0);
      }
    },
    failure: () => failed,
  };
}

type Slice = (start: number, end?: number) => Promise<ArrayBuffer>;

type Compressors = typeof import('hyparquet-compressors')['compressors'];

/** A page header's word on its unpacked size is not trusted beyond a bound. */
async function boundedCompressors(): Promise<Compressors> {
  const { compressors, decompressZstd } = await import('hyparquet-compressors');
  const all: Compressors = {
    ...compressors,
    ZSTD: (input, size) => decompressZstd(input, new Uint8Array(size)),
  };
  return Object.fromEntries(
    Object.entries(all).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, size: number): Uint8Array => {
        if (!(size <= pageBytes)) throw new Error(`parquet a page of more than ${groupDigits(pageBytes)} bytes`);
        return unpack(input, size);
      },
    ]),
  );
}
