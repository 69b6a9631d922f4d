// Clean text: takes out of a text what could steer a terminal or hide words, and cuts it to a bearable length.
import { pseudonym } from './pseudonym.ts';

/** Longest value of a field; longer ones end with `…` and a pseudonym of the whole, so that different texts stay different. */
export const maxTextLength = 1_024;
/** Longest error text: enough to say what failed, too little for a prompt. */
export const maxErrorLength = 200;

/*
 * Terminal sequences are removed whole. Of the rest, white space becomes a space and anything else `?`: visible, because
 * text that came with invisible characters is worth a look, and never shorter, because two ids must not become one by it.
 */
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what this file is about
const unclean =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const terminalSequence =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;
const whiteSpace = /[\t-\r\u0085\u2028\u2029]+/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above
const everyUnclean = new RegExp(unclean, 'g');

export function isClean(text: string): boolean {
  return !unclean.test(text);
}

/** Without control characters, terminal sequences, direction overrides and halves of characters; trimmed when anything was found. */
export function cleanText(text: string): string {
  if (isClean(text)) return text;
  return text.replace(terminalSequence, '').replace(whiteSpace, ' ').replace(everyUnclean, '?').trim();
}

/** At most `limit` characters, the last one `…` when something was cut. */
export function cutText(text: string, limit: number): string {
  return text.length <= limit ? text : `${head(text, limit - 1)}…`;
}

/** As `cutText`, but texts that differ stay different. `whole` is what `text` is the shown part of. */
export function cutId(text: string, limit: number, whole = text): string {
  if (text.length <= limit && whole === text) return text;
  const name = pseudonym(whole);
  return `${head(text, limit - name.length - 1)}…${name}`;
}

/** The first `length` characters, never half of a surrogate pair. */
function head(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
