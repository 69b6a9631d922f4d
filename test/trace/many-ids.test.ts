import { describe, expect, it } from 'vitest';
import { countIds, eachGroup, firstById, groupsById, inSlices, manyIds } from '../../src/trace/many-ids.ts';
import { makeCall } from './make-event.ts';

const name = (number: number): string => `id-${number}`;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

describe.each([100, 3 * manyIds])('of %i ids', (count) => {
  it('all that are there more often are told, and few others', () => {
    const counts = countIds(2 * count);
    for (const number of numbers(count)) counts.see(name(number));
    for (const number of numbers(count / 2)) counts.see(name(number));
    counts.see(undefined);
    const told = numbers(count).filter((number) => counts.isInMoreThan(1, name(number)));
    expect(told.slice(0, count / 2)).toEqual(numbers(count / 2));
    expect(told.length).toBeLessThan(0.65 * count);
  });

  it('one that is there a thousand times is told, too', () => {
    const counts = countIds(count);
    for (const _ of numbers(1000)) counts.see('constant');
    expect(counts.isInMoreThan(64, 'constant')).toBe(true);
    expect(counts.isInMoreThan(64, 'another')).toBe(false);
  });

  it('the first event of each is found, and none of another', () => {
    const events = numbers(count).map((number) =>
      makeCall(number % 10 === 9 ? {} : { span_id: name(number % (count / 2)) }),
    );
    const first = firstById(events, ({ span_id: id }) => id);
    const found = numbers(count).map((number) => first.get(name(number)));
    expect(numbers(count / 2).every((at) => found[at] === (at % 10 === 9 ? undefined : events[at]))).toBe(true);
    expect(found.slice(count / 2).some((event) => event)).toBe(false);
  });

  it('members are in groups by id, in the order of the first ones, and those without an id in none', () => {
    const idOf = (number: number): string | undefined => (number % 5 === 4 ? undefined : name(number % (count / 2)));
    const groups = groupsById(numbers(count), idOf);
    const expected = numbers(count / 2)
      .filter((number) => number % 5 !== 4)
      .map((number) => [number, number + count / 2]);
    expect([...groups.each()]).toEqual(expected);
    expect([groups.get(name(3)), groups.get(name(4)), groups.get('none')]).toEqual([[3, 3 + count / 2], [], []]);
  });

  it('each id is in one slice, together with all members that have it', () => {
    const idsOf = (number: number): readonly (string | undefined)[] => [name(number), name(number >> 1), undefined];
    const holders = new Map<string, number[]>();
    for (const { some, isIn } of inSlices(numbers(count), idsOf)) {
      const seen = new Map<string, number[]>();
      for (const member of some)
        for (const id of new Set(idsOf(member)))
          if (id !== undefined && isIn(id)) seen.set(id, [...(seen.get(id) ?? []), member]);
      for (const [id, members] of seen) {
        expect(holders.has(id)).toBe(false);
        holders.set(id, members);
      }
    }
    expect(holders.size).toBe(count);
    expect(holders.get(name(7))).toEqual([7, 14, 15]);
  });

  it('members are in one group by key, in their order', () => {
    const keyOf = (number: number): string => name(number % (count / 2));
    const groups = [...eachGroup(numbers(count), keyOf)].sort(([a = 0], [b = 0]) => a - b);
    expect(groups).toEqual(numbers(count / 2).map((number) => [number, number + count / 2]));
  });
});
