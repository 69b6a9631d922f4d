// Who spends: one table per grouping of the document. What has no value is a row like any other, so the rows add up to all spend.
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, moneyOrDash } from '../../figures.ts';
import { worstFirst } from '../../ranking.ts';
import { countsOf, tokenNote, tokenTexts } from '../../uncounted.ts';
import { amountCell, countCell, keyCell, shareCell } from '../cells.ts';
import { smallBar } from '../charts.ts';
import { type Cell, dataTable } from '../data-table.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { countsCalls, lead, type Section, weightOf, wholeOf } from '../section.ts';

type Group = AuditReport['groups'][string][number];

const timeGroups = new Set(['hour', 'day', 'week', 'month']);
/** Bars are for the rows a reader compares, not for ten thousand. */
const mostBars = 100;

export const groups: Section = {
  id: 'spend',
  title: 'Who spends',
  body: (report) => {
    const names = Object.keys(report.groups).filter((name) => (report.groups[name] ?? []).length > 0);
    if (report.totals.calls === 0 || names.length === 0) return undefined;
    const known = Object.entries(report.coverage.grades).filter(([, { calls }]) => calls > 0);
    const grades = known.map(([grade, { usd, calls }]) =>
      countsCalls(report) ? `${grade} ${count(calls)}` : `${grade} ${moneyOrDash(amountOf(usd))}`,
    );
    return html`${lead(`How the owner is known: ${grades.join(', ')}.`)}${names.map((name) => oneGroup(name, report))}`;
  },
};

function oneGroup(name: string, report: AuditReport): Markup {
  const items = report.groups[name] ?? [];
  const ranked = timeGroups.has(name) ? items : worstFirst(items, ({ key }) => key ?? '');
  const without = name === 'owner_team' ? '(no owner)' : `(no ${name})`;
  const amounts = (['usd', 'proven_usd', 'recoverable_usd', 'unattributed_usd'] as const).map((key) =>
    moneyOrDash(items.reduce((sum, item) => sum + amountOf(item[key]), 0n)),
  );
  const all = countsOf(items);
  const note = tokenNote(all);
  const [usd = '', ...split] = amounts;
  const largest = items.reduce((most, item) => (amountOf(item.usd) > most ? amountOf(item.usd) : most), 0n);
  return html`${dataTable({
    caption: `Spend by ${name}`,
    columns: [
      { head: name },
      ...['Spend', 'Share', 'Proven', 'Recoverable', 'Unattributed', 'Calls', 'Tokens in', 'Tokens out'].map(
        (head) => ({
          head,
          align: 'right' as const,
        }),
      ),
    ],
    rows: ranked.map((item, place) =>
      cellsOf(item, without, report, place < mostBars ? barOf(item, largest) : nothing),
    ),
    ...(timeGroups.has(name) ? {} : { sortedBy: 1 }),
    total: ['all', usd, '', ...split, count(all.calls), ...tokenTexts(all)],
  })}${note !== undefined && html`<p>${note}</p>\n`}`;
}

function cellsOf(item: Group, without: string, report: AuditReport, bar: Markup): readonly Cell[] {
  const label = keyCell(item.key, without);
  const [sent, got] = tokenTexts(item);
  return [
    { content: html`${label.content}${bar}`, sort: label.sort },
    amountCell(item.usd),
    shareCell(weightOf(report, item), wholeOf(report)),
    amountCell(item.proven_usd),
    amountCell(item.recoverable_usd),
    amountCell(item.unattributed_usd),
    countCell(item.calls),
    { content: sent, sort: item.input_tokens },
    { content: got, sort: item.output_tokens },
  ];
}

/** As long as the spend beside the largest, and in its three parts. */
function barOf(item: Group, largest: bigint): Markup {
  const parts = [item.proven_usd, item.recoverable_usd, item.unattributed_usd].map(amountOf);
  return parts.every((part) => part === 0n) ? nothing : smallBar(parts, largest);
}
