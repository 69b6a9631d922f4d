// GitLab Code Quality: a JSON list of problems with a fingerprint that survives moved lines.
import type { CodeQuality } from '../model/code-quality.ts';
import type { Severity } from '../model/finding.ts';
import { jsonText } from './json-text.ts';
import { repositoryPath } from './paths.ts';
import { printable } from './printable.ts';
import { type Problem, problemsOf } from './problems.ts';
import type { Reporter } from './style.ts';

type Issue = CodeQuality[number];

const severities: Readonly<Record<Severity, Issue['severity']>> = { error: 'major', warning: 'minor', note: 'info' };
/** A merge request shows a few; more only make the page slow. */
const mostProblems = 5_000;

export const reportToGitlab: Reporter = (report) => jsonText(problemsOf(report, mostProblems).shown.map(entry));

function entry({ code, severity, text, fingerprint, place }: Problem): Issue {
  return {
    description: text,
    check_name: code || '-',
    fingerprint,
    severity: severities[severity],
    location: { path: printable(repositoryPath(place.source), true), lines: { begin: place.line } },
  };
}
