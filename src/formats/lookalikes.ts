// Names that look like a field of ours although nobody has told us so: the ground for proposals, never for reading.
import { isArray, isObject, type JsonObject } from '../model/json.ts';
import { compareText } from '../model/place.ts';
import { parseText } from './project.ts';
import { isNullLike } from './values.ts';

export interface Leaf {
  /** Keys joined by dots. */
  readonly path: string;
  readonly keys: readonly string[];
  readonly value: string | number | boolean;
}

const deepest = 5;
const mostLeaves = 400;

/**
 * The scalars of a record with their paths, in the order of the paths: those whose own key is asked for. Keys that a path cannot name are
 * left out.
 */
export function leavesOf(record: JsonObject, asked: (key: string) => boolean = () => true): readonly Leaf[] {
  const found: Leaf[] = [];
  collect(record, [], { asked, found, seen: 0 });
  return found.sort((a, b) => compareText(a.path, b.path));
}

interface Search {
  readonly asked: (key: string) => boolean;
  readonly found: Leaf[];
  /** Asked for or not. */
  seen: number;
}

function collect(object: JsonObject, above: readonly string[], search: Search): void {
  for (const key of Object.keys(object)) {
    if (!nameable(key)) continue;
    const member = object[key];
    const value = typeof member === 'string' ? parseText(member) : member;
    if (search.seen >= mostLeaves) return;
    if (value === undefined || value === null || isArray(value)) continue;
    if (isObject(value)) {
      if (above.length + 1 < deepest) collect(value, [...above, key], search);
    } else if (!(typeof value === 'string' && isNullLike(value.trim()))) {
      search.seen += 1;
      if (!search.asked(key)) continue;
      const keys = [...above, key];
      search.found.push({ path: keys.join('.'), keys, value });
    }
  }
}

const nameable = (key: string): boolean => /^[\w .:/-]{1,64}$/.test(key);

/** `costCentre`, `cost-centre` and `x_cost_centre` are one name. */
export function plainName(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^(?:x|ai|app|tag|label|labels|custom)_(?=.)/, '');
}

const ownership: readonly (readonly [field: 'owner_team' | 'cost_center', name: RegExp])[] = [
  ['owner_team', /^(?:owner_|owning_)?(?:team|squad|tribe)(?:_(?:name|id|alias))?$/],
  [
    'owner_team',
    /^(?:dept|department|bu|business_unit|division|org_unit|group_name|owner_group|chapter)(?:_(?:name|id|code))?$/,
  ],
  [
    'cost_center',
    /^(?:cost_?cent(?:er|re)|cost_code|gl_(?:code|account)|budget_code|charge_code|wbs|wbs_element)(?:_(?:id|code))?$/,
  ],
];

/** The ownership field a key looks like, or what stands behind its last dot. Only names that hardly ever mean something else. */
export function ownershipLookedLike(key: string): 'owner_team' | 'cost_center' | undefined {
  const known = told.get(key);
  if (known !== undefined) return known ?? undefined;
  const names = [plainName(key), plainName(key.slice(key.lastIndexOf('.') + 1))];
  const field = ownership.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0];
  if (told.size < mostTold) told.set(key, field ?? null);
  return field;
}

/** Logs repeat their keys; null for a key that looks like nothing. */
const told = new Map<string, (typeof ownership)[number][0] | null>();
const mostTold = 10_000;
