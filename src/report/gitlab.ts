// GitLab Code Quality: a JSON list of problems with a fingerprint that survives moved lines.
import type { CodeQuality } from '../model/code-quality.ts';
import type { Severity } from '../model/finding.ts';
import { jsonText } from './json-text.ts';
import { repositoryPath } from './paths.ts';
import { printable } from './printable.ts';
import { acceptedIn, type Problem, problemsOf } from './problems.ts';
import type { Reporter } from './style.ts';

type Issue = CodeQuality[number];

const severities: Readonly<Record<Severity, Issue['severity']>> = { error: 'major', warning: 'minor', note: 'info' };
/** A merge request shows a few; more only make the page slow. */
const mostProblems = 5_000;

export const reportToGitlab: Reporter = (report) => {
  const accepted = acceptedIn(report);
  return jsonText(problemsOf(report, mostProblems).shown.map((problem) => entry(problem, accepted)));
};

function entry({ code, severity, text, fingerprint, place }: Problem, accepted: ReadonlySet<string>): Issue {
  return {
    description: text,
    check_name: code || '-',
    fingerprint,
    // What the baseline accepts is listed for information.
    severity: accepted.has(fingerprint) ? 'info' : severities[severity],
    location: { path: printable(repositoryPath(place.source), true), lines: { begin: place.line } },
  };
}
