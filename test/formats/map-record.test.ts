import { expect, test } from 'vitest';
import { mapRecord } from '../../src/formats/map-record.ts';
import { UsageError } from '../../src/model/errors.ts';

const place = { source: 'a.jsonl', line: 7, offset: 300 };
const call = { trace_id: 'tr_1', model: 'gpt-4.1-mini', input_tokens: 5, output_tokens: 6 };

test('a record is mapped where it stands', () => {
  const { format, outcome } = mapRecord(call, place);
  expect(format).toBe('event');
  if (outcome.kind !== 'events') throw new Error('no events');
  expect(outcome.events.map((event) => event.place)).toEqual([{ ...place, format: 'event' }]);
});

test('an unknown record that smells of metering is rejected with its keys, any other is passed over', () => {
  expect(mapRecord({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: { total_tokens: 7 } }, place)).toEqual({
    format: undefined,
    outcome: {
      kind: 'rejected',
      reason: 'no known format has the keys a, b, c, d, e, f, …',
      hint: 'attrib-audit formats lists what is recognised; --from FORMAT forces one',
    },
  });
  expect(mapRecord({ level: 'info' }, place).outcome).toEqual({
    kind: 'skipped',
    reason: 'not a model call',
    detail: 'no known format has the keys level',
  });
  expect(mapRecord({}, place).outcome).toMatchObject({ detail: 'no known format has the keys (none)' });
});

test('an envelope hands back its members, an empty one is skipped', () => {
  expect(mapRecord({ data: [call] }, place)).toMatchObject({ members: [call] });
  const empty = mapRecord({ data: [] }, place);
  expect(empty.members).toBeUndefined();
  expect(empty.outcome).toEqual({ kind: 'skipped', reason: 'empty', detail: 'an envelope' });
});

test('a forced format is used whatever the record looks like; an unknown one is wrong use', () => {
  expect(mapRecord({ a: 1 }, place, { from: 'event' })).toMatchObject({ format: 'event', outcome: { kind: 'events' } });
  expect(mapRecord({ data: [call] }, place, { from: 'event' })).toMatchObject({ members: [call] });
  expect(() => mapRecord(call, place, { from: 'evnt' })).toThrow(UsageError);
  expect(mapRecord(call, place, { from: 'litellm-spend-log' }).outcome).toEqual({
    kind: 'rejected',
    reason:
      'it does not look like litellm-spend-log, as which --from reads it: this row sums a day of LiteLLM spend and names no request',
    hint: 'attrib-audit formats litellm-spend-log lists the keys it is recognised by; without --from the format is found by itself',
  });
});
