// Spend groups, breaks, budget windows and what enforcement would reject as one CSV table with one header: every row has every column, empty where it does not apply.
// Text cells are quoted and made harmless for spreadsheets; figures are plain decimals. UTF-8 without mark, lines end with LF.
import { type CsvColumn, csvColumns, csvFigures } from '../model/csv-row.ts';
import type { AuditReport } from '../model/report.ts';
import { cellText } from './csv-cell.ts';
import { worstFirst } from './ranking.ts';
import type { Reporter } from './style.ts';
import { isUncounted } from './uncounted.ts';

type Row = Readonly<Partial<Record<CsvColumn, string | number | null>>>;

export const reportToCsv: Reporter = (report) => {
  const rows = [...groupRows(report), ...breakRows(report), ...budgetRows(report), ...enforcementRows(report)];
  return linesOf(rows);
};

function* linesOf(rows: readonly Row[]): Iterable<string> {
  yield `${csvColumns.join(',')}\n`;
  for (const row of rows) yield `${csvColumns.map((name) => cellText(row[name], csvFigures.has(name))).join(',')}\n`;
}

/** Groups in the document's order, the costliest key first; a row without key is spend that has no such value. */
function groupRows({ groups }: AuditReport): readonly Row[] {
  return Object.entries(groups).flatMap(([group_by, items]) =>
    worstFirst(items, ({ key }) => key ?? '').map((item) => ({
      section: 'group',
      group_by,
      ...item,
      ...(isUncounted(item) && { input_tokens: null, output_tokens: null }),
      uncounted_calls: item.uncounted_calls ?? null,
    })),
  );
}

function breakRows({ breaks }: AuditReport): readonly Row[] {
  return worstFirst(breaks, ({ from, to, field, kind }) => [from, to, field, kind].join(' ')).map(
    ({ example, ...item }) => ({
      section: 'break',
      ...item,
      example_source: example.source,
      example_line: example.line,
      example_trace_id: example.trace_id,
    }),
  );
}

/** The document's order: by level, budget and day. */
function budgetRows({ budgets }: AuditReport): readonly Row[] {
  return (budgets?.windows ?? []).map(({ level, budget, window, spent_usd, spent_pct, limit_usd, ...item }) => ({
    section: 'budget',
    group_by: level,
    key: budget,
    kind: window,
    usd: spent_usd,
    share_pct: spent_pct,
    calls: item.calls,
    limit_usd,
    first_day: item.first_day,
    last_day: item.last_day,
  }));
}

/** Two rows for each rule and team: while the rule only tells, and since it rejects. */
function enforcementRows({ enforcement }: AuditReport): readonly Row[] {
  return (enforcement?.rules ?? []).flatMap(({ rule, environments, hard_from, teams }) =>
    teams.flatMap(({ team, before, after }) =>
      (
        [
          ['before', before],
          ['since_hard', after],
        ] as const
      ).map(([kind, amount]) => ({
        section: 'enforcement',
        group_by: 'owner_team',
        key: team,
        kind,
        ...amount,
        rule,
        environments: environments?.join(' ') ?? null,
        hard_from,
      })),
    ),
  );
}
