// What a thread does that judges: parts come in as rows, one after the other; in the end it tells what they come to.
import type { MessagePort } from 'node:worker_threads';
import { startAudit } from '../../audit/audit.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import { UsageError } from '../../model/errors.ts';
import { createRowCodec } from '../spill/event-row.ts';
import { rowsOf } from '../spill/framed-rows.ts';
import type { Failed, FromJudge, ToJudge } from './messages.ts';

/** `settings` are made anew from what the reading thread made its own from; see cli/worker.ts. */
export function runWorker(port: MessagePort, settings: AuditSettings): void {
  const sums = startAudit(settings);
  let codec = createRowCodec();
  let whole: Extract<ToJudge, { kind: 'whole' }>['whole'] | undefined;

  function heed(message: ToJudge): FromJudge | undefined {
    switch (message.kind) {
      case 'whole':
        codec = createRowCodec(message.sources);
        whole = message.whole;
        return undefined;
      case 'part': {
        const rows = Buffer.from(message.rows.buffer);
        sums.add(
          Array.from(rowsOf([rows]), ({ row }) => codec.fromRow(row())),
          whole,
        );
        return { kind: 'judged' };
      }
      case 'finish':
        return { kind: 'summed', summed: sums.summed() };
    }
  }

  port.on('message', (message: ToJudge) => {
    try {
      const answer = heed(message);
      if (answer) port.postMessage(answer);
    } catch (error) {
      port.postMessage(failedWith(error));
    }
  });
}

export function failedWith(error: unknown): Failed {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', message, hint: error instanceof UsageError ? error.hint : undefined, stack };
}
