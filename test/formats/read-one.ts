// One record through one format, for unit tests.
import type { Format } from '../../src/formats/format.ts';
import { compileReader } from '../../src/formats/read-record.ts';
import type { Event, Outcome } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';

export interface Tried {
  recognises(record: JsonObject): boolean;
  read(record: JsonObject): Outcome;
  /** The only event of a record; anything else throws. */
  eventOf(record: JsonObject): Event;
  eventsOf(record: JsonObject): readonly Event[];
}

export function readOne(format: Format): Tried {
  const reader = compileReader(format);
  const read = (record: JsonObject): Outcome => reader.read(record, { source: 'input', line: 1, offset: 0 });
  const eventsOf = (record: JsonObject): readonly Event[] => {
    const outcome = read(record);
    if (outcome.kind !== 'events') throw new Error(JSON.stringify(outcome));
    return outcome.events;
  };
  const eventOf = (record: JsonObject): Event => {
    const [only, ...more] = eventsOf(record);
    if (!only || more.length > 0) throw new Error(`${more.length + 1} events`);
    return only;
  };
  return { recognises: (record) => reader.recognises(record), read, eventOf, eventsOf };
}
