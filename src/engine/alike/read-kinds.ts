// Rows of the scanner to kinds: rows of one kind differ in nothing that any stage tells apart but plain names and ids, counts, times and costs.
// One row of each kind is read as a record; only where its event says what the row says do the kind's rows need no reading.
import { type JudgedAlone, judgedOf, type OneCall, oneCallOf } from '../../audit/alike/one-call.ts';
import type { JudgedRepeat } from '../../audit/alike/repeated-call.ts';
import { isNextToNoOutput } from '../../audit/alike/says-more.ts';
import { turnsOld } from '../../audit/findings/price/card-older-than-call.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import type { Event } from '../../model/event.ts';
import { picoUsd } from '../../model/money.ts';
import { promptTokens, type UsageClass } from '../../model/usage.ts';
import { type Cuts, cutsOf } from '../../pricing/cuts.ts';
import { createNodeTable, createPairTable, noPair, type PairTable } from './pair-table.ts';
import type { HopFacts } from './row-hops.ts';
import { compare, costIs, newPriced, outcomeOf, type Priced } from './row-prices.ts';
import { eventsOf, isOneOfMany, type RowRead } from './row-read.ts';
import type { Sources } from './row-sources.ts';
import { nsPerDay } from './row-times.ts';
import type { RowValues } from './row-values.ts';

/** Rows of which one stands for all. */
export interface Kind {
  /** One of its rows as it was read, and the hops of its record, which stand above it. */
  readonly event: Event;
  readonly above: readonly Event[];
  /** What its rows count, in their order. */
  readonly classes: readonly UsageClass[];
}

/** What whoever sums up needs of it. */
export interface JudgedKind extends Pick<Kind, 'classes'> {
  /** Absent where its rows say nothing without others of their trace. */
  readonly judged?: JudgedAlone;
  /** Of rows that are spans. */
  readonly hop?: HopFacts;
  /** Of calls on a line with all of their trace: how many hops are on it. */
  readonly hops?: number;
  /** The records that repeat each of its rows. */
  readonly repeats: readonly JudgedRepeat[];
}

/** Of which the rows can be summed up by themselves. */
export type KindAlone = Omit<JudgedKind, 'hop' | 'hops'> & Required<Pick<JudgedKind, 'judged'>>;

/** No number of a kind: the row must be read as a record, or its format passes it over. */
export const [unread, passedOver] = [-1, -2];

export interface KindReader {
  /** The kind of the row, from 0; `unread` or `passedOver`. `readRow` reads it as a record. */
  kindOf(row: RowValues, readRow: () => RowRead): number;
  /** A number for what is said around the parts of a page: for these numbers behind others. */
  aroundOf(before: number, numbers: readonly number[]): number;
  /** What the row costs, in whole 10^-12 dollars and the rest of 10^-18. */
  readonly cost: { pico: number; rest: number };
  readonly kinds: readonly Kind[];
  /** Calls of the kind that are said again: a kind of their own. `unread` when there are too many. */
  repeated(kind: number, judged: Required<Pick<JudgedKind, 'judged' | 'repeats'>>): number;
  /** Those met since the last time, as they were judged. */
  learned(): readonly JudgedKind[];
}

/** Rows that agree in all texts that tell. */
interface Base {
  readonly node: number;
  sources: Sources;
  rows: number;
  readonly cuts: Cuts;
  readonly instants: readonly { readonly day: number; readonly ns: number }[];
}

type Told = { readonly read: readonly Event[]; readonly one: OneCall };
interface Known {
  readonly kind: number;
  tries: number;
}

/** A row may stand for others by chance only: then the next ones are tried. */
export const readFirst = 2;
export const mostTries = 6;
const mostKinds = 3500; // 10 kB each, and as much garbage: they fit into the least memory that can be granted

/** `instants`: more of them at which calls begin to differ. */
export function createKindReader(
  settings: AuditSettings,
  groupBy: readonly string[],
  instants: readonly bigint[] = [],
): KindReader {
  const pairs: PairTable = createPairTable(1_000_000);
  const bases = createNodeTable<Base | 'read' | 'passed over'>();
  const priced = createNodeTable<Priced>();
  const known = createNodeTable<Known>();
  const outcomes = createPairTable(mostKinds);
  const kinds: Kind[] = [];
  let learned: JudgedKind[] = [];
  const cost = { pico: 0, rest: 0 };
  /** Some record so far is a part of a request: else each is a call by itself, and need not say where it stands. */
  let inTraces = false;
  const toldInstants = [
    ...[...settings.rates.cardDays.values()].map(turnsOld),
    ...(settings.select?.looks_at?.instants ?? []),
    ...instants,
  ];

  function baseOf(node: number, row: RowValues, readRow: () => RowRead): Base | 'read' | 'passed over' {
    const found = bases.at(node);
    if (found !== undefined) return found;
    const base = newBase(node, row, readRow());
    bases.set(node, base);
    return base;
  }

  function newBase(node: number, row: RowValues, read: RowRead): Base | 'read' | 'passed over' {
    // Whether a call without usage is one may be told by its counts.
    if (read === 'passed over') return row.hasCounts ? 'read' : read;
    const event = read?.at(-1);
    if (read === undefined || event === undefined) return 'read';
    if (event.role === 'step' || event.parent_span_id !== undefined) inTraces = true;
    const one = read.length > 1 ? judgedAlone(read)?.one : undefined;
    const sources = row.sourcesOf(read, one);
    return sources ? baseFrom(node, sources, event) : 'read';
  }

  function baseFrom(node: number, sources: Sources, event: Event): Base {
    const cuts = cutsOf([event], settings.rates, { instants: toldInstants });
    const instants = cuts.instants.map((instant) => ({
      day: Number(instant / nsPerDay),
      ns: Number(instant % nsPerDay),
    }));
    return { node, sources, rows: 0, cuts, instants };
  }

  /** Between which prices the row lies, and what it counts. */
  function pricedNode({ node, cuts, instants }: Base, { counts, day, ns, hasCost }: RowValues): number {
    let at = pairs.of(node, counts.classes);
    let passed = 0;
    if (cuts.prompts.length > 0) {
      const prompt = promptTokens(counts.usage ?? {});
      for (const most of cuts.prompts) if (prompt > most) passed += 1;
    }
    for (const from of instants) if (day > from.day || (day === from.day && ns >= from.ns)) passed += mostCuts;
    at = pairs.of(at, passed);
    if (cuts.minutes.length > 0) {
      const minute = Math.floor(ns / 60e9);
      passed = 0;
      for (const from of cuts.minutes) if (minute >= from) passed += 1;
      at = pairs.of(pairs.of(at, passed), day);
    }
    return pairs.of(at, (hasCost ? 1 : 0) + (isNextToNoOutput(counts.usage) ? 2 : 0) + 4 * counts.noted);
  }

  /** The first row of a price that can stand for others. */
  function settlePrice(into: Priced, row: RowValues, readRow: () => RowRead): Told | undefined {
    into.tries += 1;
    if (into.tries <= readFirst || into.tries > mostTries) return undefined;
    const read = eventsOf(readRow);
    const one = read && isOneOfMany(read, row) && judgedAlone(read);
    if (!one) return undefined;
    const { price } = one;
    if (price) {
      const rates = into.classes.map((name) => price.each.get(name) ?? 0n);
      if ([...rates, price.fixed].some((rate) => rate % picoUsd !== 0n)) return undefined;
      into.rates = rates.map((rate) => Number(rate / picoUsd));
      into.fixed = Number(price.fixed / picoUsd);
    }
    into.metering = one.one.call.metering;
    return { read, one };
  }

  /** The first rows of a kind are read as records: most kinds have no more. */
  function settleKind(
    name: number,
    tries: number,
    outcome: number,
    { classes }: Priced,
    row: RowValues,
    readRow: () => RowRead,
  ): number {
    const read = tries >= readFirst && tries < mostTries && kinds.length < mostKinds ? eventsOf(readRow) : undefined;
    const one = read && isOneOfMany(read, row) && judgedAlone(read);
    const kind = read && one ? newKind(read, one, outcome, classes, row.sources) : unread;
    known.set(name, { kind, tries: tries + 1 });
    return kind;
  }

  /** What it costs does not depend on the spans above it. */
  function judgedAlone(read: readonly Event[]): OneCall | undefined {
    return oneCallOf(
      read.map(({ parent_span_id: _, ...event }) => event),
      settings,
      groupBy,
    );
  }

  function newKind(
    read: readonly Event[],
    one: OneCall,
    outcome: number,
    classes: Priced['classes'],
    sources: Sources | undefined,
  ): number {
    if (outcomeOf(one.one.comparison ?? 'none', outcomes) !== outcome) return unread;
    const hop = sources?.hop?.facts;
    const above = read.slice(0, -1);
    return addKind(
      { event: read.at(-1) ?? noKind(), above, classes },
      {
        ...(!hop?.hasParent && { judged: judgedOf(one) }),
        ...(hop && { hop }),
        ...(sources?.isTrace && { hops: above.length }),
        repeats: [],
      },
    );
  }

  /** A step on the way to a call: it says where it stands, and costs nothing. */
  function stepKind({ node, sources }: Base, row: RowValues, readRow: () => RowRead): number {
    const { counts, hasCost } = row;
    if (sources.hop === undefined || counts.size + counts.noted > 0 || hasCost) return unread;
    const found = known.at(node);
    if (found !== undefined && found.kind >= 0) return found.kind;
    const tries = found?.tries ?? 0;
    const read = tries >= readFirst && tries < mostTries && kinds.length < mostKinds ? eventsOf(readRow) : undefined;
    const [event] = read ?? [];
    const isStep = read && event && isOneOfMany(read, row) && event.usage === undefined;
    const kind = isStep ? addKind({ event, above: [], classes: [] }, { hop: sources.hop.facts, repeats: [] }) : unread;
    known.set(node, { kind, tries: tries + 1 });
    return kind;
  }

  function addKind(kind: Kind, judged: Omit<JudgedKind, 'classes'>): number {
    if (kinds.length >= mostKinds) return unread;
    learned.push({ classes: kind.classes, ...judged });
    return kinds.push(kind) - 1;
  }

  return {
    cost,
    kinds,
    aroundOf: (before, numbers) => numbers.reduce((node, number) => pairs.of(node, number), before),
    repeated: (kind, judged) => addKind(kinds[kind] ?? noKind(), judged),
    learned() {
      const told = learned;
      learned = [];
      return told;
    },
    kindOf(row, readRow) {
      const node = row.tellingNode(pairs);
      if (node === noPair) return unread;
      const base = baseOf(node, row, readRow);
      if (base === 'read') return unread;
      if (base === 'passed over') return row.readNumbers() ? passedOver : unread;
      base.rows += 1;
      if (base.rows === readFirst + 1 && !inTraces) base.sources = { ...base.sources, hop: undefined };
      row.sources = base.sources;
      if (!row.readNumbers()) return unread;
      if (base.sources.hop?.facts.role === 'step') {
        cost.pico = 0;
        cost.rest = 0;
        return stepKind(base, row, readRow);
      }
      const at = pricedNode(base, row);
      if (at === noPair) return unread;
      let price = priced.at(at);
      if (price === undefined) {
        price = newPriced(row.counts.usage);
        priced.set(at, price);
      }
      const first = price.metering === undefined ? settlePrice(price, row, readRow) : undefined;
      if (price.metering === undefined) return unread;
      if (!costIs(price, row, cost)) return unread;
      const comparison = compare(price, row, cost, settings.rates);
      if (comparison === undefined) return unread;
      const outcome = outcomeOf(comparison, outcomes);
      const name = outcome === noPair ? noPair : pairs.of(at, outcome);
      if (name === noPair) return unread;
      const kind = known.at(name);
      if (kind !== undefined && kind.kind >= 0) return kind.kind;
      if (first !== undefined) {
        // It was judged for its price.
        const own = newKind(first.read, first.one, outcome, price.classes, row.sources);
        known.set(name, { kind: own, tries: 1 });
        return own;
      }
      return settleKind(name, kind?.tries ?? 0, outcome, price, row, readRow);
    },
  };
}

export function noKind(): never {
  throw new Error('a row is of no kind that was learned');
}

/** More prompt sizes than this change no price. */
const mostCuts = 1000;
