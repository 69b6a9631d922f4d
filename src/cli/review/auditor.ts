// The audit as the screen's thread sees it: it runs in a second one (reader.ts). Answers come as events of the review.
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { reviewAudit } from '../../audit/review-audit.ts';
import { isOutOfMemory } from '../../engine/threads/crew.ts';
import { UnreadableInput, UsageError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { AuditReport } from '../../model/report.ts';
import type { Suggestions } from '../../model/suggestion.ts';
import type { Decision } from '../../tui/decisions.ts';
import type { ReviewEvent } from '../../tui/reduce.ts';
import type { Review } from '../../tui/review.ts';
import { workerUrl } from '../bundled.ts';
import type { ReviewFlags } from '../commands/review.ts';
import { documentsRead } from '../read-document.ts';
import type { WorkerData } from '../worker.ts';
import { blockOf } from './call-block.ts';
import { type Base, type Drafts, draftsOf } from './drafts.ts';
import { errorOf, type FromReader, type Handed, type ToReader } from './messages.ts';
import { type AuditShown, reviewOf } from './review-of.ts';

export interface AuditorOptions {
  readonly operands: readonly string[];
  readonly flags: ReviewFlags;
  readonly cwd: string;
  readonly base: Base;
  readonly hashKey: Uint8Array | undefined;
  /** What comes through standard input, when records do. */
  readonly records: AsyncIterable<Uint8Array> | undefined;
  /** For all events, in MB. */
  readonly heap: number;
  readonly tell: (event: ReviewEvent) => void;
}

export interface Auditor {
  readonly empty: Review;
  /** Reads everything; throws when there is nothing to judge, and when the second thread breaks. */
  readonly begin: () => Promise<void>;
  readonly recompute: (decisions: readonly Decision[]) => void;
  readonly explain: (traceId: string) => Promise<readonly Explanation[]>;
  readonly drafts: (decisions: readonly Decision[]) => Promise<Drafts>;
  readonly unreadable: () => readonly UnreadableInput[];
  readonly end: () => Promise<void>;
}

/** Nearly all young objects of judging die at once: moving fewer of them saves a tenth of its time. */
const youngMegabytes = 48;

export function createAuditor(options: AuditorOptions): Auditor {
  const { operands, flags, cwd, base, hashKey, records, heap, tell } = options;
  const runs: (readonly Decision[])[] = [[]];
  const asked: ((explanations: readonly Explanation[]) => void)[] = [];
  let worker: Worker | undefined;
  let unreadable: readonly UnreadableInput[] = [];
  let first: { readonly report: AuditReport; readonly teams: Suggestions['teams'] } | undefined;
  const post = (message: ToReader): void => worker?.postMessage(message);

  function hear(message: FromReader): void {
    if (message.kind === 'audit') take(message.audit, message.run);
    else if (message.kind === 'refused') refuse(message);
    else if (message.kind === 'explained') asked[message.asked]?.(message.explanations);
    else if (message.kind === 'progress' || message.kind === 'told') tell(message);
    else if (message.kind === 'unreadable') unreadable = message.inputs.map(errorOf).filter(isUnreadable);
  }

  function refuse({ run, good, message }: Extract<FromReader, { kind: 'refused' }>): void {
    tell({ kind: 'progress', text: undefined });
    tell({ kind: 'refused', decisions: runs[run] ?? [], good: runs[good] ?? [], message });
  }

  function take(audit: AuditShown, run: number | undefined): void {
    if (!audit.partial) first ??= { report: audit.report, teams: audit.suggestions.teams };
    const of = run === undefined ? undefined : runs[run];
    tell({ kind: 'review', review: reviewOf(audit), ...(of && { of }) });
  }

  async function begin(): Promise<void> {
    const url = workerUrl();
    if (!url) throw new Error('only the built program has the second thread of a review');
    const review: Handed = { operands, flags, files: base.files, hashKey };
    const workerData: WorkerData = { flags, cwd, documents: documentsRead(), review };
    const reader = new Worker(url, {
      workerData,
      stdin: records !== undefined,
      resourceLimits: {
        maxYoungGenerationSizeMb: youngMegabytes,
        maxOldGenerationSizeMb: heap,
      },
    });
    worker = reader;
    const piped = records && reader.stdin ? pipeline(records, reader.stdin) : undefined;
    const broken = new Promise<never>((_, reject) => {
      reader.on('error', (error: unknown) => reject(outOfMemory(error) ?? error));
      reader.on('message', (message: FromReader) => {
        if (message.kind === 'failed') reject(errorOf(message.failure));
        else hear(message);
      });
    });
    // A reader that was ended takes no more of the pipe.
    await Promise.all([broken, piped?.catch(() => undefined)]);
  }

  const nothing = reviewAudit([], [], base.settings.audit, blockOf);
  const order = new Uint32Array();
  return {
    empty: reviewOf({ ...nothing, calls: { blocks: [], order }, partial: true }),
    begin,
    recompute: (decisions) => {
      runs.push(decisions);
      if (first) tell({ kind: 'progress', text: 'computing the score' });
      post({ kind: 'decide', run: runs.length - 1, decisions });
    },
    explain: (traceId) =>
      new Promise((resolve) => {
        asked.push(resolve);
        post({ kind: 'explain', asked: asked.length - 1, traceId });
      }),
    drafts: (decisions) => draftsOf(base, decisions, first?.report ?? nothing.report, first?.teams ?? []),
    unreadable: () => unreadable,
    end: async () => void (await worker?.terminate()),
  };
}

const isUnreadable = (error: Error): error is UnreadableInput => error instanceof UnreadableInput;

function outOfMemory(error: unknown): UsageError | undefined {
  return isOutOfMemory(error)
    ? new UsageError(
        'the review needs more memory than it may take',
        'review fewer files at a time, or grant more with --memory',
      )
    : undefined;
}
