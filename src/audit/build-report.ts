// The report: from a tally and the inputs to the one JSON document. Rounding happens nowhere; sorting is by money, then by name.

import { percentOf, usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { AuditReport } from '../model/report.ts';
import { reportSchemaVersion } from '../model/report.ts';
import { grades } from '../model/trace.ts';
import { answerQuestions } from './answers.ts';
import { attributions, unattributedCauses } from './audited.ts';
import type { ReportFacts } from './findings/define-finding.ts';
import { findings } from './findings/index.ts';
import { repairPlan } from './repair-plan.ts';
import type { AuditSettings, InputSummary } from './settings.ts';
import { addSums, addTo, mergeTop, noSum, type Sum } from './sums.ts';
import {
  addFindings,
  compareUsd,
  type Example,
  type FindingSum,
  type GroupSum,
  type SumTable,
  type Tally,
  topOccurrences,
} from './tally.ts';
import { isoTime } from './time-text.ts';

export function buildReport(tally: Tally, inputs: readonly InputSummary[], settings: AuditSettings): AuditReport {
  const facts = reportFacts(tally, inputs, settings);
  return { ...facts, findings: reportFindings(tally, facts, settings) };
}

/** Sums of one table; a missing key is no sum. */
function table(tally: Tally, name: SumTable): ReadonlyMap<string, Sum> {
  return tally.sums.get(name) ?? new Map<string, Sum>();
}

const sumOfTable = (tally: Tally, name: SumTable, key: string): Sum => table(tally, name).get(key) ?? noSum;

function reportFacts(tally: Tally, inputs: readonly InputSummary[], settings: AuditSettings): ReportFacts {
  const total = [...table(tally, 'part').values()].reduce(addSums, noSum);
  const basis = total.usd > 0n ? 'spend' : 'calls';
  const share = (sum: Sum): number | undefined =>
    basis === 'spend' ? percentOf(sum.usd, total.usd) : percentOf(BigInt(sum.calls), BigInt(total.calls));
  const proven = sumOfTable(tally, 'part', 'proven');
  const questions = answerQuestions(tally, share(sumOfTable(tally, 'part', 'unattributed')), settings.target_pct);
  return {
    schema_version: reportSchemaVersion,
    tool: { name: 'attrib-audit', version: settings.tool_version },
    generated_from: {
      inputs: [...inputs],
      window: {
        from: tally.from === undefined ? null : isoTime(tally.from),
        to: tally.to === undefined ? null : isoTime(tally.to),
      },
    },
    contract: { id: settings.contract.id, mode: settings.contract_mode },
    rates: settings.rate_cards.map((card) => ({ ...card })),
    totals: totals(tally, inputs, total),
    coverage: coverage(tally, total, basis, share, settings),
    questions,
    chargeback_ready: questions.filter(({ verdict }) => verdict === 'pass').length >= 6,
    unattributed: unattributed(tally, settings),
    breaks: breaks(tally),
    break_slices: slices(tally),
    repair_plan: repairPlan(tally, proven, share),
    repricing: repricing(tally),
    attempts: attempts(tally),
    groups: groups(tally, total, settings),
    excluded: excluded(tally, inputs),
    ledger: ledger(tally, inputs, total),
  };
}

function totals(tally: Tally, inputs: readonly InputSummary[], total: Sum): AuditReport['totals'] {
  const unpriced = sumOfTable(tally, 'basis', 'unpriced').calls;
  return {
    records: sumBy(inputs, ({ records }) => records),
    traces: tally.traces,
    events: tally.events,
    calls: total.calls,
    spend_usd: usdToDecimal(total.usd),
    logged_usd: usdToDecimal(tally.logged),
    unpriced_calls: unpriced,
    band: { calls: tally.band.calls, low_usd: usdToDecimal(tally.band.low), high_usd: usdToDecimal(tally.band.high) },
    by_basis: {
      repriced: money(sumOfTable(tally, 'basis', 'repriced')),
      logged: money(sumOfTable(tally, 'basis', 'logged')),
      unpriced: money(sumOfTable(tally, 'basis', 'unpriced')),
    },
    lower_bound: unpriced > 0,
    tokens: Object.fromEntries([...tally.tokens].sort(([a], [b]) => compareText(a, b))),
  };
}

function coverage(
  tally: Tally,
  total: Sum,
  basis: 'spend' | 'calls',
  share: (sum: Sum) => number | undefined,
  settings: AuditSettings,
): AuditReport['coverage'] {
  const part = (name: (typeof attributions)[number]): AuditReport['coverage']['proven'] => {
    const sum = sumOfTable(tally, 'part', name);
    return {
      usd: usdToDecimal(sum.usd),
      pct: share(sum) ?? null,
      calls: sum.calls,
      calls_pct: percentOf(BigInt(sum.calls), BigInt(total.calls)) ?? null,
    };
  };
  const fieldNames = [
    'trace_id',
    ...new Set([
      ...settings.contract.required,
      ...settings.contract.recommended,
      'owner_team',
      'workflow_id',
      'feature',
    ]),
  ].filter((name, index, all) => isCoverageField(name) && all.indexOf(name) === index);
  return {
    score: share(sumOfTable(tally, 'part', 'proven')) ?? null,
    basis,
    target: 100 - settings.target_pct,
    proven: part('proven'),
    recoverable: part('recoverable'),
    unattributed: part('unattributed'),
    fields: Object.fromEntries(
      fieldNames.map((name) => {
        const sum = sumOfTable(tally, 'field', name);
        return [
          name,
          {
            spend_pct: percentOf(sum.usd, total.usd) ?? null,
            calls_pct: percentOf(BigInt(sum.calls), BigInt(total.calls)) ?? null,
            usd: usdToDecimal(sum.usd),
            calls: sum.calls,
          },
        ];
      }),
    ),
    grades: Object.fromEntries(
      grades.map((grade) => [grade, money(sumOfTable(tally, 'grade', grade))]),
    ) as AuditReport['coverage']['grades'], // every grade is there
    by_day: byDay(tally),
  };
}

const nonEnvelope = new Set(['provider', 'model', 'usage', 'start', 'unit_price_source']);
const isCoverageField = (name: string): boolean => !nonEnvelope.has(name);

function byDay(tally: Tally): AuditReport['coverage']['by_day'] {
  const days = new Set(attributions.flatMap((part) => [...table(tally, `day ${part}`).keys()]));
  return [...days].sort(compareText).map((day) => {
    const sums = attributions.map((part) => sumOfTable(tally, `day ${part}`, day));
    const [proven = noSum, recoverable = noSum, unowned = noSum] = sums;
    const total = sums.reduce(addSums, noSum);
    return {
      day,
      usd: usdToDecimal(total.usd),
      calls: total.calls,
      proven_usd: usdToDecimal(proven.usd),
      recoverable_usd: usdToDecimal(recoverable.usd),
      unattributed_usd: usdToDecimal(unowned.usd),
      score: percentOf(proven.usd, total.usd) ?? percentOf(BigInt(proven.calls), BigInt(total.calls)) ?? null,
    };
  });
}

function unattributed(tally: Tally, { bucket }: AuditSettings): AuditReport['unattributed'] {
  return {
    by_cause: [...tally.causes]
      .sort(([a, x], [b, y]) => compareUsd(y.usd, x.usd) || y.calls - x.calls || compareText(a, b))
      .map(([cause, sum]) => ({
        cause,
        title: unattributedCauses[cause],
        ...money(sum),
        example: exampleWire(sum.example),
      })),
    by_component: ranked(table(tally, 'unattributed component')),
    by_model: ranked(table(tally, 'unattributed model')),
    by_day: [...table(tally, 'unattributed day')]
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, sum]) => ({ key, ...money(sum) })),
    bucket: { ...bucket },
    top_calls: tally.unattributed_calls.map(({ place, key, trace_id, component, model, cause, usd }) => ({
      source: place.source,
      line: place.line,
      key,
      trace_id: trace_id ?? null,
      component,
      model: model ?? null,
      cause,
      usd: usdToDecimal(usd),
    })),
  };
}

function exampleWire({ place, trace_id }: Example): { source: string; line: number; trace_id: string | null } {
  return { source: place.source, line: place.line, trace_id: trace_id ?? null };
}

function ranked(rows: ReadonlyMap<string, Sum>): { key: string; usd: string; calls: number }[] {
  return [...rows]
    .sort(([a, x], [b, y]) => compareUsd(y.usd, x.usd) || y.calls - x.calls || compareText(a, b))
    .map(([key, sum]) => ({ key, ...money(sum) }));
}

function breaks(tally: Tally): AuditReport['breaks'] {
  return [...tally.breaks]
    .sort(([a, x], [b, y]) => compareUsd(y.usd, x.usd) || y.calls - x.calls || compareText(a, b))
    .map(([, { edge, traces, example, ...sum }]) => ({
      ...edge,
      traces,
      ...money(sum),
      example: { ...exampleWire(example), before: example.before ?? null, after: example.after ?? null },
    }));
}

const mostSlices = 200;

function slices(tally: Tally): AuditReport['break_slices'] {
  return [...tally.slices]
    .sort(([a, x], [b, y]) => compareUsd(y.usd, x.usd) || y.calls - x.calls || compareText(a, b))
    .slice(0, mostSlices)
    .map(([, { edge, operation, status, producer, first_day, last_day, ...sum }]) => ({
      ...edge,
      operation: operation ?? null,
      status: status ?? null,
      producer: producer ?? null,
      first_day: first_day ?? null,
      last_day: last_day ?? null,
      ...money(sum),
    }));
}

function repricing({ compared, variances, mismatches }: Tally): AuditReport['repricing'] {
  return {
    compared_calls: compared.calls,
    logged_usd: usdToDecimal(compared.logged),
    repriced_usd: usdToDecimal(compared.repriced),
    delta_usd: usdToDecimal(compared.logged - compared.repriced),
    rounding_usd: usdToDecimal(compared.rounding),
    by_cause: [...variances]
      .sort(([a, x], [b, y]) => y.calls - x.calls || compareText(a, b))
      .map(([cause, { calls, logged, repriced }]) => ({
        cause,
        calls,
        logged_usd: usdToDecimal(logged),
        repriced_usd: usdToDecimal(repriced),
        delta_usd: usdToDecimal(logged - repriced),
      })),
    mismatches: mismatches.map(({ trace_id, key, model, logged, repriced, causes, detail, price_source, place }) => ({
      trace_id: trace_id ?? null,
      request_id: key,
      model: model ?? null,
      logged_usd: usdToDecimal(logged),
      repriced_usd: usdToDecimal(repriced),
      likely_cause: causes.join(' or '),
      detail,
      price_source,
      source: place.source,
      line: place.line,
    })),
  };
}

function attempts(tally: Tally): AuditReport['attempts'] {
  const [retry, fallback] = [sumOfTable(tally, 'attempt', 'retry'), sumOfTable(tally, 'attempt', 'fallback')];
  return {
    retry_calls: retry.calls,
    retry_usd: usdToDecimal(sumOfTable(tally, 'attempt', 'extra').usd),
    fallback_calls: fallback.calls,
    fallback_usd: usdToDecimal(fallback.usd),
    cache_hits: sumOfTable(tally, 'attempt', 'cache hit').calls,
    failed_free: sumOfTable(tally, 'attempt', 'failed without usage').calls,
  };
}

/** Key null is the money nobody has under that name: it is always there when there is any, so every group adds up to the total. */
function groups(tally: Tally, total: Sum, { group_by }: AuditSettings): AuditReport['groups'] {
  return Object.fromEntries(
    ['owner_team', ...group_by.filter((name) => name !== 'owner_team')].map((name) => [
      name,
      [...(tally.groups.get(name) ?? new Map<string | undefined, GroupSum>())]
        .sort(
          ([a, x], [b, y]) =>
            compareUsd(y.usd, x.usd) || y.calls - x.calls || compareText(a ?? '\uffff', b ?? '\uffff'),
        )
        .map(([key, sum]) => ({
          key: key ?? null,
          calls: sum.calls,
          usd: usdToDecimal(sum.usd),
          share_pct: percentOf(sum.usd, total.usd) ?? null,
          proven_usd: usdToDecimal(sum.proven),
          recoverable_usd: usdToDecimal(sum.recoverable),
          unattributed_usd: usdToDecimal(sum.unattributed),
          input_tokens: sum.input_tokens,
          output_tokens: sum.output_tokens,
        })),
    ]),
  );
}

function excluded(tally: Tally, inputs: readonly InputSummary[]): AuditReport['excluded'] {
  const records = [
    { reason: 'not a model call', unit: 'record' as const, records: sumBy(inputs, ({ skipped }) => skipped), usd: '0' },
    { reason: 'rejected', unit: 'record' as const, records: sumBy(inputs, ({ rejected }) => rejected), usd: '0' },
  ];
  const events = [...table(tally, 'excluded')]
    .sort(([a, x], [b, y]) => compareUsd(y.usd, x.usd) || y.calls - x.calls || compareText(a, b))
    .map(([reason, sum]) => ({ reason, unit: 'event' as const, records: sum.calls, usd: usdToDecimal(sum.usd) }));
  return [...records.filter((row) => row.records > 0), ...events];
}

function ledger(tally: Tally, inputs: readonly InputSummary[], total: Sum): AuditReport['ledger'] {
  const records = sumBy(inputs, (input) => input.records);
  const skipped = sumBy(inputs, (input) => input.skipped);
  const rejected = sumBy(inputs, (input) => input.rejected);
  const excludedEvents = [...table(tally, 'excluded').values()].reduce(addSums, noSum).calls;
  return {
    records,
    with_events: records - skipped - rejected,
    skipped,
    rejected,
    events: tally.events,
    billed_calls: total.calls,
    excluded_events: excludedEvents,
  };
}

function reportFindings(tally: Tally, facts: ReportFacts, settings: AuditSettings): AuditReport['findings'] {
  const rows = new Map<string, FindingSum>(tally.findings);
  for (const { code, checkReport } of findings) {
    for (const occurrence of checkReport?.(facts) ?? []) {
      addTo(
        rows,
        code,
        { count: 1, usd: occurrence.at_stake, examples: mergeTop(topOccurrences, [], [occurrence]) },
        addFindings,
      );
    }
  }
  const severityRank = { error: 0, warning: 1, note: 2 } as const;
  return findings
    .flatMap(({ code, severity: usual, title, why, fix }) => {
      const sum = rows.get(code);
      const severity = settings.severities[code] ?? usual;
      if (!sum || severity === 'off') return [];
      return [{ code, severity, sum, message: title, help: `${why} ${fix}` }];
    })
    .sort(
      (a, b) =>
        severityRank[a.severity] - severityRank[b.severity] ||
        compareUsd(b.sum.usd, a.sum.usd) ||
        b.sum.count - a.sum.count ||
        compareText(a.code, b.code),
    )
    .map(({ code, severity, sum, message, help }) => ({
      code,
      severity,
      count: sum.count,
      usd: usdToDecimal(sum.usd),
      message,
      help,
      examples: sum.examples.map(({ where, trace_id, message: text }) => ({
        source: where?.source ?? null,
        line: where?.line ?? null,
        trace_id: trace_id ?? null,
        message: text,
      })),
    }));
}

function money(sum: Sum): { usd: string; calls: number } {
  return { usd: usdToDecimal(sum.usd), calls: sum.calls };
}

function sumBy(inputs: readonly InputSummary[], amount: (input: InputSummary) => number): number {
  return inputs.reduce((sum, input) => sum + amount(input), 0);
}
