// A crew without threads: lines are read at once by whoever gives them. For input of which most lines need not be read as records.
import type { AlikeReader } from '../alike/read-alike.ts';
import type { Crew } from './crew.ts';
import type { FromThread } from './messages.ts';
import { createLineReader, type LineReader } from './read-lines.ts';

export function createOwnCrew(byKinds: AlikeReader): Crew {
  const answers: Extract<FromThread, { kind: 'read' }>[] = [];
  let reader: LineReader | undefined;
  return {
    size: 1,
    tell(_, message) {
      if (message.kind === 'input') reader = createLineReader(message, byKinds);
      else if (message.kind === 'lines') {
        const { bytes, line, offset } = message;
        answers.push({ kind: 'read', bytes, found: reader?.read(bytes, line, offset), learned: byKinds.learned() });
      } else throw new Error(`who only reads was told "${message.kind}"`);
    },
    async hear() {
      const answer = answers.shift();
      if (!answer) throw new Error('nothing was given to read');
      return answer;
    },
    dismiss() {},
  };
}
