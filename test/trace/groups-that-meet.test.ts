// Groups that meet: joined group by group, events become the traces they become all at once, and most groups are small.
import { expect, it } from 'vitest';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Event } from '../../src/model/event.ts';
import type { Trace } from '../../src/model/trace.ts';
import { eachTrace, openTracesOf } from '../../src/trace/build-traces.ts';
import { dropDuplicates } from '../../src/trace/drop-duplicates.ts';
import { compareEvents } from '../../src/trace/event-order.ts';
import { gatewaysIn } from '../../src/trace/find-bypasses.ts';
import { groupsThatMeet } from '../../src/trace/groups-that-meet.ts';
import { madeTrace } from '../../src/trace/open-trace.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { hold } from '../laws/law.ts';
import { makeCall, makeEvent } from './make-event.ts';

const sorted = (traces: Iterable<Trace>): readonly Trace[] =>
  [...traces].sort((a, b) => compareEvents(a.events[0] as Event, b.events[0] as Event)); // a trace has events

it('what is joined in groups is what is joined at once', async () => {
  await hold(anyLog, 150, async (lines) => {
    const { events } = await readInputs(inputsOfLines(lines));
    const { events: distinct } = dropDuplicates([...events].sort(compareEvents));
    const atOnce = [...openTracesOf(distinct, gatewaysIn(distinct), () => [])].map(madeTrace);
    expect(sorted(eachTrace(distinct))).toEqual(sorted(atOnce));
  });
});

const placesOf = (events: readonly Event[]): string[] =>
  groupsThatMeet(events).map((group) => group.map((event) => events.indexOf(event)).join());

it('records with nothing in common are apart, in the given order', () => {
  const events = [
    makeCall({ trace_id: 't1' }),
    makeCall({ request_id: 'r' }),
    makeEvent({ trace_id: 't1' }),
    makeCall(),
  ];
  expect(placesOf(events)).toEqual(['0,2', '1', '3']);
});

it.each([
  ['a trace id in decimal', { trace_id: '9223372036854775808' }, { trace_id: '8000000000000000' }],
  ['half of a trace id', { trace_id: '1234567890abcdef' }, { trace_id: '00000000000000001234567890abcdef' }],
  ['half of one, in decimal', { trace_id: '9223372036854775808' }, { trace_id: '0123456789abcdef8000000000000000' }],
  ['a session named like a trace', { session_id: 'A-B' }, { trace_id: 'ab' }],
  ['a link', { links: [{ trace_id: 't2' }] }, { trace_id: 't2' }],
  ['the attempt before', { retry_of: 'r' }, { request_id: 'r' }],
  ['the provider', { request_id: 'p' }, { provider_request_id: 'p' }],
  ['a span', { span_id: 's' }, { span_id: 's' }],
])('records meet over %s', (_, one, other) => {
  expect(placesOf([makeCall(one), makeCall(other)])).toEqual(['0,1']);
  expect(placesOf([makeCall(other), makeCall(), makeCall(one)])).toEqual(['0,2', '1']);
});

it('parts of one record meet, and those of one member of a page', () => {
  const { place } = makeEvent();
  const parts = ['/0', '/1', '/0', undefined].map((member) =>
    makeEvent({ place: { ...place, ...(member && { member }) } }),
  );
  expect(placesOf([...parts, makeEvent({ place: { ...place, source: 'other.jsonl' } })])).toEqual([
    '0,2',
    '1',
    '3',
    '4',
  ]);
});

it('parts of one record meet', () => {
  const { place } = makeEvent();
  expect(
    placesOf([makeEvent({ place }), makeEvent({ place: { ...place, member: '/1' } }), makeEvent({ place })]),
  ).toEqual(['0,2', '1']);
});
