// What a thread does that helps: first it reads lines; then it judges parts, which come as rows, and in the end tells what they come to.
import type { MessagePort } from 'node:worker_threads';
import type { AuditSettings } from '../../audit/settings.ts';
import { type RunningAudit, startAudit } from '../../audit/start-audit.ts';
import { UsageError } from '../../model/errors.ts';
import { type AlikeReader, type ByKinds, createAlikeReader } from '../alike/read-alike.ts';
import { whatDiffers } from '../alike/what-differs.ts';
import { createRowCodec } from '../spill/event-row.ts';
import { rowsTogether } from '../spill/framed-rows.ts';
import { type Failed, type FromThread, movedWith, type ToThread } from './messages.ts';
import { createLineReader, type LineReader } from './read-lines.ts';

/** `settings` are made anew from what the first thread made its own from, see cli/worker.ts; not needed where nothing is judged. */
export function runWorker(
  port: MessagePort,
  settings: AuditSettings | undefined,
  kernel?: () => WebAssembly.Module,
): void {
  const sums = settings && startAudit(settings);
  let byKinds: AlikeReader | undefined;
  let reader: LineReader | undefined;
  let codec = createRowCodec();
  let whole: Extract<ToThread, { kind: 'whole' }>['whole'] | undefined;

  function heed(message: ToThread): FromThread | undefined {
    switch (message.kind) {
      case 'input':
        if (message.alike) byKinds ??= readerOf(settings, kernel);
        reader = createLineReader(message, byKinds);
        return undefined;
      case 'lines': {
        const { bytes, line, offset } = message;
        return { kind: 'read', bytes, found: reader?.read(bytes, line, offset), learned: byKinds?.learned() };
      }
      case 'whole':
        codec = createRowCodec(message.sources);
        whole = message.whole;
        return undefined;
      case 'part': {
        const rows = Buffer.from(message.rows.buffer);
        for (const events of rowsTogether([rows], codec.fromRow)) judging(sums).add(events, whole);
        return { kind: 'judged' };
      }
      case 'finish':
        return { kind: 'summed', summed: judging(sums).summed() };
    }
  }

  port.on('message', (message: ToThread) => {
    try {
      const answer = heed(message);
      if (answer) port.postMessage(answer, movedWith(answer));
    } catch (error) {
      port.postMessage(failedWith(error));
    }
  });
}

function readerOf(settings: AuditSettings | undefined, kernel: ByKinds['kernel'] | undefined): AlikeReader | undefined {
  const differing = settings && whatDiffers(settings);
  return settings && kernel && differing && createAlikeReader({ settings, kernel }, differing);
}

function judging(sums: RunningAudit | undefined): RunningAudit {
  if (!sums) throw new Error('a thread that only reads was asked to judge');
  return sums;
}

export function failedWith(error: unknown): Failed {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', message, hint: error instanceof UsageError ? error.hint : undefined, stack };
}
