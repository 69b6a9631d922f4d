// The same call with other counts: classes moved, added or left out. Each gives the same object where nothing changes.
import type { Usage, UsageClass } from '../model/usage.ts';

export const cacheReads = ['cached_input', 'cached_audio_in'] as const;
export const cacheWrites = ['cache_write_5m', 'cache_write_1h'] as const;

export function added(usage: Usage, to: UsageClass, count: number | undefined): Usage {
  return count === undefined || count === 0 ? usage : { ...usage, [to]: (usage[to] ?? 0) + count };
}

export function without(usage: Usage, classes: readonly UsageClass[]): Usage {
  if (sumOf(usage, classes) === 0) return usage;
  const rest: { [K in UsageClass]?: number } = {};
  for (const key in usage) {
    const name = key as UsageClass; // the members of a usage
    if (usage[name] !== undefined && !classes.includes(name)) rest[name] = usage[name];
  }
  return rest;
}

export function sumOf(usage: Usage, classes: readonly UsageClass[]): number {
  let total = 0;
  for (const name of classes) total += usage[name] ?? 0;
  return total;
}

/** Cached tokens counted as plain ones too. */
export function withReadsAdded(usage: Usage): Usage {
  return added(added(usage, 'input', usage.cached_input), 'audio_in', usage.cached_audio_in);
}

/** As if there had been no cache to read from. */
export function withoutCacheReads(usage: Usage): Usage {
  return without(withReadsAdded(usage), cacheReads);
}

/** As if nothing had been written to a cache. */
export function withoutCacheWrites(usage: Usage): Usage {
  return without(added(usage, 'input', sumOf(usage, cacheWrites)), cacheWrites);
}
