// The baseline file of the gate: read and checked before the inputs, written after them and only when they could be trusted.
import { access } from 'node:fs/promises';
import type { Baseline } from '../model/baseline.ts';
import { UsageError } from '../model/errors.ts';
import { writeWhole } from './write-whole.ts';

export interface BaselineFlags {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly strictBaseline?: boolean;
  readonly maxRegression?: string;
  readonly ratchet?: boolean;
  readonly today?: string;
}

export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

/** Undefined when the file is still to be written. */
export async function readBaseline(file: NamedFile, { updateBaseline }: BaselineFlags): Promise<Baseline | undefined> {
  const there = await access(file.path).then(
    () => true,
    () => false,
  );
  if (!there && updateBaseline) return undefined;
  if (!there) throw new UsageError(`there is no baseline ${file.name}`, '--update-baseline writes one');
  const [{ readDocument }, { checkDocument }, { baselineSchema }] = await Promise.all([
    import('./read-document.ts'),
    import('./check-document.ts'),
    import('../model/baseline.ts'),
  ]);
  const { value } = await readDocument(file.path, file.name, 'baseline');
  return checkDocument(baselineSchema, value, file.name, 'baseline');
}

export async function writeBaseline(file: NamedFile, baseline: Baseline): Promise<void> {
  await writeWhole(file.path, `${JSON.stringify(baseline, null, 2)}\n`);
}

/** Flags that mean nothing without a baseline are a mistake in the command. */
export function needsBaseline(flags: BaselineFlags): string | undefined {
  const named = [
    ['--update-baseline', flags.updateBaseline],
    ['--strict-baseline', flags.strictBaseline],
    ['--max-regression', flags.maxRegression],
    ['--ratchet', flags.ratchet],
    ['--today', flags.today],
  ] as const;
  return named.find(([, given]) => given !== undefined)?.[0];
}

export function readDay(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00Z`) : undefined;
  if (day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new UsageError(`--today ${text} is no day`, 'write 2026-09-30');
}

export function readPoints(text: string): number {
  const number = Number(text.replace(/\s*%$/, ''));
  if (/^\d+(\.\d+)?\s*%?$/.test(text) && number <= 100) return number;
  throw new UsageError(`--max-regression ${text} is no number of points`, 'write 0.5: half a point of percent');
}
