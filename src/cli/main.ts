// The program as one function: arguments and the outside world in, exit code out. Every error ends here.
import type { Io } from './io.ts';
import { runProgram } from './program.ts';
import { reportError } from './report-error.ts';

export { processIo } from './io.ts';

/** What a thread of the program runs instead of `main`. */
export async function startWorker(): Promise<void> {
  return (await import('./worker.ts')).startWorker();
}

/** What the build keeps beside the price list. */
export async function catalogueIndex(): Promise<string> {
  return (await import('./load-rates.ts')).catalogueIndex();
}

export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await runProgram(argv, io);
  } catch (error) {
    return reportError(error, io, argv.includes('--debug'));
  }
}
