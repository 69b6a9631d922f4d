// How questions reach a cluster: somebody else sends them. Answers are rows as JSON texts, some at a time.

/** `alone`: each shard holds whole traces and may finish them by itself. */
export type Ask = (sql: string, how?: { readonly alone?: boolean }) => AsyncIterable<readonly string[]>;

export async function rowsOf<T>(rows: AsyncIterable<readonly string[]>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const some of rows) for (const row of some) found.push(JSON.parse(row));
  return found;
}
