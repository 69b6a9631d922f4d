// Metric families: the report as gauges. Prometheus, OTLP and the dashboard all use these names; they are public and only ever added to.
import type { MetricName } from '../../model/metrics.ts';
import type { AuditReport } from '../../model/report.ts';
import { count, type Family, family, flag, type Given, usd } from './family.ts';
import { policyFamilies } from './policy-families.ts';
import { samples, spendSamples } from './samples.ts';

const parts = ['proven', 'recoverable', 'unattributed'] as const;

export function metricFamilies(report: AuditReport): readonly Family[] {
  const { totals, coverage, repricing, ledger, unattributed, attempts, findings, breaks, gate } = report;
  const { from, to } = report.generated_from.window;
  const others = Object.keys(report.groups).filter((name) => name !== 'owner_team');
  return [
    info(report),
    usd(
      'spend_usd',
      'Spend by team, split into proven, recoverable and unattributed. Adds up to all spend.',
      teamSpend(report),
    ),
    count(
      'calls',
      'Billed calls, split into proven, recoverable and unattributed.',
      parts.map((grade) => [{ grade }, coverage[grade].calls]),
    ),
    usd(
      'group_spend_usd',
      'Spend by another grouping (by) and its value (key). Each grouping adds up to all spend.',
      others.flatMap((by) => spendSamples(report.groups[by] ?? [], { by }, 'key', `(no ${by})`)),
    ),
    usd(
      'known_by_usd',
      'Spend by how its owner is known.',
      Object.entries(coverage.grades).map(([how, grade]) => [{ how }, grade.usd]),
    ),
    ratio('coverage_ratio', 'Share with a proven owner.', [[{}, coverage.score]]),
    ratio('coverage_goal_ratio', 'What must not be unattributed.', [[{}, coverage.target]]),
    ratio('unattributed_ratio', 'Share without an owner.', [
      [{}, coverage.basis === 'calls' ? coverage.unattributed.calls_pct : coverage.unattributed.pct],
    ]),
    usd(
      'unattributed_cause_usd',
      'Spend without an owner by cause.',
      unattributed.by_cause.map(({ cause, usd: amount }) => [{ cause }, amount]),
    ),
    usd(
      'break_spend_usd',
      'Spend behind a field that is lost between two components. Breaks overlap; do not add them up.',
      breaks.map(({ from: before, to: after, field, kind, usd: amount }) => [
        { from: before, to: after, field, kind },
        amount,
      ]),
      'largest',
    ),
    usd('logged_usd', 'What the sources logged, over the calls that could be compared.', [[{}, repricing.logged_usd]]),
    usd('repriced_usd', 'What the rate card says for the same calls.', [[{}, repricing.repriced_usd]]),
    usd(
      'price_difference_usd',
      'Logged minus repriced by likely cause.',
      repricing.by_cause.map(({ cause, delta_usd }) => [{ cause }, delta_usd]),
    ),
    count('unpriced_calls', 'Calls without a price; with any, the spend is a lower bound.', [
      [{}, totals.unpriced_calls],
    ]),
    usd('attempt_spend_usd', 'Spend of retries and fallbacks, included in all spend.', [
      [{ kind: 'retry' }, attempts.retry_usd],
      [{ kind: 'fallback' }, attempts.fallback_usd],
    ]),
    count('records', 'Records read, by what became of them.', [
      [{ state: 'with_events' }, ledger.with_events],
      [{ state: 'skipped' }, ledger.skipped],
      [{ state: 'rejected' }, ledger.rejected],
    ]),
    count('events', 'Events, by what became of them.', [
      [{ state: 'billed' }, ledger.billed_calls],
      [{ state: 'excluded' }, ledger.excluded_events],
    ]),
    count(
      'finding_count',
      'How often each finding occurs.',
      findings.map(({ code, severity, count: times }) => [{ code, severity }, times]),
    ),
    usd(
      'finding_usd',
      'Money at stake in each finding. Findings overlap; do not add them up.',
      findings.map(({ code, severity, usd: amount }) => [{ code, severity }, amount]),
      'largest',
    ),
    flag(
      'question_passed',
      'Whether each of the seven questions passes.',
      report.questions.map(({ id, verdict }) => [{ id }, verdict === 'pass']),
    ),
    flag('chargeback_ready', 'Whether the spend is ready for chargeback.', [[{}, report.chargeback_ready]]),
    ...policyFamilies(report),
    flag('gate_passed', 'Whether the gate passed.', gate ? [[{}, gate.passed]] : []),
    seconds('window_start_seconds', 'Time of the first call, seconds since 1970.', from),
    seconds('window_end_seconds', 'Time of the last call, seconds since 1970.', to),
  ].filter((family) => family.samples.length > 0);
}

function info({ tool, contract, coverage, schema_version }: AuditReport): Family {
  const labels = {
    version: tool.version,
    schema_version,
    contract: contract.id,
    mode: contract.mode,
    basis: coverage.basis,
  };
  return family('info', 'What made this report.', 'none', samples([[labels, '1']]));
}

/** Percent of the document to a ratio, without the noise of a binary division. */
function ratio(name: MetricName, help: string, given: Given<number | null>): Family {
  const known = given.flatMap(([labels, percent]) =>
    percent === null ? [] : [[labels, String(Number((percent / 100).toFixed(8)))] as const],
  );
  return family(name, help, 'ratio', samples(known));
}

function seconds(name: MetricName, help: string, instant: string | null): Family {
  const time = instant === null ? Number.NaN : Date.parse(instant.replace(/(\.\d{3})\d+/, '$1'));
  return family(name, help, 'seconds', Number.isNaN(time) ? [] : samples([[{}, String(time / 1000)]]));
}

function teamSpend(report: AuditReport): Given<string> {
  const teams = spendSamples(report.groups.owner_team ?? [], {}, 'team', '(no owner)');
  return teams.length > 0 ? teams : parts.map((grade) => [{ team: '(all)', grade }, report.coverage[grade].usd]);
}
