// render REPORT.json: any output from a saved report, byte for byte what the run that saved it would have written.
import path from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { reportSchema } from '../../model/report.ts';
import { checkDocument } from '../check-document.ts';
import { checkDestinations, destinations, type OutputFlags, writeReport } from '../destinations.ts';
import { exitCodes } from '../exit-code.ts';
import { standardInput } from '../find-inputs.ts';
import type { Io } from '../io.ts';
import { readDocument, readPiped } from '../read-document.ts';

export async function renderCommand(file: string, flags: OutputFlags, io: Io): Promise<number> {
  const outputs = destinations(flags);
  await checkDestinations(outputs, file === standardInput ? [] : [file], flags, io.cwd);
  const name = file === standardInput ? '<stdin>' : file;
  const value =
    file === standardInput
      ? await readPipedReport(io)
      : (await readDocument(path.resolve(io.cwd, file), file, 'report')).value;
  if (!isReport(value))
    throw new UsageError(
      `${name} is no report of attrib-audit`,
      'save one with: attrib-audit FILES -f json=report.json',
    );
  await writeReport(checkDocument(reportSchema, value, name, 'report'), outputs, flags, io);
  return exitCodes.fine;
}

async function readPipedReport(io: Io): Promise<unknown> {
  const bytes = await readPiped(io.stdin);
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new UsageError('standard input is not JSON', 'pipe in what attrib-audit --json printed');
  }
}

function isReport(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, 'schema_version') &&
    Object.hasOwn(value, 'coverage')
  );
}
