// Destinations: which output goes where. -f KIND writes to stdout, -f KIND=FILE to a file; one scan serves them all.
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { AuditReport } from '../model/report.ts';
import { type ReportKind, reporters, type Style, startsLikeOurs } from '../report/index.ts';
import { knownNames } from './did-you-mean.ts';
import type { Io } from './io.ts';
import { decideStyle, fileStyle, type StyleFlags } from './style.ts';
import { joined, writePieces } from './write-pieces.ts';
import { realFile, writeWhole } from './write-whole.ts';

export interface OutputFlags extends StyleFlags {
  readonly format?: readonly string[];
  readonly json?: boolean;
  readonly top?: number;
  readonly quiet?: boolean;
  readonly force?: boolean;
}

export interface Destination<K extends string = ReportKind> {
  readonly kind: K;
  /** Undefined is stdout. */
  readonly file: string | undefined;
}

export const defaultTop = 10;
const kinds = Object.keys(reporters) as ReportKind[]; // the keys of a literal object

export function destinations(flags: OutputFlags): readonly Destination[] {
  return destinationsAmong(kinds, 'terminal', flags);
}

/** Of a document with kinds of output of its own. */
export function destinationsAmong<K extends string>(
  known: readonly K[],
  usual: K,
  { format = [], json }: OutputFlags,
): readonly Destination<K>[] {
  const wanted = [...format, ...(json ? ['json'] : [])].map((text) => readDestination(text, known));
  const all = wanted.length === 0 ? [{ kind: usual, file: undefined }] : wanted;
  if (all.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError('only one output can go to standard output', 'give the others a file: -f json=report.json');
  }
  const files = all.flatMap(({ file }) => (file === undefined ? [] : [path.normalize(file)]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`two outputs go to the file ${twice}`);
  return all;
}

function readDestination<K extends string>(text: string, known: readonly K[]): Destination<K> {
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  const kind = known.find((each) => each === name);
  if (!kind) throw new UsageError(`there is no output format "${name}"`, knownNames(name, known));
  const file = equals === -1 ? undefined : text.slice(equals + 1);
  if (file === '') throw new UsageError(`-f ${text} names no file`);
  return { kind, file: file === '-' ? undefined : file };
}

/** Refuses before anything is read, so that a long run does not end in a refusal. */
export async function checkDestinations(
  all: readonly Destination<string>[],
  inputs: readonly string[],
  flags: OutputFlags,
  cwd: string,
): Promise<void> {
  const sources = await Promise.all(inputs.map((name) => realFile(path.resolve(cwd, name))));
  for (const { file } of all) {
    if (file === undefined) continue;
    const target = await realFile(path.resolve(cwd, file));
    if (sources.includes(target)) throw new UsageError(`${file} is an input; it would be overwritten`);
    if (!flags.force && !(await mayOverwrite(target))) {
      throw new UsageError(
        `${file} exists and is no report of attrib-audit`,
        'choose another name, or overwrite it with --force',
      );
    }
    const directory = await stat(path.dirname(target)).catch(() => undefined);
    if (!directory?.isDirectory()) throw new UsageError(`the directory of ${file} does not exist`);
  }
}

export async function writeReport(
  report: AuditReport,
  all: readonly Destination[],
  flags: OutputFlags,
  io: Io,
): Promise<void> {
  const shown: Pick<Style, 'top' | 'groups'> = {
    top: flags.top ?? defaultTop,
    // A screen shows what was asked for; a document without that list is older, and all its groups were.
    groups: report.generated_from.group_by ?? Object.keys(report.groups),
  };
  await writeDocument(report, (kind) => reporters[kind](), all, flags, io, shown);
}

/** In pieces where the document is long. */
type Writer<T> = (document: T, style: Style) => string | Iterable<string>;

/** Files first: they are complete even when the reader of stdout goes away. */
export async function writeDocument<T, K extends string>(
  document: T,
  writerOf: (kind: K) => Writer<T> | Promise<Writer<T>>,
  all: readonly Destination<K>[],
  flags: OutputFlags,
  io: Io,
  shown: Pick<Style, 'top' | 'groups'> = { top: flags.top ?? defaultTop, groups: [] },
): Promise<void> {
  for (const { kind, file } of all) {
    if (file === undefined) continue;
    const write = await writerOf(kind);
    const text = write(document, fileStyle(shown));
    await writeWhole(path.resolve(io.cwd, file), typeof text === 'string' ? text : joined(text));
    if (!flags.quiet && io.stderr.isTTY) io.stderr.write(`wrote ${file}\n`);
  }
  const screen = all.find(({ file }) => file === undefined);
  if (!screen) return;
  const write = await writerOf(screen.kind);
  const text = write(document, decideStyle(io.stdout, io, flags, shown));
  await writePieces(typeof text === 'string' ? [text] : text, io.stdout);
}

/** Enough of a file to see whether it is a report of ours. */
const looksAt = 2048;

async function mayOverwrite(target: string): Promise<boolean> {
  const stats = await stat(target).catch(() => undefined);
  if (!stats?.isFile() || stats.size === 0) return true;
  const file = await open(target).catch(() => undefined);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(looksAt), 0, looksAt, 0);
    return startsLikeOurs(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}
