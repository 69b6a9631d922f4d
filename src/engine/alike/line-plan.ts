// What a line of a known format consists of: the holes of its pattern, and what the values in them mean to the format.
import type { Format } from '../../formats/format.ts';
import type { TimeForm } from '../../formats/times.ts';
import type { Role, Roles } from '../../formats/value-roles.ts';
import { identityFields, type TextField } from '../../model/fields.ts';
import { type Member, valuesOf } from '../../scan/patterns/line-values.ts';
import { type HoleKind, headInts, intsOf, type TypedHole } from '../../scan/patterns/pattern-scanner.ts';

type TextRole = Extract<Role, { kind: 'text' }>;

/** A value of a row; `at` is where it stands among the numbers that the scanner gives for a line. */
export type Value =
  /** Tells: lines with another value are of another kind. */
  | { readonly kind: 'told'; readonly at: number }
  /** May be anything: a name by its number, or a text by position and length. */
  | ({ readonly kind: 'name' | 'text'; readonly at: number } & Pick<TextRole, 'fields' | 'begins'>)
  | (Placed<Extract<Role, { kind: 'count' }>> & InText)
  | Placed<Extract<Role, { kind: 'cost' }>>
  /** With a form, it is a number. */
  | (Placed<Extract<MemberRole, { kind: 'start' | 'end' | 'above' }>> & InText)
  | Placed<Extract<Role, { kind: 'length' }>>;
type Placed<R> = R & { readonly at: number };
/** Its digits are a text. */
interface InText {
  readonly inText: boolean;
}

export interface LinePlan {
  readonly format: Format;
  readonly holes: readonly TypedHole[];
  readonly values: readonly Value[];
  /** How many numbers the scanner gives for a line. */
  readonly width: number;
}

/** Fields that may have any plain value, and those of them that get numbers. */
export interface FreeFields {
  readonly free: ReadonlySet<TextField>;
  readonly named: ReadonlySet<TextField>;
}

/** Undefined when such lines must be read one by one. */
export function planLine(line: Uint8Array, format: Format, roles: Roles, fields: FreeFields): LinePlan | undefined {
  const met = new Set<string>();
  const members = valuesOf(line);
  return (
    members &&
    planMembers(members, format, fields, {
      roleOf: ({ path }) => {
        const role = roles.of(path);
        return role.kind !== 'unread' && isMet(met, path) ? undefined : role;
      },
      isLookedInto: ({ path, kind }) => isLookedInto(path, kind, roles),
      inText: false,
    })
  );
}

/** What a value means: to its record, or as the time at which a hop began that stands above it, by the order of these. */
export type MemberRole = Role | { readonly kind: 'above'; readonly order: number; readonly form: TimeForm | undefined };

/** How the values of a record, or of a part of one, are read. */
export interface MemberRoles {
  /** Undefined for one that only the reader of records knows. */
  readonly roleOf: (member: Member) => MemberRole | undefined;
  /** Else the object or list is passed over as it is. */
  readonly isLookedInto: (member: Member) => boolean;
  /** Numbers may be written as text. */
  readonly inText: boolean;
}

/** `start` is where they are counted from. */
export function planMembers(
  members: readonly Member[],
  format: Format,
  { free, named }: FreeFields,
  { roleOf, isLookedInto, inText }: MemberRoles,
  start = 0,
): LinePlan | undefined {
  const found = members.map((member) => ({ ...member, role: roleOf(member) }));
  const isEnded = found.some(({ role, kind }) => role?.kind === 'end' && (kind === 'string' || kind === 'number'));
  const holes: TypedHole[] = [];
  const values: Value[] = [];
  let width = headInts;
  let behind = 0;
  for (const member of found) {
    const { from, to, kind, role } = member;
    if (from < behind) continue; // inside what is skipped
    if (role === undefined) return undefined;
    if (kind === 'word') continue; // it tells by being there
    if (kind === 'object' || kind === 'array') {
      if (!isLookedInto(member)) {
        holes.push({ from: from - start, to: to - start, kind: 'skip', type: kind });
        behind = to;
      }
      continue;
    }
    const take = role.kind === 'length' ? chooseLength(kind, isEnded) : choose(role, kind, free, named, inText);
    if (take === undefined) return undefined;
    if (take === 'literal') continue;
    holes.push({ from: from - start, to: to - start, kind: take, type: kind });
    if (take === 'skip') continue;
    if (role.kind === 'text') {
      const isFree = role.fields.every(({ field }) => free.has(field));
      const kind = take === 'name' ? 'name' : 'text';
      const { fields, begins } = role;
      values.push(isFree ? { kind, at: width, fields, begins } : { kind: 'told', at: width });
    } else if (role.kind === 'start' || role.kind === 'end' || role.kind === 'above') {
      const isNumber = take === 'number' || inText;
      values.push({ ...role, at: width, form: isNumber ? role.form : undefined, inText: take === 'text' && inText });
    } else if (role.kind === 'count') values.push({ ...role, at: width, inText: take === 'text' });
    else if (role.kind === 'cost' || role.kind === 'length') values.push({ ...role, at: width });
    else values.push({ kind: 'told', at: width });
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
  role: Exclude<MemberRole, { kind: 'length' }>,
  kind: 'string' | 'number',
  free: ReadonlySet<TextField>,
  named: ReadonlySet<TextField>,
  inText: boolean,
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
      if (isText) return inText ? 'text' : undefined;
      return 'count';
    case 'start':
    case 'end':
    case 'above':
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
export function isLookedInto(path: Member['path'], kind: Member['kind'], roles: Roles): boolean {
  return (kind === 'object' && path.length === 1) || roles.of(path).kind !== 'unread' || roles.within(path);
}
