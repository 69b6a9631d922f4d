// The report as JSON lines: one fact per line, each with the name of its kind first, so that `grep` and `jq` need no paths.
import { type AuditReport, reportSchema } from '../model/report.ts';
import { jsonLine } from './json-text.ts';
import type { Reporter } from './style.ts';

export const reportToJsonl: Reporter = function* (report) {
  // Parsing puts the keys of every object in the order of the schema, whatever order it was built in.
  for (const [record, fact] of lines(reportSchema.parse(report))) yield jsonLine({ record, ...fact });
};

type Line = readonly [string, object];

/** Nothing of the document is left out; lists become lines. */
function lines(report: AuditReport): readonly Line[] {
  const { coverage, unattributed, repricing, generated_from, groups, gate, registry } = report;
  const { by_day, fields, grades, proven, recoverable, unattributed: part, ...score } = coverage;
  const { by_cause, mismatches, ...repriced } = repricing;
  const keyed = (record: string, name: string, map: object) =>
    each(
      record,
      Object.entries(map).map(([key, fact]) => ({ [name]: key, ...fact })),
    );
  return [
    [
      'report',
      {
        schema_version: report.schema_version,
        tool: report.tool,
        window: generated_from.window,
        group_by: generated_from.group_by,
        contract: report.contract,
        chargeback_ready: report.chargeback_ready,
      },
    ],
    ...each('rate_card', report.rates),
    ...each('registry', registry ? [registry] : []),
    ...each('input', generated_from.inputs),
    ['totals', report.totals],
    ['coverage', score],
    ...keyed('coverage_part', 'part', { proven, recoverable, unattributed: part }),
    ...keyed('coverage_field', 'field', fields),
    ...keyed('coverage_grade', 'grade', grades),
    ...each('coverage_day', by_day),
    ...each('question', report.questions),
    ...Object.entries(groups).flatMap(([group_by, items]) =>
      each(
        'group',
        items.map((item) => ({ group_by, ...item })),
      ),
    ),
    ...each('unattributed_cause', unattributed.by_cause),
    ...each('unattributed_component', unattributed.by_component),
    ...each('unattributed_model', unattributed.by_model),
    ...each('unattributed_day', unattributed.by_day),
    ['exception_bucket', unattributed.bucket],
    ...each('unattributed_call', unattributed.top_calls),
    ...each('break', report.breaks),
    ...each('break_slice', report.break_slices),
    ...each('offender', report.offenders ?? []),
    ...each('repair', report.repair_plan),
    ['repricing', repriced],
    ...each('repricing_cause', by_cause),
    ...each('mismatch', mismatches),
    ['attempts', report.attempts],
    ...each('excluded', report.excluded),
    ['ledger', report.ledger],
    ...each('finding', report.findings),
    ...budgetLines(report),
    ...enforcementLines(report),
    ...(gate
      ? [
          ['gate', { passed: gate.passed, ...(gate.baseline && { baseline_day: gate.baseline.day }) }] as const,
          ...each('gate_check', gate.checks),
          ...each('baseline_entry', gate.baseline?.entries ?? []),
        ]
      : []),
  ];
}

function each(record: string, list: readonly object[]): readonly Line[] {
  return list.map((fact) => [record, fact]);
}

function budgetLines({ budgets }: AuditReport): readonly Line[] {
  if (!budgets) return [];
  const { windows, spikes, ...all } = budgets;
  return [['budgets', all], ...each('budget_window', windows), ...each('budget_spike', spikes)];
}

function enforcementLines({ enforcement }: AuditReport): readonly Line[] {
  if (!enforcement) return [];
  const { rules, ...all } = enforcement;
  return [['enforcement', all], ...each('enforcement_rule', rules)];
}
