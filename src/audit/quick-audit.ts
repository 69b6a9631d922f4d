// Draws recent requests over as many workflows as there are and asks the seven questions of each.
import type { Nanoseconds } from '../model/event.ts';
import { usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { QuickAudit } from '../model/quick-audit.ts';
import { selected } from './audit-traces.ts';
import type { AuditedCall, AuditedTrace, CallShare, TraceInShares } from './audited.ts';
import { buildReport } from './build-report.ts';
import { type Drawn, drawRequests } from './draw-requests.ts';
import { groupKey } from './group-keys.ts';
import { answerOf, type CallQuestion, callQuestions } from './questions.ts';
import { type AuditSettings, groupsOf } from './settings.ts';
import { newTally } from './tally.ts';
import { addTrace } from './tally-trace.ts';
import { isoTime } from './time-text.ts';

export interface OpenQuickAudit {
  /** All calls of the trace, whatever was asked for. */
  see(whole: TraceInShares): void;
  finish(): QuickAudit;
}

/** Traces go in, in any order; few of them are held. */
export function openQuickAudit(size: number, seed: string, settings: AuditSettings): OpenQuickAudit {
  const drawing = drawRequests<TraceInShares>(size, seed);
  return {
    see(whole) {
      let first: AuditedCall | undefined;
      let workflow: string | undefined;
      let start: Nanoseconds | undefined;
      for (const share of whole.shares())
        for (const one of callsOf(share)) {
          if (settings.select?.(one) === false) continue;
          first ??= one;
          workflow ??= groupKey(one, 'workflow_id');
          const { start: own } = one.call.metering;
          if (own !== undefined && (start === undefined || own > start)) start = own;
        }
      if (!first) return;
      const { place } = first.call.sightings[0];
      drawing.see({ id: whole.trace.id, workflow, start, place }, whole);
    },
    finish() {
      const drawn = drawing
        .drawn()
        .map(({ named, request }) => ({ named, request: selected(request.whole(), settings) }));
      const tally = newTally();
      for (const { request } of drawn) addTrace(tally, request, groupsOf(settings));
      const { tool, questions, chargeback_ready } = buildReport(tally, [], settings);
      return {
        schema_version: '1.0',
        document: 'quick audit',
        tool,
        seed,
        drawn_from: drawing.from(),
        requests: drawn.map(requestOf),
        answers: questions,
        chargeback_ready,
      };
    },
  };
}

const callsOf = ({ calls, free_calls: free }: CallShare): readonly AuditedCall[] => [...calls, ...free];

type Request = QuickAudit['requests'][number];

function requestOf({ named, request: audited }: Drawn<AuditedTrace>): Request {
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
    trace_id: named.id,
    workflow_id: named.workflow ?? null,
    start: named.start === undefined ? null : isoTime(named.start),
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
