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
  let consumed = 0;
  let unpacked = 0;
  const stop = (message: string, hint: string): UnreadableInput => new UnreadableInput(name, message, hint);
  const endsEarly = (): UnreadableInput =>
    stop(`${packing} stream ends early after ${groupDigits(read)} bytes`, 'It was cut off when it was written or copied; what could be unpacked was read.');

  async function* limited(output: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    try {
    for await (const bytes of output) {
      unpacked += bytes.length;
      ...
    }
  }
