// Breaks of one call at one edge, taken together: a component that drops three fields is one problem, and its money counts once.
import type { Occurrence } from '../../model/finding.ts';
import type { Break, BreakKind } from '../../model/trace.ts';
import { type AuditedCall, type AuditedTrace, needOf } from '../audited.ts';
import { occurrence } from './occurrence.ts';

export interface BrokenEdge {
  readonly one: AuditedCall;
  readonly breaks: readonly [Break, ...Break[]];
}

/** The fields the contract needs that much; a field it does not name is nobody's loss. */
export function* brokenEdges(
  { calls, contract }: AuditedTrace,
  kind: BreakKind,
  needs: readonly ReturnType<typeof needOf>[],
): Iterable<BrokenEdge> {
  for (const one of calls) {
    const edges = new Map<string, [Break, ...Break[]]>();
    for (const broken of one.call.breaks) {
      if (broken.kind !== kind || !needs.includes(needOf(contract, broken.field))) continue;
      const edge = `${broken.from}\n${broken.to}`;
      const same = edges.get(edge);
      if (same) same.push(broken);
      else edges.set(edge, [broken]);
    }
    for (const breaks of edges.values()) yield { one, breaks };
  }
}

/** Points at the record that shows the break. `say` gets the edge and the fields with their values. */
export function edgeOccurrence({ one, breaks }: BrokenEdge, say: (edge: string, fields: string) => string): Occurrence {
  const [{ from, to, at }] = breaks;
  const values = breaks.map(({ field, before, after }) => `${field} (${[before, after].filter(isText).join(' -> ')})`);
  const evidence = {
    from,
    to,
    field: breaks.map(({ field }) => field).join(', '),
    ...valuesOf(breaks, 'before'),
    ...valuesOf(breaks, 'after'),
  };
  return { ...occurrence(one, say(`${from} -> ${to}`, values.join(', ')), evidence), where: at.place };
}

const isText = (value: string | undefined): value is string => value !== undefined;

function valuesOf(breaks: readonly Break[], side: 'before' | 'after'): Readonly<Record<string, string>> {
  const values = breaks.map((broken) => broken[side]).filter(isText);
  return values.length === 0 ? {} : { [side]: values.join(', ') };
}
