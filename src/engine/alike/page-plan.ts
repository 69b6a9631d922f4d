// A line that is a page of parts, cut into pieces: what stands around the parts, and the parts one by one. Pieces repeat where lines do not. Which
// piece may follow which is told by what is open where it begins and ends: so any pieces that follow each other are a page.
import type { Format, Page, TokenSemantics } from '../../formats/format.ts';
import type { Role, Roles } from '../../formats/value-roles.ts';
import { backslash, closeBracket, comma, lineFeed } from '../../scan/byte-codes.ts';
import { type Member, valuesOf } from '../../scan/patterns/line-values.ts';
import { type FreeFields, isLookedInto, type LinePlan, planMembers } from './line-plan.ts';

export interface Piece {
  /** With the byte behind it that ends it. */
  readonly bytes: Uint8Array;
  readonly plan: LinePlan;
  readonly place: PiecePlace;
  /** Of a part. */
  readonly way: WayOfPart | undefined;
}

/** What is open, and which keys are used there: the name of a list of parts. */
type Open = string;

export type PiecePlace =
  /** A part; `isLast` of its list. */
  | { readonly kind: 'part'; readonly isLast: boolean }
  /** `from` is the list behind which it stands, absent at the begin of the line; `to` the one it opens, absent at its end. `isAnew`: it opens all of the lists. */
  | { readonly kind: 'around'; readonly from?: Open; readonly to?: Open; readonly isAnew: boolean };

/** How a part counts: one of the ways of its format, and how its counts overlap where that differs; and what its values mean then. */
export interface WayOfPart {
  readonly way: Format;
  readonly tokens: TokenSemantics | undefined;
  readonly roles: Roles;
}

/** Undefined for lines that are no such pages, or would have to be read one by one. `line` has no line feed at its end; `wayOf` a part by its number. */
export function planPage(
  line: Uint8Array,
  page: Page,
  wayOf: (part: number) => WayOfPart | undefined,
  fields: FreeFields,
): readonly Piece[] | undefined {
  const members = valuesOf(line);
  const parts = members && partsIn(members, page);
  if (members === undefined || parts === undefined) return undefined;
  const [first] = parts;
  const format = wayOf(0)?.way;
  if (first === undefined || format === undefined) return undefined;
  const whole = new Uint8Array(line.length + 1);
  whole.set(line);
  whole[line.length] = lineFeed;
  const pieces: Piece[] = [];
  const put = (from: number, to: number, plan: LinePlan | undefined, place: PiecePlace, way?: WayOfPart): boolean =>
    plan !== undefined && pieces.push({ bytes: whole.subarray(from, to), plan, place, way }) > 0;
  const around = (from: number, to: number, place: PiecePlace): boolean =>
    put(from, to, planAround(members, from, to, line, format, fields), place);

  if (!around(0, first.from, { kind: 'around', to: openAt(members, first), isAnew: true })) return undefined;
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    const end = whole[part.to];
    const isLast = end === closeBracket;
    if (!isLast && (end !== comma || next?.from !== part.to + 1 || !areBeside(part, next))) return undefined;
    const way = wayOf(index);
    const plan = way && planPart(part, members, line, way, page, fields);
    if (!put(part.from, part.to + 1, plan, { kind: 'part', isLast }, way)) return undefined;
    if (!isLast) continue;
    const place: PiecePlace = {
      kind: 'around',
      from: openAt(members, part),
      ...(next && { to: openAt(members, next) }),
      isAnew: next !== undefined && next.path[1] !== part.path[1],
    };
    if (!around(part.to + 1, next?.from ?? whole.length, place)) return undefined;
  }
  return pieces;
}

/** In the order of the line. Undefined when something else stands in the place of a list, or behind one. */
function partsIn(members: readonly Member[], { lists, behind }: Page): readonly Member[] | undefined {
  const parts: Member[] = [];
  /** Behind which of the objects on the way its list is over. */
  const listEnds = new Map<string, number>();
  for (const member of members) {
    const { path, kind, to } = member;
    if (!isOnWay(path, lists)) continue;
    const level = Math.floor(path.length / 2);
    const isItem = path.length % 2 === 0;
    if (isItem) {
      if (kind !== 'object') return undefined;
      if (level === lists.length) parts.push(member);
      continue;
    }
    const key = String(path.at(-1));
    const owner = path.slice(0, -1).join('\n');
    if (lists[level]?.includes(key)) {
      if (kind !== 'array' || listEnds.has(owner)) return undefined;
      listEnds.set(owner, to);
    } else if (level === 0 || (listEnds.has(owner) && !behind.includes(key))) return undefined;
  }
  // A list on the way that has no parts, or none of its own, is for the reader of records.
  const ways = new Set(parts.flatMap(({ path }) => [1, 3, 5].map((length) => path.slice(0, length).join('\n'))));
  const isPeopled = members.every(
    ({ path, kind }) => kind !== 'array' || !isOnWay(path, lists) || path.length % 2 === 0 || ways.has(path.join('\n')),
  );
  return isPeopled ? parts : undefined;
}

/** A list of parts, an item of one, or a member of such an item. */
function isOnWay(path: Member['path'], lists: Page['lists']): boolean {
  if (path.length > 2 * lists.length) return false;
  return path.slice(0, -1).every((step, at) => (at % 2 === 0 ? lists[at / 2]?.includes(String(step)) : true));
}

/** The same for parts in lists of which the same keys are there, however many parts and lists are before them. */
function openAt(members: readonly Member[], { from, path }: Member): Open {
  const keys = members.filter(
    (member) =>
      member.from < from &&
      member.path.length % 2 === 1 &&
      member.path.length < path.length &&
      isAbove(member.path, path),
  );
  return keys.map(({ path: keyPath }) => `${keyPath.length} ${String(keyPath.at(-1))}`).join('\n');
}

/** Is it a member of one of the objects that the path leads through? */
const isAbove = (key: Member['path'], path: Member['path']): boolean =>
  key.slice(0, -1).every((step, at) => step === path[at]);

const areBeside = (a: Member, b: Member): boolean => a.path.slice(0, -1).every((step, at) => step === b.path[at]);

/** All that stands around tells: names that repeat, or parts of the pattern. */
function planAround(
  members: readonly Member[],
  from: number,
  to: number,
  line: Uint8Array,
  format: Format,
  fields: FreeFields,
): LinePlan | undefined {
  const names = members.filter(
    (member) => member.from >= from && member.to <= to && !isKey(member) && isName(member, line),
  );
  return planMembers(names, format, fields, { roleOf: () => told, isLookedInto: () => true, inText: true }, from);
}

const told: Role = { kind: 'told' };

/** The key of an entry of a list of attributes. */
const isKey = ({ path }: Member): boolean => path.at(-1) === 'key' && typeof path.at(-2) === 'number';

/** As the kernel takes them. */
function isName({ kind, from, to }: Member, line: Uint8Array): boolean {
  if (kind !== 'string' || to - from - 2 > longestName) return false;
  for (let at = from + 1; at < to - 1; at++) {
    const byte = line[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e || byte === backslash) return false;
  }
  return true;
}

const longestName = 128;

function planPart(
  part: Member,
  members: readonly Member[],
  line: Uint8Array,
  { way, roles, tokens }: WayOfPart,
  { placesOf }: Page,
  fields: FreeFields,
): LinePlan | undefined {
  const depth = part.path.length;
  const own = members.filter(({ from, to, path }) => from >= part.from && to <= part.to && path.length > depth);
  const keys = new Map(
    own.filter(isKey).map(({ path, from, to }) => [path.slice(depth, -1).join('\n'), textOf(line, from, to)]),
  );
  const keyAt = (entry: Keys): string | undefined => keys.get(entry.join('\n'));
  const met = new Set<string>();

  function roleAt(at: Keys): Role {
    const places = placesOf(at, keyAt);
    return places === 'any' ? told : roles.ofAll(places);
  }

  /** What a table reads at one place, and what is called the same twice, is for the reader of records. */
  function isTwice(at: Keys): boolean {
    const places = placesOf(at, keyAt);
    const names = places === 'any' ? [] : places.map((place) => place.join('\n'));
    const before = met.size;
    for (const name of names) met.add(name);
    return met.size < before + names.length;
  }

  return planMembers(
    own.filter((member) => !isKey(member)),
    tokens ? { ...way, tokens } : way,
    fields,
    {
      roleOf: ({ path, kind }) => {
        const at = path.slice(depth);
        if (kind === 'object' || kind === 'array') return told;
        const role = roleAt(at);
        return role.kind !== 'unread' && isTwice(at) ? undefined : role;
      },
      isLookedInto: ({ path, kind }) => {
        const at = path.slice(depth);
        if (at.at(-1) === 'value' && keyAt(at.slice(0, -1)) !== undefined) return roleAt([...at, '']).kind !== 'unread';
        const places = placesOf(at, keyAt);
        return places === 'any' || places.some((place) => isLookedInto(place, kind, roles));
      },
      inText: true,
    },
    part.from,
  );
}

type Keys = Member['path'];

function textOf(line: Uint8Array, from: number, to: number): string {
  const text: string = JSON.parse(Buffer.from(line.buffer, line.byteOffset + from, to - from).toString('utf8'));
  return text;
}
