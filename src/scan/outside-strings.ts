// Rewrites what stands between the strings of a JSON text. The strings themselves are copied untouched, whatever they contain.

/** A single character between two strings is a comma or a colon and is not offered. */
export function rewriteOutsideStrings(text: string, rewrite: (between: string) => string): string {
  let result = '';
  let copied = 0;
  let from = 0;
  while (from < text.length) {
    const quote = text.indexOf('"', from);
    const to = quote < 0 ? text.length : quote;
    if (to - from > 1) {
      const between = text.slice(from, to);
      const rewritten = rewrite(between);
      if (rewritten !== between) {
        result += text.slice(copied, from) + rewritten;
        copied = to;
      }
    }
    from = quote < 0 ? text.length : closingQuote(text, quote) + 1;
  }
  return copied === 0 ? text : result + text.slice(copied);
}

/** Index of the quote that closes the string opened at `opening`; the length of the text when nothing closes it. */
export function closingQuote(text: string, opening: number): number {
  let quote = opening;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) return text.length;
    let before = quote - 1;
    while (text[before] === '\\') before--;
    if ((quote - before) % 2 === 1) return quote;
  }
}
