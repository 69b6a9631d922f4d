// Where fields get lost: each edge and field by the money behind it, shown as a matrix.

import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, money } from '../../report/figures.ts';
import { breakKey } from '../review.ts';
import type { ListDefinition, Subject } from './list-definition.ts';

type Break = AuditReport['breaks'][number];
const breakAt = ({ review }: Subject, index: number): Break => {
  const found = review.report.breaks[index];
  if (!found) throw new Error(`there is no break ${index}`);
  return found;
};

export const breaks: ListDefinition = {
  columns: [
    { head: 'spend', align: 'right', value: (subject, index) => amountOf(breakAt(subject, index).usd) },
    { head: 'calls', align: 'right', value: (subject, index) => breakAt(subject, index).calls },
    { head: 'field', value: (subject, index) => breakAt(subject, index).field },
    { head: 'break', value: (subject, index) => breakAt(subject, index).kind },
    { head: 'from', least: 8, fit: 'end', value: (subject, index) => breakAt(subject, index).from },
    { head: 'to', least: 8, fit: 'end', value: (subject, index) => breakAt(subject, index).to },
  ],
  size: ({ review }) => review.report.breaks.length,
  cells: (subject, index) => {
    const { usd, calls, field, kind, from, to } = breakAt(subject, index);
    return [money(amountOf(usd)), count(calls), field, { text: kind, tone: 'bad' }, from, to];
  },
  key: (subject, index) => breakKey(breakAt(subject, index)),
  text: (subject, index) => {
    const { field, kind, from, to } = breakAt(subject, index);
    return `${field} ${kind} ${from} ${to}`.toLowerCase();
  },
  detail: (subject, index) => {
    const { example, traces, field, kind, from, to, usd, calls } = breakAt(subject, index);
    const shown = (text: string | null): string => text ?? 'not there';
    return [
      `${field} ${kind} between ${from} and ${to}: ${money(amountOf(usd))}, ${count(calls)} calls`,
      `${count(traces)} traces; example ${example.source}:${example.line}, ${shown(example.before)} -> ${shown(example.after)}`,
    ];
  },
  grid: {
    head: 'from -> to',
    row: (subject, index) => {
      const { from, to } = breakAt(subject, index);
      return `${from} -> ${to}`;
    },
    column: (subject, index) => breakAt(subject, index).field,
    cell: (subject, indexes, { signs }) => {
      const all = indexes.map((index) => breakAt(subject, index));
      const sum = all.reduce((total, { usd }) => total + amountOf(usd), 0n);
      return `${money(sum)} ${all.map(({ kind }) => signs[kind]).join('')}`;
    },
    legend: ({ signs }) => `${signs.dropped} dropped  ${signs.rewritten} rewritten  ${signs.late} late`,
  },
  empty: 'no field gets lost on any way',
};
