// Writes a file so that a reader never sees half of it: beside the target first, then renamed. Devices and pipes are written to directly.
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { UsageError } from '../model/errors.ts';

export async function writeWhole(
  file: string,
  text: string | Iterable<string> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const target = await realFile(file);
  const existing = await stat(target).catch(() => undefined);
  if (existing && !existing.isFile()) return writeFile(target, text);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${file} cannot be written: ${code}`);
  }
}

/** The file a link points to; the path itself where nothing is there yet. */
export async function realFile(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}
