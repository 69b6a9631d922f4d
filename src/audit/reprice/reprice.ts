// Repricing under way: audited traces go in, a row for every call comes out at once, and the totals at the end. The same prices and comparisons as
// in the audit.
import { parseUsd } from '../../model/money.ts';
import type { RepriceDocument } from '../../model/repricing.ts';
import { selected } from '../audit-traces.ts';
import type { AuditedTrace } from '../audited.ts';
import type { AuditSettings } from '../settings.ts';
import { firstAttempts } from './requested-price.ts';
import { type KeyedRow, rowOfAggregate, rowOfCall } from './rows.ts';
import { repriceTally } from './totals.ts';

export interface RunningReprice {
  /** All calls of the trace, whatever was asked for; traces in any order. */
  see(whole: AuditedTrace): void;
  /** The document without the rows, which `take` got. */
  finish(): Omit<RepriceDocument, 'rows'>;
}

export function openReprice(settings: AuditSettings, take: (row: KeyedRow) => void): RunningReprice {
  const { rates } = settings;
  const tally = repriceTally(rates);
  return {
    see(whole) {
      const { calls, free_calls: free, exclusions } = selected(whole, settings);
      // The attempt a fallback replaces may be one that the filter leaves out.
      const firsts = firstAttempts([...whole.calls, ...whole.free_calls]);
      for (const one of calls) {
        take(rowOfCall(one));
        tally.addBilled(one, firsts);
      }
      for (const one of free) {
        take(rowOfCall(one));
        tally.addFree(one);
      }
      for (const one of exclusions) {
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
