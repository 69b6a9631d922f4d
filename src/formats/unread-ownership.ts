// Members of a recognised record that look like ownership and that its format does not read: each with the field a map would give it.
import type { Event } from '../model/event.ts';
import type { JsonObject } from '../model/json.ts';
import { allPaths } from './compile-table.ts';
import type { FieldMapping } from './field-map.ts';
import type { Format } from './format.ts';
import { formats } from './index.ts';
import { leavesOf, ownershipLookedLike } from './lookalikes.ts';
import { fieldOfName } from './ownership-names.ts';
import { readText } from './values.ts';

/** Members of a span part that repeat its `attributes`. */
const repeated = new Set(['own', 'own_labels', 'process', 'process_labels', 'producer', 'baggage', 'scope']);
const longestValue = 64;

/**
 * `value`: the record, or the value of one of its parts. Paths are those of the format's table, so that a map finds them again. What an event of
 * the record carries has been read.
 */
export function unreadOwnership(
  id: string,
  value: JsonObject,
  events: readonly Event[],
  map: readonly FieldMapping[] = [],
): readonly FieldMapping[] {
  const format = formats.find((each) => each.id === id);
  if (!format || events.length === 0) return [];
  const known = readBy(format);
  const mapped = new Set(map.map(({ path }) => path));
  return leavesOf(value, (key) => ownershipLookedLike(key) !== undefined).flatMap(
    ({ path, keys, value }): FieldMapping[] => {
      const field = ownershipLookedLike(keys.at(-1) ?? '');
      if (field === undefined || mapped.has(path) || known(keys, path) || repeated.has(keys[0] ?? '')) return [];
      const text = readText(value);
      if (text === undefined || text.length > longestValue) return [];
      return events.some((event) => event.owner_team === text || event.cost_center === text) ? [] : [{ field, path }];
    },
  );
}

const readers = new WeakMap<Format, (keys: readonly string[], path: string) => boolean>();

/**
 * Is it in the table, or below something the table says is never read? Listed names are known in labels, and
 * at every part of a record that is always split.
 */
function readBy(format: Format): (keys: readonly string[], path: string) => boolean {
  const present = readers.get(format);
  if (present) return present;
  const listed = new Set(allPaths(format));
  const labels = new Set([
    ...(format.labels ?? []),
    ...(format.fallback?.labels ?? []),
    ...(format.any_key ? [''] : []),
  ]);
  const closed = format.never_read ?? [];
  const isRemade = format.reshape !== undefined || (format.split !== undefined && format.split_when === undefined);
  const reads = (keys: readonly string[], path: string): boolean =>
    listed.has(path) ||
    closed.some((above) => path === above || path.startsWith(`${above}.`)) ||
    ((isRemade || labels.has(keys.slice(0, -1).join('.'))) && fieldOfName(keys.at(-1) ?? '') !== undefined);
  readers.set(format, reads);
  return reads;
}
