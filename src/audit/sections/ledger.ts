// The counting ledger: what became of every record and event, so that a reader can check that nothing vanished.
import { usdToDecimal } from '../../model/money.ts';
import type { AuditReport } from '../../model/report.ts';
import type { InputSummary } from '../settings.ts';
import { addSums, noSum, type Sum } from '../sums.ts';
import type { Tally } from '../tally.ts';
import { ranked, table } from './wire.ts';

export function ledger(tally: Tally, inputs: readonly InputSummary[], total: Sum): AuditReport['ledger'] {
  const { records, skipped, rejected } = recordCounts(inputs);
  return {
    records,
    with_events: records - skipped - rejected,
    skipped,
    rejected,
    events: tally.events,
    billed_calls: total.calls,
    excluded_events: [...table(tally, 'excluded').values()].reduce(addSums, noSum).calls,
  };
}

/** Every record and event that is not a billed call, by reason. */
export function excluded(tally: Tally, inputs: readonly InputSummary[]): AuditReport['excluded'] {
  const { skipped, rejected } = recordCounts(inputs);
  const records = [
    { reason: 'not a model call', unit: 'record' as const, records: skipped, usd: '0' },
    { reason: 'rejected', unit: 'record' as const, records: rejected, usd: '0' },
  ];
  const events = ranked(table(tally, 'excluded')).map(([reason, { calls, usd }]) => ({
    reason,
    unit: 'event' as const,
    records: calls,
    usd: usdToDecimal(usd),
  }));
  return [...records.filter((row) => row.records > 0), ...events];
}

function recordCounts(inputs: readonly InputSummary[]): { records: number; skipped: number; rejected: number } {
  const sum = (count: (input: InputSummary) => number): number =>
    inputs.reduce((total, input) => total + count(input), 0);
  return {
    records: sum(({ records }) => records),
    skipped: sum(({ skipped }) => skipped),
    rejected: sum(({ rejected }) => rejected),
  };
}
