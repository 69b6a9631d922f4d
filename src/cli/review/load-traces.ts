// Reads the inputs of a review while its screen is open: progress, partial audits at growing sizes, then all traces.
import type { ReviewAudit } from '../../audit/review-audit.ts';
import { reviewing } from '../../audit/review-audit.ts';
import type { AuditSettings, InputSummary } from '../../audit/settings.ts';
import type { InputFile } from '../../engine/input-file.ts';
import { type InputsRead, type ReadOptions, readInputs } from '../../engine/read-inputs.ts';
import type { UnreadableInput } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { count } from '../../report/figures.ts';
import { eachTrace } from '../../trace/build-traces.ts';
import { inSlices, turn } from './in-slices.ts';

export interface Loaded {
  readonly traces: readonly Trace[];
  readonly inputs: readonly InputSummary[];
  readonly unreadable: readonly UnreadableInput[];
}

export interface Heard {
  readonly settings: AuditSettings;
  readonly alive: () => boolean;
  readonly onProgress: (text: string | undefined) => void;
  readonly onPartial: (audit: ReviewAudit) => void;
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
  options: Pick<ReadOptions, 'from' | 'map' | 'hashKey' | 'signal'>,
  { settings, alive, onProgress, onPartial }: Heard,
): Promise<Loaded | undefined> {
  const total = files.reduce<number | undefined>(
    (sum, { size }) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
  let next = firstPartial;
  let share = 0;
  let told = Number.NEGATIVE_INFINITY;
  const pause = async (soFar: () => InputsRead): Promise<void> => {
    await turn();
    if (!alive() || share > lastPartialShare) return;
    const read = soFar();
    if (read.events.length < next) return;
    while (next <= read.events.length) next *= growth;
    const traces = await tracesOf(read.events, alive);
    const audit = traces && (await inSlices(reviewing(traces, read.inputs, settings), alive));
    if (audit) onPartial(audit);
  };
  const { events, inputs, unreadable } = await readInputs(files.map(inPieces), {
    ...options,
    pause,
    onProgress: ({ bytes, records }) => {
      share = total ? Math.min(1, bytes / total) : 0;
      const now = performance.now();
      if (now - told < betweenProgressMs) return;
      told = now;
      onProgress(`${count(records)} records${total ? ` (${Math.floor(share * 100)} %)` : ''}`);
    },
  });
  if (!alive()) return undefined;
  onProgress('done, summing up');
  const traces = await tracesOf(events, alive);
  onProgress(undefined);
  return traces && { traces, inputs, unreadable };
}

/** A key is heard after each piece: a whole chunk of a file takes longer to parse than a finger waits. */
const pieceBytes = 64 * 1024;

function inPieces(file: InputFile): InputFile {
  return {
    ...file,
    async *open(signal) {
      for await (const chunk of file.open(signal)) {
        for (let from = 0; from < chunk.length; from += pieceBytes) yield chunk.subarray(from, from + pieceBytes);
      }
    },
  };
}

function tracesOf(events: readonly Event[], alive: () => boolean): Promise<readonly Trace[] | undefined> {
  return inSlices(collecting(events), alive);
}

function* collecting(events: readonly Event[]): Generator<undefined, readonly Trace[]> {
  yield;
  const traces: Trace[] = [];
  for (const trace of eachTrace(events)) {
    traces.push(trace);
    yield;
  }
  return traces;
}
