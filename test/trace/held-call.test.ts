import { expect, it } from 'vitest';
import { eachOpenTrace } from '../../src/trace/build-traces.ts';
import { at, makeCall, makeEvent } from './make-event.ts';

it('a call that one record saw is held as that record, and a list is held only of several', () => {
  const trace_id = 'a'.repeat(32);
  const seen = { trace_id, usage: { input: 10, output: 2 } };
  const lone = makeCall({ ...seen, span_id: 'a2', start: at(1), log: 'app' });
  const twice = makeCall({ ...seen, span_id: 'a3', request_id: 'req-1', start: at(2), log: 'app' });
  const again = makeCall({ ...seen, request_id: 'req-1', hop: 'gateway', start: at(2), log: 'gateway' });
  const failed = makeEvent({ role: 'call', trace_id, span_id: 'a4', status: 'error', start: at(3), log: 'app' });
  const root = makeEvent({ trace_id, span_id: 'a1', start: at(0), log: 'app' });
  const [open] = eachOpenTrace([root, lone, twice, again, failed]);
  expect(open?.calls).toEqual([lone, [again, twice]]);
  expect(open?.calls[0]).toBe(lone);
  expect(open?.free_calls[0]).toBe(failed);
});
