// The threads as a helper that reads lines of one input. Blocks go round the threads and come back in the order they were given.
import type { LineHelper } from '../../scan/read-with-help.ts';
import type { Learned } from '../alike/read-alike.ts';
import type { Crew } from './crew.ts';
import type { InputToRead, ReadLines } from './messages.ts';

/** Blocks a thread holds: the one it reads, and the next. */
const mostWaiting = 2;
/** So many for each thread wait to be taken back, where this one goes on reading by itself while another is slow. */
const mostAhead = 8;

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
  /** Who has the blocks that were given, the oldest first. */
  const given: number[] = [];
  const threads = (): Crew => {
    const there = crew();
    if (!there) throw new Error('no threads were started');
    return there;
  };
  const waiting = (thread: number): number => given.filter((at) => at === thread).length;

  /** Whoever has least to do; this thread when all others have enough. */
  function nextThread({ size, isOwn, isReady }: Crew): number {
    const others = Array.from({ length: size }, (_, at) => at).filter((at) => !isOwn(at));
    if (others.length === size) return others.reduce((best, at) => (waiting(at) < waiting(best) ? at : best), 0);
    const free = others.filter((at) => isReady(at) && waiting(at) < mostWaiting);
    return free.reduce((best, at) => (waiting(at) < waiting(best) ? at : best), free[0] ?? 0);
  }

  return {
    blockBytes,
    ...(stored && { stored }),
    ready: () => crew() !== undefined,
    full() {
      const { size, isOwn, hasAnswered } = threads();
      if (!isOwn(0)) return given.length >= mostWaiting * size;
      const [oldest] = given;
      return oldest !== undefined && (hasAnswered(oldest) || given.length >= mostAhead * size);
    },
    give({ bytes, line, offset }) {
      const at = nextThread(threads());
      given.push(at);
      if (!told.has(at)) threads().tell(at, { kind: 'input', ...input() });
      told.add(at);
      threads().tell(at, { kind: 'lines', bytes, line, offset });
    },
    async takeBack() {
      const thread = given.shift() ?? 0;
      const answer = await threads().hear(thread);
      if (answer.kind !== 'read') throw new Error(`a thread that reads answered "${answer.kind}"`);
      const { bytes, found, learned } = answer;
      if (learned) learn(learned, thread);
      return found ? { bytes, found: { textLines: found.textLines, accept: () => accept(found, thread) } } : { bytes };
    },
  };
}
