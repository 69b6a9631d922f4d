#!/usr/bin/env node
import { loadProgram } from './load-program.js';

const words = process.argv.slice(2);
const { main, processIo } = loadProgram(
  words.some((word) => /^(?:help|--help|-h|--version|-V)$/.test(word)) ? 'help' : 'audit',
).program;

process.exitCode = await main(words, processIo());
// Left alone, Node would wait for V8 to finish collecting garbage that nobody needs collected: a tenth of a short run.
process.stdout.write('', () => process.stderr.write('', () => setImmediate(() => process.exit())));
