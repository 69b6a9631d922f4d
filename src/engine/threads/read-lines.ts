// Some lines of an input, read by themselves: the same scanner, the same formats. Lines that lean on others are not read here.
import type { Memory } from '../../formats/map-record.ts';
import type { Event } from '../../model/event.ts';
import { createFramer } from '../../scan/framer.ts';
import { scanDefaults } from '../../scan/limits.ts';
import { countsIn, newTally } from '../input-tally.ts';
import { newObservations, noticedIn, observationsAfter } from '../observations.ts';
import { takeRecord } from '../read-inputs.ts';
import { packEvents } from '../spill/pack-events.ts';
import type { InputToRead, ReadLines } from './messages.ts';

export interface LineReader {
  /** Undefined when an object, an envelope or a format's memory crosses the end or the beginning of these lines. */
  read(bytes: Uint8Array, line: number, offset: number): ReadLines | undefined;
}

export function createLineReader({ source, sources, from, map, hashKey }: InputToRead): LineReader {
  let observations = newObservations();
  return {
    read(bytes, line, offset) {
      const framer = createFramer(scanDefaults, { line, offset });
      const scanned = framer.feed(bytes);
      if (!framer.fresh()) return undefined;
      observations = observationsAfter(observations);
      const tally = { ...newTally(source), observations };
      const memory: Memory = new Map();
      const mapping = { memory, ...(from !== undefined && { from }), ...(map && { map }) };
      const events: Event[] = [];
      for (const one of scanned) takeRecord(one, source, tally, (event) => events.push(event), mapping, hashKey);
      const counts = countsIn(tally);
      if (memory.size > 0 || !counts) return undefined;
      return {
        textLines: framer.textLines(),
        counts,
        noticed: noticedIn(observations),
        packed: packEvents(events, sources),
      };
    },
  };
}
