// completion SHELL: a script for the shell, made from the command tree.
import { UsageError } from '../../model/errors.ts';
import type { Tree } from '../command-tree.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { shells } from '../completion/values.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';

const scripts: Readonly<Record<(typeof shells)[number], (tree: Tree) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export function completionCommand(name: string, tree: Tree, io: Io): number {
  const shell = shells.find((known) => known === name);
  if (!shell) throw new UsageError(`there is no completion for "${name}"`, knownNames(name, shells));
  io.stdout.write(scripts[shell](tree));
  return exitCodes.fine;
}
