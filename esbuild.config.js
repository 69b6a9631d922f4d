// Builds dist/: the scripts of the program, what draws the review, and V8's form of the scripts for a fast start. Libraries are
// bundled: the published package has no dependencies. Their licence texts go along.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import * as esbuild from 'esbuild';
import { compiledFile, loadProgram } from './bin/load-program.js';
import { bundleScripts, scripts } from './esbuild.scripts.js';
import { makeLog } from './test/bench/make-logs.js';

const root = path.dirname(fileURLToPath(import.meta.url));
/** Built beside dist/ and put in its place at the end: whoever runs the program meanwhile finds it whole. */
const fresh = `dist-${process.pid}`;
const out = path.join(root, fresh);

/** Calls of logs that are long enough to be read by kinds. */
const longLogs = { litellm: 10_000, sessions: 3500 };

/**
 * The arguments of the runs after which V8's form of a script is taken, one script after the other: it holds what was called, but for what
 * was not for long. `logOf` gives a long log.
 */
const typicalRuns = (logOf) => ({
  program: [['--help'], ['samples/shop']],
  audit: [...Object.keys(longLogs).map((kind) => [logOf(kind), '--threads', '1']), ['samples/shop']],
  more: [
    ['samples/shop', '--json'],
    ['explain', '--top', '1', 'samples/shop'],
  ],
});

export async function build() {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const options = {
    absWorkingDir: root,
    outdir: fresh,
    bundle: true,
    platform: 'node',
    // jsonc-parser's CommonJS build requires files by name at run time.
    mainFields: ['module', 'main'],
    target: 'node20.19',
    // Names stay, so that a stack trace of a user says something.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'eof',
    define: {
      BUILT: JSON.stringify({ version }),
      // React's own checks are for the source, not for users; Ink would look for a debugger that is not shipped.
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
    },
    // Clients of databases are optional: found where attrib-audit is installed, or asked for. Ink's devtools are never asked for.
    external: ['./devtools.js', '@clickhouse/client', 'pg', 'pg-query-stream'],
    jsx: 'automatic',
    metafile: true,
    write: false,
    logLevel: 'warning',
  };
  const [ofScripts, drawing] = await Promise.all([
    bundleScripts({
      ...options,
      format: 'cjs',
      external: [...options.external, '*/tui/drawing.ts'],
      // Every style says whether it has colours; finding that out for chalk's own style loads two modules of Node.
      alias: {
        '#supports-color': './node_modules/chalk/source/vendor/supports-color/browser.js',
        'string-width': './src/report/string-width.cjs',
      },
      // A script with a compiled form cannot import: clients of databases are required, and the loader imports the drawing for it.
      supported: { 'dynamic-import': false },
      define: { ...options.define, 'import.meta.url': '$url', IMPORT_BESIDE: '$import' },
      banner: {
        js: "(function(module,require,$import,__filename){const $url=require('node:url').pathToFileURL(__filename).href;",
      },
      footer: { js: '})' },
    }),
    // Ink awaits while it is loaded, which only a module can.
    esbuild.build({
      ...options,
      entryPoints: [{ in: 'src/tui/drawing.ts', out: 'drawing' }],
      format: 'esm',
      outExtension: { '.js': '.mjs' },
      // Bundled CommonJS libraries ask for node's own modules with require.
      banner: {
        js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
      },
    }),
  ]);
  const built = [...ofScripts, drawing];
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const files = [
    ...built.flatMap(({ outputFiles }) => outputFiles.map((file) => [path.basename(file.path), file.contents])),
    ['catalogue.json', readFileSync(path.join(root, 'src/pricing/catalogue/list.json'))],
    ['kernel.simd.wasm', await kernel('--enable', 'simd')],
    ['kernel.plain.wasm', await kernel()],
    ['LICENSES.txt', licences(built.flatMap(({ metafile }) => Object.keys(metafile.inputs)))],
  ];
  for (const [name, contents] of files) writeFileSync(path.join(out, name), contents);
  refuseWideCharacters();
  writeFileSync(path.join(out, 'catalogue-index.json'), await loadProgram(out).catalogueIndex());
  await keepCompiled();
  writeFileSync(path.join(out, 'attrib-audit.1'), await printed(loadProgram(out), ['man']));
  putInPlace();
}

/** The scan kernel as WebAssembly; it uses nothing of AssemblyScript's run time. */
async function kernel(...features) {
  let module;
  const memory = ['--runtime', 'stub', '--noAssert', '--use', 'abort=', '--initialMemory', '288'];
  const source = 'src/scan/patterns/kernel/kernel.ts';
  const { error, stderr } = await asc.main([source, '-O3', ...memory, ...features, '--outFile', 'kernel.wasm'], {
    readFile: (name, folder) => readIfThere(path.resolve(root, folder, name)),
    writeFile: (_, contents) => {
      module = contents;
    },
  });
  if (error) throw new Error(`the kernel does not compile: ${stderr}`);
  return module;
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** A single one makes V8 keep a whole script with two bytes a character, and reading it takes ten times as long. */
function refuseWideCharacters() {
  for (const { name } of scripts) {
    const wide = /.{0,40}[^\0-\x7f].{0,20}/u.exec(readFileSync(path.join(out, `${name}.cjs`), 'utf8'));
    if (wide)
      throw new Error(
        `write this character as an escape, it is in a tagged template or a regular expression: ${wide[0]}`,
      );
  }
}

async function keepCompiled() {
  const program = loadProgram(out);
  const folder = mkdtempSync(path.join(tmpdir(), 'attrib-audit-build-'));
  const logOf = (kind) => path.join(folder, `${kind}.jsonl`);
  for (const [kind, calls] of Object.entries(longLogs)) makeLog(logOf(kind), kind, calls);
  for (const [name, runs] of Object.entries(typicalRuns(logOf))) {
    for (const words of runs) await printed(program, words);
    writeFileSync(compiledFile(name, out), program.scripts.get(name).createCachedData());
  }
  rmSync(folder, { recursive: true });
}

/** What the program prints; started here, with no terminal and no settings of whoever builds it. */
async function printed({ main, processIo }, words) {
  let text = '';
  const write = (part) => {
    text += part;
  };
  const output = { write, isTTY: false, columns: undefined };
  const code = await main(words, { ...processIo(), stdout: output, stderr: output, env: {}, cwd: root });
  if (code !== 0) throw new Error(`attrib-audit ${words.join(' ')} ended with ${code}: ${text}`);
  return text;
}

/** Whoever runs the program meanwhile has loaded all of the old one, or finds all of the new. */
function putInPlace() {
  const old = path.join(root, `${fresh}-old`);
  const dist = path.join(root, 'dist');
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(out, dist);
  rmSync(old, { recursive: true, force: true });
}

/** The licence text of every library that went into the bundle. */
function licences(inputs) {
  // The bundled prices come from a library too.
  const inside = [...inputs, 'node_modules/@pydantic/genai-prices/package.json'];
  const folders = new Set(inside.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  const texts = [...folders].sort().map((folder) => {
    const directory = path.join(root, folder);
    const { name, version, license } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
    const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file && existsSync(path.join(directory, file)) ? readFileSync(path.join(directory, file), 'utf8') : '';
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return `attrib-audit contains these libraries.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
