// Texts as bytes, at a byte each and one for their length: as texts of the language they take 24 more. Whoever asks for one gets it made anew.

export interface TextBytes {
  /** Where it stands from now on; undefined where there is no room for it. */
  put(text: string): number | undefined;
  at(position: number): string;
}

const roomBytes = 2 ** 18;
/** Positions stay below 2 ** 31. */
const mostRooms = 2 ** 13;
/** Longer ones, and those that are more than ASCII, are few and stand somewhere else. */
const longest = 255;

export function textBytes(): TextBytes {
  const rooms: Buffer[] = [];
  let used = roomBytes;
  return {
    put(text) {
      const { length } = text;
      if (length > longest || !isAscii(text)) return undefined;
      if (used + 1 + length > roomBytes) {
        if (rooms.length === mostRooms) return undefined;
        rooms.push(Buffer.from(new ArrayBuffer(roomBytes)));
        used = 0;
      }
      const [room, at] = [rooms.length - 1, used];
      rooms[room]?.writeUInt8(length, at);
      rooms[room]?.write(text, at + 1, 'latin1');
      used += 1 + length;
      return room * roomBytes + at;
    },
    at(position) {
      const room = rooms[Math.floor(position / roomBytes)];
      const from = (position % roomBytes) + 1;
      return room?.toString('latin1', from, from + (room[from - 1] ?? 0)) ?? '';
    },
  };
}

const isAscii = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
};
