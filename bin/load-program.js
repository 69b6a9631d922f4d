// The program is three scripts, each loaded when the one before asks for a module of it: help is done with the first, an audit with two.
// Beside each the build leaves what V8 makes of it, which fits one version of V8; any other compiles the script as usual, and nothing
// else differs. CommonJS, because Node takes longer to begin with a module.
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const vm = require('node:vm');

const dist = path.join(__dirname, '..', 'dist');

/** Where V8's form of a script is kept. */
function compiledFile(name, folder = dist) {
  return path.join(folder, `${name}.v8-${process.versions.v8}-${process.arch}`);
}

/** V8 refuses a compiled form that is not its own. */
function compileScript(name, folder = dist) {
  const file = path.join(folder, `${name}.cjs`);
  const compiled = compiledFile(name, folder);
  // The build refuses characters that want another encoding.
  return new vm.Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: existsSync(compiled) ? readFileSync(compiled) : undefined,
  });
}

/** The program's exports; `scripts` are those loaded so far. */
function loadProgram(folder = dist) {
  const scripts = new Map();
  const modules = new Map();
  const importBeside = (name) => import(pathToFileURL(path.join(folder, name)));
  const load = (name) => {
    const script = compileScript(name, folder);
    const holder = { exports: {} };
    script.runInThisContext()(holder, requireFrom, importBeside, path.join(folder, `${name}.cjs`));
    scripts.set(name, script);
    modules.set(name, holder.exports);
    return holder.exports;
  };
  /** `$audit/src/x.ts` is a module of the script audit. */
  const requireFrom = (wanted) => {
    if (wanted === 'node:child_process') return childProcess;
    if (!wanted.startsWith('$')) return require(wanted);
    const slash = wanted.indexOf('/');
    const name = wanted.slice(1, slash);
    return (modules.get(name) ?? load(name))[wanted.slice(slash + 1)]();
  };
  return { ...requireFrom('$program/src/cli/main.ts'), scripts };
}

/** Commander names it at once, for programs whose commands are programs; loading it takes a twentieth of the time of help. */
const childProcess = new Proxy({}, { get: (_, name) => require('node:child_process')[name] });

module.exports = { compiledFile, compileScript, loadProgram };
