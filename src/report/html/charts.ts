// Charts as inline SVG without a view box: lengths along x are percentages, so text keeps its size at every width.
import { splitBar } from '../bar.ts';
import { html, type Markup, type Value } from './markup.ts';

const parts = ['proven', 'recoverable', 'unattributed'] as const;

/** One bar in three parts; a part that is not nothing is never invisible. */
export function threePartBar(amounts: readonly bigint[], label: string, height: number): Markup {
  return html`<svg class="bar" role="img" aria-label="${label}" width="100%" height="${height}">${rects(amounts, 400, height)}</svg>`;
}

/** The same for a row of a table, as long as its sum beside `largest`; the row has the figures. */
export function smallBar(amounts: readonly bigint[], largest: bigint): Markup {
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  const steps = largest <= 0n || sum <= 0n ? 0 : Math.min(400, Math.max(3, Number((sum * 400n) / largest)));
  return html`<svg class="bar small" aria-hidden="true" width="100%" height="6">${rects(amounts, steps, 6)}</svg>`;
}

/** `steps` of 400 is the whole width. */
function rects(amounts: readonly bigint[], steps: number, height: number): readonly Value[] {
  let from = 0;
  return splitBar(amounts, steps).map((width, i) => {
    const x = from / 4;
    from += width;
    return width === 0
      ? ''
      : html`<rect class="${parts[i] ?? ''}" x="${x}%" y="0" width="${width / 4}%" height="${height}"/>`;
  });
}

/** A plain bar: `part` of `whole`. */
export function shareBar(part: bigint, whole: bigint, tone: string): Markup {
  const width = whole <= 0n || part <= 0n ? 0 : Math.max(0.5, Number((part * 1000n) / whole) / 10);
  return html`<svg class="bar" aria-hidden="true" width="100%" height="8"><rect class="track" width="100%" height="8" rx="2"/><rect class="${tone}" width="${Math.min(100, width)}%" height="8" rx="2"/></svg>`;
}

/** Two decimals are enough for a screen, and the same on every machine. */
export function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Pixels of `height` for a part of the largest amount. */
export function heightOf(part: bigint, largest: bigint, height: number): number {
  if (largest <= 0n || part <= 0n) return 0;
  return Math.max(1, Number((part * BigInt(height) * 100n) / largest) / 100);
}

/** What stands beside a chart's colours. */
export function legend(items: readonly (readonly [string, string])[]): Markup {
  return html`<ul class="legend">${items.map(
    ([tone, text]) =>
      html`<li><svg class="key" aria-hidden="true" width="14" height="14"><rect class="${tone}" width="14" height="14" rx="3"/></svg> ${text}</li>`,
  )}</ul>`;
}
