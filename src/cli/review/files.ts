// The files of a review: what writing would change, and the writing. A file that somebody else changed meanwhile is left alone.
import { UsageError } from '../../model/errors.ts';
import type { FileChange } from '../../tui/state.ts';
import { writeWhole } from '../write-whole.ts';
import { diffLines } from './diff-lines.ts';
import { type Base, type Drafts, type FileKind, textOf } from './drafts.ts';

const kinds = ['registry', 'baseline', 'config'] as const satisfies readonly FileKind[];

export interface ReviewFiles {
  readonly propose: (drafts: Drafts) => readonly FileChange[];
  /** The names of the files written. */
  readonly write: (drafts: Drafts) => Promise<readonly string[]>;
}

export function reviewFiles({ files }: Base): ReviewFiles {
  /** What is in the files as far as this review knows. */
  const there = new Map(kinds.map((kind) => [kind, files[kind].text]));
  const changing = ({ texts }: Drafts) =>
    kinds.flatMap((kind) => {
      // Undone to the beginning: the file as it was. One that was not there stays.
      const text = texts[kind] ?? files[kind].text;
      return text === undefined || text === there.get(kind) ? [] : [{ kind, file: files[kind], text }];
    });
  return {
    propose: (drafts) =>
      changing(drafts).map(({ kind, file, text }) => ({
        file: file.name,
        lines: diffLines(there.get(kind) ?? '', text),
      })),
    write: async (drafts) => {
      const changes = changing(drafts);
      for (const { kind, file } of changes) {
        if ((await textOf(file)) !== there.get(kind)) {
          throw new UsageError(`${file.name} was changed by somebody else meanwhile; nothing was written`);
        }
      }
      for (const { kind, file, text } of changes) {
        await writeWhole(file.path, text);
        there.set(kind, text);
      }
      return changes.map(({ file }) => file.name);
    },
  };
}
