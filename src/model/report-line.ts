// Report line: one fact of the report as `-f jsonl` prints it, told apart by `record`. Every shape is the report's own.
import * as z from 'zod';
import { reportSchema } from './report.ts';

const report = reportSchema.shape;
const { coverage, unattributed, repricing, generated_from } = {
  coverage: report.coverage.shape,
  unattributed: report.unattributed.shape,
  repricing: report.repricing.shape,
  generated_from: report.generated_from.shape,
};
const gate = report.gate.unwrap().shape;
const { windows, spikes, ...budgets } = report.budgets.unwrap().shape;
const { rules, ...enforcement } = report.enforcement.unwrap().shape;

const line = <N extends string>(record: N, shape: z.ZodRawShape) =>
  z.strictObject({ record: z.literal(record), ...shape });
const key = z.string();

export const reportLineSchema = z.discriminatedUnion('record', [
  line('report', {
    schema_version: report.schema_version,
    tool: report.tool,
    window: generated_from.window,
    group_by: generated_from.group_by,
    contract: report.contract,
    chargeback_ready: report.chargeback_ready,
  }),
  line('rate_card', report.rates.element.shape),
  line('registry', report.registry.unwrap().shape),
  line('input', generated_from.inputs.element.shape),
  line('totals', report.totals.shape),
  line('coverage', { score: coverage.score, basis: coverage.basis, target: coverage.target }),
  line('coverage_part', { part: key, ...coverage.proven.shape }),
  line('coverage_field', { field: key, ...coverage.fields.valueType.shape }),
  line('coverage_grade', { grade: key, ...coverage.grades.valueType.shape }),
  line('coverage_day', coverage.by_day.element.shape),
  line('question', report.questions.element.shape),
  line('group', { group_by: key, ...report.groups.valueType.element.shape }),
  line('unattributed_cause', unattributed.by_cause.element.shape),
  line('unattributed_component', unattributed.by_component.element.shape),
  line('unattributed_model', unattributed.by_model.element.shape),
  line('unattributed_day', unattributed.by_day.element.shape),
  line('exception_bucket', unattributed.bucket.shape),
  line('unattributed_call', unattributed.top_calls.element.shape),
  line('break', report.breaks.element.shape),
  line('break_slice', report.break_slices.element.shape),
  line('offender', report.offenders.unwrap().element.shape),
  line('repair', report.repair_plan.element.shape),
  line('repricing', {
    compared_calls: repricing.compared_calls,
    logged_usd: repricing.logged_usd,
    repriced_usd: repricing.repriced_usd,
    delta_usd: repricing.delta_usd,
    rounding_usd: repricing.rounding_usd,
  }),
  line('repricing_cause', repricing.by_cause.element.shape),
  line('mismatch', repricing.mismatches.element.shape),
  line('attempts', report.attempts.shape),
  line('excluded', report.excluded.element.shape),
  line('ledger', report.ledger.shape),
  line('finding', report.findings.element.shape),
  line('budgets', budgets),
  line('budget_window', windows.element.shape),
  line('budget_spike', spikes.element.shape),
  line('enforcement', enforcement),
  line('enforcement_rule', rules.element.shape),
  line('gate', { passed: gate.passed, baseline_day: gate.baseline.unwrap().shape.day.optional() }),
  line('gate_check', gate.checks.element.shape),
  line('baseline_entry', gate.baseline.unwrap().shape.entries.element.shape),
]);
