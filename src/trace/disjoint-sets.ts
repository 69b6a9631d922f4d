// Disjoint sets (union-find) over numbered or named members.

export interface DisjointSets<T> {
  /** The representative of the member's set. A member is its own set until joined. */
  find(member: T): T;
  join(a: T, b: T): void;
}

export const disjointSets = <T>(): DisjointSets<T> => setsOver(new Map<T, T>());

/** The same for the numbers below `count`: many of them cost one number each. */
export function numberedSets(count: number): DisjointSets<number> {
  const parents = new Uint32Array(count); // one more than the number; none is 0
  return setsOver({
    get: (member) => (parents[member] ? parents[member] - 1 : undefined),
    set: (member, parent) => {
      parents[member] = parent + 1;
    },
  });
}

interface Parents<T> {
  get(member: T): T | undefined;
  set(member: T, parent: T): void;
}

function setsOver<T>(parents: Parents<T>): DisjointSets<T> {
  const find = (member: T): T => {
    let root = member;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    let walked = member;
    while (walked !== root) {
      const next = parents.get(walked) ?? root;
      parents.set(walked, root);
      walked = next;
    }
    return root;
  };
  return {
    find,
    join: (a, b) => {
      const [first, second] = [find(a), find(b)];
      if (first !== second) parents.set(second, first);
    },
  };
}

/** Members in groups by key, both in first-seen order. */
export function groupBy<T, K>(members: Iterable<T>, keyOf: (member: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}
