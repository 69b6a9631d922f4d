// The flags a proposed command repeats.
import { describe, expect, test } from 'vitest';
import { repeatedFlags } from '../../src/cli/repeated-flags.ts';

describe('the flags of the next commands', () => {
  test('what decides which calls are read and how they are judged', () => {
    expect(
      repeatedFlags({
        filter: ['model=gpt-4.1'],
        since: '2026-01-01',
        until: '2026-01-31',
        config: 'c.yaml',
        rates: ['a.json', 'b.json'],
        registry: 'teams.yaml',
        contract: 'contract.json',
        hashIds: 'env:KEY',
        map: ['owner_team=dept', 'start_s=when'],
        from: 'event',
      }).join(' '),
    ).toBe(
      '--from event --map owner_team=dept --map start_s=when --hash-ids env:KEY --contract contract.json --registry teams.yaml --rates a.json --rates b.json --config c.yaml --since 2026-01-01 --until 2026-01-31 --filter model=gpt-4.1',
    );
  });

  test('nothing given, nothing repeated', () => expect(repeatedFlags({ quiet: true })).toEqual([]));

  test('a value that begins with a dash stays one word', () =>
    expect(repeatedFlags({ registry: '-teams.yaml' })).toEqual(['--registry=-teams.yaml']));
});
