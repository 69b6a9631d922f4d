// Tallies may be merged in any order and any grouping, and the report of any log balances.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditTrace } from '../../src/audit/audit-trace.ts';
import { buildReport } from '../../src/audit/build-report.ts';
import { mergeAll } from '../../src/audit/merge-all.ts';
import { mergeTallies } from '../../src/audit/merge-tallies.ts';
import { groupsOf } from '../../src/audit/settings.ts';
import { emptyTally, type Tally } from '../../src/audit/tally.ts';
import { tallyTrace } from '../../src/audit/tally-trace.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { parseUsd } from '../../src/model/money.ts';
import { type AuditReport, reportSchema } from '../../src/model/report.ts';
import { anyLog, inputsOfLines, type LogLine, recordLog } from '../generate/arbitrary-log.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { sampleSettings } from './finding-samples.ts';

const settings = { ...sampleSettings, group_by: ['model', 'week'] };
const groups = groupsOf(settings);

async function talliesOf(
  lines: readonly LogLine[],
): Promise<{ tallies: Tally[]; report: (tally: Tally) => AuditReport }> {
  const { events, inputs } = await readInputs(inputsOfLines(lines));
  const tallies = buildTraces(events).map((trace) => tallyTrace(auditTrace(trace, settings), groups));
  return { tallies, report: (tally) => buildReport(tally, inputs, settings) };
}

describe('merging', () => {
  it('is associative and commutative, and an empty tally changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(recordLog, recordLog, recordLog, async (...logs) => {
        const [a, b, c] = await Promise.all(logs.map(async (lines) => mergeAll((await talliesOf(lines)).tallies)));
        if (!a || !b || !c) throw new Error('three logs');
        expect(mergeTallies(mergeTallies(a, b), c)).toEqual(mergeTallies(a, mergeTallies(b, c)));
        expect(mergeTallies(a, b)).toEqual(mergeTallies(b, a));
        expect(mergeTallies(a, emptyTally)).toEqual(a);
        expect(mergeTallies(emptyTally, a)).toEqual(a);
      }),
      { numRuns: 12 },
    );
  });

  it('gives one report, however the traces are shuffled and split', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.infiniteStream(fc.nat()), async (lines, chance) => {
        const { tallies, report } = await talliesOf(lines);
        const shuffled = tallies
          .map((tally) => ({ tally, rank: chance.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ tally }) => tally);
        const cut = tallies.length === 0 ? 0 : (chance.next().value ?? 0) % tallies.length;
        const split = mergeTallies(mergeAll(shuffled.slice(cut)), mergeAll(shuffled.slice(0, cut)));
        expect(report(split)).toEqual(report(mergeAll(tallies)));
      }),
      { numRuns: 12 },
    );
  });
});

describe('the books of any log', () => {
  it('balance in parts, grades, groups, days and causes, and fit the schema', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (lines) => {
        const { tallies, report } = await talliesOf(lines);
        const {
          totals,
          coverage,
          unattributed,
          groups: byGroup,
          ledger,
          repair_plan: plan,
          ...rest
        } = report(mergeAll(tallies));
        reportSchema.parse({ totals, coverage, unattributed, groups: byGroup, ledger, repair_plan: plan, ...rest });
        const whole = { usd: totals.spend_usd, calls: totals.calls };
        expectSum([coverage.proven, coverage.recoverable, coverage.unattributed], whole);
        expectSum(Object.values(coverage.grades), whole);
        expectSum(coverage.by_day, whole);
        for (const rows of Object.values(byGroup)) expectSum(rows, whole);
        for (const list of [
          unattributed.by_cause,
          unattributed.by_component,
          unattributed.by_model,
          unattributed.by_day,
        ])
          expectSum(list, coverage.unattributed);
        if (plan.length < 25) expectSum([coverage.proven, ...plan], whole);
        expect(ledger.events).toBe(ledger.billed_calls + ledger.excluded_events);
        expect(ledger.records).toBe(ledger.with_events + ledger.skipped + ledger.rejected);
      }),
      { numRuns: 40 },
    );
  });
});

interface Counted {
  readonly usd: string;
  readonly calls: number;
}

function expectSum(rows: readonly Counted[], whole: Counted): void {
  expect({
    usd: rows.reduce((sum, { usd }) => sum + (parseUsd(usd) ?? 0n), 0n),
    calls: rows.reduce((sum, { calls }) => sum + calls, 0),
  }).toEqual({ usd: parseUsd(whole.usd), calls: whole.calls });
}
