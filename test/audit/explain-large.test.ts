// A trace of very many calls is explained by some of them: those that were asked for, else those that cost most.
import { describe, expect, it } from 'vitest';
import { inOneShare, tracesInShares } from '../../src/audit/audit-traces.ts';
import { explainTrace } from '../../src/audit/explain.ts';
import { explainId } from '../../src/audit/explain-id.ts';
import { openTop } from '../../src/audit/explain-top.ts';
import type { Event } from '../../src/model/event.ts';
import { type Explanation, explanationSchema } from '../../src/model/explanation.ts';
import { explanationToTerminal } from '../../src/report/explanation.ts';
import { at, makeEvent } from '../trace/make-event.ts';
import { onlyTrace, ownedCall, owner } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

/** A root, a hop below it for every hundred calls, and the calls; the later, the more they cost. */
function requestOf(calls: number): readonly Event[] {
  const trace_id = 't1';
  const hops = Array.from({ length: Math.ceil(calls / 100) }, (_, n) =>
    makeEvent({ trace_id, span_id: `hop-${n}`, parent_span_id: 'root', component: `agent-${n}`, start: at(1) }),
  );
  return [
    makeEvent({ trace_id, span_id: 'root', ...owner, start: at(0) }),
    ...hops,
    ...Array.from({ length: calls }, (_, n) =>
      ownedCall({
        trace_id,
        span_id: `call-${n}`,
        parent_span_id: `hop-${Math.floor(n / 100)}`,
        request_id: n < 30 ? 'shared' : `request-${n}`,
        usage: { input: 1000 + n, output: 7 },
        start: at(2 + n),
      }),
    ),
  ];
}

const explain = (events: readonly Event[], id: string): Explanation => {
  const [one, ...others] = explainId(events, id, sampleSettings);
  expect(others).toEqual([]);
  return explanationSchema.parse(one?.explanation);
};
const spansOf = ({ calls }: Explanation): readonly string[] => calls.map(({ key }) => key);

describe('of a trace with very many calls', () => {
  const events = requestOf(600);
  const total = events.length;

  it('the costliest are told, the costliest first, and what is left out is counted', () => {
    const told = explain(events, 't1');
    expect(spansOf(told)).toEqual(Array.from({ length: 20 }, (_, n) => `t1:call-${599 - n}`));
    expect(told.calls_left_out).toBe(580);
    expect(told.waterfall.map(({ component }) => component).slice(0, 3)).toEqual(['shop-api', 'agent-5', 'shop-api']);
    expect(told.hops_left_out).toBe(total - told.waterfall.length);
    expect(told.waterfall).toHaveLength(22);
    expect(new Set(told.waterfall.map(({ call }) => call))).toEqual(new Set([null, ...spansOf(told)]));
  });

  it('the call that was asked for is told alone, and as in a trace that is told whole', () => {
    const told = explain(events, 'call-42');
    const few = events.filter(({ span_id: id }) => id === 'root' || id === 'hop-0' || id === 'call-42');
    const { asked_for, calls, waterfall } = explain(few, 'call-42');
    expect({ asked_for: told.asked_for, calls: told.calls, waterfall: told.waterfall }).toEqual({
      asked_for,
      calls,
      waterfall,
    });
    expect([told.calls_left_out, told.hops_left_out]).toEqual([599, total - 3]);
  });

  it('an id of several calls names the costliest of them', () => {
    const told = explain(events, 'shared');
    expect(told.calls).toHaveLength(20);
    expect(spansOf(told)[0]).toBe('t1:call-29');
  });

  it('the most expensive one is answered, and the traces are let go', () => {
    const { see, finish } = openTop(2, sampleSettings);
    for (const trace of tracesInShares(events, sampleSettings)) see(trace);
    const { of, explanations } = finish();
    expect(of).toBe(600);
    expect(explanations.map(spansOf)).toEqual([['t1:call-599'], ['t1:call-598']]);
    expect(explanations.map(({ calls }) => calls[0]?.answers?.length)).toEqual([5, 5]);
    expect(explanations.map((one) => one.calls_left_out)).toEqual([599, 599]);
  });

  it('a person is told how much is left out', () => {
    const style = { width: 100, colour: false, unicode: true, top: 10, groups: [] };
    const text = explanationToTerminal(explain(events, 't1'), style).replace(/\n +/g, ' ');
    expect(text).toContain('Trace t1  607 events, 600 calls');
    expect(text).toContain('below are 20 calls and the way there. 580 other calls and 585 other events are left out;');
  });
});

it('a trace of some hundred events is told whole', () => {
  const told = explain(requestOf(400), 't1');
  expect(told.calls).toHaveLength(400);
  expect(told.waterfall).toHaveLength(405);
  expect([told.calls_left_out, told.hops_left_out]).toEqual([undefined, undefined]);
});

it('of very many faults the first are listed, and the others counted', () => {
  const orphans = Array.from({ length: 130 }, (_, n) => ownedCall({ span_id: `s-${n}`, parent_span_id: `gone-${n}` }));
  const { trace } = explanationSchema.parse(explainTrace(inOneShare(onlyTrace(orphans)), 't1'));
  expect(trace.faults).toHaveLength(100);
  expect(trace.left_out).toEqual({ trace_ids: 0, restarts: 0, faults: 30 });
});
