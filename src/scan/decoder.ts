// One of zlib's decoders as a pull: bytes in, all they unpack to out, before the next bytes are taken. Nothing piles up,
// and whatever was unpacked before a fault is passed on before the fault is thrown.
import type * as zlib from 'node:zlib';
import type { Packing } from './container.ts';
import { createFzstdDecoder } from './fzstd-decoder.ts';

export interface Decoder {
  /** Feeds bytes and yields what comes out. Throws the decoder's own error. */
  take(bytes: Uint8Array): AsyncGenerator<Uint8Array, void>;
  /** No more bytes: yields the rest. Throws if the stream is not complete. */
  end(): AsyncGenerator<Uint8Array, void>;
  /** Bytes consumed so far. */
  consumed(): number;
  close(): void;
}

type Transform = zlib.Gunzip | zlib.BrotliDecompress;

/** Not smaller than a stream's own buffer, so that a decoder never runs ahead of its reader. */
const options = { chunkSize: 64 * 1024 };

/** Most runs unpack nothing, and loading zlib takes a hundredth of a short one. */
export async function createDecoder(packing: Exclude<Packing, 'plain'>): Promise<Decoder> {
  const decoders: typeof zlib & { createZstdDecompress?: (settings: typeof options) => Transform } = await import(
    'node:zlib'
  );
  if (packing === 'gzip') return pull(decoders.createGunzip(options));
  if (packing === 'brotli') return pull(decoders.createBrotliDecompress(options));
  const { createZstdDecompress } = decoders;
  return createZstdDecompress === undefined ? createFzstdDecoder() : pull(createZstdDecompress(options));
}

function pull(stream: Transform): Decoder {
  let wake = (): void => {};
  let failure: Error | undefined;
  let ended = false;
  let idle = true;
  stream.on('readable', () => wake());
  stream.on('end', () => {
    ended = true;
    wake();
  });
  stream.on('error', (error) => {
    failure = error;
    wake();
  });

  async function* drain(): AsyncGenerator<Uint8Array, void> {
    while (failure === undefined) {
      const bytes: Buffer | null = stream.read();
      if (bytes !== null) yield bytes;
      else if (idle || ended) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    throw failure;
  }

  return {
    async *take(bytes) {
      if (ended) return;
      idle = false;
      stream.write(bytes, () => {
        idle = true;
        wake();
      });
      yield* drain();
    },
    async *end() {
      idle = false;
      stream.end();
      yield* drain();
    },
    consumed: () => stream.bytesWritten,
    close: () => {
      stream.destroy();
    },
  };
}
