// A reconciliation as one CSV table with one header, for a spreadsheet: the bridge, every place of every cause, tokens, days, models, teams.
import type { Reconciliation } from '../../model/reconciliation.ts';
import { cellText } from '../csv-cell.ts';

const texts = ['section', 'group', 'cause', 'seller', 'model', 'class', 'logged_as', 'key', 'periods'] as const;
const figures = [
  'billed',
  'traced',
  'delta',
  'billed_usd',
  'traced_usd',
  'delta_usd',
  'units',
  'per',
  'rate_usd',
  'logged_as_rate_usd',
  'billed_rate_usd',
] as const;
const ends = ['verdict', 'detail', 'source', 'line'] as const;
const columns = [...texts, ...figures, ...ends];
type Row = Readonly<Partial<Record<(typeof columns)[number], string | number | null>>>;
/** These hold our own decimals; a minus in front of them is no formula. */
const isFigure = (name: string): boolean => figures.some((figure) => figure === name) || name === 'line';

export function reconciliationToCsv(document: Reconciliation): string {
  const rows = [
    ...bridgeRows(document),
    ...causeRows(document),
    ...tokenRows(document),
    ...sideRows(document),
    ...teamRows(document),
  ];
  const lines = rows.map((row) => columns.map((name) => cellText(row[name], isFigure(name))).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

const bridgeRows = ({ bridge, totals }: Reconciliation): readonly Row[] => [
  ...bridge.map(({ step, title, usd }) => ({ section: 'bridge', group: step, delta_usd: usd, detail: title })),
  { section: 'invoice', billed_usd: totals.invoice_usd },
];

const causeRows = ({ causes }: Reconciliation): readonly Row[] =>
  causes.flatMap(({ group, causes: nodes }) =>
    nodes.flatMap(({ cause, places }) =>
      places.map(({ usd, periods, accounts, tier, example, ...place }) => ({
        section: 'cause',
        group,
        cause,
        ...place,
        key: Object.entries({ ...(tier === null ? {} : { tier }), ...accounts })
          .map(([name, value]) => `${name} ${value}`)
          .join('; '),
        periods: periods.join('; '),
        delta_usd: usd,
        source: example?.source ?? null,
        line: example?.line ?? null,
      })),
    ),
  );

const tokenRows = ({ tokens }: Reconciliation): readonly Row[] =>
  tokens.map(({ logged, ...row }) => ({ section: 'tokens', ...row, traced: logged }));

const sideRows = ({ by_day, by_model, by_account }: Reconciliation): readonly Row[] => [
  ...by_day.map((row) => ({ section: 'day', ...row })),
  ...by_model.map((row) => ({ section: 'model', ...row })),
  ...by_account.map(({ field, ...row }) => ({ section: field, ...row })),
];

const teamRows = ({ by_team, exception_bucket, kept_apart }: Reconciliation): readonly Row[] => [
  ...by_team.map(({ key, traced_usd, allocated_usd, total_usd }) => ({
    section: 'team',
    key,
    traced_usd,
    delta_usd: allocated_usd,
    billed_usd: total_usd,
  })),
  { section: 'exception_bucket', key: exception_bucket.owner, billed_usd: exception_bucket.usd },
  ...kept_apart.map(({ kind, title, usd, example }) => ({
    section: 'kept_apart',
    key: kind,
    billed_usd: usd,
    detail: title,
    source: example?.source ?? null,
    line: example?.line ?? null,
  })),
];
