import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { buildTraces } from './all-traces.ts';
import { at, makeCall } from './make-event.ts';

const faultsOf = (events: readonly Event[]): string[] =>
  buildTraces(events).flatMap(({ faults }) => faults.map(({ kind, at: event }) => `${kind} at ${event.component}`));

describe('a possible duplicate', () => {
  const span = makeCall({
    trace_id: 't',
    span_id: 's',
    start: at(0),
    usage: { input: 100, cached_input: 7, output: 20 },
  });
  const row = (said: Partial<Event> = {}): Event =>
    makeCall({
      log: 'gw',
      hop: 'gateway',
      component: 'litellm',
      trace_id: 't',
      request_id: 'r1',
      start: at(1),
      usage: { output: 20, input: 100, cached_input: 7 },
      ...said,
    });

  it('has the same counts in two logs, in whatever order they are written', () => {
    expect(faultsOf([span, row()])).toEqual(['possible-duplicate at litellm']);
  });

  it('is none with other counts, another time, or in one log', () => {
    expect(faultsOf([span, row({ usage: { input: 100, output: 20 } })])).toEqual([]);
    expect(faultsOf([span, row({ start: at(9) })])).toEqual([]);
    expect(faultsOf([row(), row({ request_id: 'r2' })])).toEqual([]);
  });

  it('is none when one log measured both, though another is believed about one of them', () => {
    const answered = row({ request_id: 'r2', provider_request_id: 'aws-2' });
    const provider = makeCall({
      log: 'aws',
      hop: 'provider',
      component: 'bedrock',
      provider_request_id: 'aws-2',
      start: at(1),
      usage: { input: 100, cached_input: 7, output: 20 },
    });
    expect(faultsOf([row(), answered, provider])).toEqual([]);
  });
});
