// The chargeback as a sheet: teams first, then what is behind them line by line, shared pools, what has no owner, and unit costs.
import type { ChargebackDocument } from '../../model/chargeback.ts';
import { amountOf, count, counted, minuteOf, money as moneyText, share } from '../figures.ts';
import { money, name, type Sheet, type SheetCell, type SheetSection, text } from '../sheet/sheet.ts';
import { poolSections } from './pool-sections.ts';

export function chargebackSheet(document: ChargebackDocument): Sheet {
  const { period, statement_for: team, totals, filters } = document;
  const dates =
    period.from === null || period.to === null
      ? totals.calls === 0
        ? 'no call'
        : 'no call has a time'
      : `${minuteOf(period.from)} to ${minuteOf(period.to)} UTC`;
  const kinds = totals.by_kind;
  const [shown, total] = [amountOf(totals.shown_usd), amountOf(totals.total_usd)];
  const parts = [
    ['direct', kinds.direct],
    ['retries and fallbacks', kinds.retries],
    ['shared', kinds.shared],
    ['shared with nobody', kinds.unshared],
    ['without an owner', kinds.exception],
  ] as const;
  const sum = parts.flatMap(([word, usd]) => (amountOf(usd) === 0n ? [] : [`${moneyText(amountOf(usd))} ${word}`]));
  return {
    title: team === null ? `Chargeback ${moneyText(total)}` : `Statement for ${team} ${moneyText(shown)}`,
    aside: dates,
    lines: [
      `${moneyText(shown)} = ${sum.length === 0 ? 'nothing' : sum.join(' + ')}.`,
      ...(shown === total
        ? []
        : [
            `${moneyText(total)} in the whole period; ${moneyText(total - shown)} stands elsewhere${filters.length === 0 ? '' : ` (shown: ${filters.join(', ')})`}. Shares of pools are those of the whole period.`,
          ]),
      ...(totals.lower_bound
        ? [
            `! ${counted(totals.unpriced_calls, 'call')} of ${count(totals.calls)} could not be priced: the real spend is higher.`,
          ]
        : []),
    ],
    sections: [
      teams(document),
      lines(document),
      ...poolSections(document),
      ...exceptions(document),
      ...invoice(document),
      ...units(document),
      ...users(document),
    ],
  };
}

const amount = (usd: string): SheetCell => money(amountOf(usd));

function teams({ teams: rows, totals }: ChargebackDocument): SheetSection {
  const total = rows.reduce((sum, row) => sum + amountOf(row.total_usd), 0n);
  const add = (pick: (row: ChargebackDocument['teams'][number]) => string): SheetCell =>
    money(rows.reduce((sum, row) => sum + amountOf(pick(row)), 0n));
  const rest = amountOf(totals.shown_usd) - total;
  return {
    id: 'teams',
    title: 'What each team pays',
    aside: rest === 0n ? '' : `${moneyText(rest)} more is not charged to anyone, see below`,
    columns: [
      { head: 'total', align: 'right' },
      { head: 'share', align: 'right', expendable: 2 },
      { head: 'team' },
      { head: 'cost center' },
      { head: 'direct', align: 'right' },
      { head: 'retries', align: 'right', expendable: 1 },
      { head: 'shared', align: 'right' },
      { head: 'calls', align: 'right', expendable: 3 },
    ],
    rows: rows.map((row) => [
      amount(row.total_usd),
      text(share(amountOf(row.total_usd), total)),
      name(row.team, '(no owner)'),
      name(row.cost_center, '(none)'),
      amount(row.direct_usd),
      amount(row.retries_usd),
      amount(row.shared_usd),
      text(count(row.calls)),
    ]),
    total: [
      money(total),
      text(''),
      text('all'),
      text(''),
      add(({ direct_usd }) => direct_usd),
      add(({ retries_usd }) => retries_usd),
      add(({ shared_usd }) => shared_usd),
      text(count(rows.reduce((sum, row) => sum + row.calls, 0))),
    ],
    notes: [],
  };
}

const kindWords: Readonly<Record<ChargebackDocument['lines'][number]['kind'], string>> = {
  direct: 'direct',
  retries: 'retries',
  shared: 'shared',
  unshared: 'shared with nobody',
  exception: 'no owner',
};

function lines({ lines: rows, group_by, totals }: ChargebackDocument): SheetSection {
  return {
    id: 'lines',
    title: 'Line by line',
    aside: 'direct spend first, then retries, shares of pools, and what has no owner',
    columns: [
      { head: 'spend', align: 'right' },
      { head: 'kind' },
      { head: 'team' },
      { head: 'cost center', expendable: 1 },
      { head: 'provider' },
      { head: 'model' },
      ...group_by.map((field) => ({ head: field })),
      { head: 'pool', expendable: 2 },
      { head: 'calls', align: 'right', expendable: 3 },
    ],
    rows: rows.map((row) => [
      amount(row.usd),
      text(kindWords[row.kind]),
      name(row.team, '(no owner)'),
      name(row.cost_center, '(none)'),
      name(row.provider, '(none)'),
      name(row.model, '(none)'),
      ...group_by.map((field) => name(row.groups[field] ?? null, `(no ${field})`)),
      row.pool === null ? text('') : name(row.pool, ''),
      row.calls === 0 ? text('') : text(count(row.calls)),
    ]),
    total: [amount(totals.shown_usd), text('all'), ...Array.from({ length: 6 + group_by.length }, () => text(''))],
    notes: [],
  };
}

function exceptions({ exceptions: bucket, totals, period }: ChargebackDocument): SheetSection[] {
  if (bucket.calls === 0) return [];
  return [
    {
      id: 'exceptions',
      title: 'No owner: the exception bucket',
      aside: `${moneyText(amountOf(bucket.usd))} of ${moneyText(amountOf(totals.total_usd))}, ${bucket.owner === null ? 'no owner named' : `owner ${bucket.owner}`}, ${bucket.sla_days === null ? 'no deadline set' : `${counted(bucket.sla_days, 'day')} to settle`}`,
      columns: [
        { head: 'spend', align: 'right' },
        { head: 'calls', align: 'right' },
        { head: 'why', wrap: true },
        { head: 'oldest' },
        { head: 'age', align: 'right' },
        { head: 'due' },
        { head: '' },
      ],
      rows: bucket.rows.map((row) => [
        amount(row.usd),
        text(count(row.calls)),
        text(row.title),
        text(row.oldest ?? 'no date'),
        text(row.age_days === null ? '' : counted(row.age_days, 'day')),
        text(row.due ?? ''),
        row.overdue ? { kind: 'none', text: 'overdue' } : text(''),
      ]),
      notes: [`Not charged to any team${period.as_of === null ? '' : `; age as of ${period.as_of.slice(0, 10)}`}.`],
    },
  ];
}

function invoice({ invoice: bill, totals, statement_for: team }: ChargebackDocument): SheetSection[] {
  if (bill === null || team !== null) return [];
  const row = (usd: string, kind: string, title: string): readonly SheetCell[] => [
    amount(usd),
    text(kind),
    text(title),
  ];
  const elsewhere = money(-amountOf(bill.not_invoiced_usd));
  return [
    {
      id: 'invoice',
      title: 'From the calls to the invoice',
      aside: 'charged to no team',
      columns: [{ head: '', align: 'right' }, { head: '' }, { head: '', wrap: true }],
      rows: [
        row(totals.total_usd, 'calls', 'all spend above'),
        ...(amountOf(bill.not_invoiced_usd) === 0n
          ? []
          : [[elsewhere, text('elsewhere'), text('sellers that are on none of these invoices')]]),
        ...bill.lines.map(({ kind, title, usd }) => row(usd, kind, title)),
      ],
      total: row(bill.invoice_usd, 'invoice', ''),
      notes: ['attrib-audit reconcile tells the causes behind each step.'],
    },
  ];
}

const unitTitles: Readonly<Record<string, string>> = {
  workflow_id: 'workflow',
  feature: 'feature',
  tenant_id_hash: 'tenant',
  owner_team: 'team',
};

/** Of each field. */
export const shownUnits = 3;

function units({ units: { all, by } }: ChargebackDocument): SheetSection[] {
  if (all.requests === 0) return [];
  const shown = ['workflow_id', 'feature', 'tenant_id_hash'] as const;
  const row = (what: string, unit: typeof all, label: SheetCell): readonly SheetCell[] => [
    unit.usd_per_request === null ? text('') : amount(unit.usd_per_request),
    unit.usd_per_success === null ? text(unit.successes === 0 ? 'never' : '') : amount(unit.usd_per_success),
    text(what),
    label,
    amount(unit.usd),
    text(count(unit.requests)),
    text(count(unit.successes)),
  ];
  return [
    {
      id: 'units',
      title: 'What one unit costs',
      aside: `${moneyText(amountOf(all.usd))} over ${counted(all.requests, 'request')}, ${count(all.successes)} successful`,
      columns: [
        { head: 'a request', align: 'right' },
        { head: 'a success', align: 'right' },
        { head: 'by' },
        { head: '' },
        { head: 'spend', align: 'right' },
        { head: 'requests', align: 'right' },
        { head: 'successes', align: 'right' },
      ],
      rows: [
        row('all', all, text('')),
        ...shown.flatMap((field) =>
          (by[field] ?? [])
            .slice(0, shownUnits)
            .map((unit) => row(unitTitles[field] ?? field, unit, name(unit.key, '(none)'))),
        ),
      ],
      notes: [
        'Own calls before sharing; the three costliest of each. A success is a request whose outcome says so, else whose last call did not fail; it bears the cost of the failures too.',
        ...(all.unpriced_requests === undefined
          ? []
          : [
              `${counted(all.unpriced_requests, 'request')} with a call of unknown cost ${all.unpriced_requests === 1 ? 'is' : 'are'} in no average.`,
            ]),
      ],
    },
  ];
}

function users({ units: { top_users: all } }: ChargebackDocument): SheetSection[] {
  if (all.length === 0) return [];
  return [
    {
      id: 'users',
      title: 'Top users by team',
      aside: 'by the pseudonym that the logs carry',
      columns: [
        { head: 'spend', align: 'right' },
        { head: 'team' },
        { head: 'user' },
        { head: 'calls', align: 'right' },
      ],
      rows: all.map((row) => [
        amount(row.usd),
        name(row.team, '(no owner)'),
        name(row.user, ''),
        text(count(row.calls)),
      ]),
      notes: [],
    },
  ];
}
