// Reprice: events in, a row for every call and the totals out. The same traces, prices and comparisons as in the audit.
import type { Event } from '../../model/event.ts';
import { parseUsd } from '../../model/money.ts';
import type { RepriceDocument, RepricedRow } from '../../model/repricing.ts';
import { buildTraces } from '../../trace/build-traces.ts';
import { auditTrace } from '../audit-trace.ts';
import { selectCalls } from '../select-calls.ts';
import type { AuditSettings } from '../settings.ts';
import { firstAttempts } from './requested-price.ts';
import { compareRows, rowOfAggregate, rowOfCall } from './rows.ts';
import { repriceTally } from './totals.ts';

export function reprice(events: readonly Event[], settings: AuditSettings): RepriceDocument {
  const { rates, select } = settings;
  const rows: RepricedRow[] = [];
  const tally = repriceTally(rates);
  for (const trace of buildTraces(events)) {
    const whole = auditTrace(trace, settings);
    const { calls, free_calls: free, exclusions } = select ? selectCalls(whole, select) : whole;
    // The attempt a fallback replaces may be one that the filter leaves out.
    const firsts = firstAttempts([...whole.calls, ...whole.free_calls]);
    for (const one of calls) {
      rows.push(rowOfCall(one));
      tally.addBilled(one, firsts);
    }
    for (const one of free) {
      rows.push(rowOfCall(one));
      tally.addFree(one);
    }
    for (const one of exclusions) {
      if (one.reason !== 'aggregate row') continue;
      const row = rowOfAggregate(one, rates);
      rows.push(row);
      const usd = amount(row.usd);
      tally.addAggregate(usd, row.high_usd === null ? usd : amount(row.high_usd), amount(row.logged_usd));
    }
  }
  return {
    schema_version: '1.0',
    tool: { name: 'attrib-audit', version: settings.tool_version },
    cards: [...settings.rate_cards],
    rows: rows.sort(compareRows),
    totals: tally.totals(),
  };
}

const amount = (text: string | null): bigint => (text === null ? 0n : (parseUsd(text) ?? 0n));
