// Lines that are traces and are read by kinds give the report of lines that are all read as records.
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whatDiffers } from '../../../src/engine/alike/what-differs.ts';
import { formats } from '../../../src/formats/index.ts';
import { nestedTrace } from '../../../src/formats/nested-trace.ts';
import { partAt } from '../../../src/formats/split-trace.ts';
import { type Role, rolesIn, waysOfCounting } from '../../../src/formats/value-roles.ts';
import { isObject, type JsonObject } from '../../../src/model/json.ts';
import { allSamples, recordsOf } from '../../formats/samples.ts';
import { jsonLines } from '../../generate/in-memory.ts';
import { nestedTraces, nestedTwists } from '../../generate/nested-lines.ts';
import { type Random, random } from '../../generate/random.ts';
import { varyRecord } from '../../generate/vary-record.ts';
import { hold } from '../../laws/law.ts';
import {
  byName,
  contracts,
  cuts,
  groupings,
  holdsFor,
  holdsForAll,
  readAsRecords,
  selected,
  selections,
} from './parity.ts';

const cut = { threads: 0, blockBytes: 40_000, pieceBytes: 50_000, eventsAPart: 1000 };
const log = (...given: Parameters<typeof nestedTraces>): Buffer => Buffer.from(jsonLines(nestedTraces(...given)));

it.each([
  [['lost at the gateway']],
  [['an owner on the root']],
  [['a user']],
  [['a bare id']],
  [['a hop that measured']],
])('most of which are read by kinds: %s', async (profile) => {
  const bytes = log(1200, [[], profile], [], random(1));
  await holdsFor(bytes, cut, {});
  await holdsFor(bytes, { ...cut, threads: 2 }, {});
  expect(await readAsRecords(bytes)).toBeLessThan(1500); // of some 6,000 events
});

describe('with something odd', () => {
  it.each(Object.keys(nestedTwists))('%s', async (name) => {
    await holdsFor(log(250, [[], [name]], [name], random(3)), cut, {});
  });
  it.each(Object.keys(nestedTwists))('%s, where much is lost', async (name) => {
    await holdsFor(log(250, [['lost at the gateway'], ['no owner', name], [name]], [], random(4)), cut, {});
  });
});

it.each([
  ['an owner on the root', 'an owner at one call', 'labels'],
  ['a bare id', 'two ids', 'calls in several logs'],
  ['a model on the root', 'logged costs', 'many calls'],
])('with several things odd', async (...names) => {
  for (const filter of [[], ['owner_team=team-1'], ['part=unattributed', 'model=gpt-4.1']])
    await holdsFor(log(350, [names, [], names], [], random(7)), cut, selected({ filter }));
});

it('beside the same lines once more, and packed', async () => {
  const bytes = log(300, [[], ['no owner']], [], random(8));
  await holdsForAll(
    [
      ['a.jsonl', bytes],
      ['b.jsonl', log(100, [[]], [], random(9))],
      ['c.jsonl.gz', gzipSync(bytes)],
    ],
    { ...cut, threads: 2 },
    {},
  );
});

describe('like the samples', () => {
  const roles = waysOfCounting(nestedTrace).flatMap((way) => rolesIn(way, formats) ?? []);
  const inParts = (keys: readonly (string | number)[]): Role => {
    const own = keys.slice(partAt(keys)?.depth);
    const said = roles.map((all) => all.of(own));
    return said.find(({ kind }) => kind === 'count') ?? said[0] ?? { kind: 'told' };
  };
  const samples = allSamples()
    .filter(({ format, text }) => format === nestedTrace.id && recordsOf(text).length > 0)
    .map(({ file, text }) => ({ file, text }));
  it.each(samples)('of $file', async ({ text }) => {
    const [first, ...others] = recordsOf(text).filter((record): record is JsonObject => isObject(record));
    if (!first) throw new Error('no records');
    const lines = (chance: Random): Buffer => {
      const vary = (): JsonObject =>
        varyRecord(
          chance.pick([first, ...others]),
          { of: inParts, ofAll: ([keys = []]) => inParts(keys), within: () => true },
          { free: whatDiffers(byName)?.free ?? new Set(), oddly: 1 },
          chance,
        );
      return Buffer.from(jsonLines(Array.from({ length: 300 }, vary)));
    };
    for (const seed of [1, 2, 3]) await holdsFor(lines(random(seed)), cut, {});
  });
});

it('of any kinds', async () => {
  const names = fc.constantFrom(...Object.keys(nestedTwists));
  const any = fc.record({
    count: fc.integer({ min: 1, max: 300 }),
    profiles: fc.array(fc.array(names, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
    odd: fc.array(names, { maxLength: 8 }),
    seed: fc.nat(1_000_000),
  });
  const more = fc
    .record({ group_by: groupings, contract: contracts, flags: selections })
    .map(({ flags, ...others }) => ({ ...others, ...selected(flags) }));
  await hold(fc.record({ any, cut: cuts, more }), 14, async ({ any: { count, profiles, odd, seed }, cut, more }) =>
    holdsFor(log(count, profiles, odd, random(seed)), cut, more),
  );
}, 120_000);
