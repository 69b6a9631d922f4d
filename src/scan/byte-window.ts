// The part of the stream that is still needed, as one contiguous buffer. Positions are absolute: bytes since the start of the stream.

export interface ByteWindow {
  /** The bytes held; `view[0]` stands at position `base`. Valid until the next append. */
  readonly view: Buffer;
  readonly base: number;
  append(chunk: Uint8Array): void;
  /** Forget everything before this position. */
  release(before: number): void;
  /** Goes on so many bytes further. Only while nothing is held. */
  skip(bytes: number): void;
}

export function createWindow(): ByteWindow {
  let store = Buffer.allocUnsafe(0);
  let view = store;
  let base = 0;

  function append(chunk: Uint8Array): void {
    const needed = view.length + chunk.length;
    const offset = view.byteOffset - store.byteOffset;
    if (offset + needed > store.length) {
      // Doubling keeps the copying linear however small the chunks are.
      const target = needed > store.length ? Buffer.allocUnsafe(Math.max(needed, view.length * 2)) : store;
      target.set(view, 0);
      store = target;
      view = store.subarray(0, needed);
    } else {
      view = store.subarray(offset, offset + needed);
    }
    view.set(chunk, needed - chunk.length);
  }

  function release(before: number): void {
    const count = Math.min(before - base, view.length);
    if (count <= 0) return;
    base += count;
    view = view.subarray(count);
  }

  return {
    get view() {
      return view;
    },
    get base() {
      return base;
    },
    append,
    release,
    skip: (bytes) => {
      base += bytes;
    },
  };
}
