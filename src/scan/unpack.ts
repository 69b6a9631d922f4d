// Packed bytes -> unpacked bytes under limits; every fault becomes an UnreadableInput that says how far the input could be read.
import { UnreadableInput } from '../model/errors.ts';
import type { Packing } from './container.ts';
import { createDecoder, type Decoder } from './decoder.ts';
import { groupDigits, type UnpackLimits } from './limits.ts';
import { inSteps, inZstdSteps } from './packed-steps.ts';

export async function* unpack(
  chunks: AsyncIterable<Uint8Array>,
  packing: Exclude<Packing, 'plain'>,
  name: string,
  limits: Required<UnpackLimits>,
): AsyncGenerator<Uint8Array, void> {
  let decoder: Decoder | undefined;
  let read = 0;
  let unpacked = 0;
  /** Packed bytes of the members before this one. */
  let before = 0;

  async function* checked(output: AsyncIterable<Uint8Array>, packed: () => number): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const bytes of output) {
        unpacked += bytes.length;
        checkExpansion(before + packed(), unpacked, name, limits);
        yield bytes;
      }
    } catch (error) {
      throw error instanceof UnreadableInput ? error : explain(error, packing, name, read);
    }
  }

  try {
    for await (const { bytes, next } of packing === 'zstd' ? inZstdSteps(chunks) : inSteps(chunks)) {
      if (next === 'cut off') throw endsEarly(packing, name, read);
      read += bytes.length;
      decoder ??= await createDecoder(packing);
      yield* checked(decoder.take(bytes), decoder.consumed);
      if (next === 'go on') continue;
      yield* checked(decoder.end(), decoder.consumed);
      before += decoder.consumed();
      decoder.close();
      decoder = undefined;
    }
    if (decoder !== undefined) yield* checked(decoder.end(), decoder.consumed);
  } finally {
    decoder?.close();
  }
}

function checkExpansion(packed: number, unpacked: number, name: string, limits: Required<UnpackLimits>): void {
  if (unpacked > limits.unpackedBytes) {
    const message = `unpacks to more than ${groupDigits(limits.unpackedBytes)} bytes (limits.unpackedBytes)`;
    throw new UnreadableInput(name, message, 'If that is right, unpack it and pass the parts.');
  }
  if (unpacked > limits.ratioAfterBytes && unpacked > limits.ratio * packed) {
    const message = `unpacks to more than ${groupDigits(limits.ratio)} times its size (limits.ratio), which no log does`;
    throw new UnreadableInput(name, message, 'If it is a log nevertheless, unpack it first.');
  }
}

function explain(failure: unknown, packing: Packing, name: string, read: number): UnreadableInput {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined;
  if (code === 'Z_BUF_ERROR') return endsEarly(packing, name, read);
  const detail = failure instanceof Error ? failure.message : String(failure);
  const message = `${packing} data is corrupt within the first ${groupDigits(read)} bytes (${detail})`;
  return new UnreadableInput(name, message, 'What could be unpacked before the fault was read; fetch the file again.');
}

function endsEarly(packing: Packing, name: string, read: number): UnreadableInput {
  const message = `${packing} stream ends early after ${groupDigits(read)} bytes`;
  return new UnreadableInput(
    name,
    message,
    'It was cut off when it was written or copied; what could be unpacked was read.',
  );
}
