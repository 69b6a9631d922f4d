// Findings of the report, the costliest first; the one under the cursor with what to do.

import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, moneyOrDash } from '../../report/figures.ts';
import type { Tone } from '../../report/pen.ts';
import type { ListDefinition, Subject } from './list-definition.ts';

type Finding = AuditReport['findings'][number];
export const findingAt = ({ review }: Subject, index: number): Finding => {
  const found = review.report.findings[index];
  if (!found) throw new Error(`there is no finding ${index}`);
  return found;
};

const tones: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'fair', note: 'quiet' };

export const findings: ListDefinition = {
  columns: [
    { head: 'severity', value: (subject, index) => findingAt(subject, index).severity },
    { head: 'spend', align: 'right', value: (subject, index) => amountOf(findingAt(subject, index).usd) },
    { head: 'times', align: 'right', value: (subject, index) => findingAt(subject, index).count },
    { head: 'code', value: (subject, index) => findingAt(subject, index).code, expendable: 1 },
    { head: 'what', least: 16, fit: 'end', value: (subject, index) => findingAt(subject, index).message },
  ],
  size: ({ review }) => review.report.findings.length,
  cells: (subject, index) => {
    const { severity, usd, count: times, code, message } = findingAt(subject, index);
    return [{ text: severity, tone: tones[severity] }, moneyOrDash(amountOf(usd)), count(times), code, message];
  },
  key: (subject, index) => findingAt(subject, index).code,
  text: (subject, index) => {
    const { code, message, severity } = findingAt(subject, index);
    return `${code} ${message} ${severity}`.toLowerCase();
  },
  detail: (subject, index) => {
    const { help, examples } = findingAt(subject, index);
    const [first] = examples;
    const seen =
      first === undefined || first.source === null ? [] : [`${first.source}:${first.line}  ${first.message}`];
    return [...seen, help];
  },
  empty: 'nothing found',
};
