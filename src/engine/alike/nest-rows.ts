// Pieces of a line that is a trace, until it is over: its calls, each with what stands around them.

import { headInts } from '../../scan/patterns/pattern-scanner.ts';
import type { Known } from './known-lines.ts';
import { planTogether } from './nest-plan.ts';
import { type OpenPlan, openPlan } from './open-plan.ts';
import type { WayOfPart } from './page-plan.ts';
import { createNodeTable, createPairTable, noPair } from './pair-table.ts';
import type { Around } from './row-values.ts';
import type { Differing } from './what-differs.ts';

/** A piece that was read: what is known of it, its pattern, and where its numbers begin among those of the scanner. */
interface ReadPiece {
  readonly known: Known;
  readonly pattern: number;
  readonly place: number;
}

/** A line of which some pieces were read. */
export interface OpenNest {
  /** Where it begins. */
  readonly at: number;
  head: ReadPiece | undefined;
  readonly calls: ReadPiece[];
  isListed: boolean;
  tail: ReadPiece | undefined;
  isWhole: boolean;
}

export const newNest = (at: number): OpenNest => ({
  at,
  head: undefined,
  calls: [],
  isListed: false,
  tail: undefined,
  isWhole: false,
});

/** Takes a piece; false when it does not follow. */
export function takeNested(nest: OpenNest, piece: ReadPiece): boolean {
  const { nested } = piece.known;
  if (nested?.kind === 'whole' && nest.head === undefined) {
    nest.calls.push(piece);
    nest.isWhole = true;
  } else if (nested?.kind === 'head' && nest.head === undefined) nest.head = piece;
  else if (nested?.kind === 'call' && nest.head !== undefined && !nest.isListed) {
    nest.calls.push(piece);
    nest.isListed = nested.isLast;
  } else if (nested?.kind === 'tail' && nest.isListed) {
    nest.tail = piece;
    nest.isWhole = true;
  } else return false;
  return true;
}

/** A call of a line: its plan, its numbers until the next one, and what tells which pieces were put together. */
export interface NestedCall {
  readonly plan: OpenPlan;
  readonly numbers: Int32Array;
  readonly around: Around;
  /** How its part counts. */
  readonly way: WayOfPart;
}

export interface NestPlans {
  /** Of a line that is whole. Undefined where its pieces are no line together. */
  callAt(nest: OpenNest, index: number, rows: Int32Array): NestedCall | undefined;
}

export function createNestPlans(told: Differing['told']): NestPlans {
  const pairs = createPairTable(mostPlans);
  const plans = createNodeTable<NestedCall | 'none'>();

  function newCall(pieces: readonly Known[], node: number): NestedCall | undefined {
    const way = pieces.find((piece) => piece.way)?.way;
    const around = pieces.flatMap(({ nested }) => (nested && nested.kind !== 'call' ? [nested] : []));
    const [before, behind] = around;
    if (way === undefined || before === undefined) return undefined;
    if (behind && (before.list !== behind.list || [...behind.names].some((name) => before.names.has(name))))
      return undefined;
    const hops = around.reduce((sum, { hops }) => sum + hops, 0);
    const together = planTogether(
      way.way,
      pieces.map(({ plan }) => plan),
      hops,
    );
    const plan = together && openPlan(together, told);
    const numbers = new Int32Array(together?.width ?? 0).fill(ofNoPattern, 0, 1);
    return plan && { plan, numbers, around: { node, texts: [], isTrace: true }, way };
  }

  return {
    callAt({ head, calls, tail }, index, rows) {
      const call = calls[index];
      if (call === undefined) return undefined;
      const node = pairs.of(
        pairs.of(pairs.of(pairs.of(0, head?.pattern ?? none), call.pattern), tail?.pattern ?? none),
        calls.length === 1 ? 1 : 0,
      );
      if (node === noPair) return undefined;
      let known = plans.at(node);
      if (known === undefined) {
        const pieces = head && tail ? [head, call, tail] : [call];
        known = newCall(
          pieces.map(({ known }) => known),
          node,
        );
        plans.set(node, known ?? 'none');
      }
      if (known === 'none' || known === undefined) return undefined;
      let next = headInts;
      if (head) next = copyNumbers(head, rows, known.numbers, next);
      next = copyNumbers(call, rows, known.numbers, next);
      if (tail) copyNumbers(tail, rows, known.numbers, next);
      return known;
    },
  };
}

/** In the place of a piece. */
const none = -1;
/** A plan takes some kB, and each has up to four numbers. */
const mostPlans = 20_000;
/** What stands around tells which patterns they are of. */
const ofNoPattern = -1;

/** Gives where the next ones go. */
function copyNumbers({ known, place }: ReadPiece, rows: Int32Array, numbers: Int32Array, to: number): number {
  let next = to;
  for (let at = headInts; at < known.plan.width; at++) numbers[next++] = rows[place + at] ?? 0;
  return next;
}
