// What becomes of what a thread is told that helps: it reads lines, or judges parts, which come as rows, and in the end tells what they come to.
import type { AuditSettings } from '../../audit/settings.ts';
import { type RunningAudit, startAudit } from '../../audit/start-audit.ts';
import type { AlikeReader } from '../alike/read-alike.ts';
import { createRowCodec } from '../spill/event-row.ts';
import { rowsTogether } from '../spill/framed-rows.ts';
import type { Answer, ToThread } from './messages.ts';
import { createLineReader, type LineReader } from './read-lines.ts';

export type Heed = (message: ToThread) => Answer | undefined;

/** `readerOf` gives who reads by kinds, where anybody does; without settings nothing is judged. */
export function createHeed(settings: AuditSettings | undefined, readerOf: () => AlikeReader | undefined): Heed {
  let sums: RunningAudit | undefined;
  let byKinds: AlikeReader | undefined;
  let reader: LineReader | undefined;
  let codec = createRowCodec();
  let whole: Extract<ToThread, { kind: 'whole' }>['whole'] | undefined;

  function judging(): RunningAudit {
    if (!settings) throw new Error('a thread that only reads was asked to judge');
    sums ??= startAudit(settings);
    return sums;
  }

  return (message) => {
    switch (message.kind) {
      case 'input':
        if (message.alike) byKinds ??= readerOf();
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
        for (const events of rowsTogether(() => message.rows, codec.fromRow)) judging().add(events, whole);
        return { kind: 'judged' };
      }
      case 'finish':
        return { kind: 'summed', summed: judging().summed() };
    }
  };
}
