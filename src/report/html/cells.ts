// Cells of data tables: how money, counts, shares, names and places stand in them, and what they sort by.
import { amountOf, count, moneyOrDash, percent, share, signedMoney } from '../figures.ts';
import type { Cell } from './data-table.ts';
import { html, type Markup, trusted, type Value } from './markup.ts';

export function amountCell(usd: string): Cell {
  const amount = amountOf(usd);
  return { content: moneyOrDash(amount), sort: amount };
}

export function differenceCell(amount: bigint): Cell {
  return { content: signedMoney(amount), sort: amount };
}

export function countCell(value: number): Cell {
  return { content: count(value), sort: value };
}

export function shareCell(part: bigint, whole: bigint): Cell {
  return { content: share(part, whole), sort: part };
}

export function percentCell(value: number | null): Cell {
  return { content: percent(value), sort: value };
}

export function textCell(text: string): Cell {
  return { content: text, sort: text };
}

/** A name that came from the data. */
export function nameCell(text: string): Cell {
  return { content: name(text), sort: text };
}

/** What has no value must not look like a value. */
export function keyCell(key: string | null, without: string): Cell {
  return key === null ? { content: html`<em class="bad">${without}</em>`, sort: null } : nameCell(key);
}

export function codeCell(text: string | null): Cell {
  return text === null ? { content: '', sort: null } : { content: code(text), sort: text };
}

export function placeCell({ source, line }: { readonly source: string; readonly line: number }): Cell {
  return { content: code(`${source}:${line}`), sort: `${source}:${String(line).padStart(16, '0')}` };
}

export function name(text: string): Markup {
  return text === '' ? html`<em>(empty)</em>` : html`<bdi>${text}</bdi>`;
}

/** An id, a path or other exact text; long paths break after a slash. */
export function code(text: string): Markup {
  return html`<code>${text.split('/').map((part, i) => (i === 0 ? part : html`/${trusted('<wbr>')}${part}`))}</code>`;
}

/** A word on a coloured ground; the word carries the meaning. */
export function pill(tone: 'good' | 'fair' | 'bad' | 'quiet', text: Value): Markup {
  return html`<span class="pill ${tone}">${text}</span>`;
}
