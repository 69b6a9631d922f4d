// What is known of lines by their patterns: how a line, or a piece of a page, is read as rows. Learned from lines that were read as records.
import type { Format, Page } from '../../formats/format.ts';
import { formats } from '../../formats/index.ts';
import { detect } from '../../formats/map-record.ts';
import { splitsOf } from '../../formats/read-record.ts';
import { keepsPlaces, type Roles, rolesIn, wayOfCounting } from '../../formats/value-roles.ts';
import type { JsonObject } from '../../model/json.ts';
import type { PatternScanner } from '../../scan/patterns/pattern-scanner.ts';
import type { Scanned } from '../../scan/scanned.ts';
import { type LinePlan, planLine } from './line-plan.ts';
import { asPage, asRecord, type LineRead, onlyOneIn } from './line-record.ts';
import { type OpenPlan, openPlan } from './open-plan.ts';
import { type PiecePlace, planPage } from './page-plan.ts';
import type { Differing } from './what-differs.ts';

export interface Known {
  readonly plan: LinePlan;
  /** Of a row. */
  readonly open: OpenPlan | undefined;
  /** Of a piece of a page. */
  readonly piece: PiecePlace | undefined;
}

export interface KnownLines {
  /** By the number of a pattern. */
  at(pattern: number): Known;
  learn(source: string, line: Uint8Array, scanned: readonly Scanned[]): void;
  /** Most lines taught nothing: it is not worth while to go on. */
  isTired(): boolean;
}

const mostVain = 2000;

const rolesByFormat = new Map<Format, Roles | undefined>();

export function createKnownLines(
  scanner: Pick<PatternScanner, 'learn' | 'learnPiece'>,
  { free, dimensions, told }: Differing,
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
    return open ? keep(scanner.learn(line, open.plan.holes), { plan: open.plan, open, piece: undefined }) : false;
  }

  function planOf(line: Uint8Array, format: Format, record: JsonObject): LinePlan | undefined {
    const roles = splitsOf(format)(record) ? undefined : rolesOf(format);
    return roles && keepsPlaces(format, roles, record) ? planLine(line, format, roles, fields) : undefined;
  }

  /** Whether a piece of it is new. */
  function learnPage(line: Uint8Array, format: Format, page: Page): boolean {
    const roles = rolesOf(format);
    const pieces = roles && planPage(line, format, page, roles, fields);
    let isNew = false;
    for (const { bytes, plan, place } of pieces ?? []) {
      const open = place.kind === 'part' ? openPlan(plan, told) : undefined;
      if (place.kind === 'part' && !open) return isNew;
      isNew = keep(scanner.learnPiece(bytes, plan.holes), { plan, open, piece: place }) || isNew;
    }
    return isNew;
  }

  return {
    at: (pattern) => known[pattern] ?? noPattern(),
    learn(source, line, scanned) {
      const [first] = scanned;
      const format = first?.kind === 'record' ? detect(first.value)?.format : undefined;
      const mapped = format?.telling && onlyOneIn(source, scanned);
      const read = format?.page ? undefined : asRecord(mapped);
      const isNew =
        format &&
        (read ? learnLine(line, format, read) : format.page && asPage(mapped) && learnPage(line, format, format.page));
      if (!isNew) vain += 1;
    },
    isTired: () => vain >= mostVain,
  };
}

function rolesOf(format: Format): Roles | undefined {
  if (!rolesByFormat.has(format)) rolesByFormat.set(format, rolesIn(format, formats));
  return rolesByFormat.get(format);
}

function noPattern(): never {
  throw new Error('a line fits a pattern that was not learned');
}
