// Overlapping vendor counts made disjoint: the only place that knows what is inside what.
import type { MappingNote } from '../model/event.ts';
import type { Usage, UsageClass } from '../model/usage.ts';
import type { TokenSemantics, UsagePath } from './format.ts';

export type Counts = { readonly [K in UsagePath]?: number };
/** A list of them, or whoever only counts. */
type Notes = { push(note: MappingNote): unknown };
type Classes = { -readonly [K in UsageClass]?: number };

const inclusive: TokenSemantics = {
  cached_input: 'inside-input',
  cache_write: 'inside-input',
  reasoning: 'inside-output',
};

/**
 * Vendor counts to disjoint classes. All-zero counts are no usage: every real request has at least one token, so zeros mean
 * that nothing was measured; a total alone says nothing about classes. A contradiction between counts and semantics is noted and
 * the counts are taken as disjoint; where nothing decides, the other reading is noted beside the one that is taken.
 */
export function disjointUsage(counts: Counts, semantics: TokenSemantics = inclusive, notes: Notes): Usage | undefined {
  const usage = classesOf(counts);
  splitCacheWrite(usage, counts, notes);
  if (!isSomething(usage)) return undefined;
  const { reading, undecided } = readingOf(usage, counts.total, semantics, notes);
  if (undecided.length > 0) {
    const other = { ...reading, ...Object.fromEntries(undecided.map(({ part }) => [part, false])) };
    const otherwise = apart({ ...usage }, other, semantics, []);
    notes.push({ kind: 'usage-ambiguous', parts: undecided.map(({ name }) => name), otherwise });
  }
  const twice = hasMode(usage) && reading.cached ? countedTwice(usage, reading, semantics) : undefined;
  if (!twice) return apart(usage, reading, semantics, notes);
  if (twice.least < twice.most && undecided.length === 0) {
    const otherwise = apart(withoutOverlap(usage, twice.least), reading, semantics, []);
    notes.push({ kind: 'usage-ambiguous', parts: [usage.audio_in ? 'audio' : 'image'], otherwise });
  }
  return apart(withoutOverlap(usage, twice.most), reading, semantics, notes);
}

/**
 * Cached tokens may be audio, and then both counts hold them. At least as many do as both counts together are more than the prompt, at most
 * as many as the smaller one has. Images and videos count only where they must be cached, for no cached class is their own.
 */
function countedTwice(
  usage: Classes,
  reading: Reading,
  { modalities = 'inside' }: TokenSemantics,
): { readonly least: number; readonly most: number } | undefined {
  const { input, cached_input: cached = 0, cached_audio_in: known, audio_in: heard = 0 } = usage;
  if (modalities !== 'inside' || input === undefined || cached === 0 || known !== undefined) return undefined;
  const seen = (usage.image_in ?? 0) + (usage.video_in ?? 0);
  const written = reading.write ? (usage.cache_write_5m ?? 0) + (usage.cache_write_1h ?? 0) : 0;
  const least = Math.max(cached + written + heard + seen - input, 0);
  const most = Math.min(cached, least > heard ? heard + seen : heard);
  return most === 0 || least > most ? undefined : { least, most };
}

/** Tokens that both counts hold are cached ones. */
function withoutOverlap(usage: Classes, overlap: number): Classes {
  const rest: Classes = { ...usage };
  let left = overlap;
  for (const mode of inputModes) {
    const shared = Math.min(left, usage[mode] ?? 0);
    left -= shared;
    if (shared === 0) continue;
    if (mode === 'audio_in') rest.cached_audio_in = shared;
    else rest[mode] = (usage[mode] ?? 0) - shared;
  }
  return rest;
}

/** Without the counts that are sums over classes. Set one by one: a spread that leaves members out is slow. */
function classesOf(counts: Counts): Classes {
  const usage: Classes = {};
  for (const name in counts) {
    if (name === 'cache_write' || name === 'tool_prompt' || name === 'total') continue;
    const [own, count] = [name as UsageClass, counts[name as UsageClass]]; // own keys of a literal
    if (count !== undefined) usage[own] = count;
  }
  if (counts.tool_prompt) usage.input = (usage.input ?? 0) + counts.tool_prompt;
  return usage;
}

const cachedParts: readonly UsageClass[] = ['cached_input', 'cached_audio_in'];
const writtenParts: readonly UsageClass[] = ['cache_write_5m', 'cache_write_1h'];
const cacheParts: readonly UsageClass[] = [...cachedParts, ...writtenParts];
const cachedModes: readonly UsageClass[] = ['cached_audio_in'];
const inputModes: readonly UsageClass[] = ['audio_in', 'image_in', 'video_in'];
const outputModes: readonly UsageClass[] = ['audio_out', 'image_out'];
const reasoningParts: readonly UsageClass[] = ['reasoning'];

const modes: ReadonlySet<string> = new Set([...cachedModes, ...inputModes, ...outputModes]);

/** Most usage is text alone. */
function hasMode(usage: Classes): boolean {
  for (const name in usage) if (modes.has(name)) return true;
  return false;
}

/** Every part taken out of the whole it is inside. */
function apart(usage: Classes, reading: Reading, semantics: TokenSemantics, notes: Notes): Usage {
  const { cached, write, reasoning } = reading;
  const modal = semantics.modalities !== 'beside' && hasMode(usage);
  if (modal) takeOut(usage, 'cached_input', cachedModes, notes);
  if (modal && semantics.modalities !== 'uncached-inside') takeOut(usage, 'audio_in', cachedModes, notes);
  if (cached) takeOut(usage, 'input', write ? cacheParts : cachedParts, notes);
  else if (write) takeOut(usage, 'input', writtenParts, notes);
  if (modal) takeOut(usage, 'input', inputModes, notes);
  if (reasoning) takeOut(usage, 'output', reasoningParts, notes);
  if (modal) takeOut(usage, 'output', outputModes, notes);
  return withoutZeros(usage);
}

/** Made anew: an object that members were deleted from is slow to read, and usage is read all the way to the report. */
function withoutZeros(usage: Classes): Usage {
  const rest: Classes = {};
  for (const name in usage) {
    const count = usage[name as UsageClass]; // own keys of a literal
    if (count !== 0 && count !== undefined) rest[name as UsageClass] = count;
  }
  return rest;
}

function isSomething(usage: Classes): boolean {
  for (const name in usage) if (usage[name as UsageClass] !== 0) return true; // own keys of a literal
  return false;
}

function splitCacheWrite(usage: Classes, counts: Counts, notes: Notes): void {
  const rest = (counts.cache_write ?? 0) - (counts.cache_write_5m ?? 0) - (counts.cache_write_1h ?? 0);
  if (rest <= 0) return;
  usage.cache_write_5m = (counts.cache_write_5m ?? 0) + rest;
  notes.push({ kind: 'cache-ttl-unknown' });
}

/** Which parts are inside their whole. */
interface Reading {
  readonly cached: boolean;
  readonly write: boolean;
  readonly reasoning: boolean;
}

/** A part that nothing tells to be inside its whole or beside it: it is read as inside, and the other way is noted. */
interface Undecided {
  readonly part: keyof Reading;
  readonly name: string;
}

/** What the total and the semantics say of a part; `overruled`: the total says beside against the semantics. */
type Decision = 'inside' | 'beside' | 'overruled' | 'undecided';

const partNames: Readonly<Record<keyof Reading, string>> = {
  cached: 'cached',
  write: 'cache write',
  reasoning: 'reasoning',
};
const nothing: readonly never[] = Object.freeze([]);
const nothingToDecide = { reading: { cached: true, write: true, reasoning: true }, undecided: nothing };

const bools = [true, false] as const;
const readings: readonly Reading[] = bools.flatMap((cached) =>
  bools.flatMap((write) => bools.map((reasoning) => ({ cached, write, reasoning }))),
);

/** Some of `readings`, a bit for each: usage is read for every record. */
type Readings = number;
const readingsWhere = (is: (reading: Reading) => boolean): Readings =>
  readings.reduce((set, reading, bit) => (is(reading) ? set | (1 << bit) : set), 0);
const insideOf: Readonly<Record<keyof Reading, Readings>> = {
  cached: readingsWhere(({ cached }) => cached),
  write: readingsWhere(({ write }) => write),
  reasoning: readingsWhere(({ reasoning }) => reasoning),
};
const cacheAlike = readingsWhere(({ cached, write }) => cached === write);

/**
 * The stated semantics, tried against the total: total = input + output + every part that is beside them. The total decides what is
 * `by-total`, and overrules a stated `inside` (raw vendor counts passed through by a source that is otherwise inclusive). It never
 * overrules `beside`: sources with separate cache counts often write a total without them.
 */
function readingOf(
  usage: Classes,
  total: number | undefined,
  semantics: TokenSemantics,
  notes: Notes,
): { readonly reading: Reading; readonly undecided: readonly Undecided[] } {
  const { input = 0, output = 0, cached_input: read = 0, cached_audio_in: heard = 0, reasoning: thought = 0 } = usage;
  const written = (usage.cache_write_5m ?? 0) + (usage.cache_write_1h ?? 0);
  if (read === 0 && heard === 0 && written === 0 && thought === 0) return nothingToDecide;
  const fitting = total === undefined ? 0 : readingsThatFit(total, input + output, read, written, thought);
  const alike = semantics.cached_input === semantics.cache_write ? fitting & cacheAlike : 0;
  const candidates = alike === 0 ? fitting : alike;
  const cached = decide('cached', read, input, semantics.cached_input, candidates);
  const write = decide('write', written, input, semantics.cache_write, candidates);
  const reasoning = decide('reasoning', thought, output, semantics.reasoning, candidates);
  const reading = { cached: isInside(cached), write: isInside(write), reasoning: isInside(reasoning) };
  if (isSaid(cached) && isSaid(write) && isSaid(reasoning)) return { reading, undecided: nothing };
  const undecided: Undecided[] = [];
  const decisions = [
    ['cached', cached],
    ['write', write],
    ['reasoning', reasoning],
  ] as const;
  for (const [part, decision] of decisions) {
    const name = partNames[part];
    if (decision === 'undecided') undecided.push({ part, name });
    if (decision === 'overruled')
      notes.push({
        kind: 'usage-semantics-conflict',
        detail: `the total ${total} counts ${name} tokens beside the rest`,
      });
  }
  return { reading, undecided };
}

/** Those in which the parts that are beside the rest make up the total. */
function readingsThatFit(total: number, rest: number, read: number, written: number, thought: number): Readings {
  let fitting = 0;
  for (let bit = 0; bit < readings.length; bit++) {
    const { cached, write, reasoning } = readings[bit] ?? nothingToDecide.reading;
    const sum = (cached ? 0 : read) + (write ? 0 : written) + (reasoning ? 0 : thought);
    if (total === rest + sum) fitting |= 1 << bit;
  }
  return fitting;
}

function decide(part: keyof Reading, count: number, whole: number, stated: string, candidates: Readings): Decision {
  const mayBeInside = (candidates & insideOf[part]) !== 0;
  const mayBeBeside = (candidates & ~insideOf[part]) !== 0;
  if (stated === 'beside-unless-total') return mayBeInside && !mayBeBeside && count <= whole ? 'inside' : 'beside';
  if (stated.startsWith('beside')) return 'beside';
  if (count === 0) return 'inside';
  if (mayBeInside !== mayBeBeside) {
    if (mayBeInside) return 'inside';
    return stated === 'by-total' ? 'beside' : 'overruled';
  }
  if (stated !== 'by-total') return 'inside';
  return count > whole ? 'beside' : 'undecided';
}

/** A part that nothing decides about is read as inside. */
const isInside = (decision: Decision): boolean => decision === 'inside' || decision === 'undecided';
const isSaid = (decision: Decision): boolean => decision === 'inside' || decision === 'beside';

/** Subtracts the parts from the whole they are inside; parts that exceed the whole prove that they are not. */
function takeOut(usage: Classes, whole: UsageClass, parts: readonly UsageClass[], notes: Notes): void {
  let sum = 0;
  for (const part of parts) sum += usage[part] ?? 0;
  const count = usage[whole];
  if (sum === 0 || count === undefined) return;
  if (sum > count) {
    notes.push({
      kind: 'usage-semantics-conflict',
      detail: `${parts.filter((part) => usage[part]).join(' + ')} = ${sum} is more than ${whole} = ${count}`,
    });
  } else usage[whole] = count - sum;
}
