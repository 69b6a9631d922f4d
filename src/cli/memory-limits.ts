// How many events fit into the memory that was granted with --memory. Measured: what the program needs by itself, and what an event takes while
// it is read, joined and judged. More events than that wait on disk.
import { tmpdir } from 'node:os';
import type { StoreLimits } from '../engine/spill/event-store.ts';
import { UsageError } from '../model/errors.ts';

export interface MemoryFlags {
  readonly memory?: string;
}

const megabyte = 1024 * 1024;
const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['k', 1024],
  ['m', megabyte],
  ['g', 1024 * megabyte],
]);
const defaultBytes = 512 * megabyte;
const leastBytes = 256 * megabyte;

const ownBytes = 180 * megabyte;
const bytesAnEvent = 5000;
/** A part is joined and judged while the garbage of the last one may still be there. */
const partsHeld = 3;

export function memoryLimits({ memory }: MemoryFlags): StoreLimits {
  const bytes = memory === undefined ? defaultBytes : readSize(memory);
  if (bytes < leastBytes)
    throw new UsageError(`--memory ${memory} is less than an audit needs`, 'the least is 256MB; the default is 512MB');
  const mostHeld = Math.floor((bytes - ownBytes) / bytesAnEvent);
  return { mostHeld, eventsAPart: Math.ceil(mostHeld / partsHeld), directory: tmpdir() };
}

function readSize(text: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]?)i?b?$/i.exec(text.trim()) ?? [];
  const factor = units.get(unit.toLowerCase());
  if (digits === undefined || factor === undefined)
    throw new UsageError(`--memory: "${text}" is no size`, 'write it as 512MB or 2GB');
  return Math.floor(Number(digits) * factor);
}
