// What a record says about metering: usage in its dialect, the logged cost, requests, attempt and the flags.
import type { MappingNote } from '../model/event.ts';
import type { JsonValue } from '../model/json.ts';
import type { Usd } from '../model/money.ts';
import type { Lookup } from './compile-table.ts';
import { type Counts, disjointUsage } from './disjoint-usage.ts';
import type { Draft, Format, Part } from './format.ts';
import { readAmount, readCount, readFlag } from './values.ts';

export function readMetering(format: Format, part: Part, draft: Draft, notes: MappingNote[], lookup: Lookup): void {
  readUsage(part, draft, notes, lookup);
  const { logged_cost_usd: cost, attempt, requests, cache_hit: cacheHit, streamed } = format.fields;
  const hit = readFlag(lookup.at(cacheHit));
  if (hit !== undefined) draft.cache_hit = hit;
  const stream = readFlag(lookup.at(streamed));
  if (stream !== undefined) draft.streamed = stream;
  const attempts = lookup.first(attempt, (value) => readCount('attempt', value, notes));
  if (attempts) draft.attempt = attempts.value;
  const several = lookup.first(requests, (value) => readCount('requests', value, notes));
  if (several) {
    draft.requests = several.value;
    if (several.value > 1) draft.granularity = 'aggregate';
  }
  const amountAt = (value: JsonValue, path: string): Usd | undefined =>
    cost && readAmount(value, cost.units?.[path] ?? cost.unit);
  const amount =
    lookup.first(cost?.from, (value, path) => amountAt(value, path) || undefined) ?? lookup.first(cost?.from, amountAt); // a zero is the last word
  if (!amount) return;
  if (amount.value === 0n && draft.usage && !hit) notes.push({ kind: 'zero-cost-with-usage' });
  else draft.logged_cost_usd = amount.value;
}

/** The counts of the first dialect that applies; the evidence keeps the source's own names. */
function readUsage(part: Part, draft: Draft, notes: MappingNote[], { counting, first }: Lookup): void {
  const counts: { -readonly [K in keyof Counts]: Counts[K] } = {};
  let raw: Record<string, number> | undefined;
  for (const [name, paths] of counting.counts) {
    const count = first(paths, (value) => readCount(name, value, notes));
    if (!count) continue;
    counts[name] = count.value;
    raw ??= {};
    raw[count.path] = count.value;
  }
  if (raw) draft.raw_usage = raw;
  const usage = disjointUsage(counts, part.tokens ?? counting.tokens, notes);
  if (usage) draft.usage = usage;
}
