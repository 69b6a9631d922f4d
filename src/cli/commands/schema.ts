// schema [NAME]: the published schemas, printed or written to a directory. Everything but the contract and the XML schema is generated.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { schemaFile, schemaNames, schemaText } from '../published-schemas.ts';

export async function schemaCommand(
  name: string | undefined,
  flags: { readonly write?: string },
  io: Io,
): Promise<number> {
  const known = schemaNames.find((each) => each === name);
  if (name !== undefined && !known) throw new UsageError(`there is no schema "${name}"`, knownNames(name, schemaNames));
  if (flags.write !== undefined) {
    await writeSchemas(known === undefined ? schemaNames : [known], path.resolve(io.cwd, flags.write), io);
  } else if (known === undefined) {
    io.stdout.write(`${schemaNames.join('\n')}\n`);
  } else {
    io.stdout.write(await schemaText(known));
  }
  return exitCodes.fine;
}

async function writeSchemas(names: typeof schemaNames, directory: string, io: Io): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    for (const name of names) {
      const file = path.join(directory, schemaFile(name));
      await writeFile(file, await schemaText(name));
      io.stdout.write(`wrote ${path.relative(io.cwd, file)}\n`);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new UsageError(`the schemas cannot be written to ${directory}: ${code}`);
  }
}
