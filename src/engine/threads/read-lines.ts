// Some lines of an input, read by themselves: the same scanner, the same formats. Lines that lean on others are not read here.
import { screenEvent } from '../../contract/screen-event.ts';
import type { Memory } from '../../formats/map-record.ts';
import type { Event } from '../../model/event.ts';
import { createFramer } from '../../scan/framer.ts';
import { scanDefaults } from '../../scan/limits.ts';
import type { AlikeReader, Lines, PageRead } from '../alike/read-alike.ts';
import { countAlike, countPassedOver, countRecords, countsIn, type InputTally, newTally } from '../input-tally.ts';
import { newObservations, noticedIn, observationsAfter, observeKeys, valuesOf } from '../observations.ts';
import { takeRecord } from '../read-inputs.ts';
import { createRowCodec } from '../spill/event-row.ts';
import { packEvents } from '../spill/pack-events.ts';
import type { InputToRead, ReadLines } from './messages.ts';

export interface LineReader {
  /** Undefined when an object, an envelope or a format's memory crosses the end or the beginning of these lines. */
  read(bytes: Uint8Array, line: number, offset: number): ReadLines | undefined;
}

/** `byKinds` is needed where rows of one kind are not read as records. */
export function createLineReader(
  { source, sources, from, map, hashKey, alike }: InputToRead,
  byKinds: AlikeReader | undefined,
): LineReader {
  const codec = createRowCodec(sources);
  let observations = newObservations();
  return {
    read(bytes, line, offset) {
      const block = alike && byKinds ? byKinds.read(source, bytes, line, offset) : readAll(bytes, line, offset);
      if (block === undefined) return undefined;
      observations = observationsAfter(observations);
      const tally = { ...newTally(source), observations };
      const memory: Memory = new Map();
      const mapping = { memory, ...(from !== undefined && { from }), ...(map && { map }) };
      const events: Event[] = [];
      for (const one of block.scanned) takeRecord(one, source, tally, (event) => events.push(event), mapping, hashKey);
      for (const { event, rows, records } of block.seen) countAlike(tally, event, rows, records);
      for (const page of block.pages) takePage(page, tally, (event) => events.push(event));
      for (const [format, records] of block.passed) countPassedOver(tally, format, records);
      tally.line = Math.max(tally.line, block.line ?? 0);
      const counts = countsIn(tally);
      if (memory.size > 0 || !counts) return undefined;
      return {
        textLines: block.textLines,
        counts,
        noticed: noticedIn(observations),
        packed: packEvents(events, codec, block.seen),
        ...(block.alike && { alike: block.alike }),
      };
    },
  };
}

function readAll(bytes: Uint8Array, line: number, offset: number): Lines | undefined {
  const framer = createFramer(scanDefaults, { line, offset });
  const scanned = framer.feed(bytes);
  return framer.fresh() ? { scanned, textLines: framer.textLines(), seen: [], pages: [], passed: none } : undefined;
}

const none: ReadonlyMap<string, number> = new Map();

/** Its events that are no rows are read as all others are. */
function takePage({ format, line, others, read }: PageRead, tally: InputTally, take: (event: Event) => void): void {
  countRecords(tally, format, 1);
  tally.line = Math.max(tally.line, line);
  if (others.length === 0) return;
  const mapped = read();
  const values = valuesOf(mapped);
  for (const part of others) {
    const [event, value] = [mapped.outcome.kind === 'events' ? mapped.outcome.events[part] : undefined, values[part]];
    if (event === undefined || value === undefined) throw new Error('a part of a page is not there any more');
    countAlike(tally, event, 1, 0);
    observeKeys(tally.observations, value, mapped, undefined);
    take(screenEvent(event));
  }
}
