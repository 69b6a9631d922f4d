// A report without what depends on how its records were spread over files: inputs, places, and names made of places.
import type { AuditReport } from '../../src/model/report.ts';

/** Calls and traces that have no id of any kind are named after the place of their record. */
const placeName = /[\w.-]+\.jsonl(?:\.gz)?:\d+[\w/]*/g;
/** Told by input, so that the number of inputs with text in them counts. */
const countsInputs = 'input/text-around-records';

export function withoutProvenance(report: AuditReport): unknown {
  const { inputs: _inputs, ...from } = report.generated_from;
  const { source: _source, ...groups } = report.groups;
  return strip({
    ...report,
    generated_from: from,
    groups,
    findings: report.findings.filter(({ code }) => code !== countsInputs).map(withoutInputs),
  });
}

/** What an input finding gives as examples is one line for each input and kind of problem. */
function withoutInputs(finding: AuditReport['findings'][number]): unknown {
  return finding.code.startsWith('input/') && finding.code !== 'input/aggregate-rows'
    ? { ...finding, examples: [] }
    : finding;
}

function strip(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(placeName, '(place)');
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'source' && key !== 'line');
  return Object.fromEntries(kept.map(([key, member]) => [key, strip(member)]));
}

/** What may change when an export is read twice: the inputs, the counts of records and events, and what is said of duplicates. */
export function withoutRepeats(report: AuditReport): AuditReport {
  const { generated_from, totals, ledger, excluded, findings } = report;
  return {
    ...report,
    generated_from: { ...generated_from, inputs: [] },
    totals: { ...totals, records: 0, events: 0 },
    ledger: { ...ledger, records: 0, with_events: 0, skipped: 0, rejected: 0, events: 0, excluded_events: 0 },
    excluded: excluded.filter(({ reason, unit }) => unit === 'event' && reason !== 'duplicate'),
    findings: findings.filter(({ code }) => code !== 'trace/duplicate-record' && !code.startsWith('input/')),
  };
}
