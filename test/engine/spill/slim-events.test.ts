import { tmpdir } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { createPages } from '../../../src/engine/spill/pages.ts';
import { slimEvents } from '../../../src/engine/spill/slim-events.ts';
import { openSpillFile } from '../../../src/engine/spill/spill-file.ts';
import { compactEvent } from '../../../src/model/compact-event.ts';
import type { Event } from '../../../src/model/event.ts';
import { makeCall } from '../../trace/make-event.ts';

const file = openSpillFile(tmpdir());
afterAll(file.close);

/** More than share a text, and than one piece of a column holds. */
const many = 40_000;
const events = (said: (line: number) => Partial<Event>): readonly Event[] =>
  Array.from({ length: many }, (_, line) => ({
    ...makeCall(said(line)),
    place: { source: 'a.jsonl', line, offset: line * 1000, format: 'event' },
  }));

it.each<[string, (line: number) => Partial<Event>]>([
  ['texts of their own', (line) => ({ span_id: `span-${line}`, request_id: line % 3 === 0 ? `${line}` : '' })],
  ['texts that are long or no ASCII', (line) => ({ request_id: line % 2 ? `ä${line}` : `${line}`.padStart(300, 'x') })],
  ['a lone surrogate', (line) => ({ request_id: `\ud800${line}` })],
  ['texts that some share', (line) => ({ span_id: `span-${line % 20_000}`, parent_span_id: `span-${line >> 2}` })],
  ['times and costs', (line) => ({ start: BigInt(line), end: -(2n ** 63n) - BigInt(line), logged_cost_usd: 0n })],
  ['a time in few of them', (line) => (line === 35_000 ? { start: 5n } : {})],
])('columns say what the events said: %s', (_, said) => {
  const given = events(said);
  const slim = slimEvents(given);
  expect(slim).toHaveLength(many);
  const differs = (some: readonly Event[]) => (event: Event, at: number) =>
    !isDeepStrictEqual(compactEvent(event), copyOf(some[at]));
  expect(given.filter(differs(slim))).toEqual([]);
  expect(given.filter(differs(slimEvents(given, createPages(file, 100_000))))).toEqual([]);
});

it('columns say what the events counted, whole or not, of whatever names', () => {
  const count = 70_000;
  const given = Array.from({ length: count }, (_, line) =>
    makeCall({
      usage: line % 2 ? { input: line, output: line % 9 } : { input: line * 2 ** 33, seconds: line / 8 },
      raw_usage: { [`part\n${line % 5}`]: line, ...(line > 69_000 && JSON.parse('{"__proto__":1}')) },
      links: line % 7 ? [] : [{ trace_id: `t-${line}` }],
    }),
  );
  const slim = slimEvents(given);
  const differing = given.filter((event, at) => JSON.stringify(saidOf(event)) !== JSON.stringify(saidOf(slim[at])));
  expect(differing).toEqual([]);
});

const copyOf = (event: Event | undefined): Event | undefined => event && compactEvent(event);
const saidOf = (event: Event | undefined): unknown => [event?.usage, event?.raw_usage, event?.links];
