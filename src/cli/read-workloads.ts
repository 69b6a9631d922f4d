// Workloads from flags or from a YAML, JSON or CSV file. Volumes are read digit by digit: 1.2B is exactly 1,200,000,000.
import path from 'node:path';
import { UsageError } from '../model/errors.ts';
import { type WorkloadWire, workloadsSchema } from '../model/estimate.ts';
import type { Nanoseconds } from '../model/event.ts';
import { type Usage, type UsageClass, usageClasses } from '../model/usage.ts';
import { withCachedShare } from '../pricing/estimate.ts';
import type { NamedWorkload } from '../pricing/estimate-document.ts';
import { checkDocument } from './check-document.ts';
import { standardInput } from './find-inputs.ts';
import type { Io } from './io.ts';
import { type Document, parseDocument, readDocument, readPiped } from './read-document.ts';

const powers: Readonly<Record<string, number>> = { '': 0, k: 3, m: 6, b: 9, t: 12 };

/** "1.2B", "180M", "4000" to a whole number; undefined for anything else. */
export function parseVolume(given: string | number): number | undefined {
  const [, whole = '', decimals = '', suffix = ''] =
    /^(\d[\d_,]*)(?:\.(\d+))?\s*([kmbt]?)$/i.exec(String(given).trim()) ?? [];
  if (whole === '') return undefined;
  const power = powers[suffix.toLowerCase()] ?? 0;
  const digits = decimals.replace(/0+$/, '');
  if (digits.length > power) return undefined;
  const volume = Number(`${whole.replace(/[_,]/g, '')}${digits}${'0'.repeat(power - digits.length)}`);
  return Number.isSafeInteger(volume) ? volume : undefined;
}

/** "40%" or 40. */
export function parseShare(given: string | number): number | undefined {
  const [, text] = /^(\d{1,3}(?:\.\d+)?)\s*%?$/.exec(String(given).trim()) ?? [];
  const percent = text === undefined ? Number.NaN : Number(text);
  return percent >= 0 && percent <= 100 ? percent : undefined;
}

/** `-` is standard input: CSV when its first line is nothing but names with commas between, else YAML, which JSON is, too. */
export async function readWorkloads(
  file: string,
  io: Pick<Io, 'cwd' | 'stdin'>,
  at: Nanoseconds | undefined,
): Promise<readonly NamedWorkload[]> {
  const name = file === standardInput ? '<stdin>' : file;
  const { value, bytes } = await (file === standardInput ? readPipedList(name, io) : readList(file, io.cwd));
  if (bytes.length === 0) throw new UsageError(`${name} is empty`, workloadHint);
  const checked = checkDocument(workloadsSchema, value, name, 'workloads file');
  const list = Array.isArray(checked) ? checked : checked.workloads;
  return list.map((workload, index) => workloadOf(workload, `${name}, workload ${index + 1}`, at));
}

async function readPipedList(name: string, { stdin }: Pick<Io, 'stdin'>): Promise<Document> {
  const bytes = await readPiped(stdin);
  const isTable = /^\s*\w+(?:\s*,\s*\w+)+\s*$/.test(/^[^\n]*/.exec(bytes.toString('utf8', 0, 4096))?.[0] ?? '');
  return isTable ? readTable(bytes, name) : parseDocument(bytes, 'stdin.yaml', name, 'workloads file');
}

async function readList(file: string, cwd: string): Promise<Document> {
  if (!/\.(csv|tsv)$/i.test(file)) return readDocument(path.resolve(cwd, file), file, 'workloads file');
  const { readFile } = await import('node:fs/promises');
  const bytes = await readFile(path.resolve(cwd, file)).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.code}`);
  });
  return readTable(bytes, file);
}

export const workloadHint =
  'a workload has a model and volumes: { team: support, model: gpt-5.4, input: 1.2B, output: 180M, requests: 400k }';

async function readTable(bytes: Buffer, file: string): Promise<Document> {
  const { parse } = await import('csv-parse/sync');
  let rows: Record<string, string>[] = [];
  try {
    rows = parse(bytes, {
      bom: true,
      columns: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: file.endsWith('.tsv') ? '\t' : ',',
    });
  } catch (error) {
    throw new UsageError(`${file} is not CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
  const value = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')));
  return { value, bytes };
}

export function workloadOf(wire: WorkloadWire, place: string, at: Nanoseconds | undefined): NamedWorkload {
  const { model, provider, team, project, tier, region, requests, tokens_per_request, cached } = wire;
  const volume = (name: string, given: string | number): number => {
    const read = parseVolume(given);
    if (read === undefined)
      throw new UsageError(`${place}: ${name} "${given}" is no volume`, 'write 1.2B, 180M, 40k or 4000: whole tokens');
    return read;
  };
  const usage: { [K in UsageClass]?: number } = {};
  for (const name of usageClasses) {
    const given = name === 'requests' ? undefined : wire[name];
    if (given !== undefined) usage[name] = volume(name, given);
  }
  if (Object.keys(usage).length === 0) throw new UsageError(`${place} has no volume`, workloadHint);
  const share = cached === undefined ? 0 : parseShare(cached);
  if (share === undefined) throw new UsageError(`${place}: cached "${cached}" is no share`, 'write 40%');
  const counted: Usage = share === 0 ? usage : withCachedShare(usage, share);
  return {
    model,
    usage: counted,
    ...(provider !== undefined && { provider }),
    ...(team !== undefined && { team }),
    ...(project !== undefined && { project }),
    ...(tier !== undefined && { service_tier: tier }),
    ...(region !== undefined && { region }),
    ...(requests !== undefined && { requests: volume('requests', requests) }),
    ...(tokens_per_request !== undefined && { tokens_per_request: volume('tokens_per_request', tokens_per_request) }),
    ...(at !== undefined && { start: at }),
  };
}
