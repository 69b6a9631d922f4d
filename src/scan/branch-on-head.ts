// Chooses how to go on with a stream by its first bytes, without taking them from it.

type Stream = AsyncIterable<Uint8Array>;
/** A way to go on: it may yield and return anything. */
type Way<T, R> = (chunks: Stream) => AsyncIterable<T, R>;

/**
 * `choose` gets at least `count` bytes, fewer only when the stream is shorter, and may throw to refuse the stream.
 * If the stream fails early, the chosen way still gets what came before the failure.
 */
export async function* branchOnHead<T, R>(
  chunks: Stream,
  count: number,
  choose: (head: Buffer) => Way<T, R>,
): AsyncGenerator<T, R> {
  const source = chunks[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let failure: { readonly error: unknown } | undefined;

  async function* whole(): AsyncGenerator<Uint8Array, void> {
    if (head.length > 0) yield head;
    if (failure !== undefined) throw failure.error;
    yield* { [Symbol.asyncIterator]: () => source };
  }

  try {
    while (head.length < count) {
      const next = await source.next();
      if (next.done) break;
      head = Buffer.concat([head, next.value]);
    }
  } catch (error) {
    failure = { error };
  }
  try {
    return yield* choose(head)(whole());
  } finally {
    await source.return?.();
  }
}
