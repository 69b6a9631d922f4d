// A report without what depends on how its records were spread over files: inputs, places, and names made of places.
import type { AuditReport } from '../../src/model/report.ts';

/** Calls and traces that have no id of any kind are named after the place of their record. */
const placeName = /[\w.-]+\.jsonl(?:\.gz)?:\d+[\w/]*/g;
/** Findings about inputs, not about calls. */
const aboutInputs = /^input\/(?:record-rejected|text-around-records|unreadable)$/;

export function withoutProvenance(report: AuditReport): unknown {
  const { inputs: _inputs, ...from } = report.generated_from;
  const { source: _source, ...groups } = report.groups;
  return strip({
    ...report,
    generated_from: from,
    groups,
    findings: report.findings.filter(({ code }) => !aboutInputs.test(code)),
  });
}

function strip(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(placeName, '(place)');
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'source' && key !== 'line');
  return Object.fromEntries(kept.map(([key, member]) => [key, strip(member)]));
}
