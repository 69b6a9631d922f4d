// Suggested rules: money first, the team seen beside with its counts, and YAML that a registry can take as it is.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openSuggestions } from '../../src/audit/open-suggestions.ts';
import type { Event } from '../../src/model/event.ts';
import { readRegistry } from '../../src/registry/read-registry.ts';
import { suggestionsToYaml } from '../../src/report/suggestions.ts';
import { holdInAnyOrder } from '../laws/seen-in-any-order.ts';
import { makeCall } from '../trace/make-event.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';
import { suggestRules } from './suggest.ts';

let next = 0;
const owned = (team: string, said: Parameters<typeof makeCall>[0]): Event => {
  next += 1;
  return ownedCall({ trace_id: `o${next}`, owner_team: team, ...said });
};
const unowned = (said: Parameters<typeof makeCall>[0]): Event => {
  next += 1;
  return makeCall({ trace_id: `u${next}`, usage: { input: 1200, output: 180 }, ...said });
};
const times = (count: number, make: () => Event): Event[] => Array.from({ length: count }, make);

describe('an identity', () => {
  it('gets the team most often seen beside it, with both numbers', () => {
    const events = [
      ...times(9, () => owned('claims', { virtual_key: 'vk-1' })),
      owned('sales', { virtual_key: 'vk-1' }),
      ...times(2, () => unowned({ virtual_key: 'vk-1' })),
    ];
    expect(suggestRules(events, sampleSettings).identities).toEqual([
      {
        field: 'virtual_key',
        value: 'vk-1',
        usd: '0.001536',
        calls: 2,
        team: 'claims',
        seen: 9,
        owned: 10,
        confidence: 'fair',
      },
    ]);
  });

  it('is the service where the key is shared', () => {
    const events = [
      ...times(10, () => owned('claims', { virtual_key: 'vk-all', service: 'claims-api' })),
      ...times(10, () => owned('sales', { virtual_key: 'vk-all', service: 'sales-api' })),
      unowned({ virtual_key: 'vk-all', service: 'sales-api' }),
    ];
    expect(suggestRules(events, sampleSettings).identities).toMatchObject([
      { field: 'service', value: 'sales-api', team: 'sales', seen: 10, owned: 10, confidence: 'high' },
    ]);
  });

  it('stays without a team when no owned call has it', () => {
    const { identities, unowned: lost } = suggestRules([unowned({ virtual_key: 'vk-9' }), unowned({})], sampleSettings);
    expect(identities).toMatchObject([{ value: 'vk-9', team: null, seen: 0, owned: 0, confidence: 'none' }]);
    expect(lost).toEqual({ usd: '0.001536', calls: 2 });
  });
});

it('names that are spelt alike stand together', () => {
  const events = [owned('Claims Platform', {}), owned('claims-platform', {}), owned('claims-platform', {})];
  expect(suggestRules(events, sampleSettings).teams).toMatchObject([
    { id: 'claims-platform', other_names: ['Claims Platform'], known: false, calls: 3 },
  ]);
});

it('the YAML is a registry, whatever the values hold', () => {
  const hostile = ['a: b', '- x', '# no', 'q"', '\u2028evil: true', 'yes', '123', '*star', '&anchor', 'x #y'];
  const events = hostile.flatMap((value) => [
    owned(value, { virtual_key: `k ${value}` }),
    unowned({ virtual_key: `k ${value}` }),
    unowned({ api_key_id: `silent ${value}` }),
  ]);
  const text = suggestionsToYaml(suggestRules(events, sampleSettings), 100);
  const registry = readRegistry(parse(text), 'proposed');
  expect(registry.file.identities?.map(({ match }) => match.virtual_key).sort()).toEqual(
    hostile.map((value) => `k ${value}`).sort(),
  );
});

it('they are the same in whatever order traces are seen', async () => {
  await holdInAnyOrder(sampleSettings, 30, (read) => openSuggestions(sampleSettings, read.sortTexts(100), 2));
}, 60_000);
