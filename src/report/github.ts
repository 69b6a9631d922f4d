// GitHub annotations for a workflow log: the headline as a notice, then the costliest ten problems. More than ten are never shown,
// and what the baseline accepts is only counted.
import type { Severity } from '../model/finding.ts';
import { amountOf, counted, money, percent } from './figures.ts';
import { repositoryPath } from './paths.ts';
import { printable } from './printable.ts';
import { acceptedIn, type Problem, problemsOf } from './problems.ts';
import type { Reporter } from './style.ts';

const most = 10;
const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

export const reportToGithub: Reporter = (report) => {
  const { coverage, totals } = report;
  // Notices have a limit of their own, which the headline counts against.
  const { shown, left } = problemsOf(report, most, { severities: ['error', 'warning'], without: acceptedIn(report) });
  const parts =
    coverage.basis === 'calls'
      ? `${coverage.proven.calls} of ${counted(totals.calls, 'call')} proven, ${coverage.unattributed.calls} without an owner`
      : `${money(amountOf(coverage.proven.usd))} of ${money(amountOf(totals.spend_usd))} proven, ${money(amountOf(coverage.unattributed.usd))} without an owner`;
  const rest = left > 0 ? `; ${counted(left, 'more problem')} in the summary or the report` : '';
  const accepted = acceptedIn(report).size;
  const known = accepted > 0 ? `; ${counted(accepted, 'problem')} accepted by the baseline` : '';
  const headline = `Coverage ${percent(coverage.score)}: ${parts}${rest}${known}`;
  return `${[`::notice title=attrib-audit::${data(headline)}`, ...shown.map(annotation)].join('\n')}\n`;
};

function annotation({ severity, code, title, text, place }: Problem): string {
  const file = printable(repositoryPath(place.source), true);
  const where = `file=${property(file)},line=${place.line},title=${property(`${title} (${code})`)}`;
  return `::${commands[severity]} ${where}::${data(text)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
