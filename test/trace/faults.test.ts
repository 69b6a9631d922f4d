// Faults, names and homes: cases that a first reading of a trace gets wrong.
import { describe, expect, it } from 'vitest';
import { buildTraces } from './all-traces.ts';
import { at, makeCall, makeEvent } from './make-event.ts';

const faultsOf = (events: Parameters<typeof buildTraces>[0]): string[] =>
  buildTraces(events).flatMap(({ faults }) => faults.map(({ kind, detail }) => `${kind}: ${detail}`));

describe('faults that are told', () => {
  it('a span that names itself as its parent is not an orphan: its parent is in the input', () => {
    expect(faultsOf([makeCall({ trace_id: 't', span_id: 'a', parent_span_id: 'a' })]).join()).not.toContain('orphan');
  });

  it('a trace that begins by publishing to a queue begins there: only a consumer was caused by somebody', () => {
    expect(
      faultsOf([
        makeEvent({ trace_id: 't', span_id: 'a', hop: 'queue', component: 'cron', operation: 'publish', start: at(0) }),
        makeCall({ trace_id: 't', span_id: 'b', parent_span_id: 'a', start: at(1) }),
      ]),
    ).toEqual([]);
  });

  it('an ambiguous link names the owners it cannot choose between', () => {
    expect(
      faultsOf([
        makeEvent({ trace_id: 'a', span_id: 'p', owner_team: 'claims', start: at(0) }),
        makeEvent({ trace_id: 'b', span_id: 'q', owner_team: 'fraud', start: at(0) }),
        makeCall({ trace_id: 'c', span_id: 'r', links: [{ trace_id: 'a' }, { trace_id: 'b' }], start: at(1) }),
      ]),
    ).toEqual(['ambiguous-link: links to 2 traces with different owners: claims, fraud']);
  });

  it('an id that every request shares joins nothing, and somebody is told', () => {
    const rows = Array.from({ length: 80 }, (_, index) =>
      makeCall({ provider_request_id: 'test', trace_id: `t${index}`, start: at(index) }),
    );
    expect(faultsOf(rows)).not.toEqual([]);
  });
});

describe('the field walk', () => {
  it('does not say that a hop dropped what its log keeps encrypted', () => {
    const [trace] = buildTraces([
      makeCall({ trace_id: 't', request_id: 'r', owner_team: 'claims' }),
      makeCall({
        log: 'cf',
        hop: 'gateway',
        component: 'cloudflare-ai-gateway',
        request_id: 'r',
        notes: [{ kind: 'encrypted', member: 'Metadata' }],
      }),
    ]);
    expect(trace?.calls[0]?.breaks).toEqual([]);
  });
});

describe('names and homes', () => {
  it('every call has a key of its own', () => {
    const place = { source: 'x', line: 1, offset: 0, format: 'nested-trace' };
    const [trace] = buildTraces([
      makeCall({ trace_id: 't', request_id: 'r', place: { ...place, pointer: '/provider_calls/0' } }),
      makeCall({ trace_id: 't', request_id: 'r', step: 1, place: { ...place, pointer: '/provider_calls/1' } }),
    ]);
    expect(new Set(trace?.calls.map(({ key }) => key)).size).toBe(2);
  });

  it('a record that was read twice is set aside in the trace of the record it repeats', () => {
    const copy = (source: string) =>
      [1, 2].map((line) =>
        makeCall({ model: `m${line}`, place: { source, line, offset: line * 100, format: 'event' } }),
      );
    const traces = buildTraces([...copy('a.jsonl'), ...copy('b.jsonl')]);
    expect(traces.map(({ exclusions }) => exclusions.length)).toEqual([1, 1]);
  });
});
