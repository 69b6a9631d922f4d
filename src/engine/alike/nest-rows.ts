// Pieces of a line that is a trace, until it is over: its calls, each with what stands around them.

import { headInts } from '../../scan/patterns/pattern-scanner.ts';
import type { Known } from './known-lines.ts';
import { planTogether } from './nest-plan.ts';
import { type OpenPlan, openPlan } from './open-plan.ts';
import type { WayOfPart } from './page-plan.ts';
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

/** A call of a line: its plan, its numbers, and a number for which plans were put together. */
export interface NestedCall extends PlanOfCall {
  readonly numbers: Int32Array;
}

interface PlanOfCall {
  readonly plan: OpenPlan;
  readonly around: Around;
  /** How its part counts. */
  readonly way: WayOfPart;
}

export interface NestPlans {
  /** Of a line that is whole. Undefined where its pieces are no line together. */
  callsOf(nest: OpenNest, rows: Int32Array): readonly NestedCall[] | undefined;
}

export function createNestPlans(told: Differing['told']): NestPlans {
  const plans = new Map<string, PlanOfCall | undefined>();

  function planOf(pieces: readonly ReadPiece[], isOnly: boolean): PlanOfCall | undefined {
    const name = `${pieces.map(({ pattern }) => pattern).join(' ')} ${isOnly}`;
    if (!plans.has(name)) plans.set(name, newPlan(pieces.map(({ known }) => known)));
    return plans.get(name);
  }

  function newPlan(pieces: readonly Known[]): PlanOfCall | undefined {
    const way = pieces.find((piece) => piece.way)?.way;
    const around = pieces.flatMap(({ nested }) => (nested && nested.kind !== 'call' ? [nested] : []));
    const [before, behind] = around;
    if (plans.size >= mostPlans || way === undefined || before === undefined) return undefined;
    if (behind && (before.list !== behind.list || [...behind.names].some((name) => before.names.has(name))))
      return undefined;
    const hops = around.reduce((sum, { hops }) => sum + hops, 0);
    const together = planTogether(
      way.way,
      pieces.map(({ plan }) => plan),
      hops,
    );
    const plan = together && openPlan(together, told);
    return plan && { plan, around: { node: 1 + plans.size, texts: [], isTrace: true }, way };
  }

  return {
    callsOf({ head, calls, tail }, rows) {
      const found: NestedCall[] = [];
      for (const call of calls) {
        const pieces = head && tail ? [head, call, tail] : [call];
        const plan = planOf(pieces, calls.length === 1);
        if (plan === undefined) return undefined;
        found.push({ ...plan, numbers: numbersOf(plan.plan, pieces, rows) });
      }
      return found;
    },
  };
}

/** Some kB each. */
const mostPlans = 5000;

/** Those of its pieces behind each other. They are of no pattern: what stands around tells which they are of. */
function numbersOf({ plan: { width } }: OpenPlan, pieces: readonly ReadPiece[], rows: Int32Array): Int32Array {
  const numbers = new Int32Array(width);
  numbers[0] = ofNoPattern;
  let next = headInts;
  for (const { known, place } of pieces)
    for (let at = headInts; at < known.plan.width; at++) numbers[next++] = rows[place + at] ?? 0;
  return numbers;
}

const ofNoPattern = -1;
