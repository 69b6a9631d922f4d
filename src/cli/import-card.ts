// Reads files of other price catalogues, and hands them to the importers. What they cannot hold is left out, never approximated.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { RateCardWire } from '../model/rate-card.ts';
import { importCsv } from '../pricing/import/csv.ts';
import { type GenaiProvider, importGenaiPrices } from '../pricing/import/genai-prices.ts';
import { importLitellm } from '../pricing/import/litellm.ts';
import { importPortkey } from '../pricing/import/portkey.ts';
import { readDocument } from './read-document.ts';

export const importKinds = ['litellm', 'portkey', 'genai-prices', 'csv'] as const;
export type ImportKind = (typeof importKinds)[number];

export interface ImportFlags {
  readonly asOf?: string;
  readonly id?: string;
  readonly currency?: string;
}

export async function importCard(
  kind: ImportKind,
  files: readonly string[],
  flags: ImportFlags,
  cwd: string,
): Promise<RateCardWire> {
  if (files.length > 1 && kind !== 'portkey') {
    throw new UsageError(`one ${kind} file makes one card`, 'only portkey has a file for each provider');
  }
  const [file = ''] = files;
  const as_of = dayOf(flags, kind);
  const card = await importers[kind](files, file, { ...flags, asOf: as_of }, cwd).catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${files.join(', ')} has not the form of ${kind}`, 'see attrib-audit rates import --help');
  });
  return flags.id === undefined ? card : { ...card, id: flags.id };
}

type Dated = ImportFlags & { readonly asOf: string };

const importers: Readonly<
  Record<ImportKind, (files: readonly string[], file: string, flags: Dated, cwd: string) => Promise<RateCardWire>>
> = {
  litellm: async (_, file, { asOf }, cwd) => importLitellm(await readObject(file, cwd, 'price map'), { as_of: asOf }),
  portkey: async (files, _, { asOf }, cwd) => {
    const providers: Record<string, JsonObject> = {};
    for (const name of files) {
      Object.defineProperty(providers, path.basename(name, '.json'), {
        value: await readObject(name, cwd, 'price file'),
        enumerable: true,
      });
    }
    return importPortkey(providers, { as_of: asOf });
  },
  // The bundled list is made of it too; a card of one's own must not bear that list's name.
  'genai-prices': async (_, file, { asOf }, cwd) => ({
    ...importGenaiPrices(await readProviders(file, cwd), { version: asOf, as_of: asOf }),
    id: `genai-prices-${asOf}`,
  }),
  csv: async (_, file, { asOf, currency }, cwd) => {
    const { parse } = await import('csv-parse/sync');
    const text = await readText(file, cwd);
    let table: string[][] = [];
    try {
      table = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
    } catch (error) {
      throw new UsageError(`${file} is not CSV: ${error instanceof Error ? error.message : String(error)}`);
    }
    return importCsv(table, {
      id: path.basename(file, path.extname(file)),
      ...(asOf !== '' && { as_of: asOf }),
      ...(currency !== undefined && { currency }),
    });
  },
};

/** No clock decides a card's day: whoever imports knows how old the file is. A spreadsheet of one's own may go without. */
function dayOf({ asOf }: ImportFlags, kind: ImportKind): string {
  if (asOf === undefined) {
    if (kind === 'csv') return '';
    throw new UsageError(
      'the day these prices are of is not given',
      `say it: --as-of 2026-08-01; the file itself carries no date`,
    );
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(Date.parse(asOf))) {
    throw new UsageError(`--as-of ${asOf} is no day`, 'write 2026-08-01');
  }
  return asOf;
}

async function readObject(file: string, cwd: string, what: string): Promise<JsonObject> {
  const { value } = await readDocument(path.resolve(cwd, file), file, what);
  if (!isJsonObject(value)) throw new UsageError(`${file} is no ${what}: it holds no JSON object`);
  return value;
}

async function readProviders(file: string, cwd: string): Promise<readonly GenaiProvider[]> {
  const { value } = await readDocument(path.resolve(cwd, file), file, 'price list');
  const isList = Array.isArray(value) && value.every((one) => isJsonObject(one) && Array.isArray(one.models));
  if (!isList) {
    throw new UsageError(
      `${file} is no list of genai-prices`,
      'it is prices/data.json of the project: a list of providers',
    );
  }
  // Checked as far as the importer relies on it; the card made of it is validated to the last row.
  return value as readonly GenaiProvider[];
}

async function readText(file: string, cwd: string): Promise<string> {
  return readFile(path.resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message);
    throw new UsageError(`${file} cannot be read: ${why}`);
  });
}

/** What a parser gave is JSON all the way down. */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
