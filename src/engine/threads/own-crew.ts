// A crew whose first thread is the one that reads inputs: it heeds at once whatever it is told. The others, if there are any, follow it.
import type { Crew } from './crew.ts';
import type { Heed } from './heed.ts';
import type { Answer } from './messages.ts';

export function createOwnCrew(heed: Heed, others: Crew | undefined): Crew {
  const answers: Answer[] = [];
  const isOwn = (thread: number): boolean => thread === 0 || others === undefined;
  return {
    size: 1 + (others?.size ?? 0),
    isOwn,
    isReady: (thread) => isOwn(thread) || others?.isReady(thread - 1) === true,
    hasAnswered: (thread) => (isOwn(thread) ? answers.length > 0 : others?.hasAnswered(thread - 1) === true),
    tell(thread, message) {
      const answer = isOwn(thread) ? heed(message) : others?.tell(thread - 1, message);
      if (answer) answers.push(answer);
    },
    async hear(thread) {
      if (!isOwn(thread) && others) return others.hear(thread - 1);
      const answer = answers.shift();
      if (!answer) throw new Error('nothing was told that is to be answered');
      return answer;
    },
    dismiss: () => others?.dismiss(),
  };
}
