import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { untilStopped } from '../../../src/cli/listen/until-stopped.ts';
import { testIo } from '../test-io.ts';

const world = { cwd: '/' };
const never = { forMs: undefined, idleMs: undefined };

describe('listening ends', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function outcomeAfter(ms: number, stopped: Promise<string>): Promise<string> {
    await vi.advanceTimersByTimeAsync(ms);
    return Promise.race([stopped, Promise.resolve('goes on')]);
  }

  test.each(['SIGTERM', 'SIGINT'] as const)('by %s', async (name) => {
    const io = testIo(world);
    const { stopped } = untilStopped(never, io);
    expect(await outcomeAfter(1e6, stopped)).toBe('goes on');
    io.signal(name);
    expect(await stopped).toBe(name);
  });

  test('when its time is over', async () => {
    const { stopped } = untilStopped({ forMs: 1000, idleMs: undefined }, testIo(world));
    expect(await outcomeAfter(999, stopped)).toBe('goes on');
    expect(await outcomeAfter(1, stopped)).toBe('time is over');
  });

  test('when nothing new comes, but not before something came', async () => {
    const { stopped, postpone } = untilStopped({ forMs: undefined, idleMs: 1000 }, testIo(world));
    expect(await outcomeAfter(1e6, stopped)).toBe('goes on');
    postpone();
    expect(await outcomeAfter(900, stopped)).toBe('goes on');
    postpone();
    expect(await outcomeAfter(900, stopped)).toBe('goes on');
    expect(await outcomeAfter(100, stopped)).toBe('nothing new came');
    postpone();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('cancelled, it leaves no timer behind', () => {
    const { cancel, postpone } = untilStopped({ forMs: 1000, idleMs: 1000 }, testIo(world));
    postpone();
    cancel();
    expect(vi.getTimerCount()).toBe(0);
  });
});
