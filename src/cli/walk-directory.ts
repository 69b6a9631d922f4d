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

/** `others` counts the files that do not look like logs. */
export async function walkDirectory(
  directory: string,
  cwd: string,
): Promise<{ readonly files: readonly FoundFile[]; readonly others: number }> {
  const files: FoundFile[] = [];
  let others = 0;
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
      } else others += 1;
    }
  }
  return { files: files.sort((a, b) => compareText(a.name, b.name)), others };
}

async function entriesOf(directory: string, cwd: string): Promise<readonly string[]> {
  const names = await readdir(path.resolve(cwd, directory)).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableInput(directory, `the directory cannot be read: ${error.code ?? error.message}`);
  });
  return names.filter((name) => !name.startsWith('.') && name !== 'node_modules').sort(compareText);
}
