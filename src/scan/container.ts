// What the first bytes of an input say about how it is packed.

export type Packing = 'gzip' | 'zstd' | 'brotli' | 'plain';

/** An archive or compression we do not unpack, and what the user can do. */
export interface Refusal {
  readonly what: string;
  readonly hint: string;
}

/** A tar header says so only at byte 257. */
export const headBytes = 262;

export function recognisePacking(head: Uint8Array, name: string): Packing {
  if (startsWith(head, [0x1f, 0x8b])) return 'gzip';
  if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) return 'zstd';
  const skippableFrame = startsWith(head.subarray(1), [0x2a, 0x4d, 0x18]) && (head[0] ?? 0) >> 4 === 5;
  if (skippableFrame) return 'zstd';
  // Brotli has no magic bytes.
  return /\.br$/i.test(name) ? 'brotli' : 'plain';
}

const refusals: readonly (Refusal & { readonly magic: readonly number[]; readonly at?: number })[] = [
  { what: 'a zip archive', magic: [0x50, 0x4b, 0x03, 0x04], hint: 'Unpack it first: unzip FILE.' },
  { what: 'an empty zip archive', magic: [0x50, 0x4b, 0x05, 0x06], hint: 'There is nothing in it to read.' },
  { what: 'a tar archive', magic: [0x75, 0x73, 0x74, 0x61, 0x72], at: 257, hint: 'Unpack it first: tar -xf FILE.' },
  { what: 'compressed with bzip2', magic: [0x42, 0x5a, 0x68], hint: 'Unpack it first: bunzip2 FILE.' },
  { what: 'compressed with xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], hint: 'Unpack it first: xz -d FILE.' },
  { what: 'a 7z archive', magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], hint: 'Unpack it first: 7z x FILE.' },
];

export function recogniseRefusal(head: Uint8Array): Refusal | undefined {
  return refusals.find(({ magic, at = 0 }) => startsWith(head.subarray(at), magic));
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
