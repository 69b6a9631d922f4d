// Errors on stderr: what happened, and what to do next. A user's error has no stack; a bug of ours shows one with --debug.
import { CommanderError } from 'commander';
import { UnreadableInput, UsageError } from '../model/errors.ts';
import { printable } from '../report/printable.ts';
import { exitCodes } from './exit-code.ts';
import { Interrupted } from './interruptible.ts';
import type { Io } from './io.ts';
import { decideUnicode } from './style.ts';

/** Prints the error and says which exit code it means. */
export function reportError(error: unknown, io: Io, debug: boolean): number {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.fine;
  // A command that holds others was called alone: its help has been printed.
  if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.couldNotJudge;
  if (error instanceof Interrupted) {
    io.stderr.write(`attrib-audit: ${error.message}; nothing was written\n`);
    return exitCodes[error.signalName];
  }
  const told = asTold(error);
  if (told) {
    tell(told, io);
    return exitCodes.couldNotJudge;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.stderr.write(`attrib-audit: this is a bug of attrib-audit: ${printable(message, decideUnicode(io))}\n`);
  io.stderr.write(
    debug && error instanceof Error ? `${error.stack}\n` : '  run again with --debug and report what it prints\n',
  );
  return exitCodes.bug;
}

export interface Told {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** One sentence and, below it, one hint; a hint may have several lines. */
export function tell({ message, hint }: Told, io: Io): void {
  const clean = (text: string): string => printable(text, decideUnicode(io));
  io.stderr.write(
    `attrib-audit: ${clean(message)}\n${
      hint === undefined
        ? ''
        : hint
            .split('\n')
            .map((line) => `  ${clean(line.trim())}\n`)
            .join('')
    }`,
  );
}

export function tellUnreadable(errors: readonly UnreadableInput[], io: Io): void {
  for (const error of errors) tell(namingInput(error), io);
}

function namingInput({ input, message, hint }: UnreadableInput): Told {
  return { message: `${input}: ${message}`, hint };
}

function asTold(error: unknown): Told | undefined {
  if (error instanceof UsageError) return error;
  if (error instanceof UnreadableInput) return namingInput(error);
  if (!(error instanceof CommanderError)) return undefined;
  // Commander writes "error: sentence\n(Did you mean --from?)".
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\(Did/, 'did').replace(/\)$/, '');
  // It looks among the flags of the program too, which an audit has and this command may not.
  const named = /'(.+)'/.exec(message)?.[1];
  if (hint !== undefined && hint === `did you mean ${named}?`)
    return { message, hint: 'other commands have it, this one does not; --help shows what it has' };
  return { message, hint: hint ?? '--help shows what is possible' };
}
