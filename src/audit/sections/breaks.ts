// Where fields are dropped, rewritten or added late, by edge; and the same by what wrote the record.
import type { AuditReport } from '../../model/report.ts';
import type { Tally } from '../tally.ts';
import { exampleWire, money, ranked } from './wire.ts';

export function breaks(tally: Tally): AuditReport['breaks'] {
  return ranked(tally.breaks).map(([, { edge, traces, example, ...sum }]) => ({
    ...edge,
    traces,
    ...money(sum),
    example: { ...exampleWire(example), before: example.before ?? null, after: example.after ?? null },
  }));
}

const mostSlices = 200;

export function slices(tally: Tally): AuditReport['break_slices'] {
  return ranked(tally.slices)
    .slice(0, mostSlices)
    .map(([, { edge, operation, status, producer, first_day, last_day, ...sum }]) => ({
      ...edge,
      operation: operation ?? null,
      status: status ?? null,
      producer: producer ?? null,
      first_day: first_day ?? null,
      last_day: last_day ?? null,
      ...money(sum),
    }));
}
