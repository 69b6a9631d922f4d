// Linear pattern: runs the patterns of a contract in time linear in the value, so that no contract can be slowed down by hostile data.
import { type PatternNode, PatternRefused, parsePattern } from './pattern-syntax.ts';

export interface LinearPattern {
  test(text: string): boolean;
  toString(): string;
}

type Step =
  | { readonly kind: 'one'; readonly fits: (codePoint: number) => boolean; readonly next: number }
  | { readonly kind: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'fork'; next: readonly number[] }
  | { readonly kind: 'match' };

/** A set of steps the text read so far can stand at. */
interface Position {
  readonly steps: readonly number[];
  /** The pattern has matched, whatever follows. */
  readonly matched: boolean;
  /** The pattern matches if the text ends here. */
  readonly matchedAtEnd: boolean;
  /** The pattern does not match, whatever follows: it had to begin at the start. */
  readonly failed: boolean;
  /** Positions after one more code point, filled in as texts ask for them; ASCII has a table of its own for speed. */
  readonly afterAscii: (Position | undefined)[];
  readonly after: Map<number, Position>;
}

const matchStep = 0;
/** Bounds the size of a compiled pattern; an empty part repeated counts as well. */
const mostLaid = 4_000;
const mostRemembered = 20_000;

/** Compiles a `pattern`; matches anywhere in the text, as JSON Schema says. Throws PatternRefused. */
export function linearPattern(source: string): LinearPattern {
  const steps: Step[] = [{ kind: 'match' }];
  const first = lay(parsePattern(source), matchStep, steps, { left: mostLaid });
  let remembered = 0;
  let positions = new Map<string, Position>();

  const position = (from: readonly number[], atStart: boolean): Position => {
    const halts = [...reachable(steps, from, atStart, false)].filter((id) => steps[id]?.kind !== 'fork').sort(byNumber);
    // At the start `^` may still hold, so that position is like no other.
    const key = atStart ? 'start' : halts.join();
    const known = positions.get(key);
    if (known) return known;
    const ones = halts.filter((id) => steps[id]?.kind === 'one');
    const matchedAtEnd = reachable(steps, halts, atStart, true).has(matchStep);
    const made: Position = {
      steps: ones,
      matched: halts[0] === matchStep,
      matchedAtEnd,
      failed: ones.length === 0 && !matchedAtEnd,
      afterAscii: new Array(128).fill(undefined),
      after: new Map(),
    };
    positions.set(key, made);
    return made;
  };

  let initial = position([first], true);
  const advance = (at: Position, codePoint: number): Position => {
    const next = [first];
    for (const id of at.steps) {
      const step = steps[id];
      if (step?.kind === 'one' && step.fits(codePoint)) next.push(step.next);
    }
    const reached = position(next, false);
    if (codePoint < 128) at.afterAscii[codePoint] = reached;
    else at.after.set(codePoint, reached);
    remembered += 1;
    return reached;
  };

  return {
    test(text) {
      if (remembered > mostRemembered) {
        remembered = 0;
        positions = new Map();
        initial = position([first], true);
      }
      let at = initial;
      for (let index = 0; index < text.length; index += 1) {
        if (at.matched) return true;
        if (at.failed) return false;
        const unit = text.charCodeAt(index);
        if (unit < 128) {
          at = at.afterAscii[unit] ?? advance(at, unit);
          continue;
        }
        const codePoint = text.codePointAt(index) ?? unit;
        if (codePoint > 0xffff) index += 1;
        at = at.after.get(codePoint) ?? advance(at, codePoint);
      }
      return at.matchedAtEnd;
    },
    toString: () => source,
  };
}

/** Lays the steps for `node` in front of step `next`; returns the entry. */
function lay(node: PatternNode, next: number, steps: Step[], budget: { left: number }): number {
  budget.left -= 1;
  if (budget.left < 0) throw new PatternRefused('is too large', 'use smaller repetition counts, or "maxLength"');
  const add = (step: Step): number => steps.push(step) - 1;
  switch (node.kind) {
    case 'one':
      return add({ kind: 'one', fits: node.fits, next });
    case 'start':
    case 'end':
      return add({ kind: node.kind, next });
    case 'sequence':
      return node.parts.reduceRight((entry, part) => lay(part, entry, steps, budget), next);
    case 'choice':
      return add({ kind: 'fork', next: node.parts.map((part) => lay(part, next, steps, budget)) });
    case 'repeat': {
      let entry = next;
      if (node.most === Number.POSITIVE_INFINITY) {
        const loop: Step = { kind: 'fork', next: [] };
        entry = add(loop);
        loop.next = [lay(node.part, entry, steps, budget), next];
      } else {
        for (let count = node.least; count < node.most; count += 1) {
          entry = add({ kind: 'fork', next: [lay(node.part, entry, steps, budget), next] });
        }
      }
      for (let count = 0; count < node.least; count += 1) entry = lay(node.part, entry, steps, budget);
      return entry;
    }
  }
}

function reachable(steps: readonly Step[], from: readonly number[], atStart: boolean, atEnd: boolean): Set<number> {
  const seen = new Set<number>(from);
  for (const id of seen) {
    const step = steps[id];
    if (step?.kind === 'fork') for (const next of step.next) seen.add(next);
    if ((step?.kind === 'start' && atStart) || (step?.kind === 'end' && atEnd)) seen.add(step.next);
  }
  return seen;
}

function byNumber(a: number, b: number): number {
  return a - b;
}
