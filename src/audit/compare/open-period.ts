// A period under way: traces go in, in any order; sums stay. One input cut in two is two periods that see the same traces.
import type { AuditedCall, AuditedFacts, CallShare, TraceInShares } from '../audited.ts';
import { buildReport } from '../build-report.ts';
import { type CallFilter, cutCalls } from '../select-calls.ts';
import { type AuditSettings, groupsOf, type InputSummary } from '../settings.ts';
import { newTally } from '../tally.ts';
import { addShare, closeTrace, openSums } from '../tally-trace.ts';
import type { Period } from './compare-periods.ts';
import { addCells, type SpendCells } from './spend-cells.ts';

export interface OpenPeriod {
  /** All calls of the trace, whatever was asked for. */
  see(whole: TraceInShares): void;
  finish(inputs: readonly InputSummary[]): Period;
}

export function openPeriod(name: string, settings: AuditSettings): OpenPeriod {
  const { open, finish } = openCalls(name, settings.select, settings);
  return {
    see(whole) {
      const trace = open(whole);
      for (const share of whole.shares()) trace.add(share);
      trace.close();
    },
    finish: (inputs) => finish(inputs, 0),
  };
}

export interface OpenSplit {
  /** All calls of the trace, whatever was asked for. */
  see(whole: TraceInShares): void;
  finish(inputs: readonly InputSummary[]): { readonly before: Period; readonly after: Period };
}

/** Calls without a time are on neither side; they are counted. */
export function openSplit(split: string, isAfter: CallFilter, settings: AuditSettings): OpenSplit {
  const isAsked = settings.select ?? (() => true);
  const before = openCalls(`before ${split}`, (one) => isAsked(one) && isDated(one) && !isAfter(one), settings);
  const after = openCalls(`from ${split} on`, (one) => isAsked(one) && isAfter(one), settings);
  let undated = 0;
  return {
    see(whole) {
      const sides = [before.open(whole), after.open(whole)];
      for (const share of whole.shares()) {
        for (const one of share.calls) if (isAsked(one) && !isDated(one)) undated += 1;
        for (const side of sides) side.add(share);
      }
      for (const side of sides) side.close();
    },
    finish: (inputs) => ({ before: before.finish(inputs, undated), after: after.finish(inputs, undated) }),
  };
}

const isDated = ({ call }: AuditedCall): boolean => call.metering.start !== undefined;

interface OpenCalls {
  /** Of one trace, share by share. */
  open(facts: AuditedFacts): { add(share: CallShare): void; close(): void };
  finish(inputs: readonly InputSummary[], undated: number): Period;
}

/** Of the calls that fit. */
function openCalls(name: string, fits: CallFilter | undefined, settings: AuditSettings): OpenCalls {
  const groupBy = groupsOf(settings);
  const tally = newTally();
  const cells: SpendCells = new Map();
  return {
    open(facts) {
      const sums = openSums(facts);
      const cut = fits && cutCalls(facts, fits);
      return {
        add(share) {
          const kept = cut ? cut.keep(share) : share;
          addShare(tally, sums, kept, groupBy);
          addCells(cells, kept);
        },
        close: () => closeTrace(tally, sums, cut ? cut.facts() : facts, groupBy),
      };
    },
    finish: (inputs, undated) => ({ name, report: buildReport(tally, inputs, settings), cells, undated }),
  };
}
