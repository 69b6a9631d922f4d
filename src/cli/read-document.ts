// Reads a small JSON, JSONC or YAML file that a person wrote: config, contract, rate card. Faults are told with line and column.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ParseError } from 'jsonc-parser';
import { UsageError } from '../model/errors.ts';
import type { Io } from './io.ts';

/** Nobody writes more by hand; a log given by mistake is not loaded whole. */
const largestDocument = 64 * 1024 * 1024;

export interface Document {
  readonly value: unknown;
  readonly bytes: Buffer;
}

/** What was read last of each file, for other threads of the run: a file may change, and a pipe can be read only once. */
const read = new Map<string, Buffer>();
export const documentsRead = (): ReadonlyMap<string, Uint8Array> => read;

/** What another thread read; those files are not read again. */
const documents = new Map<string, Buffer>();
export function takeDocuments(given: ReadonlyMap<string, Uint8Array>): void {
  for (const [file, bytes] of given) documents.set(file, Buffer.from(bytes));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
};

/** In errors the file is called `name`, and `what` says its purpose: "contract", "rate card". */
export async function readDocument(file: string, name: string, what: string): Promise<Document> {
  const bytes =
    documents.get(file) ??
    (await readFile(file).catch((error: NodeJS.ErrnoException) => {
      const why = error.code === undefined ? error.message : (reasons[error.code] ?? error.code);
      throw new UsageError(`the ${what} ${name} cannot be read: ${why}`);
    }));
  if (bytes.length > largestDocument) throw new UsageError(`the ${what} ${name} is larger than 64 MiB`);
  read.set(file, bytes);
  return parseDocument(bytes, file, name, what);
}

export async function readPiped(stdin: Io['stdin']): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin.read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The same for text that is not in the file yet. */
export async function parseDocument(bytes: Buffer, file: string, name: string, what: string): Promise<Document> {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return { value: isYaml(file) ? await parseYaml(text, name, what) : await parseJson(text, name, what), bytes };
}

export function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(path.extname(file));
}

async function parseJson(text: string, name: string, what: string): Promise<unknown> {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Comments and trailing commas are welcome in files that people write.
    const { parse, printParseErrorCode } = await import('jsonc-parser');
    const faults: ParseError[] = [];
    const value: unknown = parse(text, faults, { allowTrailingComma: true, allowEmptyContent: true });
    const [fault] = faults;
    if (!fault) return value ?? null; // nothing but comments, which is null in YAML, too
    const words = printParseErrorCode(fault.error)
      .replace(/(?!^)([A-Z])/g, ' $1')
      .toLowerCase();
    throw new UsageError(`the ${what} ${name}:${lineAndColumn(text, fault.offset)} is not JSON: ${words}`);
  }
}

async function parseYaml(text: string, name: string, what: string): Promise<unknown> {
  const { parseDocument } = await import('./yaml.ts');
  const document = parseDocument(text, { prettyErrors: false });
  const [fault] = document.errors;
  if (fault)
    throw new UsageError(`the ${what} ${name}:${lineAndColumn(text, fault.pos[0])} is not YAML: ${fault.message}`);
  try {
    return document.toJS() as unknown;
  } catch (error) {
    // Aliases are followed only here: one without an anchor, or so many that they would fill memory.
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the ${what} ${name} is not YAML: ${why}`, 'a text that begins with * stands in quotes');
  }
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `${before.split('\n').length}:${offset - before.lastIndexOf('\n')}`;
}
