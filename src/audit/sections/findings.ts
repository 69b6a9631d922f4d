// The findings of the report: the worst severity first, then the money at stake.
import { type Severity, severities } from '../../model/finding.ts';
import { usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';
import type { ReportFacts } from '../findings/define-finding.ts';
import { findings } from '../findings/index.ts';
import { compareUsd } from '../merge-tallies.ts';
import type { AuditSettings } from '../settings.ts';
import { addOccurrence } from '../tally/finding-sums.ts';
import type { FindingSum, Tally } from '../tally.ts';

export function reportFindings(
  tally: Tally,
  facts: ReportFacts,
  wanted: AuditSettings['severities'],
): AuditReport['findings'] {
  const sums = new Map([...tally.findings].map(([code, sum]): [string, FindingSum] => [code, { ...sum }]));
  for (const { code, checkReport } of findings) {
    for (const occurrence of checkReport?.(facts) ?? []) addOccurrence(sums, code, occurrence);
  }
  return findings
    .flatMap(({ code, severity: usual, title, why, fix }) => {
      const sum = sums.get(code);
      const severity = severityOf(code, usual, wanted);
      return sum && severity ? [{ code, severity, sum, message: title, help: `${why} ${fix}` }] : [];
    })
    .sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
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

/** What could not be read is always told, whatever the settings say; its severity may change. */
function severityOf(code: string, usual: Severity, wanted: AuditSettings['severities']): Severity | undefined {
  const severity = Object.hasOwn(wanted, code) ? (wanted[code] ?? usual) : usual;
  if (severity !== 'off') return severity;
  return code.startsWith('input/') ? usual : undefined;
}
