// What a line of a known format consists of: the holes of its pattern, and what the values in them mean to the format.
import type { Format } from '../../formats/format.ts';
import type { Role, Roles } from '../../formats/value-roles.ts';
import { identityFields, type TextField } from '../../model/fields.ts';
import { type Member, valuesOf } from '../../scan/patterns/line-values.ts';
import { type Hole, type HoleKind, headInts, intsOf } from '../../scan/patterns/pattern-scanner.ts';

type TextRole = Extract<Role, { kind: 'text' }>;

/** A value of a row; `at` is where it stands among the numbers that the scanner gives for a line. */
export type Value =
  /** Tells: lines with another value are of another kind. */
  | { readonly kind: 'told'; readonly at: number }
  /** May be anything: a name by its number, or a text by position and length. */
  | ({ readonly kind: 'name' | 'text'; readonly at: number } & Pick<TextRole, 'fields' | 'begins'>)
  | Placed<Extract<Role, { kind: 'count' | 'cost' }>>
  /** With a form, it is a number. */
  | Placed<Extract<Role, { kind: 'start' | 'end' }>>
  | Placed<Extract<Role, { kind: 'length' }>>;
type Placed<R> = R & { readonly at: number };

export interface LinePlan {
  readonly format: Format;
  readonly holes: readonly Hole[];
  readonly values: readonly Value[];
  /** How many numbers the scanner gives for a line. */
  readonly width: number;
}

/** `free` fields may have any plain value; `named` ones of them get numbers. Undefined when such lines must be read one by one. */
export function planLine(
  line: Uint8Array,
  format: Format,
  roles: Roles,
  free: ReadonlySet<TextField>,
  named: ReadonlySet<TextField>,
): LinePlan | undefined {
  const members = valuesOf(line);
  if (members === undefined) return undefined;
  const isEnded = members.some(
    ({ path, kind }) => (kind === 'string' || kind === 'number') && roles.of(path).kind === 'end',
  );
  const holes: Hole[] = [];
  const values: Value[] = [];
  let width = headInts;
  let behind = 0;
  const met = new Set<string>();
  for (const { path, from, to, kind } of members) {
    if (from < behind) continue; // inside what is skipped
    const role = roles.of(path);
    if (role.kind !== 'unread' && isMet(met, path)) return undefined;
    if (kind === 'word') continue; // it tells by being there
    if (kind === 'object' || kind === 'array') {
      if (!isLookedInto(path, kind, roles)) {
        holes.push({ from, to, kind: 'skip' });
        behind = to;
      }
      continue;
    }
    const take = role.kind === 'length' ? chooseLength(kind, isEnded) : choose(role, kind, free, named);
    if (take === undefined) return undefined;
    if (take === 'literal') continue;
    holes.push({ from, to, kind: take });
    if (take === 'skip') continue;
    if (role.kind === 'text') {
      const isFree = role.fields.every(({ field }) => free.has(field));
      const kind = take === 'name' ? 'name' : 'text';
      const { fields, begins } = role;
      values.push(isFree ? { kind, at: width, fields, begins } : { kind: 'told', at: width });
    } else if (role.kind === 'start' || role.kind === 'end')
      values.push({ ...role, at: width, form: take === 'number' ? role.form : undefined });
    else if (role.kind === 'told' || role.kind === 'unread') values.push({ kind: 'told', at: width });
    else values.push({ ...role, at: width });
    width += intsOf[take];
  }
  return { format, holes, values, width };
}

/** Of a value that is there twice, nested and under a key with dots, one is read and the other is not (formats/project.ts). */
function isMet(met: Set<string>, path: Member['path']): boolean {
  const before = met.size;
  return met.add(path.join('.')).size === before;
}

/** Which kind of hole the value is, or a part of the pattern; undefined: such lines are read one by one. */
function choose(
  role: Exclude<Role, { kind: 'length' }>,
  kind: 'string' | 'number',
  free: ReadonlySet<TextField>,
  named: ReadonlySet<TextField>,
): HoleKind | 'literal' | undefined {
  const isText = kind === 'string';
  switch (role.kind) {
    case 'unread':
      return 'skip';
    case 'told':
      return isText ? 'name' : 'literal';
    case 'text':
      if (!isText && role.fields.some(({ field }) => ids.has(field))) return undefined; // as text it would be the same id
      if (!isText) return role.fields.length === 0 ? 'skip' : 'literal';
      if (!role.fields.every(({ field }) => free.has(field))) return 'name';
      return role.fields.some(({ field }) => named.has(field)) ? 'name' : 'text';
    case 'count':
      return isText ? undefined : 'count';
    case 'start':
    case 'end':
      return isText ? 'text' : role.form && 'number';
    case 'cost':
      return isText ? undefined : 'number';
  }
}

/** It is only looked at where no end is; then any number gives one. */
function chooseLength(kind: 'string' | 'number', isEnded: boolean): HoleKind | undefined {
  if (isEnded) return 'skip';
  return kind === 'number' ? 'number' : undefined;
}

const ids: ReadonlySet<TextField> = new Set(identityFields);

/** The keys of a record and of the objects in it are told apart (key-sets.ts); below, only what is read. */
function isLookedInto(path: Member['path'], kind: 'object' | 'array', roles: Roles): boolean {
  return (kind === 'object' && path.length === 1) || roles.of(path).kind !== 'unread' || roles.within(path);
}
