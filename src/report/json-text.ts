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
