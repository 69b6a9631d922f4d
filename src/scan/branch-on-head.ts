// Chooses how to go on with a stream by its first bytes, without taking them from it.

type Stream = AsyncIterable<Uint8Array>;

/**
 * `choose` gets at least `count` bytes, fewer only when the stream is shorter, and may throw to refuse the stream.
 * If the stream fails early, the chosen way still gets what came before the failure.
 */
export async function* branchOnHead(
  chunks: Stream,
  count: number,
  choose: (head: Uint8Array) => (chunks: Stream) => Stream,
): AsyncGenerator<Uint8Array, void> {
  const source = chunks[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
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
    yield* choose(head)(whole());
  } finally {
    await source.return?.();
  }
}
