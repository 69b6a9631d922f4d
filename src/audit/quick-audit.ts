// Draws recent requests over as many workflows as there are and asks the seven questions of each. Seed and ids decide, nothing else.
import { usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { QuickAudit } from '../model/quick-audit.ts';
import type { AuditedCall, AuditedTrace } from './audited.ts';
import { buildReport } from './build-report.ts';
import { groupKey } from './group-keys.ts';
import { answerOf, type CallQuestion, callQuestions } from './questions.ts';
import { type AuditSettings, groupsOf } from './settings.ts';
import { newTally } from './tally.ts';
import { addTrace, timesOf } from './tally-trace.ts';
import { isoTime } from './time-text.ts';

/** So many times the sample are recent, for each workflow. */
const recentFactor = 5;

interface Candidate {
  readonly audited: AuditedTrace;
  readonly workflow: string | undefined;
  readonly start: bigint | undefined;
  readonly draw: bigint;
}

export function quickAudit(
  traces: Iterable<AuditedTrace>,
  size: number,
  seed: string,
  settings: AuditSettings,
): QuickAudit {
  const workflows = new Map<string | undefined, Candidate[]>();
  let requests = 0;
  for (const audited of traces) {
    const calls = callsOf(audited);
    if (calls.length === 0) continue;
    requests += 1;
    const workflow = calls.map((one) => groupKey(one, 'workflow_id')).find((name) => name !== undefined);
    const start = timesOf(audited).to;
    const draw = hash(`${seed}\n${audited.trace.id}`);
    workflows.set(workflow, [...(workflows.get(workflow) ?? []), { audited, workflow, start, draw }]);
  }
  const recent = [...workflows]
    .sort(([a], [b]) => compareText(a ?? '\uffff', b ?? '\uffff'))
    .map(([, list]) =>
      list
        .sort(newestFirst)
        .slice(0, size * recentFactor)
        .sort(byDraw),
    );
  const chosen = takeTurns(recent, size);
  const tally = newTally();
  for (const { audited } of chosen) addTrace(tally, audited, groupsOf(settings));
  const { tool, questions, chargeback_ready } = buildReport(tally, [], settings);
  return {
    schema_version: '1.0',
    document: 'quick audit',
    tool,
    seed,
    drawn_from: {
      requests,
      recent: recent.reduce((sum, list) => sum + list.length, 0),
      workflows: workflows.size,
    },
    requests: chosen.sort(newestFirst).map(requestOf),
    answers: questions,
    chargeback_ready,
  };
}

const callsOf = ({ calls, free_calls: free }: AuditedTrace): readonly AuditedCall[] => [...calls, ...free];

function newestFirst(a: Candidate, b: Candidate): number {
  if (a.start !== b.start) {
    if (a.start === undefined) return 1;
    if (b.start === undefined) return -1;
    return a.start > b.start ? -1 : 1;
  }
  return compareText(a.audited.trace.id, b.audited.trace.id);
}

const byDraw = (a: Candidate, b: Candidate): number =>
  a.draw < b.draw ? -1 : a.draw > b.draw ? 1 : compareText(a.audited.trace.id, b.audited.trace.id);

/** One of each workflow in turn, so that a busy one cannot fill the sample. */
function takeTurns(lists: readonly (readonly Candidate[])[], size: number): Candidate[] {
  const chosen: Candidate[] = [];
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let turn = 0; turn < longest && chosen.length < size; turn++) {
    for (const list of lists) {
      const one = list[turn];
      if (one && chosen.length < size) chosen.push(one);
    }
  }
  return chosen;
}

/** FNV-1a, 64 bits: no secret, only the same draw on every machine. */
function hash(text: string): bigint {
  let value = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    value ^= BigInt(text.charCodeAt(at));
    value = (value * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return value;
}

type Request = QuickAudit['requests'][number];

function requestOf({ audited, workflow, start }: Candidate): Request {
  const calls = callsOf(audited);
  const path = calls
    .map(({ call }) => call.path.map(({ component }) => component))
    .reduce(
      (a, b) => (b.length > a.length || (b.length === a.length && compareText(b.join(), a.join()) < 0) ? b : a),
      [],
    );
  const usd = audited.calls.reduce((sum, { cost }) => sum + cost.usd, 0n);
  const lost = audited.calls.filter(({ part }) => part === 'unattributed');
  return {
    trace_id: audited.trace.id,
    workflow_id: workflow ?? null,
    start: start === undefined ? null : isoTime(start),
    path: [...new Set(path)],
    calls: audited.calls.length,
    usd: usdToDecimal(usd),
    answers: {
      ...(Object.fromEntries(
        (Object.keys(callQuestions) as CallQuestion[]).map((id) => [
          id,
          verdictOf(calls.map((one) => answerOf(id, one, audited))),
        ]),
      ) as Record<CallQuestion, Request['answers']['Q1']>), // keys of a typed record
      Q7: verdictOf(audited.calls.map((one) => !lost.includes(one))),
    },
  };
}

function verdictOf(answers: readonly (boolean | undefined)[]): Request['answers']['Q1'] {
  const measured = answers.filter((answer) => answer !== undefined);
  const passed = measured.filter((answer) => answer);
  if (measured.length === 0) return 'unmeasured';
  if (passed.length === measured.length) return 'pass';
  return passed.length === 0 ? 'fail' : 'partial';
}
