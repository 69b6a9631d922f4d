// JSON as text that is safe to print: the same document, but nothing in it can steer a terminal or a CI log.

/** JSON.stringify leaves these raw. */
const steering = /[\u007f-\u009f\u2028\u2029\p{Cf}]|(?<=##\w{0,20})\[/gu;
/** Finds texts that may hold one, which few do, without the tables of Unicode. */
const maySteer = /[^\n -~]|##/;

export function jsonText(document: unknown): string {
  return `${escaped(JSON.stringify(document, null, 2))}\n`;
}

/** One document on one line. */
export function jsonLine(document: unknown): string {
  return `${escaped(JSON.stringify(document))}\n`;
}

/** What stands below the document is cut no further down than its groups have lists. */
const deepestCut = 3;

/**
 * The same text as `jsonText` in pieces, each made when its turn comes: that of a long document is longer than a string may be. What is
 * iterable is a list.
 */
export function* jsonPieces(document: object): Iterable<string> {
  yield* piecesOf(document, '', deepestCut);
  yield '\n';
}

function* piecesOf(value: unknown, indent: string, cuts: number): Iterable<string> {
  if (cuts === 0 || typeof value !== 'object' || value === null) {
    yield escaped(JSON.stringify(value, null, 2)).replaceAll('\n', `\n${indent}`);
    return;
  }
  const isList = Symbol.iterator in value;
  const below = `${indent}  `;
  let before = isList ? '[' : '{';
  for (const [name, member] of isList ? unnamed(value as Iterable<unknown>) : Object.entries(value)) {
    if (member === undefined) continue;
    yield `${before}\n${below}${isList ? '' : `${escaped(JSON.stringify(name))}: `}`;
    yield* piecesOf(member, below, cuts - 1);
    before = ',';
  }
  const end = isList ? ']' : '}';
  yield before === ',' ? `\n${indent}${end}` : `${before}${end}`;
}

function* unnamed(list: Iterable<unknown>): Iterable<readonly ['', unknown]> {
  for (const member of list) yield ['', member];
}

/** The text of a list, piece by piece: `items` are such texts themselves. */
export function* jsonListText(items: Iterable<string>): Iterable<string> {
  let before = '[\n  ';
  for (const item of items) {
    yield `${before}${item.trimEnd().replaceAll('\n', '\n  ')}`;
    before = ',\n  ';
  }
  yield '\n]\n';
}

function escaped(text: string): string {
  return maySteer.test(text) ? text.replace(steering, escapeUnits) : text;
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}
