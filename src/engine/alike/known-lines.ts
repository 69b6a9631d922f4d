// What is known of lines by their patterns: how a line, or a piece of a page, is read as rows. Learned from lines that were read as records.
import type { Format, Nest, Page, Part } from '../../formats/format.ts';
import { formats } from '../../formats/index.ts';
import { detect } from '../../formats/map-record.ts';
import { pointerTo } from '../../formats/pointer-to.ts';
import { splitsOf } from '../../formats/read-record.ts';
import { compileAll } from '../../formats/recognise.ts';
import { keepsPlaces, type Roles, rolesIn, wayOfCounting, waysOfCounting } from '../../formats/value-roles.ts';
import type { JsonObject } from '../../model/json.ts';
import type { PatternScanner } from '../../scan/patterns/pattern-scanner.ts';
import type { Scanned } from '../../scan/scanned.ts';
import type { MappedMember } from '../map-members.ts';
import { type LinePlan, planLine } from './line-plan.ts';
import { asPage, asRecord, asTrace, type LineRead, onlyOneIn, type PageEvents } from './line-record.ts';
import { type NestPlace, type PartWays, planNest } from './nest-plan.ts';
import { type OpenPlan, openPlan } from './open-plan.ts';
import { type PiecePlace, planPage, type WayOfPart } from './page-plan.ts';
import type { Differing } from './what-differs.ts';

export interface Known {
  readonly plan: LinePlan;
  /** Of a row. */
  readonly open: OpenPlan | undefined;
  /** Of a piece of a page. */
  readonly piece: PiecePlace | undefined;
  /** Of a part. */
  readonly way: WayOfPart | undefined;
  /** Of a piece of a line that is a trace. */
  readonly nested: NestPlace | undefined;
}

/** Does the part count as rows of this way do? What is said around it, and what a text holds, may decide otherwise. */
export function countsAs(format: Format, { value, tokens }: Part, { way, tokens: own }: WayOfPart): boolean {
  return tokens === own && wayOfCounting(format, value) === way;
}

export interface KnownLines {
  /** By the number of a pattern. */
  at(pattern: number): Known;
  learn(source: string, line: Uint8Array, scanned: readonly Scanned[]): void;
  /** Most lines taught nothing: it is not worth while to go on. */
  isTired(): boolean;
}

const mostVain = 2000;
const nothing = { open: undefined, piece: undefined, way: undefined, nested: undefined };

const rolesByFormat = new Map<Format, Roles | undefined>();

export function createKnownLines(
  scanner: Pick<PatternScanner, 'learn' | 'learnPiece'>,
  { free, dimensions, told, mapped: registry }: Differing,
): KnownLines {
  const known: Known[] = [];
  const fields = { free, named: new Set(dimensions) };
  let vain = 0;

  /** Whether the pattern is new. */
  function keep(number: number | undefined, one: Known): boolean {
    if (number === undefined || number < known.length) return false;
    known[number] = one;
    return true;
  }

  function learnLine(line: Uint8Array, format: Format, read: LineRead): boolean {
    const plan = planOf(line, wayOfCounting(format, read.record), read.record);
    const open = plan && openPlan(plan, told);
    return open ? keep(scanner.learn(line, open.plan.holes), { ...nothing, plan: open.plan, open }) : false;
  }

  function planOf(line: Uint8Array, format: Format, record: JsonObject): LinePlan | undefined {
    const roles = splitsOf(format)(record) ? undefined : rolesOf(format);
    return roles && keepsPlaces(format, roles, record) ? planLine(line, format, roles, fields) : undefined;
  }

  /** Whether a piece of it is new. */
  function learnPage(line: Uint8Array, format: Format, page: Page, parts: readonly Part[]): boolean {
    const pieces = planPage(line, page, (part) => wayOf(format, parts[part]), fields);
    let isNew = false;
    for (const { bytes, plan, place, way } of pieces ?? []) {
      const open = place.kind === 'part' ? openPlan(plan, told) : undefined;
      if (place.kind === 'part' && !open) return isNew;
      isNew = keep(scanner.learnPiece(bytes, plan.holes), { ...nothing, plan, open, piece: place, way }) || isNew;
    }
    return isNew;
  }

  /** Whether a piece of it is new. */
  function learnTrace(line: Uint8Array, format: Format, nest: Nest, { mapped, events }: PageEvents): boolean {
    const { parts = [] } = mapped;
    const last = events.at(-1)?.place.pointer ?? '';
    if (parts.some(({ value }) => compileAll(nest.more_when, format.json ?? [])(value))) return false;
    const ways = new Map(parts.map((part, order) => [part.pointer, { way: wayOf(format, part), order }]));
    const partAt = (keys: readonly (string | number)[]) => ways.get(keys.reduce<string>(pointerTo, ''));
    const partWays: PartWays = {
      wayOf: (keys) => partAt(keys)?.way,
      orderOf: (keys) => partAt(keys)?.order ?? 0,
      isLastCall: (keys) => keys.length > 0 && keys.reduce<string>(pointerTo, '') === last,
      all: waysOfCounting(format).flatMap((way) => rolesOf(way) ?? []),
    };
    let isNew = false;
    for (const { bytes, plan, place, way } of planNest(line, format, nest, partWays, fields) ?? [])
      isNew = keep(scanner.learnPiece(bytes, plan.holes), { ...nothing, plan, way, nested: place }) || isNew;
    return isNew;
  }

  function learnAs(line: Uint8Array, format: Format, mapped: MappedMember): boolean {
    const { page, nest } = format;
    if (page) {
      const parts = asPage(mapped)?.mapped.parts;
      return parts !== undefined && learnPage(line, format, page, parts);
    }
    if (nest) {
      if (registry) return false; // it may know more of what a hop says
      const trace = asTrace(mapped);
      return trace !== undefined && learnTrace(line, format, nest, trace);
    }
    const read = asRecord(mapped);
    return read !== undefined && learnLine(line, format, read);
  }

  return {
    at: (pattern) => known[pattern] ?? noPattern(),
    learn(source, line, scanned) {
      const [first] = scanned;
      const format = first?.kind === 'record' ? detect(first.value)?.format : undefined;
      const mapped = format?.telling && onlyOneIn(source, scanned);
      if (!format || !mapped || !learnAs(line, format, mapped)) vain += 1;
    },
    isTired: () => vain >= mostVain,
  };
}

function wayOf(format: Format, part: Part | undefined): WayOfPart | undefined {
  const way = part && wayOfCounting(format, part.value);
  const roles = way && rolesOf(way);
  return roles && { way, roles, tokens: part.tokens };
}

function rolesOf(format: Format): Roles | undefined {
  if (!rolesByFormat.has(format)) rolesByFormat.set(format, rolesIn(format, formats));
  return rolesByFormat.get(format);
}

function noPattern(): never {
  throw new Error('a line fits a pattern that was not learned');
}
