// Requests of several hops, a line each, that are read by kinds give the report of hops that are all read as records.
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { hopTraces, hopTwists, mixedUp } from '../../generate/hop-lines.ts';
import { jsonLines } from '../../generate/in-memory.ts';
import { random } from '../../generate/random.ts';
import { hold } from '../../laws/law.ts';
import { contracts, cuts, groupings, holdsFor, holdsForAll, readAsRecords, selected, selections } from './parity.ts';

const cut = { threads: 0, blockBytes: 40_000, pieceBytes: 50_000, eventsAPart: 1000 };
const bytesOf = (records: readonly JsonObject[]): Buffer => Buffer.from(jsonLines(records));

it('most of which are read by kinds', async () => {
  const bytes = bytesOf(mixedUp(hopTraces(400, [[], ['lost at the gateway']], [], random(1)), 5, random(2)));
  await holdsFor(bytes, cut, {});
  await holdsFor(bytes, { ...cut, threads: 2 }, {});
  expect(await readAsRecords(bytes)).toBeLessThan(500);
});

it('with several calls each, most of which are read by kinds', async () => {
  const bytes = bytesOf(
    mixedUp(hopTraces(400, [['an agent'], ['lost at the gateway', 'an agent']], [], random(1)), 5, random(2)),
  );
  await holdsFor(bytes, cut, {});
  await holdsFor(bytes, { ...cut, threads: 2 }, {});
  expect(await readAsRecords(bytes)).toBeLessThan(1000);
});

describe('with something odd', () => {
  it.each(Object.keys(hopTwists))('%s', async (name) => {
    const traces = hopTraces(150, [[], [name]], [name], random(3));
    await holdsFor(bytesOf(mixedUp(traces, 4, random(4))), cut, {});
  });
  it.each(Object.keys(hopTwists))('%s, with several calls', async (name) => {
    const traces = hopTraces(
      150,
      [['an agent'], ['an agent', name], ['lost at the gateway', 'an agent', name]],
      [name],
      random(5),
    );
    await holdsFor(bytesOf(mixedUp(traces, 4, random(6))), cut, {});
  });
});

it.each([
  ['only hops', 'a ring'],
  ['an agent', 'no owner', 'calls that differ in what is lost', 'calls of equal tokens'],
  ['an agent', 'calls in several logs', 'calls of equal ids'],
  ['an agent', 'a sum above the calls', 'calls that differ in what is lost'],
  ['an agent', 'a sum above the calls', 'no owner', 'one of the calls failed'],
  ['a sum above the calls', 'only hops'],
])('with several things odd', async (...names) => {
  for (const filter of [[], ['owner_team=team-1'], ['part=unattributed', 'price_source=missing']]) {
    const bytes = bytesOf(mixedUp(hopTraces(350, [names, [], names], [], random(7)), 5, random(8)));
    await holdsFor(bytes, cut, selected({ filter }));
  }
});

it('with sums that stand above a call, or above none', async () => {
  const profiles = [['a sum above the calls'], ['a sum above the calls', 'only hops']];
  await holdsFor(bytesOf(hopTraces(300, profiles, [], random(9)).flat()), cut, {});
});

it('with sums that would need something, were they calls', async () => {
  await holdsFor(bytesOf(hopTraces(300, [['a sum of calls that alone are owned']], [], random(10)).flat()), cut, {});
});

it('in a file for each hop, one of them packed, one a copy', async () => {
  const all = hopTraces(250, [[], ['lost at the gateway'], ['a user']], ['span twice', 'no root'], random(5)).flat();
  const of = (name: string): Buffer => bytesOf(all.filter(({ hop }) => hop === name));
  const [app, gateway, provider] = [of('app'), of('gateway'), of('provider')];
  for (const threads of [0, 2])
    await holdsForAll(
      [
        ['app.jsonl', app],
        ['gateway.jsonl.gz', gzipSync(gateway)],
        ['provider.jsonl', provider],
      ],
      { ...cut, threads },
      {},
    );
  await holdsForAll(
    [
      ['app.jsonl', app],
      ['provider.jsonl', provider],
      ['gateway.jsonl', gateway],
      ['copy.jsonl', provider],
    ],
    cut,
    {},
  );
});

it('of any kinds', async () => {
  const names = fc.constantFrom(...Object.keys(hopTwists));
  const log = fc.record({
    traces: fc.integer({ min: 1, max: 250 }),
    profiles: fc.array(fc.array(names, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
    odd: fc.array(names, { maxLength: 8 }),
    width: fc.constantFrom(0, 3, 50),
    seed: fc.nat(1_000_000),
  });
  const more = fc
    .record({ group_by: groupings, contract: contracts, flags: selections })
    .map(({ flags, ...others }) => ({ ...others, ...selected(flags) }));
  await hold(
    fc.record({ log, cut: cuts, more }),
    14,
    async ({ log: { traces, profiles, odd, width, seed }, cut, more }) => {
      const records = mixedUp(hopTraces(traces, profiles, odd, random(seed)), width, random(seed + 1));
      await holdsFor(bytesOf(records), cut, more);
    },
  );
}, 120_000);
