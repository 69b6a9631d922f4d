// What a record says about metering: usage in its dialect, the logged cost, requests, attempt and the flags.
import type { MappingNote } from '../model/event.ts';
import type { JsonValue } from '../model/json.ts';
import type { Usd } from '../model/money.ts';
import { type Counting, type Entries, firstValue, readFirst } from './compile-table.ts';
import { dictionary } from './dictionary.ts';
import { type Counts, disjointUsage } from './disjoint-usage.ts';
import type { Draft, Format, Part } from './format.ts';
import type { Values } from './project.ts';
import { readAmount, readCount, readFlag, readText, shownValue } from './values.ts';

export function readMetering(
  format: Format,
  { others, countingOf }: Entries,
  part: Part,
  draft: Draft,
  notes: MappingNote[],
  values: Values,
): void {
  readUsage(part, draft, notes, countingOf(values), values);
  const hit = readFlag(firstValue(values, others.cache_hit));
  if (hit !== undefined) draft.cache_hit = hit;
  const stream = readFlag(firstValue(values, others.streamed));
  if (stream !== undefined) draft.streamed = stream;
  const attempt = readFirst(values, others.attempt, (value) => readCount('attempt', value, notes));
  if (attempt !== undefined) draft.attempt = attempt;
  const requests = readFirst(values, others.requests, (value) => readCount('requests', value, notes));
  if (requests !== undefined) {
    draft.requests = requests;
    if (requests > 1) draft.granularity = 'aggregate';
  }
  const cost = format.fields.logged_cost_usd;
  const amountAt = (value: JsonValue, path: string): Usd | undefined =>
    cost && readAmount(value, cost.units?.[path] ?? cost.unit);
  const amount =
    readFirst(values, others.logged_cost_usd, (value, path) => amountAt(value, path) || undefined) ??
    readFirst(values, others.logged_cost_usd, amountAt); // a zero is the last word
  if (amount === undefined) {
    const text = readFirst(values, others.logged_cost_usd, readText);
    if (text !== undefined) notes.push({ kind: 'bad-amount', value: shownValue(text) });
    return;
  }
  if (amount === 0n && draft.usage && !hit) notes.push({ kind: 'zero-cost-with-usage' });
  else draft.logged_cost_usd = amount;
}

/** The counts of the first dialect that applies; the evidence keeps the source's own names. */
function readUsage(part: Part, draft: Draft, notes: MappingNote[], counting: Counting, values: Values): void {
  let counts: { -readonly [K in keyof Counts]: Counts[K] } | undefined;
  const [rawNames, rawCounts]: [string[], number[]] = [[], []];
  for (const { name, paths, slots } of counting.counts) {
    const noted = notes.length;
    for (let index = 0; index < slots.length; index++) {
      const count = readCount(name, values[slots[index] ?? 0], notes);
      if (count === undefined) continue;
      if (notes.length > noted) notes.length = noted; // another spelling gave it: nothing is lost
      counts ??= {};
      counts[name] = count;
      rawNames.push(paths[index] ?? '');
      rawCounts.push(count);
      break;
    }
  }
  if (!counts) return;
  draft.raw_usage = dictionary(rawNames, rawCounts);
  const usage = disjointUsage(counts, part.tokens ?? counting.tokens, notes);
  if (usage) draft.usage = usage;
}
