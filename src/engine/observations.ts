// What was noticed about the records of one input besides their outcomes: members that look like ownership, records nothing recognises, and
// how sure the format is. Looks once at every set of keys, of a record or of a part of one, so that it costs next to nothing.
import type { InputSummary } from '../audit/settings.ts';
import type { FieldMapping } from '../formats/field-map.ts';
import { nearestFormats, proposeMap } from '../formats/nearest.ts';
import { unreadOwnership } from '../formats/unread-ownership.ts';
import type { JsonObject } from '../model/json.ts';
import { compareText } from '../model/place.ts';
import { createKeySets, type KeySets, keySetText, keysAlone } from './key-sets.ts';
import type { MappedMember } from './map-members.ts';
import { keepSmallest, type Smallest } from './smallest.ts';

type Advice = NonNullable<InputSummary['unrecognised']>;

export interface Observations {
  readonly shapes: KeySets;
  readonly unread: Map<string, FieldMapping>;
  /** By set of keys: how many records, and what to say about them. */
  readonly unknown: Smallest<Unknown>;
  forced: number;
  /** Records that nothing recognises and that smell of metering; ordinary log lines are none. */
  lost: number;
  /** Where somebody else is to be told. */
  readonly told?: Told;
}

/** What became known of some records of the input. */
interface Told {
  readonly shapes: { readonly keys: JsonObject; readonly unread: readonly FieldMapping[] }[];
}

/** What was noticed about some records: plain data. */
export interface Noticed extends Told {
  readonly unknown: readonly (readonly [name: string, Unknown])[];
  readonly forced: number;
  readonly lost: number;
}

interface Unknown {
  records: number;
  lost: boolean;
  readonly advice: Advice;
}

const mostShapes = 10_000;
const mostUnknownShapes = 32;
const mostUnread = 20;

/** Forms open to any further key: that they fit says less. */
const open: ReadonlySet<string> = new Set(['event', 'nested-trace', 'header-log']);

export function newObservations(): Observations {
  return {
    shapes: createKeySets(mostShapes),
    unread: new Map(),
    unknown: keepSmallest(mostUnknownShapes),
    forced: 0,
    lost: 0,
  };
}

/** Observations of the next records of an input, which keep in mind what the ones before were told. */
export function observationsAfter(before: Observations): Observations {
  return { ...newObservations(), shapes: before.shapes, told: { shapes: [] } };
}

export function noticedIn({ told = { shapes: [] }, unknown, forced, lost }: Observations): Noticed {
  return { ...told, unknown: [...unknown.values()], forced, lost };
}

/** The same as if the records had been observed here. Those before them have been. */
export function addNoticed(seen: Observations, { shapes, unknown, forced, lost }: Noticed): void {
  seen.forced += forced;
  seen.lost += lost;
  for (const { keys, unread } of shapes) if (seen.shapes.isNew(keys)) addUnread(seen.unread, unread);
  for (const [name, { records, lost: isLost, advice }] of unknown) {
    const present = seen.unknown.of(name, () => ({ records: 0, lost: isLost, advice }));
    if (!present) continue;
    present.records += records;
    present.lost ||= isLost;
  }
}

export function observe(seen: Observations, mapped: MappedMember, map: readonly FieldMapping[] | undefined): void {
  const { format, outcome, record, forced } = mapped;
  if (forced) seen.forced += 1;
  if (format === undefined) observeUnknown(seen, record, outcome.kind === 'rejected');
  else if (outcome.kind === 'events') for (const value of valuesOf(mapped)) observeKeys(seen, value, mapped, map);
}

/** What a part of a record holds, or the record. */
export const valuesOf = ({ record, parts }: MappedMember): readonly JsonObject[] =>
  parts?.map(({ value }) => value) ?? [record];

/** One of those. */
export function observeKeys(
  seen: Observations,
  value: JsonObject,
  { format = '', outcome }: MappedMember,
  map: readonly FieldMapping[] | undefined,
): void {
  if (!seen.shapes.isNew(value)) return;
  const unread = unreadOwnership(format, value, outcome.kind === 'events' ? outcome.events : [], map);
  addUnread(seen.unread, unread);
  seen.told?.shapes.push({ keys: keysAlone(value), unread });
}

function addUnread(unread: Map<string, FieldMapping>, more: Iterable<FieldMapping>): void {
  for (const each of more) unread.set(`${each.field}=${each.path}`, each);
}

function observeUnknown(seen: Observations, record: JsonObject, lost: boolean): void {
  if (lost) seen.lost += 1;
  const present = seen.unknown.of(keySetText(record), () => {
    const advice = { nearest: nearestFormats(record).map(asWire), map: [...proposeMap(record)] };
    return { records: 0, lost, advice };
  });
  if (!present) return;
  present.records += 1;
  present.lost ||= lost;
}

const asWire = ({ format, missing }: { format: string; missing: readonly string[] }): Advice['nearest'][number] => {
  return { format, missing: [...missing] };
};

export function unreadOf({ unread }: Observations): Pick<InputSummary, 'unread_ownership'> {
  const all = [...unread.values()]
    .sort((a, b) => compareText(a.path, b.path) || compareText(a.field, b.field))
    .slice(0, mostUnread);
  return all.length === 0 ? {} : { unread_ownership: all };
}

/** For records that a map would read first, then the most frequent that were lost. Ordinary log lines are neither. */
export function unrecognisedOf({ unknown }: Observations): Pick<InputSummary, 'unrecognised'> {
  const [first] = [...unknown.values()]
    .filter(([, { advice, lost }]) => lost || advice.map.length > 0)
    .sort(([a, x], [b, y]) => y.advice.map.length - x.advice.map.length || y.records - x.records || compareText(a, b));
  return first === undefined ? {} : { unrecognised: first[1].advice };
}

export function confidenceOf(
  byFormat: ReadonlyMap<string, number>,
  { forced, lost }: Observations,
): InputSummary['confidence'] {
  const recognised = [...byFormat.values()].reduce((sum, count) => sum + count, 0);
  if (recognised === 0) return null;
  if (2 * forced > recognised || lost > recognised) return 'low';
  const openly = [...byFormat].some(([format, count]) => open.has(format) && 2 * count > recognised);
  return openly || forced > 0 || lost > 0 ? 'medium' : 'high';
}
