// Markdown text: what comes from the data can make no markup, no link, no mention and no reference to an issue.
import { printable } from '../printable.ts';
import { shorten } from '../text-width.ts';

const longest = 160;

/** Exact text: a code span, in which nothing is interpreted. Works inside tables too. */
export function code(text: string): string {
  const short = shorten(printable(text, true), longest, 'middle', '…').trim();
  if (short === '') return '(empty)';
  if (!/[`|]/.test(short)) return `\`${short}\``;
  // Bars end a table cell and backticks a span: with either, every sign becomes an entity, which is never markup.
  const entities = short.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<code>${entities}</code>`;
}

/** A sentence: punctuation escaped; `@name` and `#12` are cut in two by an empty comment, because an escape does not stop them. */
export function prose(text: string): string {
  return (
    shorten(printable(text, true), longest * 3, 'end', '…')
      .replace(/[!-/:-@[-`{-~]/g, (sign) => (/[,;%()+=/'" .?!-]/.test(sign) ? sign : `\\${sign}`))
      .replace(/[@#]/g, (sign) => `${sign}<!-- -->`)
      // A backslash stops a sign, never a digit: it would stand in the text.
      .replace(/^([-+=])/, '\\$1')
      .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
      .replace(/www\./gi, (start) => `${start.slice(0, 3)}\\.`)
  );
}

/** Aligned by the header row only: a diff of two reports shows what changed and nothing else. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = heads.map((head) => (head.startsWith('>') ? '---:' : '---'));
  return [line(heads.map((head) => head.replace(/^>/, ''))), line(rule), ...rows.map(line)];
}
