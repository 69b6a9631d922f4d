// What a value at some place of a record may mean to a format, without reading it: which fields it may give a text for, or that it is a count,
// a time or a cost. For whoever reads many records of the same keys: only values that nothing else looks at may differ between them.
import { type TextField, textFields } from '../model/fields.ts';
import { isObject, type JsonObject, member } from '../model/json.ts';
import { allPaths } from './compile-table.ts';
import type { Format, Paths, UsagePath } from './format.ts';
import { fieldOfName, rankOfName } from './ownership-names.ts';
import { compileAll, compileConditions } from './recognise.ts';
import type { TimeForm } from './times.ts';
import type { MoneyUnit } from './values.ts';

export type Role =
  /** Nothing reads it. */
  | { readonly kind: 'unread' }
  /** Any other value may change anything. */
  | { readonly kind: 'told' }
  /** `order`: the least of a field's values that says something is taken. */
  | {
      readonly kind: 'text';
      readonly fields: readonly { readonly field: TextField; readonly order: string }[];
      /** With which of these it begins tells. */
      readonly begins: readonly string[];
    }
  | { readonly kind: 'count'; readonly name: UsagePath; readonly order: number }
  | { readonly kind: 'cost'; readonly order: number; readonly unit: MoneyUnit }
  /** `form` is that of a time that is no ISO 8601. */
  | { readonly kind: 'start' | 'end'; readonly order: number; readonly form: TimeForm | undefined }
  /** How long it took: only read where no end is. */
  | { readonly kind: 'length' };

/** Of values by their keys, from the outermost to their own. */
export interface Roles {
  of(keys: readonly (string | number)[]): Role;
  /** Of a value that is read at several places. */
  ofAll(places: readonly (readonly (string | number)[])[]): Role;
  /** Is anything read of what may stand in the object or list there? */
  within(keys: readonly (string | number)[]): boolean;
}

const unread: Role = { kind: 'unread' };
const told: Role = { kind: 'told' };
/** Only whether it is there, and no dash. */
const asked: Role = { kind: 'text', fields: [], begins: [] };

/**
 * Undefined for formats whose records are more than one walk over a table. By the conditions of `all` formats a record may be of another
 * format when its values are others.
 */
export function rolesIn(format: Format, all: readonly Format[]): Roles | undefined {
  const { fields, usage = {}, telling } = format;
  if (telling === undefined || (format.arrange && !format.nest) || format.remember) return undefined;
  if (((format.split && !format.split_when) || format.fallback?.labels) && !format.page && !format.nest)
    return undefined;
  const uses = new Map<string, Role[]>();
  const add = (paths: Paths | undefined, role: (order: number, path: string) => Role): void => {
    for (const [order, path] of (paths ?? []).entries()) uses.set(path, [...(uses.get(path) ?? []), role(order, path)]);
  };
  for (const field of textFields) add(fields[field], (order) => roleOf(field, `0 ${String(order).padStart(3, '0')}`));
  for (const [name, paths] of Object.entries(usage) as [UsagePath, Paths][]) // keys of a typed record
    add(paths, (order) => ({ kind: 'count', name, order }));
  for (const kind of ['start', 'end'] as const) {
    const { from, unit, units = {} } = fields[kind] ?? {};
    add(from, (order, path) => ({ kind, order, form: units[path] ?? unit }));
  }
  const { from: amounts, unit: money = 'usd', units: monies = {} } = fields.logged_cost_usd ?? {};
  add(amounts, (order, path) => ({ kind: 'cost', order, unit: monies[path] ?? money }));
  /** A value of the field, or any if all of it tells. */
  function roleOf(field: TextField, order: string): Role {
    const tells = telling?.[field];
    if (tells === 'value') return told;
    return { kind: 'text', fields: [{ field, order }], begins: tells && 'begins' in tells ? tells.begins : [] };
  }
  // Whatever else the table looks at.
  for (const path of new Set(allPaths(format))) if (!uses.has(path)) uses.set(path, [told]);
  for (const path of fields.end?.duration?.from ?? []) uses.set(path, [{ kind: 'length' }]);
  for (const path of [...(format.reads ?? []), ...(format.json ?? []), ...(format.page?.reads ?? [])])
    uses.set(path, [told]);
  for (const condition of [
    ...(format.split_when ?? []),
    ...(format.nest?.more_when ?? []),
    ...all.flatMap(({ recognise }) => recognise),
  ].flat()) {
    const [path] = compileConditions([condition]).paths;
    if (path === undefined) continue;
    const [, begin] = condition.split('^=');
    if (begin !== undefined) uses.set(path, [...(uses.get(path) ?? []), { kind: 'text', fields: [], begins: [begin] }]);
    else if (condition.includes('=')) uses.set(path, [told]);
    else if (!uses.has(path)) uses.set(path, [asked]);
  }
  /** A list or an object there may be read whole, and whatever stands in it tells. */
  const whole = new Set([
    ...textFields.flatMap((field) => fields[field] ?? []),
    ...(fields.links ?? []),
    ...(format.reads ?? []),
  ]);
  const isInWhole = (keys: readonly (string | number)[]): boolean =>
    keys.some((_, at) => at > 0 && whole.has(keys.slice(0, at).join('.')));
  const labels = [...(format.labels ?? []), ...(format.any_key ? [''] : [])];
  const prefixes = new Set([...uses.keys(), ...labels.map((label) => `${label}.`)].flatMap(prefixesOf));
  function rolesAt(keys: readonly (string | number)[]): readonly Role[] {
    const label = labels.indexOf(keys.slice(0, -1).join('.'));
    const asLabel = label < 0 ? unread : labelRole(label, keys.at(-1), roleOf);
    const all = [...(uses.get(keys.join('.')) ?? []), ...(asLabel.kind === 'unread' ? [] : [asLabel])];
    return all.length === 0 && label < 0 && isInWhole(keys) ? [told] : all;
  }
  return {
    of: (keys) => merged(rolesAt(keys)),
    ofAll: (places) => merged(places.flatMap(rolesAt)),
    within: (keys) => prefixes.has(keys.join('.')),
  };
}

/** What all of them say of one value. */
function merged(all: readonly Role[]): Role {
  const [first, ...others] = all;
  if (first === undefined) return unread;
  if (others.length === 0) return first;
  const texts = all.filter((role) => role.kind === 'text');
  if (texts.length < all.length) return told;
  const read = texts.flatMap((role) => role.fields).sort((a, b) => (a.order < b.order ? 1 : -1)); // the first of a field stays
  const fields = new Map(read.map((one) => [one.field, one]));
  return { kind: 'text', fields: [...fields.values()], begins: texts.flatMap((role) => role.begins) };
}

/** The ways of counting of a format's records, each as a format that counts in this way: its own, and those of its dialects. */
export function waysOfCounting(format: Format): readonly Format[] {
  let ways = waysOf.get(format);
  if (ways === undefined) {
    const { tokens: _, ...rest } = format;
    ways = [
      format,
      ...(format.dialects ?? []).map(({ usage, tokens }) => ({ ...rest, usage, ...(tokens && { tokens }) })),
    ];
    waysOf.set(format, ways);
  }
  return ways;
}

const waysOf = new Map<Format, readonly Format[]>();

/** The one of them in which this record counts, and all that have the same keys and types of values. */
export function wayOfCounting(format: Format, record: JsonObject): Format {
  const dialect = (format.dialects ?? []).findIndex(({ when }) => compileAll(when, format.json ?? [])(record));
  return waysOfCounting(format)[dialect + 1] ?? format;
}

/** Does the table find each value of this record at its own place? Text that is opened tells as a whole. */
export function keepsPlaces({ reshape }: Format, roles: Roles, record: JsonObject): boolean {
  const reshaped = reshape?.(record) ?? record;
  return Object.entries(reshaped).every(([key, value]) => {
    const before = member(record, key);
    if (value === before) return true;
    if (typeof before === 'string') return roles.of([key]).kind === 'told';
    return (before ?? null) === null && isObject(value) && Object.keys(value).length === 0;
  });
}

/** `a.b.c`: `a` and `a.b`. */
function prefixesOf(path: string): readonly string[] {
  const steps = path.split('.');
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('.'));
}

/** A member of a dictionary of labels; of a list of tags each tells. */
function labelRole(
  label: number,
  key: string | number | undefined,
  roleOf: (field: TextField, order: string) => Role,
): Role {
  if (typeof key !== 'string') return told;
  const field = fieldOfName(key);
  if (field === undefined) return key.toLowerCase() === 'traceparent' ? told : unread;
  const rank = String(rankOfName(key)).padStart(17, '0');
  return roleOf(field, `1 ${String(label).padStart(3, '0')} ${rank} ${key}`);
}
