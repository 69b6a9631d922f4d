// Pages of spans whose parts are read by kinds give the report of spans that are all read as records.
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hopTraces, hopTwists, mixedUp } from '../../generate/hop-lines.ts';
import { otlpPages, spanOf, spanTwists } from '../../generate/otlp-pages.ts';
import { type Random, random } from '../../generate/random.ts';
import { hold } from '../../laws/law.ts';
import { contracts, cuts, groupings, holdsFor, holdsForAll, readAsRecords, selected, selections } from './parity.ts';

const cut = { threads: 0, blockBytes: 100_000, pieceBytes: 50_000, eventsAPart: 1000 };

interface Odd {
  /** Of requests, and of spans; each of them in one of ten. */
  readonly traces?: readonly string[];
  readonly spans?: readonly string[];
  readonly profiles?: readonly (readonly string[])[];
  /** Percent of pages and resources. */
  readonly pages?: number;
  readonly size?: number;
  /** So many services and scopes. */
  readonly places?: number;
  /** Percent of spans that are odd. */
  readonly often?: number;
}

function pagesOf(
  count: number,
  { traces = [], spans = [], profiles = [[]], pages = 0, size = 8, places, often = 12 }: Odd,
  chance: Random,
): Buffer {
  const hops = mixedUp(hopTraces(count, profiles, traces, chance), 4, chance);
  const items = hops.map((hop) => {
    const span = spanOf(hop);
    const [first, ...more] = spans;
    if (first && chance.chance(often)) spanTwists[chance.pick([first, ...more])]?.(span, chance);
    return span;
  });
  return Buffer.from(otlpPages(items, size, pages, chance, places));
}

it('most of which are read by kinds', async () => {
  const bytes = pagesOf(700, { profiles: [[], ['lost at the gateway']], size: 20 }, random(1));
  await holdsFor(bytes, cut, {});
  await holdsFor(bytes, { ...cut, threads: 2 }, {});
  expect(await readAsRecords(bytes)).toBeLessThan(1500);
});

describe('with something odd', () => {
  it.each(Object.keys(spanTwists))('about spans: %s', async (name) => {
    await holdsFor(pagesOf(500, { spans: [name], often: 40, places: 1 }, random(3)), cut, {}); // fewer are hardly read by kinds
  });
  it.each(['no root', 'two calls', 'a span twice', 'a user at two hops', 'another owner at the gateway'])(
    'about requests: %s',
    async (name) => holdsFor(pagesOf(200, { traces: [name] }, random(4)), cut, {}),
  );
  it.each([5, 30])('about %i %% of pages', async (pages) => {
    for (const seed of [5, 6, 7, 8]) await holdsFor(pagesOf(300, { pages, places: 2 }, random(seed)), cut, {});
  });
});

it('beside the same spans once more, and beside events', async () => {
  const traces = hopTraces(200, [[]], [], random(8)).flat();
  const half = (from: number, to: number): Buffer =>
    Buffer.from(otlpPages(traces.slice(from, to).map(spanOf), 9, 0, random(9)));
  const lines = Buffer.from(
    traces
      .slice(400)
      .map((hop) => `${JSON.stringify(hop)}\n`)
      .join(''),
  );
  await holdsForAll(
    [
      ['a.jsonl', half(0, 420)],
      ['b.jsonl', half(380, 500)],
      ['c.jsonl', lines],
    ],
    cut,
    {},
  );
  await holdsForAll(
    [
      ['a.jsonl', half(0, 420)],
      ['b.jsonl', half(0, 420)],
    ],
    { ...cut, threads: 2 },
    {},
  );
});

it('in a file that is packed', async () => {
  const bytes = pagesOf(300, { profiles: [[], ['no root']], places: 2 }, random(10));
  await holdsForAll([['a.jsonl.gz', gzipSync(bytes)]], { ...cut, blockBytes: 9000 }, {});
});

it('of any kinds', async () => {
  const twistNames = fc.constantFrom(...Object.keys(hopTwists));
  const log = fc.record({
    count: fc.integer({ min: 1, max: 200 }),
    odd: fc.record({
      traces: fc.array(twistNames, { maxLength: 4 }),
      spans: fc.array(fc.constantFrom(...Object.keys(spanTwists)), { maxLength: 6 }),
      profiles: fc.array(fc.array(twistNames, { maxLength: 2 }), { minLength: 1, maxLength: 3 }),
      pages: fc.constantFrom(0, 0, 5, 40),
      size: fc.constantFrom(1, 5, 40),
    }),
    seed: fc.nat(1_000_000),
  });
  const more = fc
    .record({ group_by: groupings, contract: contracts, flags: selections })
    .map(({ flags, ...others }) => ({ ...others, ...selected(flags) }));
  await hold(fc.record({ log, cut: cuts, more }), 14, async ({ log: { count, odd, seed }, cut, more }) =>
    holdsFor(pagesOf(count, odd, random(seed)), cut, more),
  );
}, 120_000);
