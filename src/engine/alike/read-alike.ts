// Lines whose pattern is known are read as rows, all others as records. A line is only a row where the reader of records would have begun anew
// at its start: so lines between rows must be readable by themselves, or none of the block are read here.

import type { AuditSettings } from '../../audit/settings.ts';
import { screenEvent } from '../../contract/screen-event.ts';
import type { Format } from '../../formats/format.ts';
import { formats } from '../../formats/index.ts';
import { keepsPlaces, type Roles, rolesIn, wayOfCounting } from '../../formats/value-roles.ts';
import type { Event } from '../../model/event.ts';
import type { JsonObject } from '../../model/json.ts';
import { lineFeed } from '../../scan/byte-codes.ts';
import { createFramer } from '../../scan/framer.ts';
import { scanDefaults } from '../../scan/limits.ts';
import { createPatternScanner } from '../../scan/patterns/pattern-scanner.ts';
import type { Scanned } from '../../scan/scanned.ts';
import { mapMembers } from '../map-members.ts';
import { createRowRoom } from './alike-rows.ts';
import { type AlikeLines, createBlockRows, type LinePlace, type SeenKind } from './block-rows.ts';
import { type LinePlan, planLine } from './line-plan.ts';
import { type OpenPlan, openPlan } from './open-plan.ts';
import { createKindReader, eventOf, type JudgedKind, passedOver, type RowRead } from './read-kinds.ts';
import { createRepeatedRows } from './repeated-rows.ts';
import { createTextNumbers } from './row-hops.ts';
import { createRowValues } from './row-values.ts';
import type { Differing } from './what-differs.ts';

/** Kinds and texts met since the last time, in the order of their numbers. */
export interface Learned {
  readonly kinds: readonly JudgedKind[];
  readonly names: readonly string[];
  /** What spans say. */
  readonly said: readonly string[];
}

export interface AlikeReader {
  /** Undefined when what stands between rows cannot be read by itself. Lines of any input: kinds are alike in all of them. */
  read(source: string, bytes: Uint8Array, line: number, offset: number): Lines | undefined;
  /** Must reach whoever sums up, whether what was read counts there or not. */
  learned(): Learned;
}

/** Lines that were read: some as records, the others as rows. */
export interface Lines {
  readonly scanned: readonly Scanned[];
  readonly textLines: number;
  readonly alike?: AlikeLines;
  readonly seen: readonly SeenKind[];
  /** Records that their format passes over, by format. */
  readonly passed: ReadonlyMap<string, number>;
  /** Of the last row. */
  readonly line?: number;
}

interface LineRead {
  readonly format: string;
  readonly record: JsonObject;
  readonly read: RowRead;
}

/** Texts that spans say: some 100 bytes each. */
const mostSaid = 100_000;
/** Lines that teach nothing, before nothing more is learned. */
const mostVain = 2000;

const rolesByFormat = new Map<Format, Roles | undefined>();

/** What a thread needs to read rows. */
export interface ByKinds {
  readonly settings: AuditSettings;
  readonly kernel: () => WebAssembly.Module;
}

export function createAlikeReader(
  { settings, kernel }: ByKinds,
  { free, dimensions, shared, told, mapped }: Differing,
): AlikeReader {
  const named = new Set(dimensions);
  const scanner = createPatternScanner(kernel());
  const plans: (OpenPlan | undefined)[] = [];
  const said = createTextNumbers(mostSaid);
  const row = createRowValues(scanner.name, dimensions, mapped, said.of);
  const reader = createKindReader(settings, shared, mapped?.instants);
  const repeated = createRepeatedRows(reader, settings, shared);
  const room = createRowRoom();
  let [vain, toldNames] = [0, 0];

  /** A line that is one record of a format that may be learned. */
  function recordIn(source: string, scanned: readonly Scanned[]): LineRead | undefined {
    const [only, ...others] = scanned;
    if (only?.kind !== 'record' || others.length > 0) return undefined;
    const { line, offset, value } = only;
    const [mapped, ...more] = mapMembers(value, { source, line, offset }, { memory: new Map() });
    if (!mapped?.format || more.length > 0 || mapped.record !== value) return undefined;
    const { format, outcome } = mapped;
    if (outcome.kind === 'skipped') return { format, record: value, read: 'passed over' };
    if (outcome.kind !== 'events' || outcome.left_out) return undefined;
    const [event, ...rest] = outcome.events;
    return event && rest.length === 0 ? { format, record: value, read: screenEvent(event) } : undefined;
  }

  function learn(source: string, line: Uint8Array, scanned: readonly Scanned[]): void {
    const record = recordIn(source, scanned);
    const format = record && formats.find(({ id }) => id === record.format);
    const plan = format && planOf(line, wayOfCounting(format, record.record), record.record);
    const opened = plan && openPlan(plan, told);
    const number = opened && scanner.learn(line, opened.plan.holes);
    if (number === undefined || number < plans.length) vain += 1;
    else plans[number] = opened;
  }

  function planOf(line: Uint8Array, format: Format, record: JsonObject): LinePlan | undefined {
    if (!rolesByFormat.has(format)) rolesByFormat.set(format, rolesIn(format, formats));
    const roles = rolesByFormat.get(format);
    return roles && keepsPlaces(format, roles, record) ? planLine(line, format, roles, free, named) : undefined;
  }

  return {
    read(source, block, firstLine, offset) {
      const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
      const scanned: Scanned[] = [];
      const rows = createBlockRows({ row, reader, repeated, room, dimensions }, offset);
      let [textLines, line] = [0, firstLine];
      let waiting: Pick<LinePlace, 'at' | 'line'> | undefined;

      function frame(
        from: number,
        to: number,
        line: number,
      ): { readonly found: readonly Scanned[]; readonly fresh: boolean; readonly textLines: number } {
        const framer = createFramer(scanDefaults, { line, offset: offset + from });
        const found = framer.feed(bytes.subarray(from, to));
        return { found, fresh: framer.fresh(), textLines: framer.textLines() };
      }

      /** What waits to be read as records, up to there. */
      function readWaiting(to: number): boolean {
        if (waiting === undefined) return true;
        const part = frame(waiting.at, to, waiting.line);
        waiting = undefined;
        for (const one of part.found) scanned.push(one);
        textLines += part.textLines;
        return part.fresh;
      }

      const readRow = ({ at, length, line }: LinePlace): RowRead =>
        recordIn(source, frame(at, at + length + 1, line).found)?.read;
      /** That of the row under way. */
      const current = { at: 0, length: 0, line: 0 };
      const readCurrent = (): RowRead => readRow(current);
      const readEvent = (place: LinePlace): Event | undefined => eventOf(() => readRow(place));

      for (let at = 0; at < bytes.length; ) {
        const scan = scanner.scan(bytes, at);
        for (let place = 0; place < scan.filled; line++) {
          const plan = plans[scan.rows[place] ?? -1];
          if (plan === undefined) throw new Error('a line fits a pattern that was not learned');
          current.at = scan.rows[place + 1] ?? 0;
          current.length = scan.rows[place + 2] ?? 0;
          current.line = line;
          row.open(plan, bytes, scan.rows, place);
          const kind = reader.kindOf(row, readCurrent);
          if (kind === passedOver) {
            if (!readWaiting(current.at)) return undefined;
            rows.passOver(plan.plan.format.id, line);
          } else if (kind < 0) waiting ??= rows.settle(readEvent) ?? { ...current };
          else {
            const ids = row.ids();
            if (!rows.takeAgain(kind, current, ids)) {
              waiting ??= rows.settle(readEvent);
              if (!readWaiting(current.at)) return undefined;
              rows.take(kind, current, ids);
            }
          }
          place += plan.plan.width;
        }
        at = scan.end;
        if (at >= bytes.length) break;
        const end = bytes.indexOf(lineFeed, at) + 1 || bytes.length;
        waiting ??= rows.settle(readEvent);
        if (vain >= mostVain) waiting ??= { at, line };
        else {
          if (!readWaiting(at)) return undefined;
          const part = frame(at, end, line);
          for (const one of part.found) scanned.push(one);
          textLines += part.textLines;
          if (!part.fresh) return undefined;
          learn(source, withoutFeed(bytes.subarray(at, end)), part.found);
        }
        at = end;
        line += 1;
      }
      waiting ??= rows.settle(readEvent);
      if (!readWaiting(bytes.length)) return undefined;
      return { scanned, textLines, ...rows.end() };
    },
    learned() {
      const names = Array.from({ length: scanner.names - toldNames }, (_, index) => scanner.name(toldNames + index));
      toldNames += names.length;
      return { kinds: reader.learned(), names, said: said.learned() };
    },
  };
}

function withoutFeed(line: Uint8Array): Uint8Array {
  return line.at(-1) === lineFeed ? line.subarray(0, -1) : line;
}
