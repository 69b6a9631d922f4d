// Walks a directory for logs: known extensions only, hidden names and our own files left out, always in the same order.
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { UnreadableInput } from '../model/errors.ts';
import { compareText } from '../model/place.ts';

export const extensionsText = '.json .jsonl .ndjson .csv .tsv .log .txt .pb .binpb .parquet, also with .gz .br .zst';
const logName = /\.(?:json|jsonl|ndjson|csv|tsv|log|txt|pb|binpb|parquet)(?:\.\d+)?$|\.(?:gz|br|zst)$/i;
const notLogName = /\.tar\.\w+$|^ownership\.contract\.json$/i;
const ownName = /^attrib-audit\.(?:config|registry|approvals)\.(?:jsonc?|ya?ml)$/i;

/** A file that steers the audit: nobody means to audit it, however a pattern of the shell came upon it. */
export function isOwnFile(name: string): boolean {
  return ownName.test(path.basename(name));
}

export interface FoundFile {
  readonly name: string;
  readonly size: number;
}

/** What lies in many directories and is no log to anybody; what else is left alone is told. */
const usualName = /\.md$|^(?:readme|licen[cs]e|notice|changelog|thumbs\.db$|desktop\.ini$|ownership\.contract\.json$)/i;

/** `others` are the base names of the files that do not look like logs. */
export async function walkDirectory(
  directory: string,
  cwd: string,
): Promise<{ readonly files: readonly FoundFile[]; readonly others: readonly string[] }> {
  const files: FoundFile[] = [];
  const others: string[] = [];
  const visited = new Set<string>();
  const waiting = [directory];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const real = await realpath(path.resolve(cwd, name));
    // A link may lead back up.
    if (visited.has(real)) continue;
    visited.add(real);
    for (const entry of await entriesOf(name, cwd)) {
      const child = path.join(name, entry);
      const stats = await stat(path.resolve(cwd, child)).catch(() => undefined);
      if (stats?.isDirectory()) waiting.push(child);
      else if (stats?.isFile() && logName.test(entry) && !notLogName.test(entry) && !isOwnFile(entry)) {
        files.push({ name: child, size: stats.size });
      } else others.push(entry);
    }
  }
  return { files: files.sort((a, b) => compareText(a.name, b.name)), others };
}

/** One sentence about files that may be logs under another name; undefined when there are none. */
export function leftAlone(directory: string, others: readonly string[]): string | undefined {
  const odd = others.filter((name) => !usualName.test(name) && !isOwnFile(name));
  if (odd.length === 0) return undefined;
  const kinds = new Map<string, number>();
  for (const name of odd) kinds.set(kindOf(name), (kinds.get(kindOf(name)) ?? 0) + 1);
  const ranked = [...kinds].sort(([a, x], [b, y]) => y - x || compareText(a, b));
  const shown = ranked.slice(0, mostKinds).map(([kind, files]) => `${files} ${kind}`);
  const more = ranked.length > mostKinds ? ', …' : '';
  const files = odd.length === 1 ? '1 file was left alone' : `${odd.length} files were left alone`;
  return `${directory}: ${files}, having no name of a log: ${shown.join(', ')}${more}`;
}

const mostKinds = 4;

function kindOf(name: string): string {
  const extension = /\.tar\.\w{1,5}$/.exec(name)?.[0] ?? path.extname(name);
  return /^\.[\w.]{1,12}$/.test(extension) ? extension.toLowerCase() : 'without an extension';
}

async function entriesOf(directory: string, cwd: string): Promise<readonly string[]> {
  const names = await readdir(path.resolve(cwd, directory)).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableInput(directory, `the directory cannot be read: ${error.code ?? error.message}`);
  });
  return names.filter((name) => !name.startsWith('.') && name !== 'node_modules').sort(compareText);
}
