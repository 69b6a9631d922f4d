import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { buildTraces } from './all-traces.ts';
import { at, makeCall } from './make-event.ts';

const usage = { input: 100, output: 20 };
const row = (said: Partial<Event>): Event =>
  makeCall({ log: 'gw', hop: 'gateway', component: 'bifrost', trace_id: 't', ...said });

/** A row that measured nothing. */
function failed({ usage: _usage, ...said }: Event): Event {
  return { ...said, status: 'error' };
}

const callsOf = (events: readonly Event[]): string[][] =>
  buildTraces(events).flatMap((trace) =>
    [...trace.calls, ...trace.free_calls].map((call) => call.sightings.map((event) => event.component)),
  );

describe('a fallback inside a gateway', () => {
  const first = failed(row({ request_id: 'r1', start: at(0) }));
  const second = row({ request_id: 'r2', retry_of: 'r1', model: 'claude-haiku-4-5', start: at(1), usage });

  it('is the answer its caller got, who knows the request by the id of the first row', () => {
    const caller = makeCall({ trace_id: 't', span_id: 's', request_id: 'r1', start: at(0), usage });
    expect(callsOf([first, second, caller])).toEqual([['bifrost', 'shop-api'], ['bifrost']]);
  });

  it('leaves the failure with the failed row when the caller saw both attempts', () => {
    const attempts = [
      failed(makeCall({ trace_id: 't', span_id: 's1', request_id: 'r1', start: at(0) })),
      makeCall({ trace_id: 't', span_id: 's2', request_id: 'r2', start: at(1), usage }),
    ];
    expect(callsOf([first, second, ...attempts])).toEqual([
      ['bifrost', 'shop-api'],
      ['bifrost', 'shop-api'],
    ]);
  });

  it('takes nothing from a caller whose own attempt was paid for', () => {
    const paid = row({ request_id: 'r1', status: 'error', start: at(0), usage: { input: 100, output: 3 } });
    const caller = makeCall({
      trace_id: 't',
      span_id: 's',
      request_id: 'r1',
      start: at(0),
      usage: { input: 100, output: 3 },
    });
    expect(callsOf([paid, second, caller])).toEqual([['bifrost', 'shop-api'], ['bifrost']]);
  });
});

it('of two logs that are believed alike and count as much, the one that tells more classes apart is read', () => {
  const coarse = row({ request_id: 'r1', start: at(0), usage: { input: 1000, output: 20 } });
  const fine = makeCall({
    log: 'answers',
    hop: 'gateway',
    component: 'portkey',
    trace_id: 't',
    request_id: 'r1',
    start: at(0),
    usage: { input: 400, cached_input: 600, output: 20 },
  });
  for (const events of [
    [coarse, fine],
    [fine, coarse],
  ])
    expect(buildTraces(events).flatMap(({ calls }) => calls.map(({ metering }) => metering.usage))).toEqual([
      fine.usage,
    ]);
});

describe('an app that tells more classes apart than the gateway', () => {
  const finest = { input: 400, cached_input: 600, output: 15, reasoning: 5 };
  const span = makeCall({ trace_id: 't', span_id: 's', request_id: 'r1', start: at(0), usage: finest });
  const meteredBeside = (gateway: Partial<Event>) =>
    buildTraces([row({ request_id: 'r1', start: at(0), logged_cost_usd: 7n, ...gateway }), span])
      .flatMap(({ calls }) => calls)
      .map(({ metering }) => metering);

  it('is read where both agree in all the gateway says; what else it says stands', () => {
    const [metering, ...others] = meteredBeside({ usage: { input: 1000, output: 20 } });
    expect(others).toEqual([]);
    expect(metering).toMatchObject({ usage: finest, logged_cost_usd: 7n });
    expect(metering?.usage_from).toBe(span);
    expect(meteredBeside({ usage: { input: 400, cached_input: 600, output: 20 } })[0]?.usage).toEqual(finest);
  });
  it.each<readonly [string, Partial<Event> & { readonly usage: Event['usage'] }]>([
    ['another sum', { usage: { input: 1001, output: 20 } }],
    ['another answer', { usage: { input: 1001, output: 19 } }],
    ['another class', { usage: { input: 900, cached_input: 100, output: 20 } }],
    ['that none was cached', { usage: { input: 1000, output: 20 }, raw_usage: { prompt: 1000, cached: 0 } }],
  ])('is not believed where the gateway says %s', (_, gateway) => {
    expect(meteredBeside(gateway)[0]?.usage).toEqual(gateway.usage);
  });
});
