// The sections of the Markdown report in reading order; each is short enough for a comment.

import { severities } from '../../model/finding.ts';
import { acceptedBy, baselineSummary, rankedEntries } from '../baseline.ts';
import { deadlineText } from '../deadline.ts';
import { amountOf, count, counted, money, moneyOrDash, percent, share, signedMoney } from '../figures.ts';
import { inputAdvice } from '../input-advice.ts';
import { worstFirst } from '../ranking.ts';
import { figureOf, type SectionOf, section, weightOf, wholeOf } from './section.ts';
import { code, prose, table } from './text.ts';

const marks = { pass: '✅', partial: '🟡', fail: '❌', unmeasured: '⚪' } as const;
const levels = { error: '❌', warning: '🟡', note: '⚪' } as const;

export const gate: SectionOf = ({ gate: result }) =>
  result &&
  section(`Gate ${result.passed ? 'passed ✅' : 'failed ❌'}`, {
    table: table(
      ['Check', 'Result', 'Actual', 'Limit'],
      result.checks.map(({ name, passed, actual, limit }) => [
        code(name),
        passed ? '✅ pass' : '❌ fail',
        prose(actual),
        prose(limit),
      ]),
    ),
  });

export const baseline: SectionOf = ({ gate: result }, { top }) => {
  if (!result?.baseline) return undefined;
  const ranked = rankedEntries(result.baseline);
  return section('Baseline', {
    above: [`${prose(baselineSummary(result.baseline))}.`],
    table: table(
      ['State', 'Problem', '>Spend', 'Accepted by'],
      ranked
        .slice(0, top)
        .map((entry) => [
          entry.state,
          `${code(entry.code)} ${prose(entry.subject)}`,
          entry.usd === null ? '' : moneyOrDash(amountOf(entry.usd)),
          prose(acceptedBy(entry)),
        ]),
    ),
    left: Math.max(0, ranked.length - top),
  });
};

export const spend: SectionOf = (report, { top }) => {
  const items = report.groups.owner_team ?? [];
  if (report.totals.calls === 0 || items.length === 0) return undefined;
  const ranked = worstFirst(items, ({ key }) => key ?? '');
  const shown = ranked.filter(({ key }, place) => place < top || key === null);
  return section('Who spends', {
    table: table(
      ['Team', '>Spend', '>Share', '>Proven', '>Recoverable', '>Unattributed'],
      shown.map((item) => [
        item.key === null ? '**no owner**' : code(item.key),
        figureOf(report, item),
        share(weightOf(report, item), wholeOf(report)),
        ...[item.proven_usd, item.recoverable_usd, item.unattributed_usd].map((usd) => moneyOrDash(amountOf(usd))),
      ]),
    ),
    left: ranked.length - shown.length,
  });
};

export const breaks: SectionOf = (report, { top }) => {
  if (report.breaks.length === 0) return undefined;
  const ranked = worstFirst(report.breaks, ({ from, to, field, kind }) => [from, to, field, kind].join(' '));
  return section('Where ownership is lost', {
    table: table(
      ['Field', 'What happens', 'Between', '>Spend', '>Calls', 'Example'],
      ranked
        .slice(0, top)
        .map((item) => [
          code(item.field),
          item.kind,
          `${code(item.from)} → ${code(item.to)}`,
          moneyOrDash(amountOf(item.usd)),
          count(item.calls),
          code(`${item.example.source}:${item.example.line}`),
        ]),
    ),
    left: Math.max(0, ranked.length - top),
  });
};

export const unattributed: SectionOf = (report, { top }) => {
  const { by_cause, bucket } = report.unattributed;
  if (by_cause.length === 0) return undefined;
  const ranked = worstFirst(by_cause, ({ cause }) => cause);
  const who = bucket.owner === null ? 'no owner named yet' : `owner ${code(bucket.owner)}`;
  const when = deadlineText(bucket);
  return section('Without an owner', {
    table: table(
      ['Cause', '>Spend', '>Calls'],
      ranked.slice(0, top).map((item) => [prose(item.title), moneyOrDash(amountOf(item.usd)), count(item.calls)]),
    ),
    left: Math.max(0, ranked.length - top),
    below: [`Exception bucket: ${who}, ${when}.`],
  });
};

export const repairPlan: SectionOf = (report, { top }) => {
  const plan = report.repair_plan;
  if (plan.length === 0) return undefined;
  return section('Repair plan', {
    table: table(
      ['', 'Fix', '>Would prove', 'Coverage'],
      plan
        .slice(0, top)
        .map((fix, place) => [
          `${place + 1}`,
          prose(fix.fix),
          figureOf(report, fix),
          `${percent(fix.coverage_before)} → ${percent(fix.coverage_after)}`,
        ]),
    ),
    left: Math.max(0, plan.length - top),
  });
};

export const prices: SectionOf = ({ repricing: result, totals }) => {
  if (result.compared_calls === 0) return undefined;
  const causes = worstFirst(
    result.by_cause.map((item) => ({ ...item, usd: item.delta_usd.replace('-', '') })),
    ({ cause }) => cause,
  );
  return section('Price check', {
    above: [
      `Logged ${money(amountOf(result.logged_usd))}, by the rate card ${money(amountOf(result.repriced_usd))}, difference **${signedMoney(amountOf(result.delta_usd))}** over ${count(result.compared_calls)} of ${counted(totals.calls, 'call')}.`,
    ],
    table:
      causes.length === 0
        ? []
        : table(
            ['Likely cause', '>Difference', '>Calls'],
            causes.map((item) => [
              prose(item.cause.replaceAll('-', ' ')),
              signedMoney(amountOf(item.delta_usd)),
              count(item.calls),
            ]),
          ),
  });
};

export const questions: SectionOf = ({ questions: all, chargeback_ready }) => {
  if (all.length === 0) return undefined;
  const passed = all.filter(({ verdict }) => verdict === 'pass').length;
  return section(
    `${chargeback_ready ? 'Ready' : 'Not ready'} for chargeback: ${passed} of ${all.length} questions pass`,
    {
      table: table(
        ['', 'Question', 'Verdict', '>Figure', 'Evidence'],
        all.map(({ id, question, verdict, value_pct, evidence }) => [
          id,
          prose(question),
          `${marks[verdict]} ${verdict}`,
          value_pct === null ? '' : percent(value_pct),
          prose(evidence),
        ]),
      ),
    },
  );
};

export const findings: SectionOf = ({ findings: all }, { top }) => {
  if (all.length === 0) return undefined;
  const ranked = severities.flatMap((severity) =>
    worstFirst(
      all.filter((item) => item.severity === severity).map((item) => ({ ...item, calls: item.count })),
      ({ code: name, message }) => `${name} ${message}`,
    ),
  );
  return section('Findings', {
    table: table(
      ['', 'Finding', 'What', '>At stake', '>Times'],
      ranked
        .slice(0, top)
        .map((item) => [
          `${levels[item.severity]} ${item.severity}`,
          code(item.code),
          prose(item.message),
          moneyOrDash(amountOf(item.usd)),
          count(item.count),
        ]),
    ),
    left: Math.max(0, ranked.length - top),
  });
};

export const books: SectionOf = ({ ledger, contract, registry, rates, generated_from: { inputs } }) => {
  const cards = rates.map(({ id }) => code(id)).slice(0, 5);
  return section('What was counted', {
    above: [
      `${counted(ledger.records, 'record')} from ${counted(inputs.length, 'input')} = ${count(ledger.with_events)} with events + ${count(ledger.skipped)} skipped + ${count(ledger.rejected)} rejected; ${counted(ledger.events, 'event')} = ${counted(ledger.billed_calls, 'billed call')} + ${count(ledger.excluded_events)} excluded.`,
      '',
      `Contract ${code(contract.id)} (${contract.mode}); ${registry ? `registry ${code(registry.id)} of ${counted(registry.teams, 'team')} and ${counted(registry.identities, 'identity rule')}; ` : ''}rate cards ${cards.length === 0 ? 'none' : cards.join(', ')}.`,
      ...inputs
        .slice(0, 5)
        .flatMap((input) => inputAdvice(input).map((text) => `\n${code(input.path)}: ${prose(text)}.`)),
    ],
  });
};
