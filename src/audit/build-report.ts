// The report: from a tally and the inputs to the one JSON document. A contents page; every section is a file of its own.
import type { AuditReport } from '../model/report.ts';
import { monthlyLines, monthlyWire } from '../pricing/monthly-lines.ts';
import type { Registry } from '../registry/registry.ts';
import { answerQuestions, readyFrom } from './answers.ts';
import { compareBudgetCalls } from './budgets/budget-calls.ts';
import { judgeBudgets } from './budgets/judge-budgets.ts';
import type { CallsOverTime } from './calls-over-time.ts';
import type { ReportFacts } from './findings/define-finding.ts';
import { enforce } from './policy/enforce.ts';
import { repairPlan } from './repair-plan.ts';
import { breaks, slices } from './sections/breaks.ts';
import { coverage, measureOf } from './sections/coverage.ts';
import { reportFindings } from './sections/findings.ts';
import { groups } from './sections/groups.ts';
import { excluded, ledger } from './sections/ledger.ts';
import { attempts, repricing } from './sections/repricing.ts';
import { totals } from './sections/totals.ts';
import { unattributed } from './sections/unattributed.ts';
import { money, sumAt } from './sections/wire.ts';
import { type AuditSettings, groupsOf, type InputSummary } from './settings.ts';
import type { Tally } from './tally.ts';
import { isoTime } from './time-text.ts';

export function buildReport(
  tally: Tally,
  inputs: readonly InputSummary[],
  settings: AuditSettings,
  log?: CallsOverTime,
): AuditReport {
  const facts = reportFacts(tally, inputs, settings, log);
  return { ...facts, findings: reportFindings(tally, facts, settings.severities) };
}

function reportFacts(
  tally: Tally,
  inputs: readonly InputSummary[],
  settings: AuditSettings,
  log: CallsOverTime | undefined,
): ReportFacts {
  const measure = measureOf(tally);
  const { total, share } = measure;
  const questions = answerQuestions(tally, share(sumAt(tally, 'part', 'unattributed')), settings.target_pct);
  return {
    schema_version: '1.0',
    tool: { name: 'attrib-audit', version: settings.tool_version },
    generated_from: {
      inputs: [...inputs],
      window: {
        from: tally.from === undefined ? null : isoTime(tally.from),
        to: tally.to === undefined ? null : isoTime(tally.to),
      },
      group_by: [...settings.group_by],
      ...(settings.flags && { flags: [...settings.flags] }),
    },
    contract: {
      id: settings.contract.id,
      mode: settings.contract_mode,
      violations: money(sumAt(tally, 'contract', 'violated')),
    },
    ...(settings.registry && { registry: registryOf(settings.registry, settings.registry_file) }),
    rates: settings.rate_cards.map((card) => ({ ...card })),
    ...monthly(tally, settings),
    totals: totals(tally, inputs, total),
    coverage: coverage(tally, measure, settings),
    questions,
    chargeback_ready: questions.filter(({ verdict }) => verdict === 'pass').length >= readyFrom,
    unattributed: unattributed(tally, settings),
    breaks: breaks(tally),
    break_slices: slices(tally),
    repair_plan: withNotes(repairPlan(tally, sumAt(tally, 'part', 'proven'), share), settings.notes),
    repricing: repricing(tally),
    attempts: attempts(tally),
    groups: groups(tally, total, groupsOf(settings)),
    excluded: excluded(tally, inputs),
    ledger: ledger(tally, inputs, total),
    ...(settings.budgets && {
      budgets: judgeBudgets(
        log?.budget.inOrder() ?? tally.budget_calls.toSorted(compareBudgetCalls),
        tally.all_times,
        settings.budgets,
      ),
    }),
    ...(settings.policy && {
      enforcement: enforce(log?.policy.inOrder() ?? tally.policy_calls.toSorted(compareBudgetCalls), settings.policy),
    }),
  };
}

function monthly({ from, to }: Tally, { rates }: AuditSettings): Pick<AuditReport, 'monthly_lines'> {
  const lines = from === undefined || to === undefined ? [] : monthlyLines(rates, from, to);
  return lines.length === 0 ? {} : { monthly_lines: lines.map(monthlyWire) };
}

function withNotes(plan: AuditReport['repair_plan'], notes: AuditSettings['notes'] = {}): AuditReport['repair_plan'] {
  return plan.map((item) => {
    const note = Object.hasOwn(notes, item.fix) ? notes[item.fix] : undefined;
    return note === undefined ? item : { ...item, note };
  });
}

function registryOf({ file }: Registry, named: AuditSettings['registry_file']): NonNullable<AuditReport['registry']> {
  return {
    id: named?.id ?? 'registry',
    sha256: named?.sha256 ?? null,
    teams: file.teams.length,
    identities: file.identities?.length ?? 0,
  };
}
