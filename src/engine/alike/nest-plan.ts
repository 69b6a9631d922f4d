// A line that is a trace, cut into pieces: its calls, one by one, and what stands before the first and behind the last of them. Calls repeat where
// lines do not. What a value means to a call is told by the part it stands in: what the root says a call takes where it says nothing itself, and what a
// hop says goes with it.
import type { Format, Nest, PartAt } from '../../formats/format.ts';
import type { Role, Roles } from '../../formats/value-roles.ts';
import { identityFields, type TextField } from '../../model/fields.ts';
import { lineFeed } from '../../scan/byte-codes.ts';
import { type Member, valuesOf } from '../../scan/patterns/line-values.ts';
import { headInts } from '../../scan/patterns/pattern-scanner.ts';
import { type FreeFields, isLookedInto, type LinePlan, type MemberRole, planMembers, type Value } from './line-plan.ts';
import type { WayOfPart } from './page-plan.ts';

export interface NestPiece {
  /** With the byte behind it that ends it. */
  readonly bytes: Uint8Array;
  readonly plan: LinePlan;
  readonly place: NestPlace;
  /** Of a call. */
  readonly way: WayOfPart | undefined;
}

export interface NestPlace {
  /** `whole`: a line whose only call is one of its hops. */
  readonly kind: 'head' | 'call' | 'tail' | 'whole';
  /** Of a call: in its list. */
  readonly isLast: boolean;
  /** Where the list of calls stands, and the names of all that is there. */
  readonly list: string;
  readonly names: ReadonlySet<string>;
  /** How many hops are there. */
  readonly hops: number;
}

/** How the parts of a line are read: by the keys that lead to them. */
export interface PartWays {
  /** Undefined for what is no part after all. */
  wayOf(keys: Keys): WayOfPart | undefined;
  /** Its number among the parts. */
  orderOf(keys: Keys): number;
  /** Is it the last of the calls? It may be a hop that measured. */
  isLastCall(keys: Keys): boolean;
  /** All ways in which a part of the format may count. */
  readonly all: readonly Roles[];
}

type Keys = Member['path'];

/** Undefined for lines that would have to be read one by one. `line` has no line feed at its end. */
export function planNest(
  line: Uint8Array,
  format: Format,
  nest: Nest,
  ways: PartWays,
  fields: FreeFields,
): readonly NestPiece[] | undefined {
  const members = valuesOf(line);
  const calls = members && callsIn(members, nest, ways);
  const [first, last] = [calls?.[0], calls?.at(-1)];
  if (members === undefined || calls === undefined || first === undefined || last === undefined) return undefined;
  const whole = new Uint8Array(line.length + 1);
  whole.set(line);
  whole[line.length] = lineFeed;
  const list = JSON.stringify(first.member.path.slice(0, -1));
  const pieces: NestPiece[] = [];

  function put(
    from: number,
    to: number,
    some: readonly Member[],
    kind: NestPlace['kind'],
    call?: Member,
    isLast = false,
  ): boolean {
    const way = call && ways.wayOf(call.path);
    if (way?.tokens || (call && way === undefined)) return false;
    const names = new Set<string>();
    const plan = planMembers(some, way?.way ?? format, fields, rolesFor(nest, ways, fields, names), from);
    const hops = some.filter(({ path }) => isHop(path, nest) && path !== call?.path).length;
    const place = { kind, isLast, list, names, hops };
    return plan !== undefined && pieces.push({ bytes: whole.subarray(from, to), plan, place, way }) > 0;
  }

  if (isHop(first.member.path, nest)) return put(0, whole.length, members, 'whole', first.member) ? pieces : undefined;
  if (!put(0, first.member.from, members.slice(0, first.index), 'head')) return undefined;
  for (const [number, { member, index, end }] of calls.entries()) {
    const isLast = calls[number + 1] === undefined;
    if (!isLast && calls[number + 1]?.member.from !== member.to + 1) return undefined;
    if (!put(member.from, member.to + 1, members.slice(index, end), 'call', member, isLast)) return undefined;
  }
  return put(last.member.to + 1, whole.length, members.slice(last.end), 'tail') ? pieces : undefined;
}

/** A call: where it stands among the members, and where those behind it begin. */
interface FoundCall {
  readonly member: Member;
  readonly index: number;
  readonly end: number;
}

/** Undefined where they are not all of one list, or one hop. */
function callsIn(members: readonly Member[], nest: Nest, ways: PartWays): readonly FoundCall[] | undefined {
  const calls: FoundCall[] = [];
  for (let index = 0; index < members.length; index++) {
    const member = members[index];
    const part = member && nest.partAt(member.path);
    if (member === undefined || part === undefined) return undefined;
    const isCall = part.kind === 'call' && member.path.length === part.depth;
    if (!isCall && !ways.isLastCall(member.path)) continue;
    const before = calls.at(-1)?.member.path ?? member.path;
    if (member.kind !== 'object' || before.slice(0, -1).join('\n') !== member.path.slice(0, -1).join('\n'))
      return undefined;
    let end = index + 1;
    while (end < members.length && (members[end]?.from ?? member.to) < member.to) end += 1;
    calls.push({ member, index, end });
  }
  return calls;
}

function isHop(path: Keys, nest: Nest): boolean {
  const part = nest.partAt([...path, '']);
  return part?.kind === 'hop' && part.depth === path.length;
}

interface FoundPart extends PartAt {
  readonly keys: Keys;
  readonly roles: Roles;
}

/** `names` gets those of all that is there: what is called the same twice is for the reader of records. */
function rolesFor(
  nest: Nest,
  ways: PartWays,
  fields: FreeFields,
  names: Set<string>,
): Parameters<typeof planMembers>[3] {
  const partOf = (path: Keys): FoundPart | undefined => {
    const part = nest.partAt(path);
    const keys = path.slice(0, part?.depth);
    const roles = part && ways.wayOf(keys)?.roles;
    return roles && { ...part, keys, roles };
  };

  function isTwice(path: Keys, part: PartAt): boolean {
    const places = placesOf(path, part).map((place) => [...path.slice(0, part.depth), ...place].join('.'));
    const before = names.size;
    for (const place of places) names.add(place);
    return names.size < before + places.length;
  }

  function roleOf({ path, kind }: Member): MemberRole | undefined {
    const part = partOf(path);
    if (part === undefined || isTwice(path, part)) return undefined;
    if (kind === 'object' || kind === 'array') return told;
    return path.length === part.depth ? undefined : ownRole(path, part);
  }

  function ownRole(path: Keys, part: FoundPart): MemberRole | undefined {
    const { kind, keys, roles } = part;
    const places = placesOf(path, part);
    const asked = askedAt(path, part);
    if (kind === 'call') {
      // What format it is must not hang on one of several calls: others may stand in its place.
      if (ways.all.some((one) => asked.some((place) => one.of(place).kind !== 'unread'))) return undefined;
      return ofCall(roles.ofAll(places), places, nest);
    }
    if (kind === 'hop' && path.length === part.depth + 1 && nest.names.includes(String(path.at(-1)))) return told;
    const role = roleIn(roles, places, asked);
    if (ways.isLastCall(keys)) return ofCall(role, places, nest);
    if (ways.all.some((one) => isMetering(one.ofAll(places)))) return undefined;
    return kind === 'root' ? ofRoot(role, nest, fields) : ofHop(role, ways.orderOf(keys));
  }

  return {
    roleOf,
    isLookedInto({ path, kind }) {
      const depthOf = (key: Keys[number]): number | undefined => nest.partAt([...path, key])?.depth;
      if (depthOf('') === path.length || depthOf(0) === path.length + 1) return true; // a part, or a list of parts
      const part = partOf(path);
      if (part === undefined || placesOf(path, part).length > 1) return true;
      return isLookedInto(path.slice(part.depth), kind, part.roles);
    },
    inText: false,
  };
}

/** At which places of a part a value is read: its attributes are as good as its own members. */
function placesOf(path: Keys, { depth }: PartAt): readonly Keys[] {
  const own = path.slice(depth);
  return depth > 0 && own[0] === 'attributes' ? [own.slice(1), own] : [own];
}

/** Where a condition on the record may ask for it; of lists for their first and last item. */
function askedAt(path: Keys, { kind, depth }: PartAt): readonly Keys[] {
  if (depth === 0) return [];
  const last = path.findIndex((step) => typeof step === 'number');
  const at = (step: Keys[number]): Keys => path.map((key, index) => (index === last ? step : key));
  return last < 0 ? [path] : kind === 'call' ? [at(0), at('-1')] : [path, at('-1')];
}

/** Of what is read, it is not asked whether it is there: rows tell. */
function roleIn(roles: Roles, places: readonly Keys[], asked: readonly Keys[]): Role {
  const [own, others] = [roles.ofAll(places), roles.ofAll(asked)];
  const isOnlyAsked = others.kind === 'text' && others.fields.length + others.begins.length === 0;
  return own.kind !== 'unread' && isOnlyAsked ? own : roles.ofAll([...places, ...asked]);
}

const told: Role = { kind: 'told' };
const isMetering = ({ kind }: Role): boolean => kind === 'count' || kind === 'cost';

function ofCall(role: Role, places: readonly Keys[], { requestIds: { from, begins } }: Nest): Role | undefined {
  if (places.some((place) => from.includes(place.join('.'))))
    return { kind: 'text', fields: requestFields.map((field) => ({ field, order: '' })), begins };
  if (role.kind === 'text' && role.fields.some(({ field }) => ofTrace.has(field))) return undefined;
  return role;
}

const requestFields = ['request_id', 'provider_request_id'] as const;
const ofRequest: ReadonlySet<TextField> = new Set(requestFields);
/** Those of a call, had it its own, would be other ones than those of its hops. */
const ofTrace: ReadonlySet<TextField> = new Set(['trace_id', 'span_id', 'parent_span_id', 'session_id']);

/** A call has its time where it says none itself. */
function ofRoot(role: Role, { fromRoot }: Nest, { free }: FreeFields): Role | undefined {
  if (role.kind === 'start') return { ...role, order: role.order + behindOwn };
  if (role.kind !== 'text') return role;
  if (role.fields.some(({ field }) => free.has(field) && !fromRoot.has(field) && !ofRequest.has(field)))
    return undefined;
  return role;
}

function ofHop(role: Role, order: number): MemberRole | undefined {
  if (role.kind === 'start') return { kind: 'above', order, form: role.form };
  if (role.kind !== 'text') return role;
  if (role.fields.some(({ field }) => ids.has(field) && !ofRequest.has(field))) return undefined;
  return role;
}

const ids: ReadonlySet<TextField> = new Set(identityFields);
/** No table lists so many paths. */
const behindOwn = 1000;

/**
 * Of a call of that format, in pieces whose numbers stand behind each other. Undefined where some of so many hops say when they began and others do
 * not, or say it twice.
 */
export function planTogether(format: Format, pieces: readonly LinePlan[], hops: number): LinePlan | undefined {
  let width = headInts;
  const values = pieces.flatMap((plan, piece) => {
    const shift = width - headInts;
    width += plan.width - headInts;
    return plan.values.map((value): Value => {
      const at = value.at + shift;
      return value.kind === 'above' ? { ...value, at, order: value.order + piece * mostParts } : { ...value, at };
    });
  });
  const said = values.flatMap((value) => (value.kind === 'above' ? [value.order] : []));
  if (new Set(said).size < said.length || (said.length > 0 && said.length < hops)) return undefined;
  // Hops that do not say when they began have the time of the root.
  const ofRoot = values
    .flatMap((value) => (value.kind === 'start' && value.order >= behindOwn && said.length < hops ? [value] : []))
    .sort((a, b) => a.order - b.order)
    .slice(0, 1);
  const all = [...values, ...ofRoot.map((value): Value => ({ ...value, kind: 'above' }))];
  return { format, holes: [], values: all, width };
}

const mostParts = 1_000_000;
