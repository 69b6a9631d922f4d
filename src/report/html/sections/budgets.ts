// Budgets: one row for each window, the running ones first as the document has them, and the days that cost twice the days before.
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, counted, minuteOf, money, moneyOrDash, share } from '../../figures.ts';
import { amountCell, countCell, nameCell, pill, textCell } from '../cells.ts';
import { type Cell, dataTable } from '../data-table.ts';
import { html } from '../markup.ts';
import { lead, type Section } from '../section.ts';

type Budgets = NonNullable<AuditReport['budgets']>;
type Window = Budgets['windows'][number];

const tones = { fine: 'good', 'nearly spent': 'fair', spent: 'bad' } as const;

export const budgets: Section = {
  id: 'budgets',
  title: 'Budgets',
  body: ({ budgets: found }) => {
    if (!found || found.windows.length === 0) return undefined;
    const running = found.windows.filter(({ current }) => current);
    const ordered = [...running, ...found.windows.filter(({ current }) => !current)];
    return html`${lead(leadText(found, running.length))}${dataTable({
      caption: 'Windows of the budgets',
      columns: [
        { head: 'Budget' },
        { head: 'State' },
        { head: 'Spent', align: 'right' },
        { head: 'Of', align: 'right' },
        { head: 'Share', align: 'right' },
        { head: 'Window', fit: 'span' },
        { head: 'Forecast', align: 'right' },
        { head: 'Nothing left on' },
        { head: 'Would have been refused', align: 'right' },
        { head: 'Calls refused', align: 'right' },
      ],
      rows: ordered.map(cells),
    })}${dataTable({
      caption: 'Days that cost more than twice the mean of the days before',
      columns: [
        { head: 'Budget' },
        { head: 'Day' },
        { head: 'Spent', align: 'right' },
        { head: 'Mean before', align: 'right' },
      ],
      rows: found.spikes.map(({ level, budget, day, usd, mean_usd }) => [
        nameCell(nameOf({ level, budget })),
        textCell(day),
        amountCell(usd),
        amountCell(mean_usd),
      ]),
    })}`;
  },
};

const nameOf = ({ level, budget }: Pick<Window, 'level' | 'budget'>): string =>
  level === 'other' ? budget : `${level} ${budget}`;

function leadText({ as_of, as_of_from, blocked, windows }: Budgets, running: number): string {
  const when =
    as_of === null
      ? 'No call has a time'
      : `As of ${minuteOf(as_of)} UTC, ${as_of_from === 'flag' ? 'as told' : 'the newest call'}, ${counted(running, 'window')} ${running === 1 ? 'is' : 'are'} running`;
  const refused =
    blocked.calls === 0
      ? 'A cumulative check would have refused nothing.'
      : `A cumulative check would have refused ${counted(blocked.calls, 'call')}, ${money(amountOf(blocked.usd))}: some budget had nothing left when they began.`;
  const unknown = windows.filter(({ unpriced_calls }) => unpriced_calls !== undefined).length;
  const atLeast =
    unknown === 0
      ? ''
      : ` ${counted(unknown, 'window')} with calls that have no price: more was spent there than is shown.`;
  return `${when}. ${refused}${atLeast}`;
}

function cells(window: Window): readonly Cell[] {
  const { first_day, last_day, state, current, spent_usd, limit_usd, forecast_usd, exhausted_on, blocked } = window;
  const span = first_day === last_day ? first_day : `${first_day} to ${last_day}`;
  const zone = window.time_zone === 'UTC' ? '' : ` ${window.time_zone}`;
  return [
    nameCell(nameOf(window)),
    { content: pill(tones[state], state), sort: spent_usd === '0' ? 0 : window.spent_pct },
    { content: money(amountOf(spent_usd)), sort: amountOf(spent_usd) },
    { content: money(amountOf(limit_usd)), sort: amountOf(limit_usd) },
    { content: share(amountOf(spent_usd), amountOf(limit_usd)), sort: window.spent_pct },
    { content: `${span}${zone}${current ? '' : ', over'}`, sort: first_day },
    {
      content: forecast_usd === null ? '' : money(amountOf(forecast_usd)),
      sort: forecast_usd === null ? null : amountOf(forecast_usd),
    },
    { content: exhausted_on ?? '', sort: exhausted_on },
    { content: moneyOrDash(amountOf(blocked.usd)), sort: amountOf(blocked.usd) },
    countCell(blocked.calls),
  ];
}
