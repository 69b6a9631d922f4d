import { describe, expect, test } from 'vitest';
import { type Counts, disjointUsage } from '../../src/formats/disjoint-usage.ts';
import type { TokenSemantics } from '../../src/formats/format.ts';
import type { MappingNote } from '../../src/model/event.ts';

const inside: TokenSemantics = {
  cached_input: 'inside-input',
  cache_write: 'inside-input',
  reasoning: 'inside-output',
};
const beside: TokenSemantics = {
  cached_input: 'beside-input',
  cache_write: 'beside-input',
  reasoning: 'beside-output',
};
const byTotal: TokenSemantics = { cached_input: 'by-total', cache_write: 'by-total', reasoning: 'by-total' };

function made(counts: Counts, semantics?: TokenSemantics) {
  const notes: MappingNote[] = [];
  const usage = disjointUsage(counts, semantics, notes);
  return { usage, notes: notes.map((note) => note.kind) };
}

test('inside: parts are taken out of their wholes', () => {
  expect(made({ input: 1000, cached_input: 600, cache_write_5m: 100, output: 300, reasoning: 120 }, inside)).toEqual({
    usage: { input: 300, cached_input: 600, cache_write_5m: 100, output: 180, reasoning: 120 },
    notes: [],
  });
});

test('beside: counts stay as they are', () => {
  expect(made({ input: 1000, cached_input: 600, cache_write_1h: 100, output: 300, reasoning: 120 }, beside)).toEqual({
    usage: { input: 1000, cached_input: 600, cache_write_1h: 100, output: 300, reasoning: 120 },
    notes: [],
  });
});

test('a whole that is all cached leaves no uncached input', () => {
  expect(made({ input: 600, cached_input: 600, output: 1 }, inside).usage).toEqual({ cached_input: 600, output: 1 });
});

test('cache writes without a lifetime are five-minute writes, noted; a split that adds up is taken as it is', () => {
  expect(made({ input: 10, cache_write: 7, output: 1 }, beside)).toEqual({
    usage: { input: 10, cache_write_5m: 7, output: 1 },
    notes: ['cache-ttl-unknown'],
  });
  expect(made({ input: 10, cache_write: 7, cache_write_5m: 3, cache_write_1h: 4, output: 1 }, beside)).toEqual({
    usage: { input: 10, cache_write_5m: 3, cache_write_1h: 4, output: 1 },
    notes: [],
  });
});

test('zeros measured nothing, and a total alone says nothing about classes', () => {
  expect(made({ input: 0, output: 0, total: 0 }).usage).toBeUndefined();
  expect(made({ total: 2700 }).usage).toBeUndefined();
  expect(made({}).usage).toBeUndefined();
});

test('beside: cached audio is no part of the text, also where no cached text is counted', () => {
  const counts = { input: 1000, audio_in: 500, cached_audio_in: 100, output: 10 };
  expect(made(counts, { ...beside, modalities: 'beside' })).toEqual({ usage: counts, notes: [] });
});

test('parts greater than their whole prove that they are beside it', () => {
  expect(made({ input: 20, cached_input: 900, output: 5 }, inside)).toEqual({
    usage: { input: 20, cached_input: 900, output: 5 },
    notes: ['usage-semantics-conflict'],
  });
  expect(made({ input: 0, cached_input: 900, output: 5 }, inside)).toEqual({
    usage: { cached_input: 900, output: 5 },
    notes: ['usage-semantics-conflict'],
  });
});

test('a total overrules a stated inside, never a stated beside', () => {
  expect(made({ input: 1000, cached_input: 600, output: 300, total: 1900 }, inside)).toEqual({
    usage: { input: 1000, cached_input: 600, output: 300 },
    notes: ['usage-semantics-conflict'],
  });
  expect(made({ input: 1000, cached_input: 600, output: 300, total: 1300 }, inside)).toEqual({
    usage: { input: 400, cached_input: 600, output: 300 },
    notes: [],
  });
  expect(made({ input: 1000, cached_input: 600, output: 300, total: 1300 }, beside)).toEqual({
    usage: { input: 1000, cached_input: 600, output: 300 },
    notes: [],
  });
});

test.each([
  ['everything inside', 1300, { input: 400, cached_input: 600, output: 100, reasoning: 200 }],
  ['cache beside, reasoning inside', 1900, { input: 1000, cached_input: 600, output: 100, reasoning: 200 }],
  ['cache inside, reasoning beside', 1500, { input: 400, cached_input: 600, output: 300, reasoning: 200 }],
  ['everything beside', 2100, { input: 1000, cached_input: 600, output: 300, reasoning: 200 }],
])('by total: %s', (_, total, usage) => {
  expect(made({ input: 1000, cached_input: 600, output: 300, reasoning: 200, total }, byTotal)).toEqual({
    usage,
    notes: [],
  });
});

test('by total without a total: inside, and noted, unless the counts forbid it', () => {
  expect(made({ input: 1000, cached_input: 600, output: 300 }, byTotal)).toEqual({
    usage: { input: 400, cached_input: 600, output: 300 },
    notes: ['usage-ambiguous'],
  });
  const notes: MappingNote[] = [];
  disjointUsage({ input: 1000, cached_input: 600, cache_write: 100, output: 300 }, byTotal, notes);
  expect(notes).toContainEqual({
    kind: 'usage-ambiguous',
    parts: ['cached', 'cache write'],
    otherwise: { input: 1000, cached_input: 600, cache_write_5m: 100, output: 300 },
  });
  expect(made({ input: 10, cached_input: 600, output: 300 }, byTotal)).toEqual({
    usage: { input: 10, cached_input: 600, output: 300 },
    notes: [],
  });
});

test('beside unless the total says otherwise', () => {
  const semantics: TokenSemantics = { ...inside, reasoning: 'beside-unless-total' };
  const counts = { input: 100, output: 50, reasoning: 30 };
  const beside = { usage: counts, notes: [] };
  expect(made({ ...counts, total: 150 }, semantics)).toEqual({ usage: { ...counts, output: 20 }, notes: [] });
  expect(made({ ...counts, total: 180 }, semantics)).toEqual(beside);
  expect(made({ ...counts, total: 230 }, semantics)).toEqual(beside);
  expect(made(counts, semantics)).toEqual(beside);
});

test('audio is inside the text counts, cached audio inside the cached count', () => {
  expect(
    made({ input: 1000, cached_input: 400, cached_audio_in: 100, audio_in: 200, output: 300, audio_out: 50 }, inside)
      .usage,
  ).toEqual({ input: 500, cached_input: 300, cached_audio_in: 100, audio_in: 100, output: 250, audio_out: 50 });
  expect(
    made(
      { input: 1000, cached_input: 400, cached_audio_in: 100, audio_in: 200, output: 300, audio_out: 50 },
      { ...inside, modalities: 'uncached-inside' },
    ).usage,
  ).toEqual({ input: 400, cached_input: 300, cached_audio_in: 100, audio_in: 200, output: 250, audio_out: 50 });
});

describe('cached tokens may be audio tokens', () => {
  test('a prompt that is all audio has all of its cached tokens there', () => {
    expect(made({ input: 1000, cached_input: 800, audio_in: 1000, output: 10 }, inside)).toEqual({
      usage: { cached_audio_in: 800, audio_in: 200, output: 10 },
      notes: [],
    });
  });

  test('more than the prompt holds, together: some are both, nothing says how many, and no token is counted twice', () => {
    const notes: MappingNote[] = [];
    const counts = { input: 1000, cached_input: 800, audio_in: 600, output: 10 };
    expect(disjointUsage(counts, inside, notes)).toEqual({
      input: 200,
      cached_input: 200,
      cached_audio_in: 600,
      output: 10,
    });
    const otherwise = { cached_input: 400, cached_audio_in: 400, audio_in: 200, output: 10 };
    expect(notes).toEqual([{ kind: 'usage-ambiguous', parts: ['audio'], otherwise }]);
  });

  test('less than the prompt holds: none may be both, or some', () => {
    const notes: MappingNote[] = [];
    disjointUsage({ input: 1000, cached_input: 300, audio_in: 200, output: 10 }, inside, notes);
    const otherwise = { input: 500, cached_input: 300, audio_in: 200, output: 10 };
    expect(notes).toEqual([{ kind: 'usage-ambiguous', parts: ['audio'], otherwise }]);
  });

  test('images that must be cached are cached tokens; where they need not be, they are none', () => {
    expect(made({ input: 1000, cached_input: 800, image_in: 600, output: 10 }, inside)).toEqual({
      usage: { input: 200, cached_input: 800, output: 10 },
      notes: ['usage-ambiguous'],
    });
    expect(made({ input: 1000, cached_input: 300, image_in: 200, output: 10 }, inside)).toEqual({
      usage: { input: 500, cached_input: 300, image_in: 200, output: 10 },
      notes: [],
    });
  });

  test('known, or said to be apart: nothing is in question', () => {
    const counts = { input: 1000, cached_input: 300, audio_in: 200, output: 10 };
    expect(made({ ...counts, cached_audio_in: 0 }, inside).notes).toEqual([]);
    expect(made(counts, { ...inside, modalities: 'uncached-inside' })).toEqual({
      usage: { input: 500, cached_input: 300, audio_in: 200, output: 10 },
      notes: [],
    });
    expect(made(counts, { ...inside, modalities: 'beside' }).notes).toEqual([]);
  });
});

test('tokens are neither made nor lost', () => {
  const sum = (usage: object | undefined) => Object.values(usage ?? {}).reduce((total, count) => total + count, 0);
  for (const cached of [0, 1, 500, 1000]) {
    const { usage } = made({ input: 1000, cached_input: cached, output: 300, reasoning: 300 }, inside);
    expect(sum(usage)).toBe(1300);
  }
});
