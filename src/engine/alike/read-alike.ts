// Lines whose pattern is known are read as rows, all others as records. A line is only a row where the reader of records would have begun anew
// at its start: so lines between rows must be readable by themselves, or none of the block are read here.

import type { AuditSettings } from '../../audit/settings.ts';
import { screenEvent } from '../../contract/screen-event.ts';
import { formats } from '../../formats/index.ts';
import type { Event } from '../../model/event.ts';
import { lineFeed } from '../../scan/byte-codes.ts';
import { createFramer } from '../../scan/framer.ts';
import { scanDefaults } from '../../scan/limits.ts';
import { createPatternScanner, type Scan } from '../../scan/patterns/pattern-scanner.ts';
import type { Scanned } from '../../scan/scanned.ts';
import type { MappedMember } from '../map-members.ts';
import { createRowRoom, onlyOne, wholeLine } from './alike-rows.ts';
import { type AlikeLines, createBlockRows, type LinePlace } from './block-rows.ts';
import { countsAs, createKnownLines } from './known-lines.ts';
import type { LinePlan } from './line-plan.ts';
import { type PageEvents, pageIn, recordIn, traceIn } from './line-record.ts';
import { createNestPlans, type NestedCall, newNest, type OpenNest, takeNested } from './nest-rows.ts';
import type { OpenPlan } from './open-plan.ts';
import type { WayOfPart } from './page-plan.ts';
import { isWhole, newPage, type OpenPage, takePiece } from './page-rows.ts';
import { createKindReader, type JudgedKind, passedOver } from './read-kinds.ts';
import { createRepeatedRows } from './repeated-rows.ts';
import { eventsOf, type RowRead } from './row-read.ts';
import { type Around, createRowValues } from './row-values.ts';
import type { SeenKind } from './seen-kinds.ts';
import type { Differing } from './what-differs.ts';

/** Kinds and names met since the last time, in the order of their numbers. */
export interface Learned {
  readonly kinds: readonly JudgedKind[];
  readonly names: readonly string[];
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
  /** Those of which parts are rows. */
  readonly pages: readonly PageRead[];
  /** Of the last row. */
  readonly line?: number;
}

export interface PageRead {
  readonly format: string;
  readonly line: number;
  /** Which of its events are no rows. */
  readonly others: readonly number[];
  readonly read: () => MappedMember;
}

/** What a thread needs to read rows. */
export interface ByKinds {
  readonly settings: AuditSettings;
  readonly kernel: () => WebAssembly.Module;
}

export function createAlikeReader({ settings, kernel }: ByKinds, differing: Differing): AlikeReader {
  const { dimensions, shared, mapped } = differing;
  const scanner = createPatternScanner(kernel());
  const lines = createKnownLines(scanner, differing);
  const arounds = new Map<number, Around>();
  const row = createRowValues(scanner.name, dimensions, mapped);
  const reader = createKindReader(settings, shared, mapped?.instants);
  const repeated = createRepeatedRows(reader, settings, shared);
  const room = createRowRoom();
  const nests = createNestPlans(differing.told);
  let toldNames = 0;

  /** What is said with a piece around what follows. */
  function aroundAfter({ node: before, texts }: Around, { values }: LinePlan, rows: Int32Array, place: number): Around {
    const names = values.map(({ at }) => rows[place + at] ?? 0);
    const node = reader.aroundOf(before, [rows[place] ?? 0, ...names]);
    const around = arounds.get(node) ?? { node, texts: [...texts, ...names.map(scanner.name)] };
    arounds.set(node, around);
    return around;
  }

  return {
    read(source, block, firstLine, offset) {
      const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
      const scanned: Scanned[] = [];
      const rows = createBlockRows({ row, reader, repeated, room, dimensions }, offset);
      let [textLines, line] = [0, firstLine];
      let waiting: Pick<LinePlace, 'at' | 'line'> | undefined;
      const pages: PageRead[] = [];

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
      function readPart({ at, length, line, part }: LinePlace, way: WayOfPart): RowRead {
        const { mapped, events } = readPage(at, length, line) ?? {};
        const [event, value] = [events?.[part], mapped?.parts?.[part]];
        const format = mapped && formats.find(({ id }) => id === mapped.format);
        return event && value && format && countsAs(format, value, way) ? [screenEvent(event)] : undefined;
      }
      let page: { readonly at: number; readonly read: PageEvents | undefined } | undefined;
      function readPage(at: number, length: number, line: number): PageEvents | undefined {
        if (page?.at !== at) page = { at, read: pageIn(source, frame(at, at + length + 1, line).found) };
        return page.read;
      }
      /** That of the row under way. */
      const current = { at: 0, length: 0, line: 0, part: onlyOne };
      const readCurrent = (): RowRead => readRow(current);
      const readEvent = (place: LinePlace): Event | undefined => eventsOf(() => readRow(place))?.[0];

      function takeLine(open: OpenPlan, scan: Scan, place: number): boolean {
        current.at = scan.rows[place + 1] ?? 0;
        current.length = scan.rows[place + 2] ?? 0;
        current.line = line;
        current.part = onlyOne;
        row.open(open, bytes, scan.rows, place);
        const kind = reader.kindOf(row, readCurrent);
        if (kind === passedOver) {
          if (!readWaiting(current.at)) return false;
          rows.passOver(open.plan.format.id, line);
        } else if (kind < 0) waiting ??= rows.settle(readEvent) ?? { ...current };
        else {
          const ids = row.ids();
          if (!rows.takeAgain(kind, current, ids)) {
            waiting ??= rows.settle(readEvent);
            if (!readWaiting(current.at)) return false;
            rows.take(kind, current, ids);
          }
        }
        return true;
      }

      /** All pieces of the page have been read. */
      function takePage({ at, parts }: OpenPage, end: number, scan: Scan): boolean {
        waiting ??= rows.settle(readEvent);
        if (!readWaiting(at)) return false;
        current.at = at;
        current.length = end - at;
        current.line = line;
        const others: number[] = [];
        let format = '';
        for (const [part, { at: place, plan, way, around }] of parts.entries()) {
          current.part = part;
          format = plan.plan.format.id;
          row.open(plan, bytes, scan.rows, place, around);
          const kind = reader.kindOf(row, () => readPart(current, way));
          if (kind < 0) others.push(part);
          else {
            rows.take(kind, current, row.ids());
            rows.settle(readEvent);
          }
        }
        if (others.length > 0 && readPage(at, current.length, line) === undefined) return false;
        const place = { at, length: current.length, line };
        pages.push({
          format,
          line,
          others,
          read: () => (readPage(place.at, place.length, place.line) ?? noPage()).mapped,
        });
        return true;
      }

      /** The call of that number, of so many, behind the hops of its line. */
      function readCall(index: number, of: number, { way }: NestedCall): RowRead {
        const { at, length, line } = current;
        const { mapped, events = [] } = traceIn(source, frame(at, at + length + 1, line).found) ?? {};
        const hops = events.length - of;
        const value = mapped?.parts?.at(index - of);
        const format = mapped && formats.find(({ id }) => id === mapped.format);
        if (hops < 0 || events.findIndex(({ role }) => role === 'call') !== hops) return undefined;
        if (!value || !format || !countsAs(format, value, way)) return undefined;
        return [...events.slice(0, hops), ...events.slice(hops + index, hops + index + 1)].map((event) =>
          screenEvent(event),
        );
      }

      /** All pieces of a line that is a trace have been read. */
      function takeTrace(nest: OpenNest, end: number, scan: Scan): boolean {
        waiting ??= rows.settle(readEvent);
        current.at = nest.at;
        current.length = end - nest.at;
        current.line = line;
        current.part = wholeLine;
        const of = nest.calls.length;
        const areTaken = nest.calls.every((_, index) => {
          const call = nests.callAt(nest, index, scan.rows);
          if (call === undefined) return false;
          row.open(call.plan, bytes, call.numbers, 0, call.around);
          const kind = reader.kindOf(row, () => readCall(index, of, call));
          if (kind >= 0) rows.takeCall(kind, current, row.ids(), of - 1 - index);
          return kind >= 0;
        });
        if (areTaken && rows.endTrace()) return readWaiting(nest.at);
        rows.dropTrace();
        waiting ??= { ...current };
        return true;
      }

      for (let at = 0; at < bytes.length; ) {
        const scan = scanner.scan(bytes, at);
        let open: OpenPage | undefined;
        let nest: OpenNest | undefined;
        for (let place = 0; place < scan.filled; ) {
          const known = lines.at(scan.rows[place] ?? -1);
          const { plan } = known;
          const [from, length] = [scan.rows[place + 1] ?? 0, scan.rows[place + 2] ?? 0];
          if (known.nested !== undefined) {
            nest ??= newNest(from);
            if (open !== undefined || !takeNested(nest, { known, pattern: scan.rows[place] ?? -1, place })) break;
            if (nest.isWhole) {
              if (!takeTrace(nest, from + length, scan)) return undefined;
              nest = undefined;
              line += 1;
            }
          } else if (nest !== undefined) break;
          else if (known.piece === undefined) {
            if (open !== undefined) break;
            if (known.open && !takeLine(known.open, scan, place)) return undefined;
            line += 1;
          } else {
            open ??= newPage(from);
            if (!takePiece(open, known, place, (before) => aroundAfter(before, plan, scan.rows, place))) break;
            if (isWhole(open)) {
              if (!takePage(open, from + length, scan)) return undefined;
              open = undefined;
              line += 1;
            }
          }
          place += plan.width;
        }
        at = (open ?? nest)?.at ?? scan.end;
        if (at >= bytes.length) break;
        const end = bytes.indexOf(lineFeed, at) + 1 || bytes.length;
        waiting ??= rows.settle(readEvent);
        if (lines.isTired()) waiting ??= { at, line };
        else {
          if (!readWaiting(at)) return undefined;
          const part = frame(at, end, line);
          for (const one of part.found) scanned.push(one);
          textLines += part.textLines;
          if (!part.fresh) return undefined;
          lines.learn(source, withoutFeed(bytes.subarray(at, end)), part.found);
        }
        at = end;
        line += 1;
      }
      waiting ??= rows.settle(readEvent);
      if (!readWaiting(bytes.length)) return undefined;
      return { scanned, textLines, pages, ...rows.end() };
    },
    learned() {
      const names = Array.from({ length: scanner.names - toldNames }, (_, index) => scanner.name(toldNames + index));
      toldNames += names.length;
      return { kinds: reader.learned(), names };
    },
  };
}

function noPage(): never {
  throw new Error('a page was read and cannot be read again');
}

function withoutFeed(line: Uint8Array): Uint8Array {
  return line.at(-1) === lineFeed ? line.subarray(0, -1) : line;
}
