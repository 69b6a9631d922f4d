// Pieces of a line that is a trace, until it is over: its calls, each with what stands around them.

import { headInts } from '../../scan/patterns/pattern-scanner.ts';
import type { Known } from './known-lines.ts';
import { planTogether } from './nest-plan.ts';
import { type OpenPlan, openPlan } from './open-plan.ts';
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
}

export const newNest = (at: number): OpenNest => ({ at, head: undefined, calls: [], isListed: false, tail: undefined });

/** Takes a piece; false when it does not follow. */
export function takeNested(nest: OpenNest, piece: ReadPiece): boolean {
  const { nested } = piece.known;
  if (nested?.kind === 'head' && nest.head === undefined) nest.head = piece;
  else if (nested?.kind === 'call' && nest.head !== undefined && !nest.isListed) {
    nest.calls.push(piece);
    nest.isListed = nested.isLast;
  } else if (nested?.kind === 'tail' && nest.isListed) nest.tail = piece;
  else return false;
  return true;
}

/** A call of a line: its plan, its numbers, and a number for which plans were put together. */
export interface NestedCall {
  readonly plan: OpenPlan;
  readonly numbers: Int32Array;
  readonly around: Around;
  /** How its part counts. */
  readonly way: Known['way'];
}

export interface NestPlans {
  /** Undefined where its head and its tail are no line together. */
  callsOf(nest: OpenNest, rows: Int32Array): readonly NestedCall[] | undefined;
}

export function createNestPlans(told: Differing['told']): NestPlans {
  const plans = new Map<string, Omit<NestedCall, 'numbers'> | undefined>();

  function planOf(
    head: ReadPiece,
    call: ReadPiece,
    tail: ReadPiece,
    isOnly: boolean,
  ): Omit<NestedCall, 'numbers'> | undefined {
    const name = `${head.pattern} ${call.pattern} ${tail.pattern} ${isOnly}`;
    if (!plans.has(name)) plans.set(name, newPlan(head.known, call.known, tail.known));
    return plans.get(name);
  }

  function newPlan(head: Known, call: Known, tail: Known): Omit<NestedCall, 'numbers'> | undefined {
    const [before, behind] = [head.nested, tail.nested];
    if (plans.size >= mostPlans || before === undefined || before.list !== behind?.list) return undefined;
    if ([...behind.names].some((name) => before.names.has(name))) return undefined;
    const together = planTogether(head.plan, call.plan, tail.plan, before.hops + behind.hops);
    const plan = together && openPlan(together, told);
    return plan && { plan, around: { node: 1 + plans.size, texts: [], isTrace: true }, way: call.way };
  }

  return {
    callsOf({ head, calls, tail }, rows) {
      if (head === undefined || tail === undefined) return undefined;
      const found: NestedCall[] = [];
      for (const call of calls) {
        const plan = planOf(head, call, tail, calls.length === 1);
        if (plan === undefined) return undefined;
        found.push({ ...plan, numbers: numbersOf(plan.plan, [head, call, tail], rows) });
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
