// A small number for each of very many records, at a byte each where any of its neighbours has one.

export interface Marks {
  at(record: number): number;
  /** 0 to 255. */
  set(record: number, mark: number): void;
}

export function createMarks(): Marks {
  const rooms: (Uint8Array | undefined)[] = [];
  return {
    at: (record) => rooms[Math.floor(record / neighbours)]?.[record % neighbours] ?? 0,
    set(record, mark) {
      const place = Math.floor(record / neighbours);
      while (rooms.length <= place) rooms.push(undefined);
      const room = rooms[place] ?? new Uint8Array(neighbours);
      rooms[place] = room;
      room[record % neighbours] = mark;
    },
  };
}

const neighbours = 4096;
