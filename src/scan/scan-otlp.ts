// OTLP in protobuf -> records, one for each request. Two containers: the collector's file exporter puts four bytes of length before each request
// and may compress each with zstd (contrib exporter/fileexporter, 2026-08); a bare request or TracesData is a list of resource groups.
import { UnreadableInput } from '../model/errors.ts';
import { createWindow } from './byte-window.ts';
import { groupDigits, type ScanLimits, scanDefaults, unpackDefaults } from './limits.ts';
import { looksLikeOtlp, readOtlpMessage } from './otlp-message.ts';
import { bareUnits, type Cut } from './otlp-units.ts';
import { parseStrict } from './parse-object.ts';
import { ProtoFault } from './protobuf.ts';
import type { ScanTotals } from './scan-records.ts';
import { type Scanned, tooLarge } from './scanned.ts';
import { unpack } from './unpack.ts';

export type OtlpFraming = 'length-prefixed' | 'bare';

/** How an input that begins so holds OTLP, if it does. */
export function recogniseOtlp(head: Buffer): OtlpFraming | undefined {
  if (looksLikeOtlp(head)) return 'bare';
  const length = head.length < 8 ? 0 : head.readUInt32BE(0);
  if (length === 0 || length > 0x7fffffff) return undefined;
  const payload = head.subarray(4);
  return isZstd(payload) || looksLikeOtlp(payload, length) ? 'length-prefixed' : undefined;
}

const isZstd = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528;

/** `line` counts requests or resource groups; a group too large for one record counts once for each piece of it. */
export async function* scanOtlp(
  chunks: AsyncIterable<Uint8Array>,
  framing: OtlpFraming,
  limits: ScanLimits = {},
): AsyncGenerator<readonly Scanned[], ScanTotals> {
  const all = { ...scanDefaults, ...limits };
  const window = createWindow();
  const bare = framing === 'bare' ? bareUnits(all.recordBytes) : undefined;
  let bytes = 0;
  let line = 0;
  let skip = 0;
  let broken: string | undefined;

  /** Every whole unit that is there. */
  async function* units(complete: boolean): AsyncGenerator<Scanned, void> {
    while (broken === undefined) {
      const offset = window.base;
      const unit = bare ? bare.next(window.view, offset, complete) : prefixedUnit(window.view, all.recordBytes);
      if (unit === 'more') return;
      if ('lost' in unit) {
        broken = unit.lost;
        yield { kind: 'rejected', line: line + 1, offset, ...lostFrom(unit.lost) };
        return;
      }
      if (unit.size > 0) line++;
      if (unit.size > all.recordBytes) {
        yield { kind: 'rejected', line, offset, ...tooLarge(unit.size, all.recordBytes) };
      } else if (unit.size > 0) {
        yield { line, offset, ...(await readUnit(Buffer.from(unit.bytes), all)) };
      }
      const held = Math.min(unit.end, window.view.length);
      skip = unit.end - held;
      window.release(offset + held);
    }
  }

  for await (const chunk of chunks) {
    bytes += chunk.length;
    const passed = Math.min(skip, chunk.length);
    skip -= passed;
    window.append(chunk);
    if (passed > 0) window.release(window.base + passed);
    if (broken !== undefined) window.release(window.base + window.view.length);
    const batch = await collect(units(false));
    if (batch.length > 0) yield batch;
  }
  const rest = await collect(units(true));
  if (broken === undefined && (window.view.length > 0 || skip > 0 || bare?.isInside(window.base))) {
    const hint = 'The file is cut off; everything before this request was read.';
    rest.push({
      kind: 'rejected',
      line: line + 1,
      offset: window.base,
      reason: 'the input ends inside a request',
      hint,
    });
  }
  if (rest.length > 0) yield rest;
  return { bytes, text_lines: 0 };
}

async function collect(units: AsyncIterable<Scanned>): Promise<Scanned[]> {
  const found: Scanned[] = [];
  for await (const unit of units) found.push(unit);
  return found;
}

function prefixedUnit(view: Buffer, largest: number): Cut {
  if (view.length < 4) return 'more';
  const size = view.readUInt32BE(0);
  const end = 4 + size;
  if (size <= largest && view.length < end) return 'more';
  return { bytes: size > largest ? Buffer.alloc(0) : view.subarray(4, end), size, end };
}

function lostFrom(reason: string): { readonly reason: string; readonly hint: string } {
  return {
    reason: `no OTLP request: ${reason}`,
    hint: 'Nothing tells where the next request begins; the rest of this input is lost.',
  };
}

async function readUnit(packed: Buffer, limits: Required<ScanLimits>): Promise<WithoutPlace<Scanned>> {
  try {
    const bytes = isZstd(packed) ? await unpacked(packed, limits) : packed;
    const value =
      bytes[0] === 0x7b ? parseStrict(bytes.toString('utf8'), limits.depth) : readOtlpMessage(bytes, limits.depth);
    if (value !== undefined) return { kind: 'record', value };
    return { kind: 'rejected', reason: 'a compressed request is neither protobuf nor JSON' };
  } catch (error) {
    if (error instanceof UnreadableInput) return { kind: 'rejected', reason: error.message, hint: onlyThis };
    if (!(error instanceof ProtoFault)) throw error;
    return {
      kind: 'rejected',
      reason: `no OTLP request: ${error.message} (byte ${groupDigits(error.at)} of it)`,
      hint: onlyThis,
    };
  }
}

const onlyThis = 'Only this request is lost; reading goes on with the next.';

async function unpacked(packed: Buffer, limits: Required<ScanLimits>): Promise<Buffer> {
  async function* once(): AsyncGenerator<Uint8Array, void> {
    yield packed;
  }
  const parts: Uint8Array[] = [];
  const most = { ...unpackDefaults, unpackedBytes: limits.recordBytes };
  for await (const part of unpack(once(), 'zstd', 'request', most)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

type WithoutPlace<T> = T extends unknown ? Omit<T, 'line' | 'offset'> : never;
