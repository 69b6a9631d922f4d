// The trend as a table with a sparkline: terminal, Markdown, CSV and JSON.
import { type Trend, trendSchema } from '../model/trend.ts';
import { cellText } from './csv-cell.ts';
import { amountOf, count, counted, percent } from './figures.ts';
import { jsonText } from './json-text.ts';
import { printableDocument } from './printable.ts';
import { money, name, type Sheet, type SheetCell, text } from './sheet/sheet.ts';
import { sheetToMarkdown } from './sheet/to-markdown.ts';
import { sheetToTerminal } from './sheet/to-terminal.ts';
import type { Style } from './style.ts';

export const trendWriters = {
  terminal: (document: Trend, style: Style): string =>
    // Time is shown whole: a trend with holes would mislead.
    sheetToTerminal(trendSheet(printableDocument(document, style.unicode), style.unicode), {
      ...style,
      top: Number.POSITIVE_INFINITY,
    }),
  markdown: (document: Trend): string => sheetToMarkdown(trendSheet(printableDocument(document, true), true)),
  csv: trendToCsv,
  json: (document: Trend): string => jsonText(trendSchema.parse(document)),
} as const;

type Figures = Trend['total'];

function trendSheet(document: Trend, unicode: boolean): Sheet {
  const { by, periods, undated, total, counted_once: once, unattributed_limit_pct: limit } = document;
  const row = (label: SheetCell, figures: Figures): readonly SheetCell[] => [
    money(amountOf(figures.usd)),
    label,
    text(percent(figures.proven_pct)),
    text(percent(figures.unattributed_pct)),
    money(amountOf(figures.proven_usd)),
    money(amountOf(figures.recoverable_usd)),
    money(amountOf(figures.unattributed_usd)),
    text(count(figures.calls)),
    text((figures.unattributed_pct ?? 0) > limit ? `over ${limit} %` : ''),
  ];
  const [first, last] = [periods[0], periods.at(-1)];
  const line = (pick: (figures: Figures) => number | null): string => sparkline(periods.map(pick), unicode);
  return {
    title: `Coverage by ${by}`,
    aside: first && last ? `${first.period} to ${last.period}` : total.calls === 0 ? 'no call' : 'no call has a time',
    lines: [
      `proven ${line(({ proven_pct: pct }) => pct)} ${first && last ? `${percent(first.proven_pct)} to ${percent(last.proven_pct)}` : ''}`,
      `unattributed ${line(({ unattributed_pct: pct }) => pct)} ${first && last ? `${percent(first.unattributed_pct)} to ${percent(last.unattributed_pct)}; ${limit} % is accepted` : ''}`,
    ],
    sections: [
      {
        id: 'periods',
        title: `Spend by ${by}`,
        aside: '',
        columns: [
          { head: 'spend', align: 'right' },
          { head: by },
          { head: 'proven', align: 'right' },
          { head: 'unattributed', align: 'right' },
          { head: 'proven', align: 'right', expendable: 3 },
          { head: 'recoverable', align: 'right', expendable: 2 },
          { head: 'unattributed', align: 'right', expendable: 1 },
          { head: 'calls', align: 'right', expendable: 4 },
          { head: '' },
        ],
        rows: [
          ...periods.map((period) => row(text(period.period), period)),
          ...(undated ? [row(name(null, '(no date)'), undated)] : []),
        ],
        total: row(text('all'), total).with(8, text('')),
        notes: once.length === 0 ? [] : [onceText(once)],
      },
    ],
  };
}

function onceText(once: Trend['counted_once']): string {
  const [example] = once;
  const which = example ? `, such as ${example.day} from ${example.taken}` : '';
  return `${counted(once.length, 'day')} stood in several reports and ${once.length === 1 ? 'is' : 'are'} counted once, from the one with the most calls${which}.`;
}

const bars = { unicode: '▁▂▃▄▅▆▇█', ascii: '_.-:=+*#' };

/** From 0 to 100 %, so that two lines compare; a period without a share is a space. */
export function sparkline(shares: readonly (number | null)[], unicode: boolean): string {
  const signs = unicode ? bars.unicode : bars.ascii;
  return shares
    .map((share) => (share === null ? ' ' : (signs[Math.min(7, Math.floor((Math.max(0, share) / 100) * 8))] ?? '')))
    .join('');
}

const columns = [
  'period',
  'days',
  'usd',
  'calls',
  'proven_usd',
  'recoverable_usd',
  'unattributed_usd',
  'proven_pct',
  'unattributed_pct',
] as const;

function trendToCsv({ periods, undated }: Trend): string {
  const rows = [...periods, ...(undated ? [{ period: '', days: 0, ...undated }] : [])];
  const lines = rows.map((row) => columns.map((column) => cellText(row[column], column !== 'period')).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
