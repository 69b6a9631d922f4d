// The blocks of calls as they come apart: stretches of time, and calls that stand for themselves.
import { auditTraces } from '../../audit/audit-traces.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import { UsageError } from '../../model/errors.ts';
import type { Nanoseconds } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import type { Usage } from '../../model/usage.ts';
import { priceOfSum } from '../../pricing/linear-price.ts';
import { type Ask, rowsOf } from '../ask.ts';
import { eventsByTrace } from '../scale-shapes.ts';
import { idOf } from '../scale-trace.ts';
import type { ShapeQuery } from '../shape-sql.ts';
import { type Among, type Cell, finerSql, openedSql, sumOf } from './blocks-sql.ts';
import { type CallBlock, rowOf, type Said, type Stretch, saidOf } from './call-blocks.ts';
import { inPieces, pushTo } from './lists.ts';

/** A row for budgets and policies: many calls, or one. */
export interface Row extends Said {
  readonly part: Part | undefined;
}

/** Calls of one block in one stretch of time. */
export interface Part {
  readonly block: CallBlock;
  /** What is in it as it was asked for; calls that stand for themselves are in it, too. */
  readonly stretch: Stretch;
  readonly length: bigint;
}

export interface Stretches {
  readonly rows: () => readonly Row[];
  /** In shorter stretches; call by call when they are the shortest, or when there are few. All calls of `cells` stand for themselves from then on. */
  readonly tellApart: (parts: readonly Part[], cells: readonly Cell[]) => Promise<void>;
  readonly isOpen: (cell: Cell) => boolean;
}

interface One extends Said {
  readonly start: Nanoseconds;
  readonly usd: Usd;
}

interface Known {
  readonly block: CallBlock;
  /** In order of time, none overlaps another. */
  parts: readonly Part[];
  /** By trace. */
  readonly opened: Map<string, One>;
}

const minute = 60_000_000_000n;
const lengths: readonly bigint[] = [1440n * minute, 60n * minute, minute];
/** Each question takes a look at all rows: so many calls are asked for by the shortest stretches at once, and so few by themselves. */
const mostAtOnce = 20_000;
const few = 100;
/** In one statement. */
const mostCells = 50_000;
const mostTraces = 500;

export function stretchesOf(ask: Ask, among: Among, blocks: readonly CallBlock[], settings: AuditSettings): Stretches {
  const known = new Map<string, Known>();
  const asked = new Set<string>();
  for (const block of blocks) known.set(nameOf(block), { block, parts: [firstPart(block)], opened: new Map() });

  async function refine(parts: readonly Part[], length: bigint): Promise<void> {
    if (parts.length === 0) return;
    const found = new Map<string, Part[]>();
    for (const some of inPieces(parts.map(cellOf), mostCells)) {
      const sql = finerSql(among, some, length);
      for (const row of await rowsOf<Record<string, string | number>>(ask(sql, { alone: true }))) {
        const name = `${row.name} ${row.place}`;
        const block = known.get(name)?.block;
        if (!block) continue;
        pushTo(found, name, { block, stretch: stretchFrom(row, block, among.query), length });
      }
    }
    const gone = new Set(parts);
    for (const name of new Set(parts.map(({ block }) => nameOf(block)))) {
      const [one, finer = []] = [known.get(name), found.get(name)];
      if (!one) continue;
      const left = one.parts.filter((part) => !gone.has(part));
      if (callsIn(left) + callsIn(finer) !== callsIn(one.parts)) throw changed();
      one.parts = [...left, ...finer].sort((a, b) => (a.stretch.from < b.stretch.from ? -1 : 1));
    }
  }

  async function open(cells: readonly Cell[]): Promise<void> {
    for (const cell of cells) asked.add(cellName(cell));
    const traces = new Map<string, Known[]>();
    for (const some of inPieces(cells, mostCells)) {
      const rows = await rowsOf<Record<string, string | number>>(ask(openedSql(among, some), { alone: true }));
      for (const { trace_id: id, name, place } of rows) {
        const one = known.get(`${name} ${place}`);
        if (!one || one.opened.has(String(id))) continue;
        pushTo(traces, String(id), one);
      }
    }
    for (const some of inPieces([...traces.keys()], mostTraces)) {
      for (const [id, events] of await eventsByTrace(ask, among.query.rows, some)) {
        const calls = [...auditTraces(events, settings)].flatMap((audited) => audited.calls);
        for (const { block, opened } of traces.get(id) ?? []) {
          const event = events[block.place - 1];
          const call = calls.find(
            ({ call: { metering } }) => event && metering.usage_from && idOf(metering.usage_from) === idOf(event),
          );
          const start = call?.call.metering.start;
          if (!call || start === undefined) throw changed();
          opened.set(id, { start, usd: call.cost.usd, ...saidOf(call, settings) });
        }
      }
    }
  }

  return {
    rows: () => [...known.values()].flatMap(rowsOfBlock),
    async tellApart(parts, alone) {
      const finer = new Map<bigint, Part[]>();
      const cells = [...alone];
      const calls = callsIn(parts);
      const next = calls <= mostAtOnce ? lengths.slice(-1) : lengths;
      for (const part of parts) {
        const length = next.find((shorter) => shorter < part.length);
        if (length === undefined || part.stretch.calls === 1 || calls <= few) cells.push(cellOf(part));
        else pushTo(finer, length, part);
      }
      for (const [length, list] of finer) await refine(list, length);
      if (parts.some((part) => asked.has(cellName(cellOf(part))))) throw changed();
      await open(cells);
    },
    isOpen: (cell) => asked.has(cellName(cell)),
  };
}

/** What was counted is not there any more: else each part comes apart, and no cell is asked for twice. */
const changed = (): UsageError =>
  new UsageError('the table changed while it was read', 'nothing was reported; run again');
const callsIn = (parts: readonly Part[]): number => parts.reduce((sum, { stretch }) => sum + stretch.calls, 0);
const cellName = ({ length, number, ...place }: Cell): string => `${nameOf(place)} ${length} ${number}`;
const nameOf = ({ shape, place }: Pick<Cell, 'shape' | 'place'>): string => `${shape} ${place}`;

/** A shape is of one day, but for times beyond the calendar. */
function firstPart(block: CallBlock): Part {
  const [day = minute] = lengths;
  const { from, until } = block.whole;
  const isDay = from > 0n && from / day === until / day;
  return { block, stretch: block.whole, length: isDay ? day : longest };
}
/** Every time there is lies within one of these. */
const longest = 2n ** 63n - 1n;

export function cellOf({ block: { shape, place }, stretch, length }: Part): Cell {
  return { shape, place, length, number: stretch.from / length };
}

function stretchFrom(row: Record<string, string | number>, { price }: CallBlock, { classes }: ShapeQuery): Stretch {
  const usage: Usage = Object.fromEntries(classes.map((name) => [name, Number(row[sumOf(name)])]));
  const calls = Number(row.calls);
  return {
    calls,
    usd: priceOfSum(price, usage, calls),
    from: BigInt(row.first ?? 0),
    until: BigInt(row.last ?? 0),
  };
}

/** Each stretch without the calls that stand for themselves, and those. */
function rowsOfBlock({ block, parts, opened }: Known): readonly Row[] {
  const told = new Map<Part, { calls: number; usd: Usd }>();
  for (const { start, usd } of opened.values()) {
    const part = partAt(parts, start);
    if (!part) continue;
    const sum = told.get(part) ?? { calls: 0, usd: 0n };
    told.set(part, { calls: sum.calls + 1, usd: sum.usd + usd });
  }
  const many = parts.flatMap((part): Row[] => {
    const { calls, usd } = told.get(part) ?? { calls: 0, usd: 0n };
    const left = { ...part.stretch, calls: part.stretch.calls - calls, usd: part.stretch.usd - usd };
    if (left.calls === 0) return [];
    return [
      { part, budget: block.budget && rowOf(block.budget, left), policy: block.policy && rowOf(block.policy, left) },
    ];
  });
  return [...many, ...[...opened.values()].map(({ budget, policy }) => ({ part: undefined, budget, policy }))];
}

/** The last one that begins before. */
function partAt(parts: readonly Part[], start: Nanoseconds): Part | undefined {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.stretch.from ?? 0n) <= start) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}
