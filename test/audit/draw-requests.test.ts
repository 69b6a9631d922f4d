// What is let go on the way would not have been drawn: the sample is the one that is drawn from all requests at the end.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawRequests, type Named } from '../../src/audit/draw-requests.ts';
import { compareText } from '../../src/model/place.ts';

const place = { source: 'a', line: 1, offset: 0, format: 'x' };
const requests = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[a-z]{1,3}$/),
    workflow: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: undefined }),
    start: fc.option(fc.bigInt({ min: 0n, max: 9n }), { nil: undefined }),
    place: fc.constant(place),
  }),
  { selector: ({ id }) => id, maxLength: 200, size: 'max' },
);

function drawnFromAll(all: readonly Named[], size: number): readonly string[] {
  const names = [...new Set(all.map(({ workflow }) => workflow))].sort((a, b) => compareText(a ?? '~', b ?? '~'));
  const lists = names.map((name) => {
    const recent = all
      .filter(({ workflow }) => workflow === name)
      .sort((a, b) => Number((b.start ?? -1n) - (a.start ?? -1n)) || compareText(a.id, b.id))
      .slice(0, size * 5);
    return inDraw(recent);
  });
  const turns = lists.flatMap((list) => list.map((id, turn) => ({ id, turn })));
  return turns
    .sort((a, b) => a.turn - b.turn)
    .slice(0, size)
    .map(({ id }) => id);
}

/** Of two, the one that is drawn when only one is wanted comes first. */
function inDraw(some: readonly Named[]): readonly string[] {
  return some
    .toSorted((a, b) => {
      const two = drawRequests<string>(1, 'seed');
      for (const one of [a, b]) two.see({ ...one, workflow: 'w', start: 1n }, one.id);
      return two.drawn()[0]?.request === a.id ? -1 : 1;
    })
    .map(({ id }) => id);
}

test('the sample is drawn from all', () => {
  fc.assert(
    fc.property(requests, fc.integer({ min: 1, max: 12 }), (all, size) => {
      const drawing = drawRequests<string>(size, 'seed');
      for (const one of all) drawing.see(one, one.id);
      expect(
        drawing
          .drawn()
          .map(({ request }) => request)
          .sort(),
      ).toEqual([...drawnFromAll(all, size)].sort());
      expect(drawing.from().requests).toBe(all.length);
    }),
  );
});
