// Spend and coverage by day. Many days are drawn as periods of equal length, so that a bar never gets thinner than a hair.
import { usdToDecimal } from '../../../model/money.ts';
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, counted, money, share } from '../../figures.ts';
import { amountCell, countCell, percentCell, textCell } from '../cells.ts';
import { fixed, heightOf, legend } from '../charts.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup } from '../markup.ts';
import { countsCalls, figure, type Section } from '../section.ts';

type Day = AuditReport['coverage']['by_day'][number];

const plotHeight = 180;
const mostBars = 92;
const mostFigures = 10;
/** Percent of the width left of the first bar, for the amounts. */
const gutter = 7;
const parts = ['proven', 'recoverable', 'unattributed'] as const;

export const days: Section = {
  id: 'days',
  title: 'Coverage by day',
  body: (report) => {
    const all = report.coverage.by_day;
    if (all.length === 0) return undefined;
    return html`${countsCalls(report) ? '' : figure(html`${chart(all)}${legend(parts.map((part) => [part, part]))}`, captionOf(all))}
<details><summary>The figures by day</summary>
${table(all)}</details>
`;
  },
};

function captionOf(all: readonly Day[]): string {
  const worst = all.reduce((most, day) =>
    amountOf(day.unattributed_usd) > amountOf(most.unattributed_usd) ? day : most,
  );
  const amount = amountOf(worst.unattributed_usd);
  const length = Math.ceil(all.length / mostBars);
  const unit = length === 1 ? 'day' : `period of ${length} days`;
  const said =
    amount === 0n
      ? 'No day has spend without an owner.'
      : `Most spend without an owner: ${worst.day}, ${money(amount)} of ${money(amountOf(worst.usd))}.`;
  return `Spend per ${unit} (UTC), in its three parts${all.length <= mostFigures ? '; the figure above a bar is its proven share' : ''}. ${said}`;
}

function chart(all: readonly Day[]): Markup {
  const bars = periods(all, Math.ceil(all.length / mostBars));
  const largest = bars.reduce((most, { usd }) => (amountOf(usd) > most ? amountOf(usd) : most), 0n);
  const slot = (100 - gutter) / bars.length;
  const grid = [1n, 2n].map((half) => {
    const y = 24 + plotHeight - Number(half) * (plotHeight / 2);
    return { line: html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/>`, y, amount: (largest * half) / 2n };
  });
  const every = Math.ceil(bars.length / 7);
  return html`<svg role="img" aria-label="Spend per day in three parts; the figures stand in the table below" width="100%" height="${plotHeight + 50}">
${grid.map(({ line }) => line)}<line class="axis-line" x1="0" x2="100%" y1="${24 + plotHeight}" y2="${24 + plotHeight}"/>
${bars.map((bar, i) => drawBar(bar, i, slot, largest, bars.length))}
${bars.map((bar, i) =>
  i % every === 0
    ? html`<text class="axis" text-anchor="middle" x="${fixed(gutter + (i + 0.5) * slot)}%" y="${plotHeight + 42}">${bar.day.slice(5, 10) || bar.day}</text>`
    : '',
)}${grid.map(({ y, amount }) => html`<text class="axis haloed" x="0" y="${y - 4}">${money(amount)}</text>`)}</svg>`;
}

function drawBar(bar: Day, i: number, slot: number, largest: bigint, bars: number): Markup {
  let y = 24 + plotHeight;
  const amounts = [bar.proven_usd, bar.recoverable_usd, bar.unattributed_usd].map(amountOf);
  const rects = amounts.map((amount, part) => {
    const height = heightOf(amount, largest, plotHeight);
    y -= height;
    return height === 0
      ? ''
      : html`<rect class="${parts[part] ?? ''}" x="${fixed(gutter + (i + 0.16) * slot)}%" width="${fixed(slot * 0.68)}%" y="${fixed(y)}" height="${fixed(height)}"/>`;
  });
  const proven = share(amounts[0] ?? 0n, amountOf(bar.usd));
  const label =
    bars <= mostFigures
      ? html`<text class="on-bar" text-anchor="middle" x="${fixed(gutter + (i + 0.5) * slot)}%" y="${fixed(y - 5)}">${proven.replace(/\.\d %$/, ' %')}</text>`
      : '';
  return html`<g><title>${bar.day}: ${money(amountOf(bar.usd))}, ${proven} proven, ${counted(bar.calls, 'call')}</title>${rects}${label}</g>
`;
}

/** Days in groups of `length`; sums are exact. */
function periods(all: readonly Day[], length: number): readonly Day[] {
  if (length <= 1) return all;
  return Array.from({ length: Math.ceil(all.length / length) }, (_, i) => {
    const group = all.slice(i * length, (i + 1) * length);
    const sum = (key: 'usd' | 'proven_usd' | 'recoverable_usd' | 'unattributed_usd') =>
      usdToDecimal(group.reduce((total, day) => total + amountOf(day[key]), 0n));
    return {
      day: group[0]?.day ?? '',
      usd: sum('usd'),
      calls: group.reduce((total, day) => total + day.calls, 0),
      proven_usd: sum('proven_usd'),
      recoverable_usd: sum('recoverable_usd'),
      unattributed_usd: sum('unattributed_usd'),
      score: null,
    };
  });
}

function table(all: readonly Day[]): Markup {
  return dataTable({
    caption: `Spend and coverage of ${count(all.length)} ${all.length === 1 ? 'day' : 'days'}`,
    columns: [
      { head: 'Day' },
      ...['Spend', 'Proven', 'Recoverable', 'Unattributed', 'Coverage', 'Calls'].map((head) => ({
        head,
        align: 'right' as const,
      })),
    ],
    rows: all.map((day) => [
      textCell(day.day),
      amountCell(day.usd),
      amountCell(day.proven_usd),
      amountCell(day.recoverable_usd),
      amountCell(day.unattributed_usd),
      percentCell(day.score),
      countCell(day.calls),
    ]),
  });
}
