// Why a text whose brackets all match is still not JSON: the first string or word that JSON does not know.
// Own words only: the engine's messages quote the text, and a prompt must never reach a report.
import { closingQuote } from './outside-strings.ts';

export interface WordFault {
  /** Index in the text. */
  readonly index: number;
  readonly reason: string;
  readonly hint: string;
}

const jsonWord = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity)$/;
const languages: ReadonlyMap<string, string> = new Map([
  ['None', 'Python'],
  ['True', 'Python'],
  ['False', 'Python'],
  ['nan', 'Python'],
  ['inf', 'Python'],
  ['undefined', 'JavaScript'],
  ['nil', 'Ruby or Go'],
]);

export function findWordFault(text: string): WordFault | undefined {
  const token = /"|[\w+\-.]+/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [word] = match;
    if (word === '"') {
      const end = closingQuote(text, match.index);
      const fault = findStringFault(text, match.index + 1, end);
      if (fault !== undefined) return fault;
      token.lastIndex = end + 1;
    } else if (!jsonWord.test(word)) {
      return { index: match.index, ...explainWord(word) };
    }
  }
  return undefined;
}

function findStringFault(text: string, from: number, to: number): WordFault | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const special = /[\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})?/g;
  special.lastIndex = from;
  for (let match = special.exec(text); match !== null && match.index < to; match = special.exec(text)) {
    if (match[0] === '\\') {
      return {
        index: match.index,
        reason: 'a backslash that starts no JSON escape',
        hint: 'Write a backslash inside a string as "\\\\".',
      };
    }
    if (match[0].length === 1) {
      return {
        index: match.index,
        reason: 'a raw control character inside a string',
        hint: 'Write tabs as "\\t" and other control characters as "\\u00XX".',
      };
    }
  }
  return undefined;
}

function explainWord(word: string): { reason: string; hint: string } {
  const language = languages.get(word);
  if (language !== undefined) {
    return {
      reason: `${word} is ${language}, not JSON`,
      hint: 'JSON knows true, false and null; let a JSON library write the record.',
    };
  }
  if (/^\.+$/.test(word))
    return { reason: 'dots in place of a value', hint: 'The record was shortened; paste it whole.' };
  if (/^[+-]?[\d.]/.test(word))
    return {
      reason: 'a number that is not JSON',
      hint: 'No plus sign, no leading zero, digits on both sides of the point.',
    };
  return {
    reason: 'a word that is not JSON',
    hint: 'Text needs double quotes; without them JSON knows only true, false and null.',
  };
}
