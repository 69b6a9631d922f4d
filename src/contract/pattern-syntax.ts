// Pattern syntax: the text of a `pattern` keyword as a tree. Lookaround and backreferences are refused: they cannot run in linear time.

export type PatternNode =
  | { readonly kind: 'one'; readonly fits: (codePoint: number) => boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number };

/** Why a pattern cannot be used, and what to write instead. */
export class PatternRefused extends Error {
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

const refusals: readonly (readonly [RegExp, string, string])[] = [
  [/^\(\?<?[=!]/, 'looks ahead or behind', 'say what must not be there with "not": {"pattern": "…"} beside it'],
  [/^\\[1-9]|^\\k</, 'refers back to a group', 'write the allowed texts out, or use "enum"'],
  [/^\\[bB]/, 'uses a word boundary', 'write the neighbouring characters out: (?:^|[^a-z])'],
];

const group = /^\((?:\?:|\?<[^=!][^>]*>)?/;
const quantifier = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/;
/** One character of the pattern: class, escape or literal. The pattern is known to be a valid regular expression. */
const atom =
  /^(?:\[(?:\\[\s\S]|[^\]\\])*\]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\c[A-Za-z]|\\[pP]\{[^}]*\}|\\[\s\S]|[\s\S])/u;

/** Groups inside groups; far more than any contract needs, far less than the stack holds. */
const deepest = 50;

/** Reads a pattern that `new RegExp(source, 'u')` accepts. Throws PatternRefused. */
export function parsePattern(source: string): PatternNode {
  try {
    new RegExp(source, 'u');
  } catch {
    throw new PatternRefused('is not a valid regular expression', 'patterns follow JavaScript with the u flag');
  }
  let rest = source;
  const take = (length: number): void => {
    rest = rest.slice(length);
  };

  const choice = (depth: number): PatternNode => {
    if (depth > deepest) throw new PatternRefused('nests too deeply', `at most ${deepest} groups inside each other`);
    const parts = [sequence(depth)];
    while (rest.startsWith('|')) {
      take(1);
      parts.push(sequence(depth));
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'choice', parts };
  };

  const sequence = (depth: number): PatternNode => {
    const parts: PatternNode[] = [];
    while (rest !== '' && rest[0] !== '|' && rest[0] !== ')') {
      const part = single(depth);
      const [text = '', least, comma, most] = quantifier.exec(rest) ?? [];
      take(text.length);
      parts.push(text === '' ? part : repeat(part, text, least, comma, most));
    }
    return { kind: 'sequence', parts };
  };

  const single = (depth: number): PatternNode => {
    for (const [shape, what, hint] of refusals) if (shape.test(rest)) throw new PatternRefused(what, hint);
    const open = group.exec(rest);
    if (open) {
      take(open[0].length);
      const inner = choice(depth + 1);
      take(1);
      return inner;
    }
    const text = atom.exec(rest)?.[0] ?? '';
    take(text.length);
    if (text === '^') return { kind: 'start' };
    if (text === '$') return { kind: 'end' };
    return { kind: 'one', fits: characterTest(text) };
  };

  return choice(0);
}

function repeat(part: PatternNode, text: string, least?: string, comma?: string, most?: string): PatternNode {
  if (text[0] === '*') return { kind: 'repeat', part, least: 0, most: Number.POSITIVE_INFINITY };
  if (text[0] === '+') return { kind: 'repeat', part, least: 1, most: Number.POSITIVE_INFINITY };
  if (text[0] === '?') return { kind: 'repeat', part, least: 0, most: 1 };
  const exact = Number(least);
  const upper = comma === undefined ? exact : most === '' ? Number.POSITIVE_INFINITY : Number(most);
  return { kind: 'repeat', part, least: exact, most: upper };
}

/** The regular expression engine itself says which single characters an atom stands for; ASCII answers are kept, once asked for. */
function characterTest(text: string): (codePoint: number) => boolean {
  const expression = new RegExp(`^${text}$`, 'u');
  const fits = (codePoint: number): boolean => expression.test(String.fromCodePoint(codePoint));
  const ascii = new Array<boolean | undefined>(128);
  return (codePoint) => {
    if (codePoint >= ascii.length) return fits(codePoint);
    ascii[codePoint] ??= fits(codePoint);
    return ascii[codePoint] === true;
  };
}
