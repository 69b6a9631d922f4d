// Finds inputs: files, directories, globs, standard input and databases named by URL become named byte streams. Nothing is read yet.
import { createReadStream, type Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { InputFile } from '../engine/input-file.ts';
import { UnreadableInput, UsageError } from '../model/errors.ts';
import { compareText } from '../model/place.ts';
import type { StoredBytes } from '../scan/read-with-help.ts';
import { commandNames } from './command-names.ts';
import { closestName } from './did-you-mean.ts';
import type { Io } from './io.ts';
import { readPipe } from './read-pipe.ts';
import type { Told } from './report-error.ts';
import { isSourceUrl } from './sources/source-url.ts';
import { extensionsText, isOwnFile, leftAlone, walkDirectory } from './walk-directory.ts';

export const standardInput = '-';
/** Without operands too. */
export const takesStandardInput = (operands: readonly string[]): boolean =>
  operands.length === 0 || operands.includes(standardInput);
const chunkBytes = 1024 * 1024;

/**
 * In the order given; a directory's files in the order of their paths. `stdinName` is what standard input is called; `config` is the
 * --config flag, which may know who asks a database. `note` is told of files in a directory that may be logs and are not read.
 */
export async function findInputs(
  operands: readonly string[],
  stdinName: string,
  io: Io,
  config?: string,
  note: Note = () => {},
): Promise<InputFile[]> {
  refuseTwice(operands);
  const found: InputFile[] = [];
  for (const operand of operands) {
    if (operand === standardInput) found.push({ name: stdinName, open: io.stdin.read });
    else if (isSourceUrl(operand)) found.push(...(await openUrl(operand, config, io)));
    else found.push(...(await findFiles(operand, io.cwd, note)));
  }
  const logs = found.filter(({ name }) => !isOwnFile(name));
  const [own] = found;
  if (logs.length === 0 && own) {
    throw new UnreadableInput(own.name, 'this file steers the audit and holds no records', 'name the logs beside it');
  }
  return logs;
}

export function refuseTwice(operands: readonly string[]): void {
  if (operands.filter((operand) => operand === standardInput).length > 1)
    throw new UsageError('standard input can be read only once', 'give "-" a single time');
}

type Note = (told: Told) => void;

/** Runs without a URL start without the code. */
async function openUrl(operand: string, config: string | undefined, io: Io): Promise<readonly InputFile[]> {
  const { openSource } = await import('./sources/index.ts');
  return openSource(operand, config, io);
}

async function findFiles(operand: string, cwd: string, note: Note): Promise<readonly InputFile[]> {
  const kind = await kindOf(operand, cwd);
  if (kind === 'directory') return filesOfDirectory(operand, cwd, note);
  if (kind !== undefined) return [inputFile(operand, cwd, kind)];
  if (!/[*?[\]{}]/.test(operand)) throw await notFound(operand, cwd);
  const names = await expandGlob(operand, cwd);
  const found = await Promise.all(names.map((name) => matchedBy(name, cwd, note)));
  if (found.flat().length === 0) throw new UnreadableInput(operand, 'no file matches this pattern');
  return found.flat();
}

/** A directory that a pattern names is walked, as it is when the shell expands the pattern. */
async function matchedBy(name: string, cwd: string, note: Note): Promise<readonly InputFile[]> {
  const stats = await stat(path.resolve(cwd, name));
  if (!stats.isDirectory()) return [inputFile(name, cwd, fileKind(stats))];
  const { files, others } = await walkDirectory(name, cwd);
  tellOthers(name, others, note);
  return files.map((file) => inputFile(file.name, cwd, file));
}

/** A pipe or device is a file without a size. */
interface FileKind {
  readonly size: number | undefined;
  readonly isPipe?: boolean;
}

const fileKind = (stats: Stats): FileKind => ({
  size: stats.isFile() ? stats.size : undefined,
  isPipe: stats.isFIFO(),
});

async function kindOf(operand: string, cwd: string): Promise<'directory' | FileKind | undefined> {
  try {
    const stats = await stat(path.resolve(cwd, operand));
    if (stats.isDirectory()) return 'directory';
    return fileKind(stats);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw new UnreadableInput(operand, `cannot be read: ${code === 'EACCES' ? 'permission denied' : code}`);
  }
}

const nameThem = `looked for ${extensionsText}; name other files one by one`;

function tellOthers(directory: string, others: readonly string[], note: Note): void {
  const message = leftAlone(directory, others);
  if (message !== undefined) note({ message, hint: nameThem });
}

async function filesOfDirectory(operand: string, cwd: string, note: Note): Promise<readonly InputFile[]> {
  const { files, others } = await walkDirectory(operand, cwd);
  if (files.length > 0) {
    tellOthers(operand, others, note);
    return files.map((file) => inputFile(file.name, cwd, file));
  }
  const passedOver =
    others.length === 0
      ? 'it is empty, hidden names aside'
      : `${others.length} other ${others.length === 1 ? 'file was' : 'files were'} left alone`;
  throw new UnreadableInput(
    operand,
    `there are no logs in this directory: ${passedOver}`,
    `looked in it and below for ${extensionsText}; name other files one by one`,
  );
}

function inputFile(name: string, cwd: string, { size, isPipe = false }: FileKind): InputFile {
  const file = path.resolve(cwd, name);
  return {
    name,
    ...(size === undefined
      ? {}
      : { size, readAt: (from, to) => readPlace(file, from, to), openAt: () => openPlaces(file) }),
    open: (signal) => (isPipe ? readPipe(file, signal) : createReadStream(file, { highWaterMark: chunkBytes, signal })),
  };
}

async function openPlaces(file: string): Promise<StoredBytes> {
  const handle = await open(file);
  return {
    read: async (into, from) => (await handle.read(into, 0, into.length, from)).bytesRead,
    close: () => handle.close(),
  };
}

async function readPlace(file: string, from: number, to: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(to - from), 0, to - from, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function expandGlob(pattern: string, cwd: string): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const absolute = path.isAbsolute(pattern);
  // Below "**" the files of a directory match by themselves.
  const names = await glob(pattern, { cwd, absolute, expandDirectories: false, onlyFiles: pattern.includes('**') });
  return names.map((name) => name.replace(/\/$/, '')).sort(compareText);
}

async function notFound(operand: string, cwd: string): Promise<UnreadableInput> {
  return new UnreadableInput(operand, 'there is no such file', await nearbyName(operand, cwd));
}

async function nearbyName(operand: string, cwd: string): Promise<string | undefined> {
  if (commandNames.some((name) => name === operand)) {
    return `the command goes first, flags and files after it: attrib-audit ${operand} …`;
  }
  const directory = path.dirname(operand);
  const neighbours = await readdir(path.resolve(cwd, directory)).catch(() => []);
  const closest = closestName(path.basename(operand), neighbours.sort(compareText));
  if (closest !== undefined) return `did you mean ${path.join(directory, closest)}?`;
  const command = closestName(operand, commandNames);
  return command && `did you mean the command ${command}?`;
}
