// A regular expression over whole ids in linear time: parsed to states and walked in step, never backtracking. Ignores case.

/** A compiled pattern, or the reason why it cannot be one. */
export type Pattern = { readonly test: (lowerCaseText: string) => boolean } | { readonly fault: string };

type Node =
  | { readonly kind: 'char'; readonly accepts: (char: string) => boolean }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end' }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly min: number; readonly max: number };

type State =
  | { readonly kind: 'char'; readonly accepts: (char: string) => boolean; readonly next: number }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
  | { readonly kind: 'end' };

const mostStates = 2000;
const sets: Readonly<Record<string, RegExp>> = { d: /\d/, w: /\w/, s: /\s/, D: /\D/, W: /\W/, S: /\S/ };

class Fault extends Error {}

export function compilePattern(source: string): Pattern {
  try {
    const states: State[] = [{ kind: 'end' }];
    const start = addStates(parse(source), 0, states);
    return { test: (text) => walk(states, start, text) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
}

function parse(source: string): Node {
  let at = 0;
  const peek = (): string => source.charAt(at);
  const take = (text: string): boolean => {
    const there = source.startsWith(text, at);
    if (there) at += text.length;
    return there;
  };

  function alternatives(depth: number): Node {
    if (depth > 50) throw new Fault('groups are nested too deep');
    const parts = [sequence(depth)];
    while (take('|')) parts.push(sequence(depth));
    return { kind: 'any', parts };
  }
  function sequence(depth: number): Node {
    const parts: Node[] = [];
    while (at < source.length && peek() !== '|' && peek() !== ')') parts.push(repeated(atom(depth)));
    return { kind: 'all', parts };
  }
  function repeated(part: Node): Node {
    if (take('*')) return { kind: 'repeat', part, min: 0, max: Number.POSITIVE_INFINITY };
    if (take('+')) return { kind: 'repeat', part, min: 1, max: Number.POSITIVE_INFINITY };
    if (take('?')) return { kind: 'repeat', part, min: 0, max: 1 };
    const counts = peek() === '{' ? /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(source.slice(at)) : null;
    if (!counts) return part;
    at += counts[0].length;
    const min = Number(counts[1]);
    const max = counts[2] === undefined ? min : counts[3] === '' ? Number.POSITIVE_INFINITY : Number(counts[3]);
    if (max < min) throw new Fault(`${counts[0]} counts backwards`);
    return { kind: 'repeat', part, min, max };
  }
  function atom(depth: number): Node {
    if (take('(')) {
      if (peek() === '?' && !take('?:')) throw new Fault('look-around and named groups are not supported');
      const group = alternatives(depth + 1);
      if (!take(')')) throw new Fault('a group is not closed');
      return group;
    }
    if (take('^')) return { kind: 'edge', at: 'start' };
    if (take('$')) return { kind: 'edge', at: 'end' };
    if (take('.')) return { kind: 'char', accepts: () => true };
    if (take('[')) return characterClass();
    const char = peek();
    at += 1;
    if ('*+?{'.includes(char)) throw new Fault(`nothing to repeat before ${char}`);
    return { kind: 'char', accepts: char === '\\' ? escaped() : same(char) };
  }
  function escaped(): (char: string) => boolean {
    const char = peek();
    at += 1;
    const set = sets[char];
    if (set) return (candidate) => set.test(candidate);
    if (char === '' || /[A-Za-z0-9]/.test(char)) throw new Fault(`\\${char} is not supported`);
    return same(char);
  }
  function characterClass(): Node {
    const inverted = take('^');
    const members: ((char: string) => boolean)[] = [];
    while (!take(']')) {
      if (at >= source.length) throw new Fault('a character class is not closed');
      const low = peek();
      at += 1;
      if (low === '\\') members.push(escaped());
      else if (peek() === '-' && source.charAt(at + 1) !== ']' && source.charAt(at + 1) !== '') {
        const high = source.charAt(at + 1);
        at += 2;
        if (high === '\\') throw new Fault('a range cannot end with an escape');
        members.push((char) => between(low, char, high) || between(low, char.toUpperCase(), high));
      } else members.push(same(low));
    }
    return { kind: 'char', accepts: (char) => members.some((member) => member(char)) !== inverted };
  }

  const whole = alternatives(0);
  if (at < source.length) throw new Fault('a closing bracket has no opening one');
  return whole;
}

function same(char: string): (candidate: string) => boolean {
  const lower = char.toLowerCase();
  return (candidate) => candidate === lower;
}

function between(low: string, char: string, high: string): boolean {
  return low <= char && char <= high;
}

/** Adds the states of `node`, which go on to `next`, and returns its first state. */
function addStates(node: Node, next: number, states: State[]): number {
  const add = (state: State): number => {
    if (states.length >= mostStates) throw new Fault('the pattern is too large');
    return states.push(state) - 1;
  };
  switch (node.kind) {
    case 'char':
      return add({ kind: 'char', accepts: node.accepts, next });
    case 'edge':
      return add({ kind: 'edge', at: node.at, next });
    case 'all':
      return node.parts.reduceRight((following, part) => addStates(part, following, states), next);
    case 'any':
      return add({ kind: 'split', next: node.parts.map((part) => addStates(part, next, states)) });
    case 'repeat': {
      let first = next;
      if (node.max === Number.POSITIVE_INFINITY) {
        const targets = [next];
        first = add({ kind: 'split', next: targets });
        targets.push(addStates(node.part, first, states));
      } else {
        for (let n = node.min; n < node.max; n += 1) {
          first = add({ kind: 'split', next: [next, addStates(node.part, first, states)] });
        }
      }
      for (let n = 0; n < node.min; n += 1) first = addStates(node.part, first, states);
      return first;
    }
  }
}

function walk(states: readonly State[], start: number, text: string): boolean {
  let current: number[] = [];
  let ended = false;
  const enter = (from: number, position: number, seen: Uint8Array, into: number[]): void => {
    const pending = [from];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      const state = states[index];
      if (state === undefined || seen[index] === 1) continue;
      seen[index] = 1;
      if (state.kind === 'end') ended ||= position === text.length;
      else if (state.kind === 'char') into.push(index);
      else if (state.kind === 'split') pending.push(...state.next);
      else if (position === (state.at === 'start' ? 0 : text.length)) pending.push(state.next);
    }
  };
  enter(start, 0, new Uint8Array(states.length), current);
  for (let position = 0; position < text.length && current.length > 0; position += 1) {
    const char = text.charAt(position);
    const following: number[] = [];
    const seen = new Uint8Array(states.length);
    for (const index of current) {
      const state = states[index];
      if (state?.kind === 'char' && state.accepts(char)) enter(state.next, position + 1, seen, following);
    }
    current = following;
  }
  return ended;
}
