import { describe, expect, it } from 'vitest';
import { inOneShare } from '../../src/audit/audit-traces.ts';
import { explainTrace } from '../../src/audit/explain.ts';
import { explainId, namesTrace } from '../../src/audit/explain-id.ts';
import type { Event } from '../../src/model/event.ts';
import { type Explanation, explanationSchema } from '../../src/model/explanation.ts';
import { openTraces } from '../trace/all-traces.ts';
import { at, makeCall, makeEvent } from '../trace/make-event.ts';
import { onlyTrace, ownedCall, owner } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

const hex = '4bf92f3577b34da6a3ce929d0e0e4736';
const spans: readonly Event[] = [
  makeEvent({ trace_id: hex, span_id: 'a1', component: 'api', ...owner, start: at(0), end: at(3) }),
  makeEvent({
    trace_id: hex,
    span_id: 'a2',
    parent_span_id: 'a1',
    component: 'jobs',
    hop: 'queue',
    ...owner,
    start: at(0.5),
  }),
  makeCall({
    trace_id: hex,
    span_id: '00f067aa0ba902b7',
    parent_span_id: 'a2',
    component: 'writer',
    hop: 'worker',
    request_id: 'req-7',
    provider_request_id: 'chatcmpl-7',
    usage: { input: 1420, output: 386 },
    logged_cost_usd: 1_200_000_000_000_000n,
    start: at(1),
    end: at(2.25),
  }),
  makeCall({ log: 'gw', hop: 'gateway', component: 'litellm', request_id: 'chatcmpl-7', session_id: 's-1' }),
];

describe('what names a trace', () => {
  const [trace] = openTraces(spans);
  const names = (id: string): boolean => trace !== undefined && namesTrace(trace, id);

  it('is its trace id in any spelling, a span, a request or a call of it', () => {
    for (const id of [hex, hex.toUpperCase(), '4bf92f35-77b3-4da6-a3ce-929d0e0e4736'])
      expect([id, names(id)]).toEqual([id, true]);
    for (const id of ['a1', '00f067aa0ba902b7', '00F067AA0BA902B7', 'req-7', 'chatcmpl-7'])
      expect([id, names(id)]).toEqual([id, true]);
  });

  it('is nothing else', () => {
    for (const id of ['', 's-1', 'chatcmpl', hex.slice(16), 'writer']) expect([id, names(id)]).toEqual([id, false]);
  });

  it('is, without a trace id, the key of its call', () => {
    const { trace_id: _, ...call } = ownedCall({ log: 'x.jsonl' });
    const found = [...explainId([call], `x.jsonl:${call.place.line}`, sampleSettings)];
    expect(found.map(({ explanation: { trace } }) => trace.trace_ids)).toEqual([[]]);
  });

  it('is each of the ids that a restart tied together', () => {
    const [joined] = openTraces([
      makeEvent({ trace_id: 't1', span_id: 'a', start: at(0) }),
      makeCall({ trace_id: 't2', span_id: 'b', links: [{ trace_id: 't1', span_id: 'a' }], start: at(1) }),
    ]);
    expect(joined && ['t1', 't2'].map((id) => namesTrace(joined, id))).toEqual([true, true]);
  });
});

describe('an explanation', () => {
  const explanation: Explanation = explainTrace(inOneShare(onlyTrace(spans)), hex);
  const [call] = explanation.calls;

  it('is as published', () => {
    expect(explanationSchema.parse(explanation)).toEqual(explanation);
  });

  it('shows the path as a waterfall', () => {
    expect(
      explanation.waterfall.map(({ depth, component, offset_ms, duration_ms, call: key, excluded }) =>
        [depth, component, offset_ms, duration_ms, key, excluded].join(' '),
      ),
    ).toEqual([
      '0 api 0 3000  hop without metering',
      '1 jobs 500   hop without metering',
      '2 writer 1000 1250 chatcmpl-7 same call in another log',
      '3 litellm   chatcmpl-7 ',
    ]);
  });

  it('says what keeps the call from being proven in the words of the repair plan', () => {
    expect(call).toMatchObject({ verdict: 'recoverable', cause: null });
    expect(call?.obstacles).toEqual(['carry owner_team, workflow_id, feature from jobs to writer']);
  });

  it('shows each field at each hop with its evidence', () => {
    const field = call?.fields.find(({ field: name }) => name === 'owner_team');
    expect(field).toMatchObject({
      need: 'required',
      value: 'claims',
      grade: 'inherited',
      evidence: { component: 'jobs' },
    });
    expect(field?.cells.map(({ state, value }) => `${state} ${value}`)).toEqual([
      'present claims',
      'present claims',
      'dropped null',
      'absent null',
    ]);
  });

  it('compares costs without repeating them', () => {
    const one = (logged: bigint) =>
      explainTrace(inOneShare(onlyTrace([ownedCall({ logged_cost_usd: logged })])), 't1').calls[0]?.comparison;
    expect(one(768_000_000_000_000n)).toBe('agrees with the card');
    expect(one(770_000_000_000_000n)).toBe("agrees: the card's price rounded to 5 decimals");
    expect(one(76_800_000_000_000_000n)).toBe('unit slip: x 100');
    expect(explainTrace(inOneShare(onlyTrace([ownedCall()])), 't1').calls[0]?.comparison).toBeNull();
    const unknown = ownedCall({ model: 'o9-preview', logged_cost_usd: 5n });
    expect(explainTrace(inOneShare(onlyTrace([unknown])), 't1').calls[0]?.comparison).toBe(
      'not compared: the call has no price',
    );
  });

  it('prices line by line, gives a band where a name is ambiguous, and a reason where there is none', () => {
    const priced = ownedCall({ usage: { input: 1000, cached_input: 500, reasoning: 100 } });
    const [first] = explainTrace(inOneShare(onlyTrace([priced])), 't1').calls;
    expect(first?.price.lines.map((line) => `${line.class} ${line.count} ${line.usd} ${line.note}`)).toEqual([
      'input 1000 0.0004 null',
      'cached_input 500 0.00005 null',
      'reasoning 100 0.00016 priced as output',
    ]);
    const band = ownedCall({ provider: 'bedrock', model: 'anthropic.claude-sonnet' });
    expect(explainTrace(inOneShare(onlyTrace([band])), 't1').calls[0]?.price).toMatchObject({
      kind: 'band',
      usd: null,
      low_usd: '0.0063',
      high_usd: '0.00693',
    });
    const none = ownedCall({ model: 'o9-preview' });
    expect(explainTrace(inOneShare(onlyTrace([none])), 't1').calls[0]?.price.detail).toMatch(/^unknown model: /);
  });
});

describe('counts that nothing decides', () => {
  const ambiguous = makeCall({
    trace_id: hex,
    provider: 'openai',
    model: 'gpt-4.1-mini',
    usage: { input: 400, cached_input: 600, output: 100 },
    notes: [{ kind: 'usage-ambiguous', parts: ['cached'], otherwise: { input: 1000, cached_input: 600, output: 100 } }],
  });

  it('are priced both ways', () => {
    const [found] = explainId([ambiguous], hex, sampleSettings);
    // 400 x 0.4 + 600 x 0.1 + 100 x 1.6 per million, and 1000 x 0.4 instead
    expect(found?.explanation.calls[0]?.price.usd).toBe('0.00038');
    expect(found?.explanation.calls[0]?.other_reading).toEqual({ parts: ['cached'], usd: '0.00062' });
  });
});
