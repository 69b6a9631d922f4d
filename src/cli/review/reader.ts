// The second thread of a review: reads the inputs, once, and judges them anew for every decision. It owns all events; the thread of the screen
// gets the report and the calls as columns, so nothing that takes time here is felt by a finger.
import type { MessagePort } from 'node:worker_threads';
import { reviewAudit } from '../../audit/review-audit.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import { UsageError } from '../../model/errors.ts';
import type { AuditReport } from '../../model/report.ts';
import type { Suggestions } from '../../model/suggestion.ts';
import type { Decision } from '../../tui/decisions.ts';
import { takesStandardInput } from '../find-inputs.ts';
import type { Io } from '../io.ts';
import { loadSettings } from '../load-settings.ts';
import { nothingFound } from '../nothing-found.ts';
import { openInputs } from '../read-session.ts';
import { blockOf } from './call-block.ts';
import { type CallTable, ordering } from './call-order.ts';
import { type Base, type Drafts, draftsOf, firstRegistry } from './drafts.ts';
import { inSlices } from './in-slices.ts';
import { type Desk, type Loaded, loadTraces } from './load-traces.ts';
import { type FromReader, failureOf, type Handed, type ToReader } from './messages.ts';

export async function serveReview(
  { operands, flags, files, hashKey }: Handed,
  io: Io,
  port: MessagePort,
): Promise<void> {
  const post = (message: FromReader): void => port.postMessage(message);
  const settings = await loadSettings({ ...flags, quiet: true }, io);
  const base: Base = { files, settings, mapFlags: flags.map };
  const inputs = await openInputs(operands, { ...flags, quiet: true }, io);
  const rereadable = !takesStandardInput(operands);
  let run = 0;
  let good = 0;
  let wanted: readonly Decision[] = [];
  let loaded: (Loaded & { readonly map: string }) | undefined;
  let first: { readonly report: AuditReport; readonly teams: Suggestions['teams'] } | undefined;
  let table: CallTable | undefined;
  /** What the screen shows, for its traces. */
  let shown: { readonly desk: Desk; readonly settings: AuditSettings } | undefined;

  /** Judges and shows; false when something newer is wanted. */
  async function show(desk: Desk, by: AuditSettings, alive: () => boolean, of?: number): Promise<boolean> {
    const partial = desk !== loaded?.desk;
    const told = partial ? () => {} : progressOf(of === undefined ? 'done, judging calls' : 'computing the score');
    const audit = await inSlices(desk.judging(by), alive, told);
    const calls = audit && (await inSlices(ordering(audit.kept, table), alive));
    if (!calls) return false;
    const { report, suggestions } = audit;
    table = calls;
    shown = { desk, settings: by };
    if (!partial) first ??= { report, teams: suggestions.teams };
    post({ kind: 'progress', text: undefined });
    post({
      kind: 'audit',
      audit: { report, suggestions, calls, partial },
      ...(of !== undefined && { run: of }),
    });
    return true;
  }

  function progressOf(what: string): (share: number) => void {
    let told = performance.now();
    return (share) => {
      if (performance.now() - told < 100) return;
      told = performance.now();
      post({ kind: 'progress', text: `${what} (${Math.floor(share * 100)} %)` });
    };
  }

  async function read(map: Drafts['map'], alive: () => boolean): Promise<boolean> {
    const options = {
      ...(flags.from !== undefined && { from: flags.from }),
      ...(map && { map }),
      ...(hashKey && { hashKey }),
    };
    const result = await loadTraces(inputs, options, {
      alive,
      onProgress: (text) => post({ kind: 'progress', text }),
      onPartial: async (desk) => {
        if (!loaded) await show(desk, settings.audit, alive);
      },
    });
    if (!result) return false;
    const nothing = nothingFound(result.inputs);
    if (nothing && loaded === undefined) throw result.unreadable[0] ?? nothing;
    loaded = { ...result, map: JSON.stringify(map) };
    post({ kind: 'unreadable', inputs: result.unreadable.map(failureOf) });
    return true;
  }

  async function begin(): Promise<void> {
    const mine = run;
    const always = (): boolean => true;
    const { report } = reviewAudit([], [], settings.audit, blockOf);
    const { map } = await draftsOf(base, [], report, []);
    if (!(await read(map, always)) || !loaded) return;
    await show(loaded.desk, settings.audit, always);
    if (run === mine) await prepare();
    else await decide(run, wanted);
  }

  /** The first decision makes a registry, by which every call is judged anew: that is done before somebody waits for it. */
  async function prepare(): Promise<void> {
    const mine = run;
    const by = first && (await firstRegistry(base, first.teams));
    if (by && loaded) await inSlices(loaded.desk.judging(by), () => run === mine);
  }

  async function decide(mine: number, decisions: readonly Decision[]): Promise<void> {
    run = mine;
    wanted = decisions;
    const alive = (): boolean => run === mine;
    if (!first || !loaded) return post({ kind: 'told', message: 'counted as soon as everything is read' });
    let made: Drafts;
    try {
      made = await draftsOf(base, decisions, first.report, first.teams);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const message = error.hint === undefined ? error.message : `${error.message}: ${error.hint.split('\n')[0]}`;
      return post({ kind: 'refused', run: mine, good, message });
    }
    if (!alive()) return;
    good = mine;
    const otherMap = JSON.stringify(made.map) !== loaded.map;
    if (otherMap && rereadable) {
      post({ kind: 'told', message: 'reading again with the map' });
      if (!(await read(made.map, alive))) return;
    }
    if (!(await show(loaded.desk, made.audit, alive, mine))) return;
    if (otherMap && !rereadable)
      post({ kind: 'told', message: 'the map works from the next run on: what came through the pipe is gone' });
    await prepare();
  }

  port.on('message', (message: ToReader) => {
    if (message.kind === 'decide') return void decide(message.run, message.decisions);
    const explanations = shown?.desk.explain(message.traceId, shown.settings) ?? [];
    post({ kind: 'explained', asked: message.asked, explanations });
  });
  try {
    await begin();
  } catch (error) {
    post({ kind: 'failed', failure: failureOf(error) });
  }
}
