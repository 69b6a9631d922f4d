// Reads the inputs of a review: progress, partial audits at growing sizes, then a desk with all traces.
import { openingDesk, type ReviewDesk } from '../../audit/review-audit.ts';
import type { InputSummary } from '../../audit/settings.ts';
import type { InputFile } from '../../engine/input-file.ts';
import { type InputsRead, type ReadOptions, readInputs } from '../../engine/read-inputs.ts';
import type { UnreadableInput } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { count } from '../../report/figures.ts';
import { eachTrace } from '../../trace/build-traces.ts';
import { blockOf, type CallBlock } from './call-block.ts';
import { inSlices, turn } from './in-slices.ts';

export type Desk = ReviewDesk<CallBlock>;

export interface Loaded {
  readonly desk: Desk;
  readonly inputs: readonly InputSummary[];
  readonly unreadable: readonly UnreadableInput[];
}

export interface Heard {
  readonly alive: () => boolean;
  readonly onProgress: (text: string) => void;
  /** Reading goes on when it is done. */
  readonly onPartial: (desk: Desk) => Promise<void>;
}

/** The first partial audit; each next one is this many times larger, so that all together cost less than the whole. */
const firstPartial = 2_000;
const growth = 8;
/** Later than this the whole is near, and a partial audit would only hold it up. */
const lastPartialShare = 0.5;
const betweenProgressMs = 200;

/** Undefined when nobody wants it any more. */
export async function loadTraces(
  files: readonly InputFile[],
  options: Pick<ReadOptions, 'from' | 'map' | 'hashKey'>,
  { alive, onProgress, onPartial }: Heard,
): Promise<Loaded | undefined> {
  const total = files.reduce<number | undefined>(
    (sum, { size }) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
  let next = firstPartial;
  let share = 0;
  let told = Number.NEGATIVE_INFINITY;
  const stop = new AbortController();
  const pause = async (soFar: () => InputsRead): Promise<void> => {
    await turn();
    if (!alive()) stop.abort();
    if (stop.signal.aborted || share > lastPartialShare) return;
    const read = soFar();
    if (read.events.length < next) return;
    while (next <= read.events.length) next *= growth;
    const desk = await deskOf(read, alive);
    if (desk) await onPartial(desk);
  };
  const read = await readInputs(files, {
    ...options,
    signal: stop.signal,
    pause,
    onProgress: ({ bytes, records }) => {
      share = total ? Math.min(1, bytes / total) : 0;
      const now = performance.now();
      if (now - told < betweenProgressMs) return;
      told = now;
      onProgress(`${count(records)} records${total ? ` (${Math.floor(share * 100)} %)` : ''}`);
    },
  }).catch((error: unknown) => {
    if (stop.signal.aborted) return undefined;
    throw error;
  });
  if (!read || !alive()) return undefined;
  onProgress('done, joining records');
  await turn();
  const desk = await deskOf(read, alive);
  return desk && { desk, inputs: read.inputs, unreadable: read.unreadable };
}

async function deskOf({ events, inputs }: InputsRead, alive: () => boolean): Promise<Desk | undefined> {
  const traces = await inSlices(collecting(events), alive);
  return traces && inSlices(openingDesk(traces, inputs, blockOf), alive);
}

function* collecting(events: readonly Event[]): Generator<undefined, readonly Trace[]> {
  const traces: Trace[] = [];
  for (const trace of eachTrace(events)) {
    traces.push(trace);
    yield;
  }
  return traces;
}
