// The audit behind the screens: inputs are read once, every decision only judges again. Answers come as events of the review.
import { reviewAudit, reviewing } from '../../audit/review-audit.ts';
import type { InputFile } from '../../engine/input-file.ts';
import { type UnreadableInput, UsageError } from '../../model/errors.ts';
import type { AuditReport } from '../../model/report.ts';
import type { Suggestions } from '../../model/suggestion.ts';
import type { Decision } from '../../tui/decisions.ts';
import type { ReviewEvent } from '../../tui/reduce.ts';
import type { Review } from '../../tui/review.ts';
import { nothingFound } from '../nothing-found.ts';
import { type Base, type Drafts, draftsOf } from './drafts.ts';
import { inSlices } from './in-slices.ts';
import { type Loaded, loadTraces } from './load-traces.ts';
import { reviewOf } from './review-of.ts';

export interface AuditorOptions {
  readonly files: readonly InputFile[];
  readonly base: Base;
  readonly from: string | undefined;
  readonly hashKey: Uint8Array | undefined;
  /** Standard input cannot be read a second time. */
  readonly rereadable: boolean;
  readonly signal: AbortSignal;
  readonly tell: (event: ReviewEvent) => void;
}

export interface Auditor {
  readonly empty: Review;
  /** Reads everything; throws when there is nothing to judge. */
  readonly begin: () => Promise<void>;
  readonly recompute: (decisions: readonly Decision[]) => Promise<void>;
  readonly drafts: (decisions: readonly Decision[]) => Promise<Drafts>;
  readonly unreadable: () => readonly UnreadableInput[];
}

export function createAuditor({ files, base, from, hashKey, rereadable, signal, tell }: AuditorOptions): Auditor {
  let run = 0;
  let wanted: readonly Decision[] = [];
  let good: readonly Decision[] = [];
  let loaded: (Loaded & { readonly map: string }) | undefined;
  let first: { readonly report: AuditReport; readonly teams: Suggestions['teams'] } | undefined;
  const settings = base.settings.audit;

  async function read(map: Drafts['map'], alive: () => boolean): Promise<boolean> {
    const options = {
      signal,
      ...(from === undefined ? {} : { from }),
      ...(map && { map }),
      ...(hashKey && { hashKey }),
    };
    const result = await loadTraces(files, options, {
      settings,
      alive,
      onProgress: (text) => tell({ kind: 'progress', text }),
      onPartial: (audit) => {
        if (loaded === undefined) tell({ kind: 'review', review: reviewOf(audit, true) });
      },
    });
    if (!result) return false;
    const nothing = nothingFound(result.inputs);
    if (nothing && loaded === undefined) throw result.unreadable[0] ?? nothing;
    loaded = { ...result, map: JSON.stringify(map) };
    return true;
  }

  async function begin(): Promise<void> {
    const mine = run;
    const plain = await draftsOf(base, [], emptyReport, []);
    const open = (): boolean => !signal.aborted;
    if (!(await read(plain.map, open)) || !loaded) return;
    const audit = await inSlices(reviewing(loaded.traces, loaded.inputs, settings), open);
    if (!audit) return;
    first = { report: audit.report, teams: audit.suggestions.teams };
    tell({ kind: 'review', review: reviewOf(audit, false) });
    if (run !== mine) await recompute(wanted);
  }

  async function recompute(decisions: readonly Decision[]): Promise<void> {
    run += 1;
    const mine = run;
    const alive = (): boolean => mine === run && !signal.aborted;
    wanted = decisions;
    if (!first || !loaded) return tell({ kind: 'told', message: 'counted as soon as everything is read' });
    let made: Drafts;
    try {
      made = await draftsOf(base, decisions, first.report, first.teams);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const message = error.hint === undefined ? error.message : `${error.message}: ${error.hint.split('\n')[0]}`;
      return tell({ kind: 'refused', decisions, good, message });
    }
    if (!alive()) return;
    good = decisions;
    if (JSON.stringify(made.map) !== loaded.map) {
      if (!rereadable)
        return tell({
          kind: 'told',
          message: 'the map works from the next run on: what came through the pipe is gone',
        });
      tell({ kind: 'told', message: 'reading again with the map' });
      if (!(await read(made.map, alive))) return;
    }
    const audit = await inSlices(reviewing(loaded.traces, loaded.inputs, made.audit), alive);
    if (audit) tell({ kind: 'review', review: reviewOf(audit, false), of: decisions });
  }

  const emptyAudit = reviewAudit([], [], settings);
  const emptyReport = emptyAudit.report;
  return {
    empty: reviewOf(emptyAudit, true),
    begin,
    recompute,
    drafts: (decisions) => draftsOf(base, decisions, first?.report ?? emptyReport, first?.teams ?? []),
    unreadable: () => loaded?.unreadable ?? [],
  };
}
