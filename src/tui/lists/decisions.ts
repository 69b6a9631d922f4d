// What was decided, in the order it was: each can be taken back until the files are written.
import { decisionText } from '../decisions.ts';
import type { ListDefinition, Subject } from './list-definition.ts';

const textAt = ({ decisions }: Subject, index: number): string => {
  const decision = decisions.taken[index];
  return decision ? decisionText(decision) : '';
};

export const decisions: ListDefinition = {
  columns: [
    { head: 'no', align: 'right' },
    { head: 'decision', least: 20, fit: 'end' },
  ],
  size: (subject) => subject.decisions.taken.length,
  cells: (subject, index) => [String(index + 1), textAt(subject, index)],
  key: (_, index) => String(index),
  text: (subject, index) => textAt(subject, index).toLowerCase(),
  detail: (subject, index) => [textAt(subject, index)],
  empty: 'nothing is decided yet: a assigns, A accepts, X names who answers for the rest',
};
