// Every billed call, the costliest first: the way from a figure to the trace it comes from.
import { minuteOf, money } from '../../report/figures.ts';
import type { Tone } from '../../report/pen.ts';
import type { CallRow } from '../review.ts';
import type { ListDefinition, Subject } from './list-definition.ts';

const rowOf = ({ review }: Subject, index: number): CallRow => review.calls.at(index);

export const tones: Readonly<Record<CallRow['part'], Tone>> = {
  proven: 'good',
  recoverable: 'fair',
  unattributed: 'bad',
};

export const traces: ListDefinition = {
  columns: [
    { head: 'cost', align: 'right', value: (subject, index) => rowOf(subject, index).usd ?? 0n },
    { head: 'part', value: (subject, index) => rowOf(subject, index).part },
    { head: 'owner', least: 8, fit: 'end', value: (subject, index) => rowOf(subject, index).owner_team ?? '' },
    { head: 'model', least: 10, fit: 'end', value: (subject, index) => rowOf(subject, index).model ?? '' },
    {
      head: 'component',
      least: 8,
      fit: 'end',
      value: (subject, index) => rowOf(subject, index).component,
      expendable: 1,
    },
    { head: 'start', value: (subject, index) => rowOf(subject, index).start() ?? '', expendable: 2 },
    { head: 'trace', least: 8, fit: 'middle', expendable: 3 },
  ],
  size: ({ review }) => review.calls.size,
  cells: (subject, index) => {
    const call = rowOf(subject, index);
    const start = call.start();
    return [
      call.usd === null ? 'unpriced' : money(call.usd),
      { text: call.part, tone: tones[call.part] },
      call.owner_team ?? '(no owner)',
      call.model ?? '(no model)',
      call.component,
      start === null ? 'no time' : minuteOf(start),
      call.trace_id(),
    ];
  },
  key: (subject, index) => rowOf(subject, index).key(),
  fits: (subject, index, test) => {
    const call = rowOf(subject, index);
    return (subject.scope === undefined || subject.scope.test(call)) && test(call);
  },
  detail: (subject, index) => {
    const { source, line, cause, missing, identities } = rowOf(subject, index);
    const known = identities()
      .map(({ field, value }) => `${field} ${value}`)
      .join(', ');
    return [
      `${source}:${line}${cause === null ? '' : `  ${cause}`}`,
      [missing.length === 0 ? '' : `missing ${missing.join(', ')}`, known === '' ? '' : `sent by ${known}`]
        .filter(Boolean)
        .join('; '),
    ].filter(Boolean);
  },
  empty: 'no call fits',
};
