// Builds dist/: one small entry and the chunks it imports when needed, so that help loads almost nothing. Libraries are bundled:
// the published package has no dependencies. Their licence texts go along.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
/** Built beside dist/ and put in its place at the end: whoever runs the program meanwhile finds it whole. */
const fresh = `dist-${process.pid}`;
const out = path.join(root, fresh);

export async function build() {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [{ in: 'src/cli/main.ts', out: 'main' }],
    outdir: fresh,
    bundle: true,
    splitting: true,
    format: 'esm',
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
    // Clients of databases are optional: found where attrib-audit is installed, or asked for.
    external: ['react-devtools-core', '@clickhouse/client', 'pg', 'pg-query-stream'],
    jsx: 'automatic',
    // Bundled CommonJS libraries ask for node's own modules with require.
    banner: {
      js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
    },
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  replaceOutput(
    new Map([
      ...outputFiles.map((file) => [path.basename(file.path), file.contents]),
      ['catalogue.json', readFileSync(path.join(root, 'src/pricing/catalogue/list.json'))],
      ['LICENSES.txt', licences(Object.keys(metafile.inputs))],
    ]),
  );
  writeManPage();
}

/** The manual page is what the built program prints. */
function writeManPage() {
  const page = execFileSync(process.execPath, [path.join(root, 'bin/attrib-audit.js'), 'man']);
  writeFileSync(path.join(root, 'dist/attrib-audit.1'), page);
}

/** New files first, old ones away last: a program that runs meanwhile finds all its chunks. */
function replaceOutput(files) {
  mkdirSync(out, { recursive: true });
  for (const [name, contents] of [...files].reverse()) writeFileSync(path.join(out, name), contents);
  for (const name of readdirSync(out)) if (!files.has(name)) rmSync(path.join(out, name), { recursive: true });
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
