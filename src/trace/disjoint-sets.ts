// Disjoint sets (union-find) over numbered or named members.

export interface DisjointSets<T> {
  /** The representative of the member's set. A member is its own set until joined. */
  find(member: T): T;
  join(a: T, b: T): void;
  /** Joined with no other. */
  isAlone(member: T): boolean;
}

/** `parents` holds what is known of members that were joined. */
export const disjointSets = <T>(parents: Parents<T> = new Map<T, T>()): DisjointSets<T> => setsOver(parents);

/** The same for numbers, at four bytes each. Room is made for so many neighbours at once, when the first of them is joined. */
export function numberedSets(neighbours: number): DisjointSets<number> {
  const rooms: (Uint32Array | undefined)[] = []; // of numbers one more than the parent; none is 0
  return setsOver({
    get(member) {
      const parent = rooms[Math.floor(member / neighbours)]?.[member % neighbours];
      return parent ? parent - 1 : undefined;
    },
    set(member, parent) {
      const at = Math.floor(member / neighbours);
      while (rooms.length <= at) rooms.push(undefined);
      const room = rooms[at] ?? new Uint32Array(neighbours);
      rooms[at] = room;
      room[member % neighbours] = parent + 1;
    },
  });
}

/** Of members that were joined; the representative is its own. */
interface Parents<T> {
  get(member: T): T | undefined;
  set(member: T, parent: T): void;
}

function setsOver<T>(parents: Parents<T>): DisjointSets<T> {
  const find = (member: T): T => {
    let root = member;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root))
      root = parent;
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
      if (first === second) return;
      parents.set(first, first);
      parents.set(second, first);
    },
    isAlone: (member) => parents.get(member) === undefined,
  };
}

/** Members in groups by key, both in first-seen order. Pairs are made as such: a list that grows by one gets room for sixteen. */
export function groupBy<T, K>(members: Iterable<T>, keyOf: (member: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    const first = group?.[0];
    if (group === undefined) groups.set(key, [member]);
    else if (group.length === 1 && first !== undefined) groups.set(key, [first, member]);
    else group.push(member);
  }
  return groups;
}
