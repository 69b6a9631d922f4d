// Problems in words and with a place, as CI systems list them; model/problem.ts says what is one.
import { type Severity, severities } from '../model/finding.ts';
import { fingerprintOf, type Problem as Known, problemsIn, type ReportedFinding } from '../model/problem.ts';
import type { AuditReport } from '../model/report.ts';
import { amountOf, counted, money } from './figures.ts';
import { printableDocument } from './printable.ts';
import { worstFirst } from './ranking.ts';

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

interface Wanted {
  readonly severities?: readonly Severity[];
  /** Fingerprints of what shall not be told. */
  readonly without?: ReadonlySet<string>;
}

/** Costliest first, then most frequent, then by text. Strings are printable, except the paths, which stay exact. */
export function problemsOf(report: AuditReport, most: number, wanted: Wanted = {}): Problems {
  const { severities: levels = severities, without = new Set() } = wanted;
  const all = problemsIn(report).filter((problem) => !without.has(fingerprintOf(problem)));
  const ranked = worstFirst(
    all.filter(({ severity }) => levels.includes(severity)),
    (problem) => `${problem.code} ${wordsOf(problem)}`,
  );
  // Only what will be shown is put into words.
  const shown = ranked
    .slice(0, most)
    .map((problem) => (problem.kind === 'break' ? ofBreak(problem) : ofFinding(problem, report)));
  return { shown, left: all.length - shown.length };
}

/** Fingerprints of the problems that the baseline accepts. */
export function acceptedIn({ gate }: AuditReport): ReadonlySet<string> {
  const entries = gate?.baseline?.entries ?? [];
  return new Set(entries.flatMap(({ fingerprint, state }) => (state === 'accepted' ? [fingerprint] : [])));
}

function wordsOf(problem: Known): string {
  if (problem.kind === 'finding') return problem.item.message;
  const { field, from, to } = problem.item;
  return [field, from, to].join(' ');
}

function ofFinding(known: Known & { readonly kind: 'finding' }, report: AuditReport): Problem {
  const finding = known.item;
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
    fingerprint: fingerprintOf(known),
    place: spots[0] ?? somewhere(report),
    others: spots.slice(1),
    trail: [],
  };
}

function ofBreak(problem: Known & { readonly kind: 'break' }): Problem {
  const { item, finding, code, severity } = problem;
  const { from, to, field, kind, example } = printableDocument(item, true);
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
    fingerprint: fingerprintOf(problem),
    place: { ...spot, text },
    others: [],
    trail: [
      { ...spot, component: from, text: `${from}: ${field} ${value(example.before)}` },
      { ...spot, component: to, text: `${to}: ${field} ${value(example.after)} (${kind})` },
    ],
  };
}

function atStake({ count: times, usd }: ReportedFinding): string {
  const amount = amountOf(usd);
  return amount === 0n ? counted(times, 'time') : `${counted(times, 'time')}, ${money(amount)} at stake`;
}

function somewhere({ generated_from: { inputs } }: AuditReport): Spot {
  const input = inputs.find(({ records }) => records > 0) ?? inputs[0];
  return { source: input?.path ?? 'attrib-audit', line: 1, text: '' };
}

/** Lines count from one; a record without a line stands at the start of its file. */
function lineOf(line: number | null): number {
  return line === null || line < 1 ? 1 : line;
}
