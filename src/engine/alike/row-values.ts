// One row of the scanner, read by the plan of its pattern: what tells, what may be anything, the counts, the time and the cost. Made once and
// opened for one row after the other, since there are as many as there are lines.
import type { AuditedCall } from '../../audit/audited.ts';
import type { Event } from '../../model/event.ts';
import type { TextField } from '../../model/fields.ts';
import { picoUsd, type Usd } from '../../model/money.ts';
import { usageClasses } from '../../model/usage.ts';
import type { AlikeValues } from '../../registry/alike-values.ts';
import type { Meeting } from '../../trace/meeting-keys.ts';
import { clockToleranceNs } from '../../trace/span-tree.ts';
import { meetingFields, type OpenPlan, type TimePlace } from './open-plan.ts';
import { nothingSaid } from './page-rows.ts';
import type { PairTable } from './pair-table.ts';
import { createRowCosts, latin1 } from './row-costs.ts';
import { createRowCounts, type RowCounts } from './row-counts.ts';
import { isHop, writeHop } from './row-hops.ts';
import { type Sources, sourcesOf } from './row-sources.ts';
import { createRowTexts } from './row-texts.ts';
import { createRowTimes, nsPerDay } from './row-times.ts';

export interface RowValues {
  /** `around` is what is said around a part of a page. */
  open(plan: OpenPlan, bytes: Buffer, rows: Int32Array, at: number, around?: Around): void;
  /** A number for all that tells; `noPair` when there are too many such numbers. */
  tellingNode(pairs: PairTable): number;
  /** Keeps what `saysAgain` asks for, as long as the numbers of the scanner hold. */
  keep(): void;
  /** Whether all its names and ids are those of the row that was kept. */
  saysAgain(): boolean;
  /** Where the values of the event come from that this row was read as, behind the hops of its record; undefined when that cannot be told. */
  sourcesOf(read: readonly Event[], judged: AuditedCall | undefined): Sources | undefined;
  /** Those of a row that agrees in all that tells. */
  sources: Sources | undefined;
  /** Counts, times and the cost; false when only the reader of records knows what to make of them. */
  readNumbers(): boolean;
  /** Does what it was read as say what the row says? After `readNumbers`. */
  fits(read: readonly Event[]): boolean;
  /** How many numbers say where the row stands in its trace: none where it is no span. */
  readonly hopWidth: number;
  /** Writes them. */
  writeHop(numbers: Float64Array, to: number): void;
  readonly counts: RowCounts;
  /** Its line has places for counts. */
  readonly hasCounts: boolean;
  readonly day: number;
  /** Nanoseconds of the day. */
  readonly ns: number;
  readonly hasCost: boolean;
  /** In whole 10^-12 dollars and the rest of 10^-18. */
  readonly logged: { readonly pico: number; readonly rest: number };
  loggedUsd(): Usd;
  start(): bigint;
  ids(): Meeting;
  /** Of each name of a group that rows of a kind may differ in: the number of the value; `asKind` where all rows of the kind have the same. */
  dimension(index: number): number;
}

/** What is said around the parts of a page, by number, and the names in it. */
export interface Around {
  readonly node: number;
  readonly texts: readonly string[];
  /** All of its trace is there. */
  readonly isTrace?: true;
}

export const asKind = -1;

export function createRowValues(
  nameOf: (number: number) => string,
  dimensions: readonly TextField[],
  mapped: AlikeValues | undefined,
): RowValues {
  const texts = createRowTexts(nameOf, mapped);
  const before = createRowTexts(nameOf, undefined);
  const times = createRowTimes();
  const counts = createRowCounts();
  const logged = createRowCosts();
  let open: OpenPlan | undefined;
  let bytes: Buffer = Buffer.alloc(0);
  let rows: Int32Array = new Int32Array(0);
  let base = 0;
  let surroundings = nothingSaid;
  let kept: OpenPlan | undefined;
  let [keptRows, keptAt] = [rows, 0];

  const at = (place: number): number => rows[base + place] ?? 0;

  function readTime({ at: place, form, inText }: TimePlace): boolean {
    const [from, length] = [at(place), at(place + 1)];
    if (inText && form !== undefined) return times.readDigits(bytes, from, length, form);
    return form === undefined
      ? times.read(bytes, from, length)
      : times.readNumber(Number(latin1(bytes, from, from + length)), form);
  }

  /** Keeps the time that was read; false when it is before the last by so much that clocks disagree (trace/span-tree.ts). */
  function follows(): boolean {
    const since = (times.day - row.day) * nsADay + times.ns - row.ns;
    row.day = times.day;
    row.ns = times.ns;
    return since >= -toleranceNs;
  }

  /** The id of one of `meetingFields`. */
  function idOf(index: number): string | undefined {
    const id = row.sources?.ids[index];
    return id?.from === undefined ? id?.text : texts.textOf(id.from);
  }

  const row = {
    counts,
    logged,
    sources: undefined as Sources | undefined, // set by whoever knows them
    day: 0,
    ns: 0,
    hasCost: false,
    hasCounts: false,
    open(plan: OpenPlan, from: Buffer, numbers: Int32Array, place: number, around = nothingSaid): void {
      surroundings = around;
      open = plan;
      bytes = from;
      rows = numbers;
      base = place;
      row.hasCounts = plan.counts.length > 0;
      texts.open(plan, from, numbers, place, around.node);
    },
    tellingNode: texts.tellingNode,
    keep(): void {
      kept = open;
      keptRows = rows;
      keptAt = base;
    },
    saysAgain(): boolean {
      if (kept === undefined || open === undefined || keptRows !== rows || kept.named.length !== open.named.length)
        return false;
      before.open(kept, bytes, rows, keptAt, 0);
      const { named } = kept;
      return open.named.every((one, index) => {
        const same = named[index];
        if (same === undefined || (same !== one && same.fields.join() !== one.fields.join())) return false;
        if (same.kind === 'name' && one.kind === 'name') return keptRows[keptAt + same.at] === at(one.at);
        return before.textOf(same) === texts.textOf(one);
      });
    },
    sourcesOf(read: readonly Event[], judged: AuditedCall | undefined): Sources | undefined {
      const told = open?.told.map((place) => nameOf(at(place)));
      const [event, above, isTrace] = [read.at(-1), read.slice(0, -1), surroundings.isTrace === true];
      if (open === undefined || told === undefined || event === undefined) return undefined;
      const as = { event, above, judged, isTrace };
      return sourcesOf(as, open, [...surroundings.texts, ...told], texts, dimensions, mapped);
    },
    readNumbers(): boolean {
      if (open === undefined || !counts.read(open, bytes, rows, base)) return false;
      for (const end of open.ends) if (!readTime(end)) return false;
      for (const place of open.lengths) if (!isLength(bytes, at(place), at(place + 1))) return false;
      row.day = 0;
      row.ns = 0;
      for (const place of open.above) if (!readTime(place) || !follows()) return false;
      if (!readTime(open.start) || !follows()) return false;
      row.hasCost = open.cost !== undefined;
      logged.pico = 0;
      logged.rest = 0;
      if (open.cost === undefined) return true;
      const { at: cost, unit } = open.cost;
      return logged.read(bytes, at(cost), at(cost + 1), unit);
    },
    fits(read: readonly Event[]): boolean {
      const { sources } = row;
      const event = read.at(-1);
      if (sources === undefined || event === undefined || event.role !== (sources.hop?.facts.role ?? 'call'))
        return false;
      if ((event.place.pointer !== undefined) !== (surroundings !== nothingSaid)) return false;
      return (
        event.notes.length === counts.noted &&
        event.start === row.start() &&
        event.logged_cost_usd === (row.hasCost ? row.loggedUsd() : undefined) &&
        usageClasses.every((name) => event.usage?.[name] === counts.usage?.[name]) &&
        sources.dimensions.every((from, index) => {
          const field = dimensions[index];
          return field === undefined || from === undefined || read.some((one) => one[field] === texts.textOf(from));
        }) &&
        meetingFields.every((field, index) => event[field] === idOf(index)) &&
        (sources.hop === undefined || isHop(event, sources.hop, texts.textOf))
      );
    },
    get hopWidth(): number {
      return row.sources?.hop?.width ?? 0;
    },
    writeHop(numbers: Float64Array, to: number): void {
      if (row.sources?.hop) writeHop(row.sources.hop, (index) => idOf(1 + index), at, bytes, numbers, to);
    },
    loggedUsd: (): Usd => BigInt(logged.pico) * picoUsd + BigInt(logged.rest),
    start: (): bigint => BigInt(row.day) * nsPerDay + BigInt(row.ns),
    ids: (): Meeting => ({
      trace_id: idOf(0),
      request_id: idOf(1),
      provider_request_id: idOf(2),
      session_id: idOf(3),
    }),
    dimension(index: number): number {
      const from = row.sources?.dimensions[index];
      return from === undefined ? asKind : at(from.at);
    },
  };
  return row;
}

const [nsADay, toleranceNs] = [Number(nsPerDay), Number(clockToleranceNs)];

/** A length of time that any unit has: digits, and a point among them at most. */
function isLength(bytes: Buffer, from: number, length: number): boolean {
  return length < 16 && /^\d+(?:\.\d+)?$/.test(latin1(bytes, from, from + length));
}
