// Gate: the verdict of `attrib-audit gate`, last because that is where a reader of a CI log looks.
import { heading } from '../pen.ts';
import { type Column, table } from '../table.ts';
import type { Section } from './section.ts';

const columns: readonly Column[] = [
  { head: '' },
  { head: 'check', least: 12, fit: 'wrap' },
  { head: 'limit', least: 6, fit: 'wrap' },
  { head: 'actual', least: 8, fit: 'wrap' },
];

export const gate: Section = ({ gate: result }, pen) => {
  if (!result) return [];
  const failed = result.checks.filter(({ passed }) => !passed).length;
  const rows = result.checks.map(({ name, limit, actual, passed }) => ({
    cells: [
      passed
        ? { text: `${pen.signs.pass} pass`, tone: 'good' as const }
        : { text: `${pen.signs.fail} fail`, tone: 'bad' as const },
      name,
      limit,
      actual,
    ],
  }));
  const aside = `${failed} of ${result.checks.length} checks failed`;
  return [...heading(result.passed ? 'Gate passed' : 'Gate FAILED', aside, pen), ...table(columns, rows, pen)];
};
