// Next: the one or two commands worth running now, ready to copy. Reads the raw report, because a quoted path must stay exact.
import type { AuditReport } from '../../model/report.ts';
import { count } from '../figures.ts';
import { filteredOut } from '../no-call.ts';
import { heading, type Pen } from '../pen.ts';
import { worstFirst } from '../ranking.ts';
import { commandLines } from '../shell.ts';
import { rankedBreaks } from './breaks.ts';
import { rankedFindings } from './findings.ts';
import { rankedMismatches } from './repricing.ts';
import { holdsSums, unattributedLimit } from './section.ts';

/** More inputs than this are not worth repeating in every command. */
const mostInputs = 6;
/** No tracing system has longer ids. */
const longestId = 200;

export function nextCommands(report: AuditReport, pen: Pen): readonly string[] {
  const inputs = report.generated_from.inputs.filter(({ records }) => records > 0);
  const tooMany = inputs.length > mostInputs;
  const files = tooMany ? ['FILES'] : inputs.map(({ path }) => asOperand(path));
  const aside = [
    ...(tooMany && report.totals.calls > 0 ? [`FILES: the same ${count(inputs.length)} inputs as now`] : []),
    ...(report.totals.calls === 0 && holdsSums(report)
      ? ['CALLS: the gateway or application logs of the same days']
      : []),
  ].join('; ');
  const { width, unicode } = pen.style;
  return [
    ...heading('Next', aside, pen),
    ...commands(report, files).flatMap((words) => commandLines(words, width, 2, unicode)),
  ];
}

function commands(report: AuditReport, files: readonly string[]): readonly (readonly string[])[] {
  if (report.totals.calls === 0) {
    if (filteredOut(report) !== undefined) return [['attrib-audit', ...withoutSelection(report), ...files]];
    if (!holdsSums(report)) return [['attrib-audit', 'formats']];
    const rules = withoutFlag(report.generated_from.flags ?? [], '--from');
    return [['attrib-audit', 'reconcile', ...rules, ...files.flatMap((file) => ['--invoice', file]), 'CALLS']];
  }
  const { flags = [] } = report.generated_from;
  const id = worthExplaining(report);
  const explain =
    id === undefined
      ? []
      : [['attrib-audit', 'explain', ...flags, ...(id.startsWith('-') ? ['--'] : []), id, ...files]];
  const gate = ['attrib-audit', 'gate', '--max-unattributed', `${unattributedLimit(report)}%`, ...flags, ...files];
  return report.gate ? explain : [...explain, gate];
}

/** The trace behind the costliest problem: a break, then an ownerless call, then a wrong price, then any finding. */
function worthExplaining(report: AuditReport): string | undefined {
  return (
    candidates(report).find((id) => id !== null && id !== undefined && id !== '' && id.length <= longestId) ?? undefined
  );
}

function candidates(report: AuditReport): readonly (string | null | undefined)[] {
  const [worstBreak] = rankedBreaks(report);
  const [call] = worstFirst(report.unattributed.top_calls, ({ key }) => key);
  const [mismatch] = rankedMismatches(report.repricing.mismatches);
  const example = rankedFindings(report.findings)
    .flatMap(({ examples }) => examples)
    .find(({ trace_id }) => trace_id !== null);
  return [
    worstBreak?.example.trace_id,
    call?.trace_id,
    call?.key,
    mismatch?.trace_id,
    mismatch?.request_id,
    example?.trace_id,
  ];
}

/** The flag and its value. A format forced on sums is not forced on the calls they are held against. */
function withoutFlag(flags: readonly string[], name: string): readonly string[] {
  return flags.filter((word, index) => word !== name && flags[index - 1] !== name);
}

const withoutSelection = ({ generated_from: { flags = [] } }: AuditReport): readonly string[] =>
  ['--filter', '--since', '--until'].reduce(withoutFlag, flags);

/** A path as an argument: standard input is `-`, and a name that looks like a flag gets its directory. */
function asOperand(path: string): string {
  if (path === '-' || path === '<stdin>') return '-';
  return path.startsWith('-') ? `./${path}` : path;
}
