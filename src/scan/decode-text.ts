// UTF-16 -> UTF-8, recognised by its byte order mark (Windows tools write it). Everything else passes through untouched.

type Decoder = InstanceType<typeof TextDecoder>;

/** Invalid UTF-16 is replaced, as invalid UTF-8 is later. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  let decoder: Decoder | undefined;
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (head !== undefined) {
      bytes = Buffer.concat([head, chunk]);
      head = bytes.length < 2 ? bytes : undefined;
      if (head !== undefined) continue;
      decoder = utf16Decoder(bytes);
    }
    yield decoder === undefined ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }));
  }
  if (head !== undefined) yield head;
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
}

function utf16Decoder(bytes: Uint8Array): Decoder | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be');
  return undefined;
}
