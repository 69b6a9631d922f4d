// The program as one function: arguments and the outside world in, exit code out. Every error ends here.
import type { Io } from './io.ts';
import { runProgram } from './program.ts';
import { reportError } from './report-error.ts';

export { processIo } from './io.ts';

export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await runProgram(argv, io);
  } catch (error) {
    return reportError(error, io, argv.includes('--debug'));
  }
}
