// Texts in the order of their keys. They wait in memory while they are few; past that they go to disk in sorted runs, which are merged when all
// are asked for.
import { compareText } from '../../model/place.ts';
import { framed, headBytes, rowsOf } from './framed-rows.ts';
import { type Chain, openSpillFile, type SpillFile } from './spill-file.ts';

export interface SortedTexts {
  /** Of equal keys the lesser text comes first, so the order of adding never shows. */
  add(key: string, text: string): void;
  /** All; may be gone through several times. Nothing can be added any more. */
  texts(): Iterable<string>;
  /** The same with their keys. */
  sorted(): Iterable<Keyed>;
  close(): void;
}

export interface Keyed {
  readonly key: string;
  readonly text: string;
}

const mostHeld = 4 * 1024 * 1024;
/** What holding a short text takes besides its characters, in characters. */
const ownSize = 60;
/** Of each run so much is in memory while they are merged. */
const runBlock = 64 * 1024;

/** @param most Characters that are held, by about twice as many bytes. */
export function sortTexts(directory: string, most = mostHeld): SortedTexts {
  const runs: Chain[] = [];
  let file: SpillFile | undefined;
  let held: Keyed[] = [];
  let characters = 0;

  function putAside(): void {
    file ??= openSpillFile(directory);
    const run = file.newChain(runBlock);
    for (const { key, text } of held.sort(compareKeyed)) run.append(framed(key + text, key.length));
    runs.push(run);
    held = [];
    characters = 0;
  }

  function sorted(): Iterable<Keyed> {
    held.sort(compareKeyed);
    return {
      *[Symbol.iterator]() {
        yield* merged([...runs.map(keyedOf), held]);
      },
    };
  }

  return {
    add(key, text) {
      held.push({ key, text });
      characters += key.length + text.length + ownSize;
      if (characters > most) putAside();
    },
    texts() {
      const all = sorted();
      return {
        *[Symbol.iterator]() {
          for (const { text } of all) yield text;
        },
      };
    },
    sorted,
    close: () => file?.close(),
  };
}

const compareKeyed = (a: Keyed, b: Keyed): number => compareText(a.key, b.key) || compareText(a.text, b.text);

function* keyedOf(run: Chain): Iterable<Keyed> {
  for (const { number: keyLength, bytes } of rowsOf(run.pieces())) {
    const row = bytes.toString('utf8', headBytes);
    yield { key: row.slice(0, keyLength), text: row.slice(keyLength) };
  }
}

interface Ahead {
  readonly first: Keyed;
  readonly rest: Iterator<Keyed>;
}

/** Each of them is sorted. */
function* merged(sorted: readonly Iterable<Keyed>[]): Iterable<Keyed> {
  /** The least comes last. */
  const ahead: Ahead[] = [];
  for (const one of sorted) advance(ahead, one[Symbol.iterator]());
  for (let least = ahead.pop(); least; least = ahead.pop()) {
    yield least.first;
    advance(ahead, least.rest);
  }
}

function advance(ahead: Ahead[], rest: Iterator<Keyed>): void {
  const { done, value: first } = rest.next();
  if (done) return;
  let [from, to] = [0, ahead.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = ahead[middle];
    if (other && compareKeyed(other.first, first) > 0) from = middle + 1;
    else to = middle;
  }
  ahead.splice(from, 0, { first, rest });
}
