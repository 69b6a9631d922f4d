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

/** Which keys are used so far in the objects that are open: the name of a list of parts, alike for all of them. */
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
  const format = wayOf(0)?.way;
  const [first] = parts ?? [];
  if (members === undefined || parts === undefined || first === undefined || format === undefined) return undefined;
  const whole = new Uint8Array(line.length + 1);
  whole.set(line);
  whole[line.length] = lineFeed;
  const pieces: Piece[] = [];
  const put = (from: number, to: number, plan: LinePlan | undefined, place: PiecePlace, way?: WayOfPart): boolean =>
    plan !== undefined && pieces.push({ bytes: whole.subarray(from, to), plan, place, way }) > 0;
  const around = (from: number, to: number, some: readonly Member[], place: PiecePlace): boolean =>
    put(from, to, planAround(some, from, line, format, page, fields), place);

  const head = members.slice(0, first.index);
  if (!around(0, first.member.from, head, { kind: 'around', to: first.open, isAnew: true })) return undefined;
  for (const [number, { member, index, end, open }] of parts.entries()) {
    const next = parts[number + 1];
    const [from, to] = [member.from, member.to + 1];
    const isLast = whole[member.to] === closeBracket;
    if (!isLast && (whole[member.to] !== comma || next?.member.from !== to || next.open !== open)) return undefined;
    const way = wayOf(number);
    const plan = way && planPart(member, members.slice(index + 1, end), line, way, page, fields);
    if (!put(from, to, plan, { kind: 'part', isLast }, way)) return undefined;
    if (!isLast) continue;
    const isAnew = next !== undefined && next.member.path[1] !== member.path[1];
    const place: PiecePlace = { kind: 'around', from: open, ...(next && { to: next.open }), isAnew };
    if (!around(to, next?.member.from ?? whole.length, members.slice(end, next?.index), place)) return undefined;
  }
  return pieces;
}

/** A part: where it stands among the members, where those behind it begin, and in what list. */
interface FoundPart {
  readonly member: Member;
  readonly index: number;
  readonly end: number;
  readonly open: Open;
}

/** In the order of the line. Undefined when something else stands in the place of a list, or behind one. */
function partsIn(members: readonly Member[], { lists, behind }: Page): readonly FoundPart[] | undefined {
  const parts: FoundPart[] = [];
  /** The keys so far of the objects that are open on the way to a part, and which of these have their list already. */
  const keys: string[][] = [];
  const isListed: boolean[] = [];
  /** Lists of which no item was met. */
  let empty = 0;
  for (let index = 0; index < members.length; index++) {
    const member = members[index];
    if (member === undefined || !isOnWay(member.path, lists)) continue;
    const { path, kind } = member;
    const level = Math.floor(path.length / 2);
    if (path.length % 2 === 0) {
      if (kind !== 'object') return undefined;
      if (path.at(-1) === 0) empty -= 1;
      keys[level] = [];
      isListed[level] = false;
      if (level < lists.length) continue;
      const end = endOf(members, index);
      const open = JSON.stringify(keys.slice(0, level));
      parts.push({ member, index, end, open });
      index = end - 1;
      continue;
    }
    const key = String(path.at(-1));
    keys[level] ??= [];
    keys[level].push(key);
    if (lists[level]?.includes(key)) {
      if (kind !== 'array' || isListed[level]) return undefined;
      isListed[level] = true;
      empty += 1;
    } else if (level === 0 || (isListed[level] && !behind.includes(key))) return undefined;
  }
  return empty === 0 ? parts : undefined;
}

/** Behind the last member of one. */
function endOf(members: readonly Member[], index: number): number {
  const to = members[index]?.to ?? 0;
  let end = index + 1;
  while (end < members.length && (members[end]?.from ?? to) < to) end += 1;
  return end;
}

/** A list of parts, an item of one, or a member of such an item. */
function isOnWay(path: Member['path'], lists: Page['lists']): boolean {
  if (path.length > 2 * lists.length) return false;
  return path.slice(0, -1).every((step, at) => (at % 2 === 0 ? lists[at / 2]?.includes(String(step)) : true));
}

/** All that stands around tells: names that repeat, or parts of the pattern. */
function planAround(
  members: readonly Member[],
  from: number,
  line: Uint8Array,
  format: Format,
  page: Page,
  fields: FreeFields,
): LinePlan | undefined {
  const names = members.filter((member) => !isKey(member, page) && isName(member, line));
  return planMembers(names, format, fields, { roleOf: () => told, isLookedInto: () => true, inText: true }, from);
}

const told: Role = { kind: 'told' };

/** The key of an entry of a list of attributes. */
const isKey = ({ path }: Member, { entry }: Page): boolean =>
  path.at(-1) === entry.key && typeof path.at(-2) === 'number';

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

/** `own` are its members. */
function planPart(
  part: Member,
  own: readonly Member[],
  line: Uint8Array,
  { way, roles, tokens }: WayOfPart,
  page: Page,
  fields: FreeFields,
): LinePlan | undefined {
  const { placesOf, entry } = page;
  const depth = part.path.length;
  const keys = new Map(
    own
      .filter((member) => isKey(member, page))
      .map(({ path, from, to }) => [path.slice(depth, -1).join('\n'), textOf(line, from, to)]),
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
    own.filter((member) => !isKey(member, page)),
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
        if (at.at(-1) === entry.value && keyAt(at.slice(0, -1)) !== undefined)
          return roleAt([...at, '']).kind !== 'unread';
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
