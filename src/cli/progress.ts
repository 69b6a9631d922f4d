// Progress: one line on a terminal's stderr for reading that takes a while. Gone before anything else is printed.
import type { InputFile, Progress } from '../engine/input-file.ts';
import type { Io } from './io.ts';

const quietMs = 500;
const betweenMs = 100;
const clearLine = '\r\u001B[K';

export interface ProgressLine {
  update(progress: Progress): void;
  clear(): void;
}

export function progressLine(files: readonly InputFile[], quiet: boolean, io: Io): ProgressLine {
  if (quiet || !io.stderr.isTTY || io.env.CI) return { update: () => {}, clear: () => {} };
  const started = io.clock();
  const sizes = files.map(({ size }) => size);
  const total = sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  let drawn: number | undefined;
  return {
    update: (progress) => {
      const now = io.clock();
      if (now - started < quietMs || (drawn !== undefined && now - drawn < betweenMs)) return;
      drawn = now;
      const line = progressText(progress, files.length, total, (now - started) / 1000);
      io.stderr.write(clearLine + line.slice(0, (io.stderr.columns ?? 80) - 1));
    },
    clear: () => {
      if (drawn !== undefined) io.stderr.write(clearLine);
      drawn = undefined;
    },
  };
}

function progressText(
  { inputsDone, bytes, records }: Progress,
  inputs: number,
  total: number | undefined,
  seconds: number,
): string {
  const parts = [
    `reading ${inputs === 1 ? '' : `${inputsDone + 1} of ${inputs}: `}${megabytes(bytes)}`,
    ...(total === undefined || total === 0 ? [] : [`of ${megabytes(total)}, ${Math.floor((bytes / total) * 100)} %`]),
  ];
  const left = total === undefined || bytes === 0 ? [] : [`${Math.ceil(((total - bytes) / bytes) * seconds)} s left`];
  return [parts.join(' '), `${Math.round(records / seconds)} records/s`, ...left].join(', ');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
