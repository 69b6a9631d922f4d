// Something of each event of a trace. Events that stand in columns have numbers, and a list by number takes a fifth of a table by object.
import type { Event } from '../model/event.ts';

/** An event may know which of how many it is: all such events that come together do, but for copies. */
export interface Numbered {
  readonly row: number;
  readonly rows: number;
}

export interface EventTable<T> {
  get(event: Event): T | undefined;
  set(event: Event, value: T | undefined): void;
}

/** For these events and copies of them. */
export function eventTable<T>(events: readonly Event[]): EventTable<T> {
  if (events.length < many) return tableOf();
  const rows = events.reduce((most, event) => Math.max(most, numbered(event).rows ?? 0), 0);
  return rows > 0 && rows < mostRoom * events.length ? listOf(rows) : tableOf();
}

const many = 10_000;
/** A list has room for all that have numbers: where these events are few of them it would take more. */
const mostRoom = 4;

const numbered = (event: Event): Partial<Numbered> => event as Partial<Numbered>; // see slim-events.ts of the engine

function tableOf<T>(): EventTable<T> {
  const table = new Map<Event, T | undefined>();
  return { get: (event) => table.get(event), set: (event, value) => table.set(event, value) };
}

function listOf<T>(rows: number): EventTable<T> {
  const list = new Array<T | undefined>(rows);
  const copies = tableOf<T>();
  return {
    get(event) {
      const { row } = numbered(event);
      return row === undefined ? copies.get(event) : list[row];
    },
    set(event, value) {
      const { row } = numbered(event);
      if (row === undefined) copies.set(event, value);
      else list[row] = value;
    },
  };
}
