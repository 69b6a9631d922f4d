// The whole audit of some inputs: read, then audit, in parts when the events do not fit into the memory that was granted.
import { oneCallOf } from '../audit/alike/one-call.ts';
import { sumOf } from '../audit/alike/repeated-call.ts';
import { quietHop } from '../audit/alike/scale-traces.ts';
import { reportOf } from '../audit/audit.ts';
import type { CallsOverTime } from '../audit/calls-over-time.ts';
import type { AuditSettings, InputSummary } from '../audit/settings.ts';
import type { Summed } from '../audit/start-audit.ts';
import type { Tally } from '../audit/tally.ts';
import type { UnreadableInput } from '../model/errors.ts';
import type { Event } from '../model/event.ts';
import type { AuditReport } from '../model/report.ts';
import type { LineToRead } from './alike/alike-rows.ts';
import { filesByKinds } from './alike/files-by-kinds.ts';
import { eventsAt, secondReading } from './alike/read-again.ts';
import type { AlikeReader } from './alike/read-alike.ts';
import { createAlikeSums } from './alike/sum-alike.ts';
import type { InFull, InputFile, SummedUp } from './input-file.ts';
import { type ReadOptions, readInto } from './read-inputs.ts';
import { callsOnDisk } from './spill/calls-on-disk.ts';
import { createEventStore, type EventStore, type StoreLimits, unlimited } from './spill/event-store.ts';
import { sumParts } from './sum-parts.ts';
import { type Crew, createCrew } from './threads/crew.ts';
import { createHeed } from './threads/heed.ts';
import { judgeInThreads } from './threads/judge-in-threads.ts';
import { createOwnCrew } from './threads/own-crew.ts';

export interface AuditRun {
  readonly report: AuditReport;
  readonly unreadable: readonly UnreadableInput[];
}

export interface AuditOptions extends ReadOptions {
  /** All events stay in memory when absent. */
  readonly limits?: StoreLimits;
  /** The audit stays in one thread when absent. */
  readonly threads?: Threads;
  /** Scans lines, where rows of one kind need not be read as records. */
  readonly kernel?: () => WebAssembly.Module;
  /** From which size on a file is worth it, from how many lines on threads are; in pieces of how many bytes this thread reads its lines. */
  readonly byKinds?: { readonly leastBytes?: number; readonly leastLines?: number; readonly blockBytes?: number };
}

export interface Threads {
  /** Called when the first event is put aside: from then on they read along. `besides` of them are there already. */
  readonly start: (besides: number) => Parameters<typeof createCrew>[0];
  /** Whether they also judge what was put aside. */
  readonly judge: boolean;
  /** Lines are given to them in pieces of about so many bytes. */
  readonly blockBytes?: number;
}

export async function runAudit(
  files: readonly InputFile[],
  settings: AuditSettings,
  options: AuditOptions = {},
): Promise<AuditRun> {
  const { sumsUp } = readAlone(files, options) ?? {};
  let inFull: InFull | undefined;
  const inPlace =
    sumsUp &&
    (await withStore(options, settings, async ({ take }, judge) => {
      const summed = await sumsUp(settings, options, (event) => take(event, 0), options.signal);
      if (!('in_full' in summed)) return judge({ inputs: summed.inputs, unreadable: [], more: summed });
      inFull = summed;
      return undefined;
    }));
  return inPlace ?? readByKinds(files, settings, options, inFull);
}

/** Rows of one kind are summed up without being read as records where that can be done. */
async function readByKinds(
  files: readonly InputFile[],
  settings: AuditSettings,
  options: AuditOptions,
  inFull: InFull | undefined,
): Promise<AuditRun> {
  const { limits, threads, kernel, byKinds } = options;
  const kinds = limits && kernel && (threads === undefined || threads.judge) ? { settings, kernel } : undefined;
  const some = kinds && (await filesByKinds(files, kinds, options, byKinds?.leastBytes));
  if (!limits || !kinds || !some)
    return withStore(options, settings, async ({ take, helpers }, judge) =>
      judge(await readInto(files, { ...options, ...inFull, ...(helpers && { helpers }) }, take)),
    );
  const { threads: _, ...alone } = options;
  const isShort = some.files.size === files.length && some.rows < (byKinds?.leastLines ?? leastLines);
  // Only helpers read by kinds.
  return withStore(
    { ...(isShort ? alone : options), limits: { ...limits, mostHeld: 0 }, reader: some.reader },
    settings,
    async ({ take, store, helpers }, judged) => {
      const judge = {
        call: (events: readonly Event[]) => oneCallOf(events, settings, some.shared),
        sum: (events: readonly Event[], at: number) => sumOf(events, at, settings),
        hop: (event: Event) => quietHop(event, settings),
      };
      const alike = createAlikeSums(store, some.dimensions, judge, { ...limits, ...options });
      const help = helpers && { ...helpers, alike: { ...alike, files: some.files } };
      const read = await readInto(files, { ...options, ...(help && { helpers: help }) }, take);
      const again = secondReading(files, take, options.signal);
      const sample = (lines: readonly LineToRead[]): Promise<readonly Event[]> =>
        eventsAt(files, lines, options.signal);
      const tallies = await alike.finish({ read: again.read, sample }).finally(again.close);
      return judged({ ...read, alike: tallies });
    },
  );
}

/** Fewer rows are read by one thread before another has started and warmed up, however long the lines are: most of a long one is passed over. */
const leastLines = 150_000;

interface Filling {
  readonly take: EventStore['add'];
  readonly store: EventStore;
  readonly helpers: ReadOptions['helpers'];
}

interface Gathered {
  readonly inputs: readonly InputSummary[];
  readonly unreadable: readonly UnreadableInput[];
  /** Traces that were summed up elsewhere. */
  readonly more?: SummedUp;
  /** Calls that were summed up by their kinds. */
  readonly alike?: readonly Tally[];
}

/** `work` fills a store of events and has judged what is in it, or not when it filled it in vain. */
async function withStore<T>(
  { limits, threads, byKinds, signal, reader }: AuditOptions & { readonly reader?: AlikeReader },
  settings: AuditSettings,
  work: (filling: Filling, judge: (gathered: Gathered) => Promise<AuditRun>) => Promise<T>,
): Promise<T> {
  let crew: Crew | undefined;
  const startCrew = (): void => {
    const others = threads && createCrew(threads.start(reader ? 1 : 0), signal);
    crew = reader
      ? createOwnCrew(
          createHeed(settings, () => reader),
          others,
        )
      : others;
  };
  const store = createEventStore(limits ?? unlimited, startCrew, signal);
  const blockBytes = threads?.blockBytes ?? byKinds?.blockBytes;
  const helpers = threads || reader ? { crew: () => crew, store, blockBytes } : undefined;
  let log: ReturnType<typeof callsOnDisk> | undefined;
  try {
    return await work({ take: store.add, store, helpers }, async ({ inputs, unreadable, more, alike = [] }) => {
      const judges = threads?.judge ? crew : undefined;
      if (!judges) crew?.dismiss();
      // What a table sums up is settled among the calls of the others.
      if (limits && !more && isOverTime(settings)) log = callsOnDisk(limits.directory);
      const own = await sumStored(store, settings, judges, log);
      const settled = await more?.settled?.(own.map(({ tally }) => tally));
      const summed = [more?.tally, settled, ...alike].flatMap((tally) => (tally ? [{ tally, offenders: [] }] : []));
      const all = [...own, ...summed];
      if (all.reduce((keys, { tally }) => keys + keysIn(tally), 0) > manyKeys) limits?.onLarge?.();
      return { report: reportOf(all, inputs, settings, log), unreadable };
    });
  } finally {
    crew?.dismiss();
    log?.close();
    store.close();
  }
}

/** With more the report takes more memory than most of an audit does, and a plan for that many repairs leaves ten times as much garbage. */
const manyKeys = 50_000;

const keysIn = ({ groups, repairs }: Tally): number =>
  [...groups.values()].reduce((keys, rows) => keys + rows.size, repairs.size);

/** Rules over time look at all calls. */
export const isOverTime = ({ budgets, policy }: AuditSettings): boolean =>
  budgets !== undefined || policy !== undefined;

async function sumStored(
  store: EventStore,
  settings: AuditSettings,
  crew: Crew | undefined,
  log: CallsOverTime | undefined,
): Promise<readonly Summed[]> {
  const packed = await (crew && store.packed());
  if (!crew || !packed) return [await sumParts(store.parts(), settings, log)];
  return judgeInThreads(packed, crew, settings);
}

/** A table that nothing else is read with may sum up most of its traces itself. */
function readAlone([file, ...others]: readonly InputFile[], { hashKey }: ReadOptions): InputFile | undefined {
  return others.length > 0 || hashKey ? undefined : file;
}
