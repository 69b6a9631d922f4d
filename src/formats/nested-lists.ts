// The keys under which one trace object nests its hops and its model calls, and what a pointer says about them.

/** Lists of hops in path order. */
export const hopLists = ['hops', 'spans'] as const;

/** Lists of model requests made by the object they stand in. */
export const callLists = ['provider_calls', 'llm_calls', 'model_calls', 'calls'] as const;
export type CallList = (typeof callLists)[number];

/** The list of calls that a part is an entry of: it is the last but one step of `/hop/calls/0`. Asked of every event, so nothing is cut out. */
export function listOf(pointer = ''): CallList | undefined {
  const end = pointer.lastIndexOf('/');
  if (end <= 0 || !endsInDigits(pointer, end + 1)) return undefined;
  const from = pointer.lastIndexOf('/', end - 1) + 1;
  return callLists.find((list) => list.length === end - from && pointer.startsWith(list, from));
}

function endsInDigits(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return from < text.length;
}

/** The object that holds the list an entry stands in: '' is the root. */
export function holderOf(pointer: string): string {
  const list = listOf(pointer);
  return list === undefined ? pointer : pointer.slice(0, pointer.lastIndexOf(`/${list}/`));
}
