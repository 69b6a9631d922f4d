// Compact event: every field of an event is carried over, and nothing else.
import { expect, test } from 'vitest';
import { compactEvent } from '../../src/model/compact-event.ts';
import type { Event } from '../../src/model/event.ts';
import { textFields } from '../../src/model/fields.ts';

/** The fields that hold no text; one that is missing here does not compile. */
const others: Required<Omit<Event, (typeof textFields)[number]>> = {
  hop: 'gateway',
  role: 'call',
  granularity: 'call',
  step: 3,
  place: { source: 'a.jsonl', line: 1, offset: 0, format: 'event' },
  notes: [{ kind: 'cache-ttl-unknown' }],
  usage: { input: 1 },
  raw_usage: { prompt_tokens: 1 },
  logged_cost_usd: 5n,
  requests: 1,
  attempt: 2,
  cache_hit: false,
  streamed: true,
  links: [{ trace_id: 'a' }],
  start: 1n,
  end: 2n,
  hints: ['owner_team'],
};
const texts = Object.fromEntries(textFields.map((field) => [field, `the ${field}`]));
const whole: Event = { ...texts, ...others, component: 'litellm', error: 'timeout' };

test('every field is carried over', () => {
  expect(compactEvent(whole)).toStrictEqual(whole);
});

test('a field that is not there stays away', () => {
  const { hop, component, role, granularity, step, place, notes } = whole;
  const least: Event = { hop, component, role, granularity, step, place, notes };
  expect(compactEvent(least)).toStrictEqual(least);
});
