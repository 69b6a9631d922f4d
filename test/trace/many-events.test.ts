// A trace of very many records is joined through other tables than one of few: what comes out is the same.
import { expect, it } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { buildTraces } from './all-traces.ts';
import { at, makeCall, makeEvent } from './make-event.ts';

/** What one request of a trace leaves behind, under names of its own. */
function requestOf(name: string, second: number): readonly Event[] {
  const usage = { input: 1000 + second, output: 7 };
  const trace_id = 'a'.repeat(32);
  const under = { trace_id, start: at(second), usage, model: 'gpt-4.1' };
  return [
    makeEvent({ trace_id, span_id: `root-${name}`, start: at(second), owner_team: 'search', log: 'app' }),
    makeCall({ ...under, span_id: `call-${name}`, parent_span_id: `root-${name}`, request_id: name, log: 'app' }),
    makeCall({ ...under, request_id: name, provider_request_id: `chat-${name}`, hop: 'gateway', log: 'gateway' }),
    makeCall({ ...under, provider_request_id: `chat-${name}`, hop: 'provider', log: 'provider' }),
    ...['first', 'first', 'again'].map((attempt, number) =>
      makeCall({
        ...under,
        span_id: `${attempt}-${name}`,
        request_id: `other-${name}`,
        attempt: Math.floor(number / 2),
        status: attempt === 'first' ? 'error' : 'ok',
        log: 'gateway',
      }),
    ),
  ];
}

const placed = (events: readonly Event[]): readonly Event[] =>
  events.map((event, line) => ({ ...event, place: { ...event.place, source: 'a', line, offset: line * 100 } }));

it('calls, attempts and what is set aside are those of one such request, as often as there are requests', () => {
  const requests = 2000;
  const said = (events: readonly Event[]) => {
    const traces = buildTraces(placed(events));
    const counts = new Map<string, number>();
    const count = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1);
    for (const { calls, free_calls: free, exclusions, faults } of traces) {
      for (const { sightings, attempt, envelope } of [...calls, ...free])
        count(
          `call ${sightings.length} ${attempt?.kind} ${attempt?.index} ${attempt?.extra} ${envelope.owner_team?.value}`,
        );
      for (const { reason } of exclusions) count(reason);
      for (const { kind } of faults) count(kind);
    }
    return { traces: traces.length, counts };
  };
  const one = said(requestOf('0', 0));
  const many = said(Array.from({ length: requests }, (_, number) => requestOf(`${number}`, number)).flat());
  expect(one.counts.size).toBeGreaterThan(4);
  expect(many.counts).toEqual(new Map(Array.from(one.counts, ([what, times]) => [what, requests * times])));
  expect([one.traces, many.traces]).toEqual([1, 1]);
});
