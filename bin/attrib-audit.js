#!/usr/bin/env node
const { loadProgram } = require('./load-program.js');

const { main, processIo } = loadProgram();

main(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code;
  // Left alone, Node would wait for V8 to finish collecting garbage that nobody needs collected: a tenth of a short run.
  process.stdout.write('', () => process.stderr.write('', () => setImmediate(() => process.exit())));
});
