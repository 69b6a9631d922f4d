// What was noticed about the records of one input besides their outcomes: members that look like ownership, records nothing recognises, and
// how sure the format is. Looks once at every set of keys, so that it costs next to nothing; everything here is a union and can be merged.
import type { InputSummary } from '../audit/settings.ts';
import type { FieldMapping } from '../formats/field-map.ts';
import { formats } from '../formats/index.ts';
import { nearestFormats, proposeMap } from '../formats/nearest.ts';
import { unreadOwnership } from '../formats/unread-ownership.ts';
import type { JsonObject } from '../model/json.ts';
import { compareText } from '../model/place.ts';
import { createKeySets, type KeySets, keySetText } from './key-sets.ts';
import type { MappedMember } from './map-members.ts';

type Advice = NonNullable<InputSummary['unrecognised']>;

export interface Observations {
  readonly shapes: KeySets;
  /** Records of formats that nest many events, whose keys say nothing: only the first are looked into. */
  nested: number;
  readonly unread: Map<string, FieldMapping>;
  /** By set of keys: how many records, and what to say about them. */
  readonly unknown: Map<string, { records: number; readonly lost: boolean; readonly advice: Advice }>;
  forced: number;
  /** Records that nothing recognises and that smell of metering; ordinary log lines are none. */
  lost: number;
}

const mostShapes = 256;
const mostUnknownShapes = 8;
const mostNested = 200;
const mostUnread = 20;

const splits: ReadonlySet<string> = new Set(formats.filter(({ split }) => split).map(({ id }) => id));
/** Forms open to any further key: that they fit says less. */
const open: ReadonlySet<string> = new Set(['event', 'nested-trace', 'header-log']);

export function newObservations(): Observations {
  return { shapes: createKeySets(mostShapes), nested: 0, unread: new Map(), unknown: new Map(), forced: 0, lost: 0 };
}

export function observe(seen: Observations, mapped: MappedMember, map: readonly FieldMapping[] | undefined): void {
  const { format, outcome, record, forced } = mapped;
  if (forced) seen.forced += 1;
  if (format === undefined) observeUnknown(seen, record, outcome.kind === 'rejected');
  else if (outcome.kind === 'events' && isNew(seen, format, record) && seen.unread.size < mostUnread) {
    for (const each of unreadOwnership(format, record, outcome.events, map)) {
      seen.unread.set(`${each.field}=${each.path}`, each);
    }
  }
}

function isNew(seen: Observations, format: string, record: JsonObject): boolean {
  if (splits.has(format)) {
    seen.nested += 1;
    return seen.nested <= mostNested;
  }
  return seen.shapes.isNew(record);
}

function observeUnknown(seen: Observations, record: JsonObject, lost: boolean): void {
  if (lost) seen.lost += 1;
  const shape = keySetText(record);
  const present = seen.unknown.get(shape);
  if (present) present.records += 1;
  else if (seen.unknown.size < mostUnknownShapes) {
    const advice = { nearest: nearestFormats(record).map(asWire), map: [...proposeMap(record)] };
    seen.unknown.set(shape, { records: 1, lost, advice });
  }
}

const asWire = ({ format, missing }: { format: string; missing: readonly string[] }): Advice['nearest'][number] => {
  return { format, missing: [...missing] };
};

export function unreadOf({ unread }: Observations): Pick<InputSummary, 'unread_ownership'> {
  const all = [...unread.values()].sort((a, b) => compareText(a.path, b.path) || compareText(a.field, b.field));
  return all.length === 0 ? {} : { unread_ownership: all };
}

/** For records that a map would read first, then the most frequent that were lost. Ordinary log lines are neither. */
export function unrecognisedOf({ unknown }: Observations): Pick<InputSummary, 'unrecognised'> {
  const [first] = [...unknown]
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
