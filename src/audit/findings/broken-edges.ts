// Breaks of one call at one edge, taken together: a component that drops three fields is one problem, and its money counts once.
import type { Break, BreakKind } from '../../model/trace.ts';
import { type AuditedCall, needOf } from '../audited.ts';
import type { SomeCalls, Untold } from './define-finding.ts';
import { untold } from './occurrence.ts';

export interface BrokenEdge {
  readonly one: AuditedCall;
  readonly first: Break;
  readonly breaks: readonly Break[];
}

/** The fields the contract needs that much; a field it does not name is nobody's loss. */
export function* brokenEdges(
  { calls, contract }: SomeCalls,
  kind: BreakKind,
  needs: readonly ReturnType<typeof needOf>[],
): Iterable<BrokenEdge> {
  for (const one of calls) {
    const found = one.call.breaks.filter(
      (broken) => broken.kind === kind && needs.includes(needOf(contract, broken.field)),
    );
    for (const breaks of byEdge(found)) {
      const [first] = breaks;
      if (first) yield { one, first, breaks };
    }
  }
}

/** Most calls are broken at one edge. */
function byEdge(breaks: readonly Break[]): Iterable<readonly Break[]> {
  const [first] = breaks;
  if (breaks.every(({ from, to }) => from === first?.from && to === first.to)) return [breaks];
  const edges = new Map<string, Break[]>();
  for (const broken of breaks) {
    const edge = `${broken.from}\n${broken.to}`;
    const same = edges.get(edge);
    if (same) same.push(broken);
    else edges.set(edge, [broken]);
  }
  return edges.values();
}

/** Points at the record that shows the break. `say` gets the edge and the fields with their values. */
export function edgeOccurrence(edge: BrokenEdge, say: (edge: string, fields: string) => string): Untold {
  const { one, first, breaks } = edge;
  const { from, to, at } = first;
  return untold(one, at, () => {
    const values = breaks.map(
      ({ field, before, after }) => `${field} (${[before, after].filter(isText).join(' -> ')})`,
    );
    const evidence = {
      from,
      to,
      field: breaks.map(({ field }) => field).join(', '),
      ...valuesOf(breaks, 'before'),
      ...valuesOf(breaks, 'after'),
    };
    return { message: say(`${from} -> ${to}`, values.join(', ')), evidence };
  });
}

const isText = (value: string | undefined): value is string => value !== undefined;

function valuesOf(breaks: readonly Break[], side: 'before' | 'after'): Readonly<Record<string, string>> {
  const values = breaks.map((broken) => broken[side]).filter(isText);
  return values.length === 0 ? {} : { [side]: values.join(', ') };
}
