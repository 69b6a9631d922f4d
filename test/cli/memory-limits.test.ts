// --memory: sizes as people write them, and how much is held for them.
import { expect, test } from 'vitest';
import { megabyte, memoryLimits, watchMemory } from '../../src/cli/memory-limits.ts';
import { UsageError } from '../../src/model/errors.ts';

test('the default is 512MB', () => {
  expect(memoryLimits({})).toEqual(memoryLimits({ memory: '512MB' }));
});

test.each(['1024MB', '1024m', '1G', '1 GiB', '1073741824', '1048576k'])('%s is a gigabyte', (memory) => {
  expect(memoryLimits({ memory })).toEqual(memoryLimits({ memory: '1GB' }));
});

test('twice the memory holds more than twice the events, and parts are smaller than what is held', () => {
  const [{ limits: one }, { limits: two }] = [memoryLimits({ memory: '512MB' }), memoryLimits({ memory: '1GB' })];
  expect(two.mostHeld).toBeGreaterThan(2 * one.mostHeld);
  expect(one.eventsAPart).toBeLessThan(one.mostHeld);
});

test.each(['lots', '512 bytes', '-1GB', ''])('"%s" is no size', (memory) => {
  expect(() => memoryLimits({ memory })).toThrow(UsageError);
});

test('too little is refused', () => {
  expect(() => memoryLimits({ memory: '100MB' })).toThrow('--memory 100MB is less than an audit needs');
});

test('as many threads as the memory has room for, each with what it needs by itself', () => {
  expect(memoryLimits({}, 1).threads).toBe(1);
  expect(memoryLimits({}, 2).threads).toBe(2);
  expect(memoryLimits({ memory: '256MB' }, 2)).toEqual(memoryLimits({ memory: '256MB' }));
  expect(memoryLimits({}, 64).threads).toBe(2);
  expect(memoryLimits({ memory: '16GB' }, 64).threads).toBe(64);
});

test('with threads the parts are smaller, so that all of them hold no more than one alone', () => {
  const alone = memoryLimits({}).limits;
  const { limits, threads } = memoryLimits({}, 2);
  expect(limits.eventsAPart * threads).toBeLessThan(alone.eventsAPart);
  expect(limits.mostHeld).toBe(5000);
});

test('where rules look at calls over time, fewer events are held', () => {
  const [usual, over] = [memoryLimits({}).limits, memoryLimits({}, 1, { overTime: true }).limits];
  expect(over.mostHeld).toBeLessThan(0.6 * usual.mostHeld);
  expect(over.eventsAPart).toBeLessThan(0.6 * usual.eventsAPart);
});

test('memory is watched until most of what was granted is taken', () => {
  const taken = [100, 200, 250, 100].map((megabytes) => megabytes * megabyte);
  let asked = 0;
  const heed = watchMemory({ memory: '300MB' }, () => taken[asked++] ?? 0);
  for (const _ of taken) heed();
  expect(asked).toBe(3);
});
