// Bundles the program as scripts that ask each other for modules, see bin/load-program.js. A module is in the first script whose entries
// need it at once; what is left to import() is in the last.
import path from 'node:path';
import * as esbuild from 'esbuild';

const last = 'more';
/** In the order in which a run may ask for them. */
export const scripts = [
  { name: 'program', entries: ['src/cli/main.ts'] },
  { name: 'audit', entries: ['src/cli/commands/audit.ts', 'src/report/terminal.ts'] },
  { name: last, entries: [] },
];

/** `options` are those of one script. Gives esbuild's result for each. */
export async function bundleScripts(options) {
  const { owners, left } = await share(options);
  const ownerOf = (module) => owners.get(module) ?? last;
  const asked = new Map(scripts.map(({ name, entries }) => [name, new Set(entries)]));
  for (const module of left) asked.get(ownerOf(module)).add(module);
  const built = [];
  // The last one first: of what the others ask it is known, but not what it asks of them.
  for (const { name } of scripts.toReversed()) {
    const elsewhere = (module) => {
      const owner = ownerOf(module);
      if (owner === name) return undefined;
      asked.get(owner).add(module);
      return `$${owner}/${module}`;
    };
    built.push(await bundle(name, asked.get(name), options, elsewhere));
  }
  return built;
}

/** Which script has which module, and all modules that are imported later than the script that names them. */
async function share(options) {
  const owners = new Map();
  const left = new Set();
  for (const { name, entries } of scripts) {
    const { metafile } = await bundle(name, entries, options, (module, isLater) => {
      if (isLater) left.add(module);
      return isLater ? module : undefined;
    });
    for (const module of Object.keys(metafile.inputs)) if (!owners.has(module)) owners.set(module, name);
  }
  return { owners, left };
}

/** `elsewhere` gives the name by which a script asks for a module that it has not itself. */
function bundle(name, modules, { outdir, ...options }, elsewhere) {
  const getters = [...modules].map((module) => `'${module}': () => require('./${module}')`);
  const fromElsewhere = {
    name: 'from-elsewhere',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path: wanted, pluginData, ...from }) => {
        if (pluginData === fromElsewhere) return undefined;
        const found = await build.resolve(wanted, { ...from, pluginData: fromElsewhere });
        if (found.external) return found;
        const module = path.relative(options.absWorkingDir, found.path).replaceAll(path.sep, '/');
        const asked = elsewhere(module, from.kind === 'dynamic-import');
        return asked === undefined ? found : { path: asked, external: true, sideEffects: false };
      });
    },
  };
  return esbuild.build({
    ...options,
    outfile: path.join(outdir, `${name}.cjs`),
    stdin: { contents: `module.exports = {${getters}}`, resolveDir: options.absWorkingDir },
    plugins: [fromElsewhere],
  });
}
