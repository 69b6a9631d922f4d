// What went around the gateway, and what only looks so. The samples of the two findings hold the same over whole logs.
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { buildTraces } from './all-traces.ts';
import { at, makeCall, makeEvent } from './make-event.ts';

const day = 86_400;
const app = (said: Partial<Event> = {}): Event => makeCall({ log: 'app', start: at(0), ...said });
const row = (said: Partial<Event> = {}): Event =>
  makeCall({
    log: 'gw',
    hop: 'gateway',
    component: 'litellm',
    start: at(0),
    provider_request_id: 'chatcmpl-1',
    ...said,
  });

function line(said: Partial<Event> = {}): Event {
  const { service = 'shop-api', ...rest } = said;
  const event = makeEvent({
    log: 'envoy',
    hop: 'router',
    component: service,
    service,
    provider: 'openai',
    operation: 'api.openai.com/v1/chat/completions',
    start: at(1),
    ...rest,
  });
  return { ...event, place: { ...event.place, format: 'envoy-access' } };
}
function unnamed(said: Partial<Event> = {}): Event {
  const { service: _service, ...event } = line({ component: 'envoy', ...said });
  return event;
}

/** Sender and call of each bypass, whatever the order of the events. */
function bypassesOf(...events: readonly Event[]): readonly string[] {
  const found = (some: readonly Event[]): string[] =>
    buildTraces(some)
      .flatMap(({ bypasses }) => bypasses.map(({ sender, call }) => `${sender ?? '?'} ${call?.key ?? '-'}`))
      .sort();
  expect(found(events.toReversed())).toEqual(found(events));
  return found(events);
}

describe('a request to a provider that no gateway logged', () => {
  it('is a bypass without a call when nobody else knows it', () => {
    expect(bypassesOf(row(), line({ request_id: 'x' }))).toEqual(['shop-api -']);
    expect(bypassesOf(row(), line())).toEqual(['shop-api -']);
  });

  it('is a bypass of the call that the app or the provider logged', () => {
    const known = app({ provider_request_id: 'chatcmpl-2', request_id: 'x' });
    expect(bypassesOf(row(), known, line({ request_id: 'x' }))).toEqual(['shop-api chatcmpl-2']);
    const aws = makeCall({ log: 'aws', hop: 'provider', component: 'bedrock', provider_request_id: 'x', start: at(0) });
    expect(bypassesOf(row(), aws, line({ request_id: 'x', provider: 'bedrock' }))).toEqual(['shop-api x']);
  });

  it('is one request, though a sidecar and a proxy for all logged it', () => {
    const proxy = line({ request_id: 'x', service: 'istio-egressgateway', start: at(2) });
    expect(bypassesOf(row(), line({ request_id: 'x' }), proxy)).toEqual(['shop-api -']);
  });

  it('is told apart from its neighbour in one trace by the span that sent it', () => {
    const first = app({ trace_id: 't', span_id: 'a', provider_request_id: 'chatcmpl-1' });
    const second = app({ trace_id: 't', span_id: 'b', provider_request_id: 'chatcmpl-2', start: at(5) });
    const sent = (span: string): Event => line({ trace_id: 't', parent_span_id: span });
    expect(bypassesOf(row({ trace_id: 't' }), first, second, sent('a'), sent('b'))).toEqual(['shop-api chatcmpl-2']);
  });
});

describe('no bypass', () => {
  it('when the gateway logged the call, found by request id, by span or by trace', () => {
    const known = app({ trace_id: 't', span_id: 'a', provider_request_id: 'chatcmpl-1', request_id: 'x' });
    expect(bypassesOf(row(), known, line({ request_id: 'x' }))).toEqual([]);
    expect(bypassesOf(row(), known, line({ trace_id: 't', parent_span_id: 'a' }))).toEqual([]);
    expect(bypassesOf(row({ trace_id: 't' }), known, line({ trace_id: 't' }))).toEqual([]);
    expect(bypassesOf(row({ request_id: 'x' }), line({ request_id: 'x' }))).toEqual([]);
  });

  it('when it is the gateway that asks', () => {
    expect(bypassesOf(row(), line({ service: 'litellm' }), line({ service: 'ai-LiteLLM-proxy' }))).toEqual([]);
    expect(bypassesOf(row(), line({ service: 'litellmish' }))).toEqual(['litellmish -']);
  });

  it('without a gateway log, and on days it does not cover', () => {
    expect(bypassesOf(app(), line())).toEqual([]);
    expect(bypassesOf(row(), line({ start: at(3 * day) }), line({ start: at(-3 * day) }))).toEqual([]);
    expect(
      bypassesOf(row(), row({ provider_request_id: 'late', start: at(5 * day) }), line({ start: at(3 * day) })),
    ).toEqual(['shop-api -']);
  });

  it('when the sender is unknown, unless other lines can be told to be the gateway’s', () => {
    expect(bypassesOf(row(), unnamed())).toEqual([]);
    expect(bypassesOf(row({ request_id: 'x' }), unnamed({ request_id: 'x' }), unnamed({ request_id: 'y' }))).toEqual([
      '? -',
    ]);
  });

  it('when the line does not go to a provider', () => {
    const { provider: _provider, ...inside } = line({ operation: 'orders.shop.example/orders' });
    expect(bypassesOf(row(), inside)).toEqual([]);
  });
});

describe('a line of an access log on the path of a call', () => {
  it('has no place for an owner, so nothing is dropped there', () => {
    const known = app({ provider_request_id: 'chatcmpl-1', request_id: 'x', owner_team: 'search' });
    const [trace] = buildTraces([known, row({ owner_team: 'search' }), line({ request_id: 'x', service: 'litellm' })]);
    expect(trace?.calls.map(({ sightings, breaks }) => [sightings.length, breaks])).toEqual([[3, []]]);
  });
});
