// The keys under which one trace object nests its hops and its model calls, and what a pointer says about them.

/** Lists of hops in path order. */
export const hopLists = ['hops', 'spans'] as const;

/** Lists of model requests made by the object they stand in. */
export const callLists = ['provider_calls', 'llm_calls', 'model_calls', 'calls'] as const;
export type CallList = (typeof callLists)[number];

const inCallList = new RegExp(`/(${callLists.join('|')})/\\d+$`);

/** The list of calls that a part is an entry of. */
export function listOf(pointer: string | undefined): CallList | undefined {
  return callLists.find((list) => list === inCallList.exec(pointer ?? '')?.[1]);
}

/** The object that holds the list an entry stands in: '' is the root. */
export function holderOf(pointer: string): string {
  return pointer.replace(inCallList, '');
}
