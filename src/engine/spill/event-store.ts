// Events on their way from reading to auditing. They stay in memory while they are few; past that they go to disk, and come back in parts
// that hold together whatever may belong to one trace. What is found does not depend on where they were.
import type { Event } from '../../model/event.ts';
import type { WholeInput } from '../../trace/build-traces.ts';
import { watchGateways } from '../../trace/find-bypasses.ts';
import { pause } from '../pause.ts';
import { divideRows } from './divide-rows.ts';
import { createRowCodec, saidAt } from './event-row.ts';
import { framed, headBytes, renumber, rowsOf, rowsOfMany, rowsTogether } from './framed-rows.ts';
import { createMeetingPoint, type MeetingPoint, type MetIds } from './meeting-point.ts';
import type { PackedEvents } from './pack-events.ts';
import { createPages } from './pages.ts';
import { slimEvents } from './slim-events.ts';
import { type Chain, openSpillFile, type SpillFile } from './spill-file.ts';
import { type SaidRow, watchCopies } from './watch-copies.ts';

export interface StoreLimits {
  /** More events than this are put aside. */
  readonly mostHeld: number;
  /** About so many come back at once. */
  readonly eventsAPart: number;
  /** Where temporary files go. */
  readonly directory: string;
  /** Called before a group is read that is itself larger than a part should be, or when there are many kinds or sums: from then on memory is dearer than time. */
  readonly onLarge?: () => void;
  /** A part that has more bytes of rows, or several times the events of one, is large: its rows are not held beside its events. */
  readonly mostRowBytes?: number;
  /** Of what the events of a large group say so much is in memory; the rest waits on disk. */
  readonly mostColumnBytes?: number;
}

/** All events stay in memory. */
export const unlimited: StoreLimits = { mostHeld: Number.POSITIVE_INFINITY, eventsAPart: 1, directory: '' };

export interface Part {
  /** Each holds with an event all others that it may meet, and is made when its turn comes. */
  readonly groups: Iterable<readonly Event[]>;
  /** Absent when the part is one group and all there is. */
  readonly whole?: WholeInput;
}

/** Parts as rows, for whoever has a codec that knows the sources. */
export interface PackedParts {
  readonly sources: readonly string[];
  readonly whole: WholeInput;
  readonly parts: AsyncIterable<PackedPart>;
}

export interface PackedPart {
  /** Rows that may meet have one number. */
  readonly rows: Pick<Chain, 'whole'>;
  /** Set where they are too many to be handed to another thread: a group could not be divided. */
  readonly large?: Part['groups'];
}

/** How many records there are, which of them meet no other, and one of those that meet, for all of them. */
export interface Met extends Pick<MeetingPoint, 'isAlone' | 'leaderOf'> {
  readonly records: number;
}

export interface EventStore {
  /** In the order of reading. `input` is the number of the input. */
  add(event: Event, input: number): void;
  /** All events, once; nothing can be added any more. */
  parts(): AsyncIterable<Part>;
  /** The names of sources so far, when events are put aside: rows name them by their numbers. */
  sources(source: string): readonly string[] | undefined;
  /** The same as `add` for events of one source that were packed elsewhere, with these names. Only when events are put aside. */
  addPacked(packed: PackedEvents, source: string, input: number): void;
  /** Records that wait elsewhere, when events are put aside: only whom they meet is kept. Gives the number of the first. */
  addMet(ids: MetIds, records: number): number;
  /** Who meets whom, of all that were added so far. */
  met(): Promise<Met>;
  /** A chain of the file, when events are put aside. */
  newChain(blockBytes: number): Chain;
  /** The same as rows, when events were put aside. */
  packed(): Promise<PackedParts> | undefined;
  close(): void;
}

/** `onAside` is called once, before the first event is put aside: at once where none are held. */
export function createEventStore(
  limits: StoreLimits,
  onAside: () => void = () => {},
  signal: AbortSignal | undefined = undefined,
): EventStore {
  let held: { readonly event: Event; readonly input: number }[] = [];
  let aside = limits.mostHeld > 0 ? undefined : begin();

  function begin(): Aside {
    onAside();
    return putAside(openSpillFile(limits.directory), limits, () => pause(signal));
  }

  return {
    add(event, input) {
      if (aside) {
        aside.add(event, input);
        return;
      }
      held.push({ event, input });
      if (held.length <= limits.mostHeld) return;
      aside = begin();
      for (const each of held) aside.add(each.event, each.input);
      held = [];
    },
    async *parts() {
      if (aside) yield* aside.parts();
      else yield { groups: [held.map(({ event }) => event)] };
    },
    sources: (source) => aside?.sources(source),
    addPacked: (packed, source, input) => aside?.addPacked(packed, source, input),
    addMet: (ids, records) => there().addMet(ids, records),
    met: () => there().met(),
    newChain: (blockBytes) => there().newChain(blockBytes),
    packed: () => aside?.packed(),
    close: () => aside?.close(),
  };

  function there(): Aside {
    if (!aside) throw new Error('nothing was put aside yet');
    return aside;
  }
}

interface Aside extends EventStore {
  packed(): Promise<PackedParts>;
}

const rowBlock = 1024 * 1024;
/** More than ordinary parts have: those hold at most some 40,000 events of 300 to 1200 bytes. */
const usualRowBytes = 48 * 1024 * 1024;
const usualColumnBytes = 48 * 1024 * 1024;
/** A part of so many times the events that it should have is no more judged as others are. */
const mostParts = 4;

function putAside(
  file: SpillFile,
  { eventsAPart, onLarge = () => {}, mostRowBytes = usualRowBytes, mostColumnBytes = usualColumnBytes }: StoreLimits,
  rest: () => Promise<void>,
): Aside {
  const codec = createRowCodec();
  const meeting = createMeetingPoint(file);
  const rows = file.newChain(rowBlock);
  const gateways = watchGateways();
  const copies = watchCopies(meeting.join);
  let [events, record] = [0, -1];
  let last: Event['place'] | undefined;

  async function packed(): Promise<PackedParts> {
    await meeting.settle(rest);
    return {
      sources: codec.sources(),
      whole: { gateways: gateways.found(), alike: copies.alike(saidRows) },
      parts: packedParts(),
    };
  }

  async function* packedParts(): AsyncGenerator<PackedPart, undefined> {
    const division = { newChain: file.newChain, leaderOf: meeting.leaderOf, rest };
    for await (const part of divideRows(rows.pieces(), Math.ceil(events / eventsAPart), division)) {
      const isLarge = part.chain.length() > mostRowBytes || part.rows > mostParts * eventsAPart;
      yield { rows: part.chain, ...(isLarge && { large: largeGroups(part.chain) }) };
    }
    return undefined;
  }

  function* eventsIn(texts: Iterable<string>): Iterable<Event> {
    for (const text of texts) yield codec.fromRow(text);
  }

  function largeGroups({ pieces }: Chain): Part['groups'] {
    const readMany = (texts: Iterable<string>): readonly Event[] => {
      onLarge();
      return slimEvents(eventsIn(texts), createPages(file, mostColumnBytes));
    };
    return rowsOfMany(pieces, codec.fromRow, readMany, {
      bytes: mostRowBytes / 2,
      rows: (mostParts / 2) * eventsAPart,
    });
  }

  function* saidRows(): Iterable<SaidRow> {
    for (const { number: record, bytes } of rowsOf(rows.pieces())) {
      const row = bytes.subarray(headBytes);
      yield { source: codec.sourceOf(row), record, said: row.subarray(saidAt(row)) };
    }
  }

  async function* parts(): AsyncGenerator<Part, undefined> {
    const { whole, parts: packedParts } = await packed();
    for await (const { rows, large } of packedParts)
      yield { groups: large ?? rowsTogether(rows.whole, codec.fromRow), whole };
    return undefined;
  }

  return {
    add(event, input) {
      const { source, offset } = event.place;
      // Events of one record stay together.
      if (last === undefined || last.source !== source || last.offset !== offset) record += 1;
      last = event.place;
      events += 1;
      gateways.see(event);
      meeting.add(event, record);
      const row = framed(codec.toRow(event), record);
      copies.see(source, input, record, row.length - saidAt(row, headBytes));
      rows.append(row);
    },
    sources(source) {
      codec.numberOf(source);
      return codec.sources();
    },
    addPacked({ rows: more, count, records, ids, gateways: seen }, source, input) {
      const first = record + 1;
      record += records;
      last = undefined;
      events += count;
      gateways.add(seen);
      meeting.addIds(ids, first);
      for (const row of renumber(Buffer.from(more.buffer), first)) {
        copies.see(source, input, row.number, row.bytes.length - saidAt(row.bytes, headBytes));
        rows.append(row.bytes);
      }
    },
    addMet(ids, records) {
      const first = record + 1;
      record += records;
      last = undefined;
      meeting.addIds(ids, first);
      return first;
    },
    async met() {
      await meeting.settle(rest);
      return { records: record + 1, isAlone: meeting.isAlone, leaderOf: meeting.leaderOf };
    },
    newChain: file.newChain,
    parts,
    packed,
    close: file.close,
  };
}
