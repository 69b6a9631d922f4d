// How many events fit into the memory that was granted with --memory. Measured: what the program needs by itself, and what an event takes while
// it is read, joined and judged. More events than that wait on disk.
import { tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import type { StoreLimits } from '../engine/spill/event-store.ts';
import { UsageError } from '../model/errors.ts';

export interface MemoryFlags {
  readonly memory?: string;
}

export const megabyte = 1024 * 1024;
const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['k', 1024],
  ['m', megabyte],
  ['g', 1024 * megabyte],
]);
const defaultBytes = 512 * megabyte;
const leastBytes = 256 * megabyte;

const ownBytes = 180 * megabyte;
/** For events; fewer of them at once would take a long time. */
const leastFree = 20 * megabyte;
/** 1500 to 2400 are usual. */
const usualEventBytes = 3000;
/** Calls that budgets and policies look at are made of them meanwhile, and are garbage when they have gone to disk: 4800 were measured. */
const eventBytesOverTime = 5500;
/** A part is joined and judged while the garbage of the last one may still be there. */
const partsHeld = 3;

/** What a thread that judges needs by itself: the program, the prices, its young objects. */
const threadBytes = 120 * megabyte;
/** Smaller parts would not be worth a thread. */
const leastPart = 1000;
/** Larger ones would leave some thread without work at the end. */
const largestPart = 10_000;
/** Fewer events are audited by one thread: starting and warming up others would take longer. */
const heldAlone = 5000;

/** What rows, texts and sums of an output take before they wait on disk. */
export const outputBytes = 50 * megabyte;

/** As many of the threads as there is memory for, and what they and the reading thread may hold. `besides` of it are for something else. */
export function memoryLimits(
  flags: MemoryFlags,
  wanted = 1,
  { besides = 0, overTime = false }: { readonly besides?: number; readonly overTime?: boolean } = {},
): { readonly limits: StoreLimits; readonly threads: number } {
  const bytes = grantedBytes(flags);
  if (bytes < defaultBytes) keepYoungObjectsFew();
  const free = bytes - ownBytes - besides;
  if (free < leastFree)
    throw new UsageError(
      `what is held leaves an audit less of the memory than it needs: ${megabytesText(bytes)} in all`,
      `grant more with --memory ${megabytesText(ownBytes + besides + leastFree)}`,
    );
  const bytesAnEvent = overTime ? eventBytesOverTime : usualEventBytes;
  const threads = Math.min(wanted, Math.floor(free / (threadBytes + leastPart * partsHeld * bytesAnEvent)));
  const mostHeld = Math.floor(free / bytesAnEvent);
  if (threads < 2)
    return { threads: 1, limits: { mostHeld, eventsAPart: Math.ceil(mostHeld / partsHeld), ...onDisk(bytes) } };
  const together = Math.floor((free - threads * threadBytes) / bytesAnEvent);
  const eventsAPart = Math.min(largestPart, Math.ceil(together / partsHeld / threads));
  return { threads, limits: { mostHeld: Math.min(mostHeld, heldAlone), eventsAPart, ...onDisk(bytes) } };
}

const onDisk = (bytes: number): Pick<StoreLimits, 'directory' | 'onLarge' | 'mostColumnBytes'> => ({
  directory: tmpdir(),
  mostColumnBytes: bytes / 10,
  onLarge: bytes < defaultBytes ? collectMoreOften : collectOften,
});

/**
 * Left alone, V8 lets the memory grow to three times what is in use before it looks for what is not. For ordinary parts that is a few megabytes;
 * of a trace of a million events it was 600.
 */
function collectOften(): void {
  setFlagsFromString('--heap-growing-percent=20');
}

/** A twentieth more time. */
export function collectMoreOften(): void {
  setFlagsFromString('--heap-growing-percent=8');
}

/** Of what was granted; the rest is soon taken by what is still in use. */
const nearlyAll = 0.8;

/** To be called now and then while inputs are read: once the process has grown that far, memory is dearer than time. */
export function watchMemory(flags: MemoryFlags, rssNow = process.memoryUsage.rss): () => void {
  const bytes = grantedBytes(flags);
  let isShort = false;
  return () => {
    if (isShort || rssNow() < nearlyAll * bytes) return;
    isShort = true;
    onDisk(bytes).onLarge?.();
  };
}

/**
 * V8 gives young objects 32 MB as soon as many of them live on, and never takes it back: an eighth of the least budget. A tenth more time.
 */
function keepYoungObjectsFew(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

export const megabytesText = (bytes: number): string => `${Math.ceil(bytes / megabyte)}MB`;

export function grantedBytes({ memory }: MemoryFlags): number {
  if (memory === undefined) return defaultBytes;
  const bytes = readSize(memory);
  if (bytes < leastBytes)
    throw new UsageError(`--memory ${memory} is less than an audit needs`, 'the least is 256MB; the default is 512MB');
  return bytes;
}

function readSize(text: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]?)i?b?$/i.exec(text.trim()) ?? [];
  const factor = units.get(unit.toLowerCase());
  if (digits === undefined || factor === undefined)
    throw new UsageError(`--memory: "${text}" is no size`, 'write it as 512MB or 2GB');
  return Math.floor(Number(digits) * factor);
}
