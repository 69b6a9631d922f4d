// What ships beside the code: the version and the price catalogue. Built, the bundler sets both; from source, the source tree has them.
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { KernelFile } from '../scan/patterns/load-kernel.ts';

/** Set by the bundler, see esbuild.config.js. */
declare const BUILT: { readonly version: string } | undefined;
const built = typeof BUILT === 'undefined' ? undefined : BUILT;

/** Imports a module beside the bundled scripts; they themselves cannot, see bin/load-program.js. */
declare const IMPORT_BESIDE: ((file: string) => Promise<typeof import('../tui/drawing.ts')>) | undefined;

export async function toolVersion(): Promise<string> {
  if (built) return built.version;
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string }; // our own file
  return version;
}

/** At once: what a run does next waits for it. */
export function readCatalogue(): Buffer {
  return readFileSync(new URL(built ? './catalogue.json' : '../pricing/catalogue/list.json', import.meta.url));
}

/** What `catalogueIndex` of load-rates.ts made for the build. */
export function readCatalogueIndex(): string | undefined {
  const file = new URL('./catalogue-index.json', import.meta.url);
  return built && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The contract as written, with its order and line breaks. */
export function readShippedContract(): Promise<string> {
  return readShippedSchema('ownership-contract.schema.json');
}

/** A schema written by hand, as it is. */
export function readShippedSchema(file: string): Promise<string> {
  const schemas = built ? '../schemas/' : '../../schemas/';
  return readFile(new URL(`${schemas}${file}`, import.meta.url), 'utf8');
}

/** Part of the scan kernel, compiled by the build. At once: whoever scans is amid a block of lines. */
export function readKernel(file: KernelFile): Buffer<ArrayBuffer> {
  return readFileSync(new URL(`${built ? './' : '../../dist/'}${file}`, import.meta.url));
}

/** What a thread of the program begins with. From source there is none: Node cannot run TypeScript in a thread. */
export function workerUrl(): URL | undefined {
  return built && new URL('../bin/worker.js', import.meta.url);
}

export function loadDrawing(): Promise<typeof import('../tui/drawing.ts')> {
  return typeof IMPORT_BESIDE === 'undefined' ? import('../tui/drawing.ts') : IMPORT_BESIDE('drawing.mjs');
}
