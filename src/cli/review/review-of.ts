// The audit as the screens want it: every call a row of words and amounts, made when it is looked at.
import type { AuditReport } from '../../model/report.ts';
import type { Suggestions } from '../../model/suggestion.ts';
import type { Review } from '../../tui/review.ts';
import { type CallTable, firstsOf } from './call-order.ts';
import { readBlock } from './read-block.ts';

export interface AuditShown {
  readonly report: AuditReport;
  readonly suggestions: Suggestions;
  readonly calls: CallTable;
  readonly partial: boolean;
}

export function reviewOf({ report, suggestions, calls: { blocks, order }, partial }: AuditShown): Review {
  const firsts = firstsOf(blocks);
  return {
    report,
    suggestions,
    partial,
    calls: {
      size: order.length,
      at: (index) => {
        const call = order[index];
        const at = call === undefined ? -1 : lastNotAfter(firsts, call);
        const block = blocks[at];
        if (call === undefined || !block) throw new Error(`there is no call ${index}`);
        return readBlock(block).row(call - (firsts[at] ?? 0));
      },
    },
  };
}

/** Binary search. Of empty blocks, which begin where the next one does, it finds the next one. */
function lastNotAfter(firsts: readonly number[], call: number): number {
  let [low, high] = [0, firsts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firsts[middle] ?? 0) <= call) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
