// --keep: what was received as files, so that every line the report names can be looked at, and audited again.
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { InputFile } from '../../engine/input-file.ts';
import { UsageError } from '../../model/errors.ts';
import { writeWhole } from '../write-whole.ts';

/** What sources are called in the report. Makes the directory; one that holds something is refused, it might be somebody's logs. */
export async function namesIn(directory: string | undefined, cwd: string): Promise<(source: string) => string> {
  if (directory === undefined) return (source) => `received/${source}.jsonl`;
  const folder = path.resolve(cwd, directory);
  const present = await mkdir(folder, { recursive: true })
    .then(() => readdir(folder))
    .catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`the directory ${directory} of --keep cannot be used: ${error.code ?? error.message}`);
    });
  if (present.length > 0) throw new UsageError(`the directory ${directory} of --keep is not empty`);
  return (source) => path.join(directory, `${source}.jsonl`);
}

export async function writeKept(files: readonly InputFile[], cwd: string): Promise<void> {
  for (const { name, open } of files) {
    await writeWhole(path.resolve(cwd, name), open());
  }
}
