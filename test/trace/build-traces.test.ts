import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { Trace } from '../../src/model/trace.ts';
import { buildTraces } from './all-traces.ts';
import { at, makeCall, makeEvent } from './make-event.ts';

const one = (events: readonly Event[]): Trace => {
  const traces = buildTraces(events);
  expect(traces).toHaveLength(1);
  return traces[0] as Trace; // the length was just checked
};
const breaksOf = (trace: Trace): string[] =>
  trace.calls.flatMap((call) => call.breaks.map((b) => `${b.field} ${b.kind} ${b.from} -> ${b.to}`));
const reasons = (trace: Trace): string[] => trace.exclusions.map(({ reason }) => reason).sort();
const owner = { owner_team: 'support', workflow_id: 'wf', feature: 'triage' };

describe('joining', () => {
  it('makes one call of an app span, a gateway row and a provider log', () => {
    const trace = one([
      makeCall({ log: 'app', trace_id: 't1', span_id: 'a1', provider_request_id: 'chatcmpl-1', owner_team: 'support' }),
      makeCall({
        log: 'gw',
        hop: 'gateway',
        component: 'litellm',
        request_id: 'chatcmpl-1',
        provider_request_id: 'aws-1',
        feature: 'triage',
        usage: { input: 101, output: 20 },
      }),
      makeCall({
        log: 'aws',
        hop: 'provider',
        component: 'bedrock',
        provider_request_id: 'aws-1',
        usage: { input: 102, output: 20 },
      }),
    ]);
    const [call] = trace.calls;
    expect(trace.calls).toHaveLength(1);
    expect(call?.sightings.map((event) => event.hop)).toEqual(['provider', 'gateway', 'app']);
    expect(call?.metering.usage).toEqual({ input: 102, output: 20 });
    expect(call?.envelope.owner_team).toMatchObject({ value: 'support', grade: 'joined' });
    expect(call?.envelope.feature).toMatchObject({ value: 'triage', grade: 'joined' });
    expect(reasons(trace)).toEqual(['same call in another log', 'same call in another log']);
  });

  it('never joins records that have no id in common', () => {
    expect(buildTraces([makeCall({ trace_id: 't1' }), makeCall({ trace_id: 't2' }), makeCall({})])).toHaveLength(3);
  });

  it('keeps attempts under one request id apart and names the retry', () => {
    const trace = one([
      makeCall({
        hop: 'gateway',
        component: 'gw',
        trace_id: 't',
        request_id: 'r',
        attempt: 0,
        start: at(0),
        status: 'error',
      }),
      makeCall({
        hop: 'gateway',
        component: 'gw',
        trace_id: 't',
        request_id: 'r',
        attempt: 1,
        start: at(1),
        status: 'ok',
      }),
    ]);
    expect(trace.calls.map((call) => [call.key, call.attempt?.kind])).toEqual([
      ['r', 'first'],
      ['r#1', 'retry'],
    ]);
  });

  it('keeps two calls of one record apart although they share the request id of the envelope', () => {
    const shared = { source: 'x', line: 1, offset: 0, format: 'nested-trace' };
    const trace = one([
      makeCall({ trace_id: 't', request_id: 'r', place: { ...shared, pointer: '/provider_calls/0' } }),
      makeCall({ trace_id: 't', request_id: 'r', step: 1, place: { ...shared, pointer: '/provider_calls/1' } }),
    ]);
    expect(trace.calls).toHaveLength(2);
  });

  it('counts a row that was exported twice once', () => {
    const row = { hop: 'gateway', component: 'gw', trace_id: 't', request_id: 'r', start: at(0) } as const;
    const trace = one([makeCall({ log: 'a', ...row }), makeCall({ log: 'b', ...row })]);
    expect(trace.calls).toHaveLength(1);
    expect(reasons(trace)).toEqual(['duplicate']);
  });

  it('keeps the last record of a stream that was logged while it grew', () => {
    const trace = one([
      makeCall({ provider_request_id: 'm', usage: { input: 10, output: 1 } }),
      makeCall({ provider_request_id: 'm', usage: { input: 10, output: 50 } }),
    ]);
    expect(trace.calls[0]?.metering.usage).toEqual({ input: 10, output: 50 });
    expect(reasons(trace)).toEqual(['streaming partial']);
  });

  it('takes a hop without metering as evidence of the one call it names by request id', () => {
    const trace = one([
      makeEvent({ log: 'app', trace_id: 't', span_id: 's', request_id: 'r', owner_team: 'support' }),
      makeEvent({ log: 'app', trace_id: 't', span_id: 's2', request_id: 'r' }),
      makeCall({ log: 'gw', hop: 'gateway', component: 'gw', request_id: 'r' }),
    ]);
    expect(trace.calls[0]?.envelope).toMatchObject({
      owner_team: { value: 'support', grade: 'joined' },
      trace_id: { value: 't', grade: 'joined' },
    });
    expect(reasons(trace)).toEqual(['hop without metering', 'same call in another log']);
  });

  it('keeps rows of one log apart that share a span id but not the request id', () => {
    const row = { hop: 'gateway', component: 'gw', trace_id: 't', span_id: 'main' } as const;
    expect(one([makeCall({ ...row, request_id: 'a' }), makeCall({ ...row, request_id: 'b' })]).calls).toHaveLength(2);
  });

  it('keeps requests of two traces apart when a server gives out the same id again', () => {
    const row = { hop: 'gateway', component: 'gw', provider_request_id: 'chatcmpl-7' } as const;
    expect(
      buildTraces([
        makeCall({ ...row, trace_id: 'a', start: at(0) }),
        makeCall({ ...row, trace_id: 'b', start: at(9) }),
      ]).flatMap(({ calls }) => calls),
    ).toHaveLength(2);
  });

  it('does not join by an id that everything shares', () => {
    const rows = Array.from({ length: 80 }, (_, index) =>
      makeCall({ provider_request_id: 'test', trace_id: `t${index}`, start: at(index) }),
    );
    expect(buildTraces(rows)).toHaveLength(80);
  });
});

it('keeps the hops of one record together when it has no trace id', () => {
  const shared = { source: 'x', line: 1, offset: 0, format: 'nested-trace' };
  const trace = one([
    makeEvent({ hop: 'gateway', component: 'gw', owner_team: 'support', place: { ...shared, pointer: '/gateway' } }),
    makeCall({ hop: 'worker', component: 'worker', step: 1, place: { ...shared, pointer: '/worker' } }),
  ]);
  expect(trace.calls[0]?.envelope.owner_team).toMatchObject({ value: 'support', grade: 'inherited' });
});

describe('roll-ups', () => {
  const spans = (role: Event['role'], usage: Event['usage']): Event[] => [
    makeEvent({ trace_id: 't', span_id: 'root', role, ...(usage ? { usage } : {}), operation: 'invoke_agent' }),
    makeCall({ trace_id: 't', span_id: 'c1', parent_span_id: 'root', usage: { input: 10, output: 1 } }),
    makeCall({ trace_id: 't', span_id: 'c2', parent_span_id: 'root', usage: { input: 20, output: 2 } }),
  ];

  it('adds nothing for an agent span that repeats its children', () => {
    const trace = one(spans('rollup', { input: 30, output: 3 }));
    expect(trace.calls).toHaveLength(2);
    expect(reasons(trace)).toEqual(['parent sum']);
  });

  it('adds nothing for a parent that calls itself a call but is the sum of its children', () => {
    const trace = one(spans('call', { input: 30, output: 3 }));
    expect(trace.calls).toHaveLength(2);
    expect(reasons(trace)).toEqual(['parent sum']);
  });

  it('joins a call with none of several answered ones below it, whose sum it is not either', () => {
    for (const usage of [{ input: 40, output: 4 }, { input: 15 }]) {
      const trace = one(spans('call', usage));
      expect(trace.calls.map(({ metering }) => metering.usage?.input)).toEqual([10, 20]);
      expect(reasons(trace)).toEqual(['parent sum']);
    }
    const [root, first, second] = spans('call', { input: 40 });
    if (!root || !first || !second) throw new Error('three spans');
    const { usage: _, ...unmetered } = second;
    expect(one([root, first, unmetered]).calls.map(({ metering }) => metering.usage?.input)).toEqual([10, undefined]);
    const { usage: __, ...neither } = first;
    expect(
      one([root, neither, unmetered])
        .calls.map(({ metering }) => metering.usage?.input)
        .sort(),
    ).toEqual([40, undefined]);
    expect(one([root, { ...first, status: 'error' }, second]).calls).toHaveLength(2);
  });

  it('counts an agent span when nothing below it was metered', () => {
    const trace = one([
      makeEvent({ trace_id: 't', span_id: 'root', role: 'rollup', usage: { input: 30 } }),
      makeEvent({ trace_id: 't', span_id: 's', parent_span_id: 'root' }),
    ]);
    expect(trace.calls).toHaveLength(1);
  });

  it('reads a call inside a call as the same request seen further down', () => {
    const trace = one([
      makeCall({ trace_id: 't', span_id: 'app', owner_team: 'support', usage: { input: 99, output: 20 } }),
      makeCall({
        trace_id: 't',
        span_id: 'gw',
        parent_span_id: 'app',
        hop: 'gateway',
        component: 'gw',
        usage: { input: 101, output: 20 },
      }),
    ]);
    expect(trace.calls).toHaveLength(1);
    expect(trace.calls[0]?.envelope.owner_team?.grade).toBe('joined');
    expect(trace.calls[0]?.metering.usage?.input).toBe(101);
  });
});

describe('stitching', () => {
  it('follows a span link over a queue and grades the owner stitched', () => {
    const trace = one([
      makeEvent({ trace_id: 'a', span_id: 'p', hop: 'app', ...owner, start: at(0) }),
      makeEvent({
        trace_id: 'b',
        span_id: 'q',
        hop: 'worker',
        component: 'worker',
        links: [{ trace_id: 'a', span_id: 'p' }],
        start: at(1),
      }),
      makeCall({ trace_id: 'b', span_id: 'c', parent_span_id: 'q', component: 'worker', hop: 'worker', start: at(2) }),
    ]);
    expect(trace.trace_ids).toEqual(['a', 'b']);
    expect(trace.calls[0]?.envelope.owner_team).toMatchObject({ value: 'support', grade: 'stitched' });
    expect(trace.restarts).toMatchObject([
      { how: 'span-link', from: 'shop-api', to: 'worker', before: 'a', after: 'b' },
    ]);
  });

  it('reconnects by a shared request id alone', () => {
    const trace = one([
      makeEvent({ trace_id: 'a', span_id: 'p', request_id: 'req-7', ...owner, start: at(0) }),
      makeEvent({ trace_id: 'b', span_id: 'q', request_id: 'req-7', hop: 'worker', component: 'worker', start: at(1) }),
      makeCall({ trace_id: 'b', span_id: 'c', parent_span_id: 'q', component: 'worker', hop: 'worker', start: at(2) }),
    ]);
    expect(trace.restarts.map(({ how, from, to }) => `${how} ${from} ${to}`)).toEqual([
      'shared-request-id shop-api worker',
    ]);
    expect(trace.calls[0]?.envelope.owner_team?.grade).toBe('stitched');
  });

  it('reconnects a trace id cut to 64 bits', () => {
    const long = '0123456789abcdef0f1e2d3c4b5a6978';
    const trace = one([
      makeEvent({ trace_id: long, span_id: 'p', ...owner, start: at(0) }),
      makeCall({
        trace_id: long.slice(16),
        span_id: 'c',
        parent_span_id: 'p',
        hop: 'gateway',
        component: 'gw',
        start: at(1),
      }),
    ]);
    expect(trace.restarts).toMatchObject([{ how: 'truncated-id', from: 'shop-api', to: 'gw' }]);
  });

  it.each([
    ['the low half of a longer id', '66d0000000000000123456789abcdef0', '1311768467463790320', 'truncated-id'],
    ['the same 64 bits', '123456789abcdef0', '1311768467463790320', 'decimal-id'],
    [
      'the same 128 bits',
      '66d0000000000000123456789abcdef0',
      String(0x66d0000000000000123456789abcdef0n),
      'decimal-id',
    ],
  ])('reconnects a decimal id that is %s', (_, hex, decimal, how) => {
    const trace = one([
      makeEvent({ trace_id: hex, span_id: 'p', ...owner, start: at(0) }),
      makeCall({ trace_id: decimal, span_id: 'c', hop: 'gateway', component: 'gw', start: at(1) }),
    ]);
    expect(trace.restarts).toMatchObject([{ how, before: hex, after: decimal, from: 'shop-api', to: 'gw' }]);
    expect(trace.calls[0]?.envelope.owner_team?.grade).toBe('stitched');
  });

  it('joins no decimal id without a partner', () => {
    const traces = buildTraces([
      makeEvent({ trace_id: '66d0000000000000123456789abcdef0', span_id: 'p', ...owner, start: at(0) }),
      makeCall({ trace_id: '20260901100000000', span_id: 'c', hop: 'gateway', component: 'gw', start: at(1) }),
    ]);
    expect(traces.length).toBe(2);
  });

  it('takes no owner over a batch whose links disagree', () => {
    const trace = one([
      makeEvent({ trace_id: 'a', span_id: 'p', owner_team: 'support', start: at(0) }),
      makeEvent({ trace_id: 'b', span_id: 'p', owner_team: 'sales', start: at(0) }),
      makeEvent({
        trace_id: 'c',
        span_id: 'q',
        hop: 'worker',
        component: 'batch',
        links: [{ trace_id: 'a' }, { trace_id: 'b' }],
        start: at(1),
      }),
      makeCall({ trace_id: 'c', span_id: 'r', parent_span_id: 'q', hop: 'worker', component: 'batch', start: at(2) }),
    ]);
    expect(trace.calls[0]?.envelope.owner_team).toBeUndefined();
    expect(trace.faults.map(({ kind }) => kind)).toContain('ambiguous-link');
  });

  it('lets a session id join only a trace that another log names by it', () => {
    const trace = one([
      makeEvent({ trace_id: 's-1', span_id: 'p', ...owner }),
      makeCall({ session_id: 's-1', hop: 'gateway', component: 'gw', request_id: 'g1' }),
    ]);
    expect(trace.restarts.map(({ how }) => how)).toEqual(['session-id']);
    expect(
      buildTraces([
        makeCall({ session_id: 's-2', request_id: 'g2' }),
        makeCall({ session_id: 's-2', request_id: 'g3' }),
      ]),
    ).toHaveLength(2);
  });
});

describe('the field walk', () => {
  const hop = (component: string, kind: Event['hop'], said: Partial<Event>, index: number): Event =>
    makeEvent({
      trace_id: 't',
      span_id: `s${index}`,
      ...(index > 0 ? { parent_span_id: `s${index - 1}` } : {}),
      component,
      hop: kind,
      start: at(index),
      ...said,
    });

  it('names the edge where a field is lost', () => {
    const trace = one([
      hop('app', 'app', owner, 0),
      hop('gw', 'gateway', owner, 1),
      hop('router', 'router', { workflow_id: 'wf' }, 2),
      {
        ...makeCall({
          trace_id: 't',
          span_id: 's3',
          parent_span_id: 's2',
          component: 'worker',
          hop: 'worker',
          workflow_id: 'wf',
        }),
      },
    ]);
    expect(breaksOf(trace)).toEqual(['owner_team dropped gw -> router', 'feature dropped gw -> router']);
    expect(trace.calls[0]?.envelope.owner_team?.grade).toBe('inherited');
  });

  it('names the edge where a field changes and where it comes late', () => {
    const trace = one([
      hop('app', 'app', { owner_team: 'support' }, 0),
      hop('gw', 'gateway', { owner_team: 'support' }, 1),
      makeCall({
        trace_id: 't',
        span_id: 's2',
        parent_span_id: 's1',
        component: 'worker',
        hop: 'worker',
        owner_team: 'sales',
        feature: 'x',
      }),
    ]);
    expect(breaksOf(trace)).toEqual(['owner_team rewritten gw -> worker', 'feature late gw -> worker']);
  });

  it('lets what is said of the request beat the default of a place', () => {
    const trace = one([
      hop('app', 'app', owner, 0),
      makeCall({
        trace_id: 't',
        span_id: 's1',
        parent_span_id: 's0',
        component: 'llm',
        owner_team: 'platform',
        hints: ['owner_team'],
      }),
    ]);
    expect(trace.calls[0]?.envelope.owner_team).toMatchObject({ value: 'support', grade: 'inherited' });
    expect(breaksOf(trace)).toContain('owner_team dropped app -> llm');
    const alone = one([makeCall({ trace_id: 't', span_id: 's', owner_team: 'platform', hints: ['owner_team'] })]);
    expect(alone.calls[0]?.envelope.owner_team).toMatchObject({ value: 'platform', grade: 'explicit' });
  });

  it('sees no break at a hop that did not log what it carried on', () => {
    const trace = one([
      hop('app', 'app', owner, 0),
      hop('mesh', 'router', {}, 1),
      makeCall({ trace_id: 't', span_id: 's2', parent_span_id: 's1', component: 'worker', hop: 'worker', ...owner }),
    ]);
    expect(breaksOf(trace)).toEqual([]);
  });

  it('does not ask a provider log for an envelope it cannot have', () => {
    const trace = one([
      makeCall({ trace_id: 't', span_id: 's', provider_request_id: 'p', ...owner }),
      makeCall({ hop: 'provider', component: 'bedrock', provider_request_id: 'p' }),
    ]);
    expect(breaksOf(trace)).toEqual([]);
  });
});

describe('hostile ids', () => {
  it('survives cycles and self-parents', () => {
    const trace = one([
      makeCall({ trace_id: 't', span_id: 'a', parent_span_id: 'b', request_id: '1' }),
      makeEvent({ trace_id: 't', span_id: 'b', parent_span_id: 'a' }),
      makeEvent({ trace_id: 't', span_id: 'c', parent_span_id: 'c' }),
    ]);
    expect(trace.faults.map(({ kind }) => kind)).toContain('cycle');
  });

  it.each([
    ['forward', [0, 1, 2]],
    ['backward', [2, 1, 0]],
    ['not at all', []],
  ])('cuts a ring of spans whose clocks go %s', (_, seconds) => {
    const ring = ['a', 'b', 'c'].map((span_id, index) => {
      const second = seconds[index];
      const parent_span_id = ['c', 'a', 'b'][index] ?? '';
      return makeEvent({ trace_id: 't', span_id, parent_span_id, ...(second !== undefined && { start: at(second) }) });
    });
    const trace = one([...ring, makeCall({ trace_id: 't', span_id: 'call', parent_span_id: 'c', start: at(3) })]);
    expect(trace.faults.filter(({ kind }) => kind === 'cycle')).toHaveLength(1);
  });

  it('finds a parent in its own trace before one of the same name in a linked trace', () => {
    const trace = one([
      makeEvent({ trace_id: 't1', span_id: '1', owner_team: 'claims', start: at(0) }),
      makeEvent({ trace_id: 't1', span_id: '9', owner_team: 'legal', start: at(0) }),
      makeEvent({ trace_id: 't2', span_id: '1', owner_team: 'fraud', links: [{ trace_id: 't1' }], start: at(1) }),
      makeEvent({ trace_id: 't2', span_id: '1', owner_team: 'sales', start: at(2), log: 'other', component: 'late' }),
      makeCall({ trace_id: 't1', span_id: '2', parent_span_id: '1', start: at(3) }),
      makeCall({ trace_id: 't2', span_id: '3', parent_span_id: '1', start: at(4) }),
      makeCall({ trace_id: 't2', span_id: '4', parent_span_id: '9', start: at(5), request_id: 'r' }),
    ]);
    const ownerOf = (span: string): string | undefined =>
      trace.calls.find(({ sightings }) => sightings[0].span_id === span)?.envelope.owner_team?.value;
    expect(['2', '3', '4'].map(ownerOf)).toEqual(['claims', 'fraud', 'legal']);
  });

  it('follows a chain of 5,000 parents only part of the way, and says so', () => {
    const chain = Array.from({ length: 5000 }, (_, index) =>
      makeEvent({ trace_id: 't', span_id: `s${index}`, ...(index > 0 ? { parent_span_id: `s${index - 1}` } : {}) }),
    );
    const trace = one([...chain, makeCall({ trace_id: 't', span_id: 'call', parent_span_id: 's4999' })]);
    expect(trace.faults.map(({ kind }) => kind)).toEqual(['too-deep']);
  });

  it('reports a parent that is not in the input', () => {
    const trace = one([makeCall({ trace_id: 't', span_id: 'a', parent_span_id: 'gone' })]);
    expect(trace.faults).toMatchObject([{ kind: 'orphan', detail: 'parent span gone is not in the input' }]);
  });
});

it('gives the same traces for any order of the events', () => {
  const events = [
    makeEvent({ trace_id: 'a', span_id: 'p', ...owner, start: at(0) }),
    makeCall({ trace_id: 'a', span_id: 'c', parent_span_id: 'p', provider_request_id: 'x', start: at(1) }),
    makeCall({ log: 'gw', hop: 'gateway', component: 'gw', request_id: 'x', start: at(1) }),
    makeCall({ trace_id: 'a', span_id: 'd', parent_span_id: 'p', start: at(2) }),
    makeEvent({ trace_id: 'b', span_id: 'q', links: [{ trace_id: 'a' }], hop: 'worker', component: 'w', start: at(3) }),
  ];
  expect(buildTraces([...events].reverse())).toEqual(buildTraces(events));
});
