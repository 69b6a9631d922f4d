// Events for the tests of the trace stage: only what a case is about is written out.
import type { Event } from '../../src/model/event.ts';

let offset = 0;

export function makeEvent(said: Partial<Event> & { readonly log?: string } = {}): Event {
  const { log = 'log.jsonl', ...fields } = said;
  offset += 100;
  return {
    hop: 'app',
    component: 'shop-api',
    role: 'step',
    granularity: 'call',
    step: 0,
    notes: [],
    place: { source: log, line: offset / 100, offset, format: 'event' },
    ...fields,
  };
}

export function makeCall(said: Partial<Event> & { readonly log?: string } = {}): Event {
  return makeEvent({
    role: 'call',
    model: 'gpt-4.1-mini',
    provider: 'openai',
    usage: { input: 100, output: 20 },
    ...said,
  });
}

/** Seconds after an arbitrary fixed instant. */
export function at(seconds: number): bigint {
  return 1_780_000_000_000_000_000n + BigInt(Math.round(seconds * 1000)) * 1_000_000n;
}
