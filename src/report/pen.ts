// Pen: tones and signs for one style. Tones only underline what a word or a sign already says.
import { Chalk } from 'chalk';
import type { Style } from './style.ts';
import { shorten, textWidth, wrapText } from './text-width.ts';

export type Tone = 'strong' | 'quiet' | 'good' | 'fair' | 'bad';

const unicodeSigns = {
  arrow: '→',
  times: '×',
  ellipsis: '…',
  dot: '·',
  proven: '█',
  recoverable: '▒',
  unattributed: '░',
  pass: '✓',
  partial: '~',
  fail: '✗',
  unmeasured: '?',
  error: '✗',
  warning: '!',
  note: '·',
  present: '✓',
  dropped: '✗',
  rewritten: '≠',
  late: '»',
  absent: '·',
  span: '█',
  instant: '│',
};
export type Signs = { readonly [K in keyof typeof unicodeSigns]: string };

const asciiSigns: Signs = {
  arrow: '->',
  times: 'x',
  ellipsis: '...',
  dot: '-',
  proven: '#',
  recoverable: '=',
  unattributed: '.',
  pass: '+',
  partial: '~',
  fail: 'x',
  unmeasured: '?',
  error: 'x',
  warning: '!',
  note: '-',
  present: '+',
  dropped: 'x',
  rewritten: '!',
  late: '>',
  absent: '.',
  span: '=',
  instant: '|',
};

export interface Pen {
  readonly style: Style;
  readonly signs: Signs;
  readonly paint: (tone: Tone | undefined, text: string) => string;
}

export function penFor(style: Style): Pen {
  const chalk = new Chalk({ level: style.colour ? 1 : 0 });
  const tones = { strong: chalk.bold, quiet: chalk.dim, good: chalk.green, fair: chalk.yellow, bad: chalk.red };
  return {
    style,
    signs: style.unicode ? unicodeSigns : asciiSigns,
    paint: (tone, text) => (tone === undefined ? text : tones[tone](text)),
  };
}

/** Below this many columns tables leave out what is secondary. */
export function isNarrow(pen: Pen): boolean {
  return pen.style.width < 100;
}

/** A section's title with what it covers; the second part moves below when it does not fit beside. */
export function heading(title: string, aside: string, pen: Pen): readonly string[] {
  if (aside === '') return [pen.paint('strong', title)];
  if (textWidth(title) + 2 + textWidth(aside) <= pen.style.width)
    return [`${pen.paint('strong', title)}  ${pen.paint('quiet', aside.trimEnd())}`];
  return [pen.paint('strong', title), ...paragraph(aside, pen, { tone: 'quiet' })];
}

/** Text wrapped to the width; lines after the first hang by `hang` more columns. */
export function paragraph(
  text: string,
  pen: Pen,
  { indent = 2, hang = 0, tone }: { indent?: number; hang?: number; tone?: Tone } = {},
): readonly string[] {
  const room = Math.max(8, pen.style.width - indent - hang);
  return wrapText(text, room).map(
    (line, index) => ' '.repeat(indent + (index === 0 ? 0 : hang)) + pen.paint(tone, line.trimEnd()),
  );
}

/** Text with the place it speaks about: on one line when both fit, else the place, shortened if need be, on its own. */
export function withPlace(
  text: string,
  where: string,
  pen: Pen,
  { indent = 2, tone }: { indent?: number; tone?: Tone } = {},
): readonly string[] {
  const joined = text === '' ? where : `${text}  ${where}`;
  if (indent + textWidth(joined) <= pen.style.width) return [' '.repeat(indent) + pen.paint(tone, joined)];
  const short = shorten(where, Math.max(8, pen.style.width - indent - 2), 'middle', pen.signs.ellipsis);
  const options = { indent, hang: 2, ...(tone ? { tone } : {}) };
  const above = text === '' ? [] : paragraph(text, pen, options);
  return [...above, ' '.repeat(indent + 2) + pen.paint(tone, short)];
}
