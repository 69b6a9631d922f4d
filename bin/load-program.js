// The program is one script, and the build leaves beside it what V8 makes of that script. With it a short run takes two thirds of
// the time. It fits one version of V8; any other compiles the script as usual, and nothing else differs.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

/** The arguments of the runs that each compiled form is made from: it holds the functions which they called. */
export const typicalRuns = {
  help: [['--help']],
  audit: [['samples/shop'], ['samples/shop', '--json'], ['explain', '--top', '1', 'samples/shop']],
};

/** Where V8's form of the script is kept for a kind of run. */
export function compiledFile(kind, folder = dist) {
  return path.join(folder, `program.${kind}.v8-${process.versions.v8}-${process.arch}`);
}

/** The program's exports, and the script they are from. V8 refuses a compiled form that is not its own. */
export function loadProgram(kind, folder = dist) {
  const file = path.join(folder, 'program.cjs');
  const compiled = compiledFile(kind, folder);
  // The build refuses characters that want another encoding.
  const script = new vm.Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: existsSync(compiled) ? readFileSync(compiled) : undefined,
  });
  const importBeside = (name) => import(pathToFileURL(path.join(folder, name)));
  const module = { exports: {} };
  script.runInThisContext()(module, createRequire(file), importBeside, file);
  return { script, program: module.exports };
}
