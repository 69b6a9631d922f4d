// Texts as bytes, at a byte each and one for their length: as texts of the language they take 24 more. Whoever asks for one gets it made anew.
import { type Pages, pageBytes } from './pages.ts';

export interface TextBytes {
  /** Where it stands from now on; undefined where there is no room for it. */
  put(text: string): number | undefined;
  at(position: number): string;
}

/** Positions stay below 2 ** 31. */
const mostRooms = 2 ** 31 / pageBytes;
/** Longer ones, and those that are more than ASCII, are few and stand somewhere else. */
const longest = 255;

export function textBytes(inPages: Pages): TextBytes {
  /** A room is a page; the last one is not full yet. */
  const pages: number[] = [];
  const open = Buffer.alloc(pageBytes);
  let used = 0;
  return {
    put(text) {
      const { length } = text;
      if (length > longest || pages.length >= mostRooms - 1 || !isAscii(text)) return undefined;
      if (used + 1 + length > pageBytes) {
        pages.push(inPages.add(open));
        used = 0;
      }
      const at = used;
      open.writeUInt8(length, at);
      open.write(text, at + 1, 'latin1');
      used += 1 + length;
      return pages.length * pageBytes + at;
    },
    at(position) {
      const page = pages[Math.floor(position / pageBytes)];
      const bytes = page === undefined ? open : inPages.at(page).bytes;
      const from = (position % pageBytes) + 1;
      return bytes.toString('latin1', from, from + (bytes[from - 1] ?? 0));
    },
  };
}

const isAscii = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
};
