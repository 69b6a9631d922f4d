import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { dropDuplicates } from '../../src/trace/drop-duplicates.ts';
import { compareEvents } from '../../src/trace/event-order.ts';
import { buildTraces } from './all-traces.ts';
import { at, makeCall } from './make-event.ts';

const dropped = (events: readonly Event[]): string[] =>
  dropDuplicates([...events].sort(compareEvents)).repeats.map(
    ({ event }) => `${event.place.source}:${event.place.line}`,
  );
const under = (source: string, line: number, said: Partial<Event> = {}): Event => ({
  ...makeCall(said),
  place: { source, line, offset: line * 100, format: 'event' },
});

describe('records without any id', () => {
  it('are as many calls as lines, in one file or in several', () => {
    const said = { start: at(0) };
    expect(dropped([under('a', 1, said), under('a', 2, said), under('b', 2, said), under('b', 9)])).toEqual([]);
  });

  it('are the same when their whole file is a copy, the one with the least name counts', () => {
    const lines = [{ start: at(0) }, { start: at(0) }, { model: 'gpt-4.1' }];
    const files = ['b', 'a', 'c'].flatMap((source) => lines.map((said, line) => under(source, line, said)));
    expect(dropped(files).sort()).toEqual(['b:0', 'b:1', 'b:2', 'c:0', 'c:1', 'c:2']);
  });

  it('are not when one record of the file says more', () => {
    const file = (source: string, feature: string): Event[] => [under(source, 1), under(source, 2, { feature })];
    expect(dropped([...file('a', 'draft'), ...file('b', 'triage')])).toEqual([]);
  });
});

it('sets a repeated record aside once, although a call without a trace is named like its trace', () => {
  const span = { trace_id: 't', span_id: 's' };
  const traces = buildTraces([
    makeCall(span),
    makeCall(span),
    makeCall({ provider_request_id: 't', model: 'gpt-4.1' }),
  ]);
  expect(traces.map(({ id }) => id)).toEqual(['t', 't']);
  expect(traces.flatMap(({ exclusions }) => exclusions.map(({ reason }) => reason))).toEqual(['duplicate']);
});

it('looks for records of one span in its trace, wherever else the id of the span stands', () => {
  const span = (trace_id: string | undefined, line: number, second: number): Event =>
    under('a', line, { ...(trace_id !== undefined && { trace_id }), span_id: 's', start: at(second) });
  const events = [span('t1', 1, 0), span('t2', 2, 1), span(undefined, 3, 2), span('t1', 4, 9), span(undefined, 5, 7)];
  const others = ['t1', 't2'].map((trace_id, line) => under('a', 6 + line, { trace_id, start: at(5) }));
  expect(dropped([...events, ...others]).sort()).toEqual(['a:4', 'a:5']);
});

it('prefers the same record whatever the order of reading', () => {
  const rivals = (first: string, second: string): Event[] =>
    [first, second].map((owner, line) => under('a', line, { provider_request_id: 'p', owner_team: owner }));
  const owner = (events: readonly Event[]): string | undefined =>
    buildTraces(events)[0]?.calls[0]?.envelope.owner_team?.value;
  expect(owner(rivals('sales', 'support'))).toBe(owner(rivals('support', 'sales')));
});
