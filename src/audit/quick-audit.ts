// Draws recent requests over as many workflows as there are and asks the seven questions of each.
import type { Nanoseconds } from '../model/event.ts';
import { usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { QuickAudit } from '../model/quick-audit.ts';
import { type AuditedCall, attributions, type CallShare, type TraceInShares } from './audited.ts';
import { buildReport } from './build-report.ts';
import { drawRequests, type Named } from './draw-requests.ts';
import { isLarge } from './explain.ts';
import { groupKey } from './group-keys.ts';
import { mergeAll } from './merge-all.ts';
import { type CallQuestion, callQuestions } from './questions.ts';
import { sumAt } from './sections/wire.ts';
import { type AuditSettings, groupsOf } from './settings.ts';
import { addSums } from './sums.ts';
import { newTally, type Tally } from './tally.ts';
import { addShares } from './tally-trace.ts';
import { isoTime } from './time-text.ts';

export interface OpenQuickAudit {
  /** All calls of the trace, whatever was asked for. */
  see(whole: TraceInShares): void;
  finish(): QuickAudit;
}

/** Traces go in, in any order; few of them are held. */
export function openQuickAudit(size: number, seed: string, settings: AuditSettings): OpenQuickAudit {
  const drawing = drawRequests<() => Told>(size, seed);
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
      drawing.see({ id: whole.trace.id, workflow, start, place }, teller(whole, settings));
    },
    finish() {
      const drawn = drawing.drawn().map(({ named, request }) => ({ named, ...request() }));
      const tally = mergeAll(drawn.map((one) => one.tally));
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

/** What its calls come to, and the longest of their paths. */
interface Told {
  readonly tally: Tally;
  readonly path: readonly string[];
}

/** A large trace is told at once: those that may be drawn are held until the end. */
function teller(trace: TraceInShares, settings: AuditSettings): () => Told {
  if (!isLarge(trace)) return () => tell(trace, settings);
  const told = tell(trace, settings);
  return () => told;
}

function tell(trace: TraceInShares, settings: AuditSettings): Told {
  const tally = newTally();
  let path: readonly string[] = [];
  const by = { select: settings.select, groupBy: groupsOf(settings) };
  addShares(tally, trace, trace.shares(), by, ({ calls, free_calls: free }) => {
    for (const { call } of [...calls, ...free])
      path = longer(
        path,
        call.path.map(({ component }) => component),
      );
  });
  return { tally, path };
}

function longer(a: readonly string[], b: readonly string[]): readonly string[] {
  return b.length > a.length || (b.length === a.length && compareText(b.join(), a.join()) < 0) ? b : a;
}

const callsOf = ({ calls, free_calls: free }: CallShare): readonly AuditedCall[] => [...calls, ...free];

type Request = QuickAudit['requests'][number];
type Verdict = Request['answers']['Q1'];

function requestOf({ named, tally, path }: Told & { readonly named: Named }): Request {
  const { calls, usd } = attributions.map((part) => sumAt(tally, 'part', part)).reduce(addSums);
  const verdict = (id: CallQuestion): Verdict =>
    verdictOf(sumAt(tally, 'question passed', id).calls, sumAt(tally, 'question measured', id).calls);
  return {
    trace_id: named.id,
    workflow_id: named.workflow ?? null,
    start: named.start === undefined ? null : isoTime(named.start),
    path: [...new Set(path)],
    calls,
    usd: usdToDecimal(usd),
    answers: {
      ...(Object.fromEntries((Object.keys(callQuestions) as CallQuestion[]).map((id) => [id, verdict(id)])) as Record<
        CallQuestion,
        Verdict
      >), // keys of a typed record
      Q7: verdictOf(calls - sumAt(tally, 'part', 'unattributed').calls, calls),
    },
  };
}

function verdictOf(passed: number, measured: number): Verdict {
  if (measured === 0) return 'unmeasured';
  if (passed === measured) return 'pass';
  return passed === 0 ? 'fail' : 'partial';
}
