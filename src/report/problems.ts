// Problems: what a CI system lists. Every finding is one, but a break is one per edge and field, because each has its own repair.
import { type Severity, severities } from '../model/finding.ts';
import type { AuditReport } from '../model/report.ts';
import { amountOf, counted, money } from './figures.ts';
import { fingerprint } from './fingerprint.ts';
import { printableDocument } from './printable.ts';
import { worstFirst } from './ranking.ts';

type Break = AuditReport['breaks'][number];
type Finding = AuditReport['findings'][number];

export interface Spot {
  readonly source: string;
  readonly line: number;
  readonly text: string;
}

export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly help: string;
  readonly usd: string;
  readonly calls: number;
  readonly fingerprint: string;
  /** Where to look; a CI system wants a place for everything, so this falls back to the first input. */
  readonly place: Spot;
  readonly others: readonly Spot[];
  /** The hops of a break, in order; empty for other findings. */
  readonly trail: readonly (Spot & { readonly component: string })[];
}

export interface Problems {
  readonly shown: readonly Problem[];
  /** How many the limit left out. */
  readonly left: number;
}

/** Costliest first, then most frequent, then by text. Strings are printable, except the paths, which stay exact. */
export function problemsOf(report: AuditReport, most: number, wanted: readonly Severity[] = severities): Problems {
  const kinds = new Set(report.breaks.map(({ kind }) => breakCode(kind)));
  const findings = report.findings.filter(({ code }) => !kinds.has(code));
  const known = new Map(report.findings.map((finding) => [finding.code, finding]));
  const severityOf = ({ kind }: Break): Severity => known.get(breakCode(kind))?.severity ?? 'warning';
  // Only what will be shown is put into words.
  const ranked = worstFirst(
    [
      ...report.breaks
        .filter((item) => wanted.includes(severityOf(item)))
        .map((item) => ({
          usd: item.usd,
          calls: item.calls,
          name: [breakCode(item.kind), item.field, item.from, item.to].join(' '),
          problem: () => ofBreak(item, severityOf(item), known.get(breakCode(item.kind))),
        })),
      ...findings
        .filter(({ severity }) => wanted.includes(severity))
        .map((finding) => ({
          usd: finding.usd,
          calls: finding.count,
          name: `${finding.code} ${finding.message}`,
          problem: () => ofFinding(finding, report),
        })),
    ],
    ({ name }) => name,
  );
  const shown = ranked.slice(0, most).map(({ problem }) => problem());
  return { shown, left: report.breaks.length + findings.length - shown.length };
}

function breakCode(kind: Break['kind']): string {
  return `trace/field-${kind}`;
}

function ofFinding(finding: Finding, report: AuditReport): Problem {
  const { code, severity, message, help } = printableDocument({ ...finding, examples: [] }, true);
  const spots = finding.examples.flatMap((example) =>
    example.source === null
      ? []
      : [{ source: example.source, line: lineOf(example.line), text: printableDocument(example.message, true) }],
  );
  const [first] = finding.examples;
  const said = first === undefined || first.message === finding.message ? '' : printableDocument(first.message, true);
  return {
    code,
    severity,
    title: message,
    text: `${message}: ${atStake(finding)}${said === '' ? '' : `; for example: ${said}`}`,
    help: help === '' ? message : help,
    usd: finding.usd,
    calls: finding.count,
    fingerprint: fingerprint([finding.code]),
    place: spots[0] ?? somewhere(report),
    others: spots.slice(1),
    trail: [],
  };
}

function ofBreak(item: Break, severity: Severity, finding: Finding | undefined): Problem {
  const { from, to, field, kind, example } = printableDocument(item, true);
  const code = breakCode(kind);
  const known = finding && printableDocument({ ...finding, examples: [] }, true);
  const spot = { source: item.example.source, line: lineOf(item.example.line) };
  const value = (text: string | null) => (text === null ? 'not there' : text);
  const text = `${field} ${kind} between ${from} and ${to}: ${counted(item.calls, 'call')} in ${counted(item.traces, 'trace')}${amountOf(item.usd) === 0n ? '' : `, ${money(amountOf(item.usd))}`}`;
  return {
    code,
    severity,
    title: known?.message ?? `Ownership field ${kind} between two components`,
    text,
    help: known && known.help !== '' ? known.help : `Forward ${field} from ${from} to ${to} unchanged.`,
    usd: item.usd,
    calls: item.calls,
    fingerprint: fingerprint([code, item.field, item.from, item.to]),
    place: { ...spot, text },
    others: [],
    trail: [
      { ...spot, component: from, text: `${from}: ${field} ${value(example.before)}` },
      { ...spot, component: to, text: `${to}: ${field} ${value(example.after)} (${kind})` },
    ],
  };
}

function atStake({ count: times, usd }: Finding): string {
  const amount = amountOf(usd);
  return amount === 0n ? counted(times, 'time') : `${counted(times, 'time')}, ${money(amount)} at stake`;
}

function somewhere({ generated_from: { inputs } }: AuditReport): Spot {
  return { source: inputs[0]?.path ?? 'attrib-audit', line: 1, text: '' };
}

/** Lines count from one; a record without a line stands at the start of its file. */
function lineOf(line: number | null): number {
  return line === null || line < 1 ? 1 : line;
}
