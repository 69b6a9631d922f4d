// A thread of the program that judges; see src/cli/worker.ts.
import { loadProgram } from './load-program.js';

await loadProgram('audit').program.startWorker();
