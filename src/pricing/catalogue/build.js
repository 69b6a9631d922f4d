// Writes list.json, the bundled price list, from the installed @pydantic/genai-prices. Run after an update of that package.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { waitForUpdate } from '@pydantic/genai-prices';
import { build } from 'esbuild';

/** The day each version was published: its prices are as of then. */
const publishedOn = { '0.1.8': '2026-09-23' };

const packageFile = new URL('../package.json', import.meta.resolve('@pydantic/genai-prices'));
const { version } = JSON.parse(readFileSync(packageFile, 'utf8'));
const as_of = publishedOn[version];
if (as_of === undefined) throw new Error(`add the day version ${version} was published to ${import.meta.url}`);

const importer = await build({
  entryPoints: [fileURLToPath(new URL('../import-genai-prices.ts', import.meta.url))],
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const code = Buffer.from(importer.outputFiles[0].contents).toString('base64');
const { importGenaiPrices } = await import(`data:text/javascript;base64,${code}`);

// With nothing to wait for, the package answers with the data it ships; no request is made.
const { rows, ...card } = importGenaiPrices(await waitForUpdate(), { version, as_of });
const head = JSON.stringify(card).slice(0, -1);
const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
writeFileSync(new URL('list.json', import.meta.url), `${head},"rows":[\n${lines}\n]}\n`);
