// Attribute lists from outside as dictionaries: every value kind, repeated and hostile keys, prefixes, baggage.
import { expect, test } from 'vitest';
import { merged } from '../../src/formats/dictionary.ts';
import { attributesOf, baggageOf, labelsBehindPrefixes } from '../../src/formats/otlp-attributes.ts';
import type { JsonValue } from '../../src/model/json.ts';

test('every kind of value, in camelCase and in snake_case', () => {
  const list = [
    { key: 'text', value: { stringValue: 'a' } },
    { key: 'flag', value: { boolValue: false } },
    { key: 'count', value: { intValue: '56' } },
    { key: 'number', value: { intValue: 56 } },
    { key: 'ratio', value: { doubleValue: 0.5 } },
    { key: 'bytes', value: { bytesValue: 'AQI=' } },
    { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '1' }] } } },
    { key: 'map', value: { kvlistValue: { values: [{ key: 'team', value: { string_value: 'support' } }] } } },
    { key: 'snake', value: { array_value: { values: [{ bool_value: true }] } } },
    { key: 'empty', value: {} },
    { key: 'none', value: null },
    { name: 'look-alike', value: 'x' },
    'noise',
  ];
  expect({ ...attributesOf(list) }).toEqual({
    text: 'a',
    flag: false,
    count: '56',
    number: 56,
    ratio: 0.5,
    bytes: 'AQI=',
    list: ['a', '1'],
    map: { team: 'support' },
    snake: [true],
  });
});

test('a dictionary is taken as it is; anything else is no attributes', () => {
  expect({ ...attributesOf({ team: 'support', gone: null }) }).toEqual({ team: 'support' });
  expect({ ...attributesOf('text') }).toEqual({});
  expect({ ...attributesOf(undefined) }).toEqual({});
});

test('equal keys: the last one; captured headers are lists of one', () => {
  const list = [
    { key: 'team', value: { stringValue: 'a' } },
    { key: 'team', value: { stringValue: 'b' } },
    { key: 'http.request.header.x-team', value: { arrayValue: { values: [{ stringValue: 'c' }] } } },
    { key: 'tags', value: { arrayValue: { values: [{ stringValue: 'd' }] } } },
  ];
  expect({ ...attributesOf(list) }).toEqual({ team: 'b', 'http.request.header.x-team': 'c', tags: ['d'] });
});

test('hostile keys stay keys, hostile depth ends', () => {
  const attributes = attributesOf([
    { key: '__proto__', value: { kvlistValue: { values: [{ key: 'polluted', value: { boolValue: true } }] } } },
  ]);
  expect(Object.hasOwn(attributes, '__proto__')).toBe(true);
  expect('polluted' in {}).toBe(false);
  let deep: JsonValue = { stringValue: 'bottom' };
  for (let level = 0; level < 5000; level++) deep = { arrayValue: { values: [deep] } };
  expect(JSON.stringify(attributesOf([{ key: 'deep', value: deep }]))).not.toContain('bottom');
});

test('merging: the nearest wins', () => {
  const both = merged(attributesOf({ team: 'platform', env: 'prod' }), attributesOf({ team: 'support' }));
  expect({ ...both }).toEqual({ team: 'support', env: 'prod' });
});

test("the user's own keys behind the prefixes of SDKs, gateways and Kubernetes", () => {
  const labels = labelsBehindPrefixes({
    'traceloop.association.properties.team': 'claims',
    'metadata.team': 'other',
    'ai.telemetry.metadata.tenantId': 't_1',
    'http.request.header.x-feature': 'triage',
    'k8s.pod.label.cost-center': 'CC-1',
    'gen_ai.system': 'openai',
  });
  expect({ ...labels }).toEqual({ team: 'claims', tenantId: 't_1', 'x-feature': 'triage', 'cost-center': 'CC-1' });
});

test('baggage: percent-encoding, properties, `=` inside values, broken escapes', () => {
  const attributes = {
    'http.request.header.baggage': 'team=support%20eu;ttl=1, key=a=b ,bad=50%,team=second,,novalue',
  };
  expect({ ...baggageOf(attributes) }).toEqual({ team: 'support eu', key: 'a=b', bad: '50%' });
  expect({ ...baggageOf({ baggage: 7 }) }).toEqual({});
});
