// Pages of bytes. Those that were asked for last are in memory, the others in the spill file: what is asked for by and large in order is read
// from there once each time.
import type { SpillFile } from './spill-file.ts';

export const pageBytes = 8192;

export interface Frame {
  readonly bytes: Buffer;
  /** The same bytes. */
  readonly view: DataView;
}

export interface Pages {
  /** As many as the bytes fill, to the last of which nothing can be added. Gives the number of the first; the next ones follow it. */
  add(bytes: Uint8Array): number;
  /** Good until another one is asked for. */
  at(page: number): Frame;
}

interface Held extends Frame {
  page: number;
  /** Since it was last looked for room. */
  isAsked: boolean;
}

/** Without a file all pages are held, else so many bytes of them. */
export function createPages(file?: Pick<SpillFile, 'write' | 'read'>, mostBytes = 0): Pages {
  const most = file ? Math.max(1, Math.floor(mostBytes / pageBytes)) : Number.POSITIVE_INFINITY;
  const frames: Held[] = [];
  const held: (Held | undefined)[] = [];
  /** In the file, of those that were there. */
  const positions: (number | undefined)[] = [];
  let hand = 0;

  /** Whichever was not asked for since all others were looked at. */
  function room(page: number): Held {
    let frame = frames.length < most ? newFrame(page) : frames[hand];
    if (frames.length < most && frame) frames.push(frame);
    else {
      for (; frame?.isAsked; frame = frames[hand]) {
        frame.isAsked = false;
        hand = (hand + 1) % frames.length;
      }
      hand = (hand + 1) % frames.length;
    }
    if (frame === undefined) throw new Error('there is at least one frame');
    if (frame.page !== page) letGo(frame);
    frame.page = page;
    held[page] = frame;
    return frame;
  }

  function letGo({ page, bytes }: Held): void {
    positions[page] ??= file?.write(bytes);
    held[page] = undefined;
  }

  return {
    add(bytes) {
      const first = held.length;
      for (let from = 0; from < bytes.length; from += pageBytes)
        room(held.length).bytes.set(bytes.subarray(from, from + pageBytes));
      return first;
    },
    at(page) {
      let frame = held[page];
      if (frame === undefined) {
        const position = positions[page];
        if (position === undefined) throw new Error('there is no such page');
        frame = room(page);
        file?.read(position, frame.bytes);
      }
      frame.isAsked = true;
      return frame;
    },
  };
}

function newFrame(page: number): Held {
  const buffer = new ArrayBuffer(pageBytes);
  return { page, isAsked: false, bytes: Buffer.from(buffer), view: new DataView(buffer) };
}
