// The breaks of one trace, whole and sliced by what wrote the record. A field the contract does not name is nobody's loss.
import type { Break } from '../../model/trace.ts';
import { type AuditedCall, type AuditedTrace, needOf } from '../audited.ts';
import { addBreaks, addSlices } from '../merge-tallies.ts';
import { addTo } from '../sums.ts';
import type { BreakSum, Example, SliceSum } from '../tally.ts';
import { periodOf } from '../time-text.ts';
import { sumFor } from './sum-for.ts';

export function breaksOf(trace: AuditedTrace): Map<string, BreakSum> {
  const rows = new Map<string, BreakSum>();
  for (const { one, broken } of brokenCalls(trace)) {
    const { from, to, field, kind, before, after, at } = broken;
    const example: Example = {
      usd: one.cost.usd,
      trace_id: one.call.envelope.trace_id?.value,
      place: at.place,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
    const sum: BreakSum = { ...sumFor(one), edge: { from, to, field, kind }, traces: 1, example };
    addTo(rows, edgeKey(broken), sum, (a, b) => ({ ...addBreaks(a, b), traces: 1 }));
  }
  return rows;
}

export function slicesOf(trace: AuditedTrace): Map<string, SliceSum> {
  const rows = new Map<string, SliceSum>();
  for (const { one, broken } of brokenCalls(trace)) {
    const { from, to, field, kind, at } = broken;
    const { operation, status, start } = one.call.metering;
    const day = start === undefined ? undefined : periodOf(start, 'day');
    const producer = [at.producer, at.producer_version].filter((part) => part !== undefined).join(' ') || undefined;
    const edge = { from, to, field, kind };
    const slice: SliceSum = { ...sumFor(one), edge, operation, status, producer, first_day: day, last_day: day };
    addTo(rows, [edgeKey(broken), operation, status, producer].join('\n'), slice, addSlices);
  }
  return rows;
}

function* brokenCalls({ calls, contract }: AuditedTrace): Iterable<{ one: AuditedCall; broken: Break }> {
  for (const one of calls) {
    for (const broken of one.call.breaks) if (needOf(contract, broken.field) !== 'optional') yield { one, broken };
  }
}

const edgeKey = ({ from, to, field, kind }: Break): string => [from, to, field, kind].join('\n');
