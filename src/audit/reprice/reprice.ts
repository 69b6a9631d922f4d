// Repricing under way: audited traces go in, a row for every call comes out at once, and the totals at the end. The same prices and comparisons as
// in the audit.
import { parseUsd } from '../../model/money.ts';
import type { RepriceDocument } from '../../model/repricing.ts';
import type { TraceInShares } from '../audited.ts';
import { cutCalls } from '../select-calls.ts';
import type { AuditSettings } from '../settings.ts';
import { type FirstAttempts, firstAttempts } from './requested-price.ts';
import { type KeyedRow, rowOfAggregate, rowOfCall } from './rows.ts';
import { repriceTally } from './totals.ts';

export interface RunningReprice {
  /** All calls of the trace, whatever was asked for; traces in any order. */
  see(whole: TraceInShares): void;
  /** The document without the rows, which `take` got. */
  finish(): Omit<RepriceDocument, 'rows'>;
}

export function openReprice(settings: AuditSettings, take: (row: KeyedRow) => void): RunningReprice {
  const { rates } = settings;
  const tally = repriceTally(rates);
  return {
    see(whole) {
      const cut = settings.select && cutCalls(whole, settings.select);
      let firsts: FirstAttempts | undefined;
      /** The attempt a fallback replaces may be one that the filter leaves out, or that comes later. */
      const firstsOfTrace = (): FirstAttempts => {
        firsts ??= firstAttempts(whole.shares());
        return firsts;
      };
      for (const share of whole.shares()) {
        const { calls, free_calls: free } = cut?.keep(share) ?? share;
        for (const one of calls) {
          take(rowOfCall(one));
          tally.addBilled(one, firstsOfTrace);
        }
        for (const one of free) {
          take(rowOfCall(one));
          tally.addFree(one);
        }
      }
      for (const one of (cut?.facts() ?? whole).exclusions) {
        if (one.reason !== 'aggregate row') continue;
        const keyed = rowOfAggregate(one, rates);
        take(keyed);
        const { usd, high_usd: most, logged_usd: logged } = keyed.row;
        tally.addAggregate(amount(usd), amount(most ?? usd), amount(logged));
      }
    },
    finish: () => ({
      schema_version: '1.0',
      tool: { name: 'attrib-audit', version: settings.tool_version },
      cards: [...settings.rate_cards],
      totals: tally.totals(),
    }),
  };
}

const amount = (text: string | null): bigint => (text === null ? 0n : (parseUsd(text) ?? 0n));
