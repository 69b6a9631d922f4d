// Refuses what is no text before anyone looks for records in it: databases, pictures. Looks at the first bytes only; packed files and
// archives are told apart before.
import { UnreadableInput } from '../model/errors.ts';

const sampleLength = 8192;
const exportFirst = 'export it as JSON lines and audit that';

const signatures: readonly { readonly bytes: readonly number[]; readonly what: string; readonly hint: string }[] = [
  { bytes: [0x50, 0x41, 0x52, 0x45], what: 'an encrypted Parquet file', hint: exportFirst },
  { bytes: [0x4f, 0x62, 0x6a, 0x01], what: 'an Avro file', hint: exportFirst },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], what: 'an SQLite database', hint: exportFirst },
];

export async function* refuseBinary(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of chunks) {
    if (first && chunk.length > 0) {
      first = false;
      const why = binaryReason(chunk.subarray(0, sampleLength));
      if (why) throw new UnreadableInput(name, `is ${why.what}, not text`, why.hint);
    }
    yield chunk;
  }
}

/** UTF-16 with its byte order mark: the scanner reads it. */
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

function binaryReason(sample: Uint8Array): { readonly what: string; readonly hint: string } | undefined {
  if (isUtf16(sample)) return undefined;
  const signature = signatures.find(({ bytes }) => bytes.every((byte, index) => sample[index] === byte));
  if (signature) return signature;
  // A log that was truncated while its writer kept the old position starts with a run of zero bytes and is still a log.
  const start = sample.findIndex((byte) => byte !== 0);
  if (start === -1 || !sample.subarray(start).includes(0)) return undefined;
  return { what: 'a binary file', hint: 'attrib-audit reads JSON records as text; `attrib-audit formats` lists them' };
}
