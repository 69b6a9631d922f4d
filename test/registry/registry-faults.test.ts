// Faults of a registry: each told with its place. Equal rules that disagree are told, and an audit goes on.
import { expect, test } from 'vitest';
import { registrySchema } from '../../src/model/registry.ts';
import { readRegistry } from '../../src/registry/read-registry.ts';
import { registryFaults } from '../../src/registry/registry-faults.ts';

const faults = (file: unknown): readonly string[] =>
  registryFaults(registrySchema.parse(file)).map(({ path, message }) => `${path}: ${message}`);

test.each([
  [{ teams: [{ id: 'a' }, { id: 'A' }] }, 'teams[1]: the name "A" already means a (teams[0])'],
  [{ teams: [{ id: 'a' }, { id: 'b', aliases: ['a'] }] }, 'teams[1]: the name "a" already means a (teams[0])'],
  [{ teams: [{ id: 'a', parent: 'x' }] }, 'teams[0]: its parent "x" is not under parents'],
  [{ teams: [{ id: 'a', valid_to: '2026-01-01', successor: 'x' }] }, 'teams[0]: its successor "x" is no team'],
  [{ teams: [{ id: 'a', successor: 'b' }, { id: 'b' }] }, 'teams[0]: has a successor and no valid_to'],
  [
    { teams: [{ id: 'a', valid_from: '2026-02-01', valid_to: '2026-01-01' }] },
    'teams[0]: valid_from 2026-02-01 is not before valid_to 2026-01-01',
  ],
  [
    { teams: [{ id: 'a' }], identities: [{ match: { service: 's' }, team: 'b' }] },
    'identities[0]: its team "b" is no team',
  ],
  [{ teams: [{ id: 'a' }], identities: [{ match: {}, team: 'a' }] }, 'identities[0]: its match is empty'],
  [{ parents: [{ id: 'p' }, { id: 'p' }], teams: [] }, 'parents[1]: the id "p" stands twice'],
])('%j', (file, expected) => {
  expect(faults(file)).toEqual([expected]);
});

test('a circle of successors', () => {
  const teams = ['a', 'b'].map((id) => ({ id, valid_to: '2026-01-01', successor: id === 'a' ? 'b' : 'a' }));
  expect(faults({ teams })).toEqual(['teams[0]: a succeeds itself', 'teams[1]: b succeeds itself']);
});

const disagreeing = {
  teams: [{ id: 'a' }, { id: 'b' }],
  identities: [
    { match: { virtual_key: 'vk' }, team: 'a', valid_to: '2026-03-01' },
    { match: { virtual_key: 'vk' }, team: 'b', valid_from: '2026-02-01' },
  ],
};

test('equal rules that disagree on some day', () => {
  expect(faults(disagreeing)).toEqual(['identities[1]: virtual_key=vk belongs to b here and to a in identities[0]']);
  expect(() => readRegistry(disagreeing, 'r.yaml')).not.toThrow();
});

test('a registry that cannot be used is refused with its place', () => {
  expect(() => readRegistry({ teams: [{ id: 'a', budget: { usd: 5 } }] }, 'r.yaml')).toThrow(
    'the registry r.yaml is not valid at teams[0].budget.usd',
  );
  expect(() => readRegistry({ teams: [{ id: 'a' }, { id: 'a' }] }, 'r.yaml')).toThrow('r.yaml: teams[1]: the name "a"');
});
