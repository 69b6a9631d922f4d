// JUnit XML: the seven questions, the gate, and one test case per problem. A verdict that is no pass is a failure; unmeasured is skipped.
import type { AuditReport } from '../model/report.ts';
import { acceptedBy, type Entry } from './baseline.ts';
import { percent } from './figures.ts';
import { printable, printableDocument } from './printable.ts';
import { type Problem, problemsOf } from './problems.ts';
import type { Reporter } from './style.ts';
import { xmlText } from './xml.ts';

interface Case {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly type: string;
  readonly text: string;
}

const mostCases = 5_000;

export const reportToJunit: Reporter = (report) => {
  const safe = printableDocument({ questions: report.questions, gate: report.gate }, true);
  const { shown, left } = problemsOf(report, mostCases);
  const entries = new Map(report.gate?.baseline?.entries.map((entry) => [entry.fingerprint, entry]));
  const listed = shown.map((problem) => ofProblem(problem, entries.get(problem.fingerprint)));
  const none: Case = { name: 'no problem found', outcome: 'passed', type: '', text: '' };
  const suites: readonly (readonly [string, readonly Case[]])[] = [
    ['questions', safe.questions.map(ofQuestion)],
    ['gate', (safe.gate?.checks ?? []).map(ofCheck)],
    ['findings', listed.length === 0 ? [none] : listed],
  ];
  const written = suites.filter(([, cases]) => cases.length > 0);
  const all = written.flatMap(([, cases]) => cases);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="attrib-audit" ${tallies(all)}>
${written.map(([name, cases]) => suite(name, cases)).join('')}${left > 0 ? `<!-- ${left} cheaper problems are left out -->\n` : ''}</testsuites>
`;
};

function ofQuestion({ id, question, verdict, value_pct, evidence }: AuditReport['questions'][number]): Case {
  const outcome = verdict === 'pass' ? 'passed' : verdict === 'unmeasured' ? 'skipped' : 'failed';
  return {
    name: `${id} ${question}`,
    outcome,
    type: verdict,
    text: value_pct === null ? evidence : `${percent(value_pct)}: ${evidence}`,
  };
}

function ofCheck({ name, limit, actual, passed }: NonNullable<AuditReport['gate']>['checks'][number]): Case {
  return { name, outcome: passed ? 'passed' : 'failed', type: 'gate', text: `${actual}, limit ${limit}` };
}

/** Notes are told, not failed; what the baseline accepts is skipped, with who answers for it. */
function ofProblem({ code, severity, text, help, place }: Problem, entry: Entry | undefined): Case {
  const name = `${code}: ${text}`;
  if (entry?.state === 'accepted')
    return { name, outcome: 'skipped', type: severity, text: `accepted: ${printable(acceptedBy(entry), true)}` };
  return {
    name,
    outcome: severity === 'note' ? 'passed' : 'failed',
    type: severity,
    text: `${help}\n${printable(place.source, true)}:${place.line}`,
  };
}

function suite(name: string, cases: readonly Case[]): string {
  return `<testsuite name="attrib-audit.${name}" ${tallies(cases)}>
${cases.map((one) => testCase(name, one)).join('')}</testsuite>
`;
}

function testCase(suiteName: string, { name, outcome, type, text }: Case): string {
  const open = `<testcase classname="attrib-audit.${suiteName}" name="${xmlText(name)}" time="0"`;
  if (outcome === 'failed')
    return `${open}><failure type="${xmlText(type)}" message="${xmlText(name)}">${xmlText(text)}</failure></testcase>\n`;
  if (outcome === 'skipped') return `${open}><skipped message="${xmlText(text)}"/></testcase>\n`;
  return text === '' ? `${open}/>\n` : `${open}><system-out>${xmlText(text)}</system-out></testcase>\n`;
}

function tallies(cases: readonly Case[]): string {
  const number = (outcome: Case['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${number('failed')}" errors="0" skipped="${number('skipped')}" time="0"`;
}
