import { expect, it } from 'vitest';
import { slimEvents } from '../../src/engine/spill/slim-events.ts';
import { compactEvent } from '../../src/model/compact-event.ts';
import { eventTable } from '../../src/trace/event-table.ts';
import { makeCall } from './make-event.ts';

const many = Array.from({ length: 20_000 }, (_, line) => makeCall({ span_id: `${line}` }));

it.each([
  ['few events', many.slice(0, 10)],
  ['many events', many],
  ['many events in columns', slimEvents(many)],
  ['some of very many in columns', slimEvents([...many, ...many, ...many]).slice(0, 12_000)],
])('holds something of each of %s, and of copies of them', (_, events) => {
  const table = eventTable<number>(events);
  for (const [at, event] of events.entries()) if (at % 2 === 0) table.set(event, at);
  expect(events.every((event, at) => table.get(event) === (at % 2 === 0 ? at : undefined))).toBe(true);
  const [first] = events;
  if (first === undefined) throw new Error('there are some');
  const copy = compactEvent(first);
  expect(table.get(copy)).toBeUndefined();
  table.set(copy, 7);
  expect([table.get(copy), table.get(first)]).toEqual([7, 0]);
  table.set(first, undefined);
  expect(table.get(first)).toBeUndefined();
});
