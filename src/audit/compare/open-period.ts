// A period under way: traces go in, in any order; sums stay. One input cut in two is two periods that see the same traces.
import { selected } from '../audit-traces.ts';
import type { AuditedCall, AuditedTrace } from '../audited.ts';
import { buildReport } from '../build-report.ts';
import { type CallFilter, selectCalls } from '../select-calls.ts';
import { type AuditSettings, groupsOf, type InputSummary } from '../settings.ts';
import { newTally } from '../tally.ts';
import { addTrace } from '../tally-trace.ts';
import type { Period } from './compare-periods.ts';
import { addCells, type SpendCells } from './spend-cells.ts';

export interface OpenPeriod {
  /** All calls of the trace, whatever was asked for. */
  see(whole: AuditedTrace): void;
  finish(inputs: readonly InputSummary[]): Period;
}

export function openPeriod(name: string, settings: AuditSettings): OpenPeriod {
  const { add, finish } = openSums(name, settings);
  return { see: (whole) => add(selected(whole, settings)), finish: (inputs) => finish(inputs, 0) };
}

export interface OpenSplit {
  /** All calls of the trace, whatever was asked for. */
  see(whole: AuditedTrace): void;
  finish(inputs: readonly InputSummary[]): { readonly before: Period; readonly after: Period };
}

/** Calls without a time are on neither side; they are counted. */
export function openSplit(split: string, isAfter: CallFilter, settings: AuditSettings): OpenSplit {
  const before = openSums(`before ${split}`, settings);
  const after = openSums(`from ${split} on`, settings);
  let undated = 0;
  return {
    see(whole) {
      const audited = selected(whole, settings);
      for (const one of audited.calls) if (!isDated(one)) undated += 1;
      before.add(selectCalls(audited, (one) => isDated(one) && !isAfter(one)));
      after.add(selectCalls(audited, isAfter));
    },
    finish: (inputs) => ({ before: before.finish(inputs, undated), after: after.finish(inputs, undated) }),
  };
}

const isDated = ({ call }: AuditedCall): boolean => call.metering.start !== undefined;

interface OpenSums {
  add(audited: AuditedTrace): void;
  finish(inputs: readonly InputSummary[], undated: number): Period;
}

function openSums(name: string, settings: AuditSettings): OpenSums {
  const groupBy = groupsOf(settings);
  const tally = newTally();
  const cells: SpendCells = new Map();
  return {
    add(audited) {
      addTrace(tally, audited, groupBy);
      addCells(cells, audited);
    },
    finish: (inputs, undated) => ({ name, report: buildReport(tally, inputs, settings), cells, undated }),
  };
}
