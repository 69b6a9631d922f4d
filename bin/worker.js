// A thread of the program that judges; see src/cli/worker.ts.
const { loadProgram } = require('./load-program.js');

loadProgram().startWorker();
