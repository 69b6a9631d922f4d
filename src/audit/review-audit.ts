// The audit of a review: the report as always, and every billed call beside it. Traces are built once; other settings judge only those parts
// of them anew that the change can touch.
import type { Explanation } from '../model/explanation.ts';
import type { AuditReport } from '../model/report.ts';
import type { Suggestions } from '../model/suggestion.ts';
import type { Trace } from '../model/trace.ts';
import { type Asked, changeBetween } from '../registry/registry-change.ts';
import { reportOf } from './audit.ts';
import { auditTrace } from './audit-trace.ts';
import { inOneShare, selected } from './audit-traces.ts';
import type { AuditedCall, AuditedTrace } from './audited.ts';
import { explainTrace } from './explain.ts';
import { absorb } from './merge-tallies.ts';
import { dividing, type ReviewPart } from './review-parts.ts';
import type { AuditSettings, InputSummary } from './settings.ts';
import { type Summed, startAudit } from './start-audit.ts';
import { suggestionsOf } from './suggest-rules.ts';
import {
  absorbSuggestions,
  addToSuggestions,
  newSuggestionSums,
  type SuggestionSums,
  sayIn,
} from './suggestion-sums.ts';
import { newTally } from './tally.ts';

export interface ReviewedCall {
  readonly one: AuditedCall;
  readonly audited: AuditedTrace;
}

/** `T` is what the caller keeps of the billed calls of a part. */
export interface ReviewAudit<T> {
  readonly report: AuditReport;
  readonly suggestions: Suggestions;
  /** The same value for a part that was not judged anew. */
  readonly kept: readonly T[];
}

export interface ReviewDesk<T> {
  /** In steps, so that something newer can be heard between them; each says how much is done, from 0 to 1. */
  readonly judging: (settings: AuditSettings) => Generator<number, ReviewAudit<T>>;
  readonly explain: (traceId: string, settings: AuditSettings) => readonly Explanation[];
}

interface Judged<T> extends Summed {
  readonly settings: AuditSettings;
  readonly suggested: SuggestionSums;
  readonly kept: T;
}

interface DeskPart<T> extends ReviewPart {
  /** Under several settings, the last used first: undo finds what was there before. */
  verdicts: readonly Judged<T>[];
}

const mostVerdicts = 4;
/** Sums of so many parts in a row are kept: after a decision most of them still hold. */
const partsTogether = 24;

interface Held<T> {
  readonly parts: readonly DeskPart<T>[];
  /** The last sums, by the number of their first part. */
  readonly together: Map<number, { readonly verdicts: readonly Judged<T>[]; readonly sum: Summed }>;
  /** Of all parts, by the verdicts that stand in it: those of changed parts are taken out and put in. */
  readonly suggested: SuggestionSums;
  readonly suggesting: (Judged<T> | undefined)[];
}

export function* openingDesk<T>(
  traces: readonly Trace[],
  inputs: readonly InputSummary[],
  keep: (calls: readonly ReviewedCall[]) => T,
  mostTraces?: number,
): Generator<undefined, ReviewDesk<T>> {
  const divided = yield* dividing(traces, mostTraces);
  const held: Held<T> = {
    parts: divided.map((part) => ({ ...part, verdicts: [] })),
    together: new Map(),
    suggested: newSuggestionSums(),
    suggesting: [],
  };
  const byId = new Map<string, Trace>();
  for (const trace of traces) {
    byId.set(trace.id, trace);
    yield;
  }
  return {
    judging: (settings) => judgingAll(held, inputs, settings, keep),
    explain: (traceId, settings) => {
      const trace = byId.get(traceId);
      return trace ? [explainTrace(inOneShare(selected(auditTrace(trace, settings), settings)), traceId)] : [];
    },
  };
}

/** All of it at once. */
export function reviewAudit<T>(
  traces: readonly Trace[],
  inputs: readonly InputSummary[],
  settings: AuditSettings,
  keep: (calls: readonly ReviewedCall[]) => T,
): ReviewAudit<T> & Pick<ReviewDesk<T>, 'explain'> {
  const desk = lastOf(openingDesk(traces, inputs, keep));
  return { ...lastOf(desk.judging(settings)), explain: desk.explain };
}

function lastOf<T>(steps: Generator<unknown, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

function* judgingAll<T>(
  held: Held<T>,
  inputs: readonly InputSummary[],
  settings: AuditSettings,
  keep: (calls: readonly ReviewedCall[]) => T,
): Generator<number, ReviewAudit<T>> {
  const { parts, together } = held;
  const touches = touching(settings);
  const sums: Summed[] = [];
  const all: Judged<T>[] = [];
  for (let from = 0; from < parts.length; from += partsTogether) {
    const verdicts: Judged<T>[] = [];
    for (const [index, part] of parts.slice(from, from + partsTogether).entries()) {
      const share = (from + index) / parts.length;
      const holds = part.verdicts.find((verdict) => !touches(verdict.settings, part.asked));
      const verdict = holds ?? (yield* judgingPart(part, settings, keep, share));
      part.verdicts = [verdict, ...part.verdicts.filter((one) => one !== verdict)].slice(0, mostVerdicts);
      verdicts.push(verdict);
      all.push(verdict);
      yield share;
    }
    const before = together.get(from);
    const same = before?.verdicts.every((verdict, index) => verdict === verdicts[index]);
    const sum = before && same ? before.sum : yield* addingUp(verdicts, from / parts.length);
    together.set(from, { verdicts, sum });
    sums.push(sum);
  }
  // Without a pause: half of it would be wrong.
  for (const [index, verdict] of all.entries()) {
    const before = held.suggesting[index];
    if (before === verdict) continue;
    if (before) absorbSuggestions(held.suggested, before.suggested, -1);
    absorbSuggestions(held.suggested, verdict.suggested);
    held.suggesting[index] = verdict;
  }
  return {
    report: reportOf(sums, inputs, settings),
    suggestions: suggestionsOf(held.suggested, settings),
    kept: all.map(({ kept }) => kept),
  };
}

function* addingUp(all: readonly Summed[], share: number): Generator<number, Summed> {
  const tally = newTally();
  for (const one of all) {
    absorb(tally, one.tally);
    yield share;
  }
  return { tally, offenders: all.flatMap(({ offenders }) => offenders) };
}

function* judgingPart<T>(
  { traces }: ReviewPart,
  settings: AuditSettings,
  keep: (calls: readonly ReviewedCall[]) => T,
  share: number,
): Generator<number, Judged<T>> {
  const sums = startAudit(settings);
  const suggested = newSuggestionSums();
  const say = sayIn(suggested);
  const calls: ReviewedCall[] = [];
  for (const trace of traces) {
    const whole = auditTrace(trace, settings);
    sums.see(whole);
    const audited = selected(whole, settings);
    for (const one of audited.calls) {
      addToSuggestions(suggested, one, say);
      calls.push({ one, audited });
    }
    yield share;
  }
  return { ...sums.summed(), settings, suggested, kept: keep(calls) };
}

/**
 * Whether some calls may be judged otherwise under `settings` than they were under others. Contract, prices and groups are the same object in
 * all settings of a review; policy and budgets follow from the config, which is the same too, and from the registry. Where there are none, their
 * calls are not listed; and a policy asks whether there is a registry.
 */
function touching(settings: AuditSettings): (before: AuditSettings, asked: Asked) => boolean {
  const changes = new Map<AuditSettings, (asked: Asked) => boolean>();
  const { contract, rates, select, group_by: groupBy } = settings;
  return (before, asked) => {
    let touches = changes.get(before);
    if (!touches) {
      const same =
        before.contract === contract &&
        before.rates === rates &&
        before.select === select &&
        before.group_by === groupBy &&
        (before.budgets === undefined) === (settings.budgets === undefined) &&
        (settings.policy === undefined || (before.registry === undefined) === (settings.registry === undefined));
      touches = same ? changeBetween(before.registry, settings.registry) : () => true;
      changes.set(before, touches);
    }
    return touches(asked);
  };
}
