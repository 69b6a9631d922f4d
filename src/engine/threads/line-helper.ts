// The threads as a helper that reads lines of one input. Blocks go round the threads and come back in the order they were given.
import type { LineHelper } from '../../scan/read-with-help.ts';
import type { Learned } from '../alike/read-alike.ts';
import type { Crew } from './crew.ts';
import type { InputToRead, ReadLines } from './messages.ts';

/** Blocks a thread holds: the one it reads, and the next. */
const mostWaiting = 2;

const defaultBlockBytes = 1024 * 1024;

/** `crew` is there as soon as threads are; `accept` gets what was found and counts, `learn` what was learned, in the order of the lines. */
export function createLineHelper(
  crew: () => Crew | undefined,
  input: () => InputToRead,
  accept: (found: ReadLines, thread: number) => void,
  learn: (learned: Learned, thread: number) => void,
  blockBytes = defaultBlockBytes,
  stored?: LineHelper['stored'],
): LineHelper {
  const told = new Set<number>();
  let [given, taken] = [0, 0];
  const threads = (): Crew => {
    const there = crew();
    if (!there) throw new Error('no threads were started');
    return there;
  };
  return {
    blockBytes,
    ...(stored && { stored }),
    ready: () => crew() !== undefined,
    full: () => given - taken >= mostWaiting * threads().size,
    give({ bytes, line, offset }) {
      const at = given % threads().size;
      given += 1;
      if (!told.has(at)) threads().tell(at, { kind: 'input', ...input() });
      told.add(at);
      threads().tell(at, { kind: 'lines', bytes, line, offset });
    },
    async takeBack() {
      const thread = taken % threads().size;
      const answer = await threads().hear(thread);
      taken += 1;
      if (answer.kind !== 'read') throw new Error(`a thread that reads answered "${answer.kind}"`);
      const { bytes, found, learned } = answer;
      if (learned) learn(learned, thread);
      return found ? { bytes, found: { textLines: found.textLines, accept: () => accept(found, thread) } } : { bytes };
    },
  };
}
