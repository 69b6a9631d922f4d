// The keys under which one trace object nests its hops and its model calls, and what a pointer says about them.

/** Lists of hops in path order. */
export const hopLists = ['hops', 'spans'] as const;

/** Lists of model requests made by the object they stand in. */
export const callLists = ['provider_calls', 'llm_calls', 'model_calls', 'calls'] as const;
export type CallList = (typeof callLists)[number];

const steps = callLists.map((list) => ({ list, step: `/${list}` }));

/** The list of calls that a part is an entry of: it is the last but one step of `/hop/calls/0`. Asked of every event, so nothing is cut out. */
export function listOf(pointer = ''): CallList | undefined {
  let at = pointer.length;
  while (isDigit(pointer.charCodeAt(at - 1))) at--;
  if (at === pointer.length || pointer[at - 1] !== '/') return undefined;
  for (const { list, step } of steps) if (pointer.endsWith(step, at - 1)) return list;
  return undefined;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** The object that holds the list an entry stands in: '' is the root. */
export function holderOf(pointer: string): string {
  const list = listOf(pointer);
  return list === undefined ? pointer : pointer.slice(0, pointer.lastIndexOf(`/${list}/`));
}
