// Writes list.json, the bundled price list. Takes the folder of the raw catalogues as its argument or in RATES_DATA; none of them is in
// this repository. Run after an update of a source; src/pricing/README.md says what to change with it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForUpdate } from '@pydantic/genai-prices';
import { build } from 'esbuild';

const folder = process.argv[2] ?? process.env.RATES_DATA;
if (folder === undefined) throw new Error('name the folder of the raw catalogues: npm run rates:build -- FOLDER');

const bundle = await build({
  entryPoints: [fileURLToPath(new URL('./make-list.ts', import.meta.url))],
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const code = Buffer.from(bundle.outputFiles[0].contents).toString('base64');
const { listText, rawFiles } = await import(`data:text/javascript;base64,${code}`);

const packageFile = new URL('../package.json', import.meta.resolve('@pydantic/genai-prices'));
const read = (name) => {
  const text = readFileSync(path.join(folder, name), 'utf8');
  return { value: JSON.parse(text), sha256: createHash('sha256').update(text).digest('hex') };
};
const portkey = readdirSync(path.join(folder, rawFiles.portkey))
  .filter((name) => name.endsWith('.json'))
  .sort();
const text = listText({
  // With nothing to wait for, the package answers with the data it ships; no request is made.
  genai: { providers: await waitForUpdate(), version: JSON.parse(readFileSync(packageFile, 'utf8')).version },
  litellm: read(rawFiles.litellm),
  portkey: portkey.map((name) => ({ name: name.replace(/\.json$/, ''), ...read(path.join(rawFiles.portkey, name)) })),
});
writeFileSync(new URL('list.json', import.meta.url), text);
