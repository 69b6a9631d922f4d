// Breaks of two reports: gone, new, stayed, or moved. Moved means that a field is no longer lost at one edge but at another that shares a component.
import type { PeriodComparison } from '../../model/comparison.ts';
import { parseUsd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';

type Break = AuditReport['breaks'][number];

export function compareBreaks(before: readonly Break[], after: readonly Break[]): PeriodComparison['breaks'] {
  const [old, now] = [byEdge(before), byEdge(after)];
  const gone = [...old].filter(([key]) => !now.has(key)).map(([, one]) => one);
  const fresh = [...now].filter(([key]) => !old.has(key)).map(([, one]) => one);
  const stayed = [...old].flatMap(([key, one]) => {
    const other = now.get(key);
    return other ? [{ ...edgeOf(one), before: amountOf(one), after: amountOf(other) }] : [];
  });
  const moved: PeriodComparison['breaks']['moved'] = [];
  for (const one of [...gone]) {
    const target = fresh.find((other) => other.field === one.field && other.kind === one.kind && touches(one, other));
    if (!target) continue;
    gone.splice(gone.indexOf(one), 1);
    fresh.splice(fresh.indexOf(target), 1);
    const [from, to] = [target.from, target.to];
    moved.push({ ...edgeOf(one), before: amountOf(one), after: amountOf(target), now_from: from, now_to: to });
  }
  return {
    gone: gone.map((one) => ({ ...edgeOf(one), before: amountOf(one) })),
    new: fresh.map((one) => ({ ...edgeOf(one), after: amountOf(one) })),
    moved,
    stayed,
  };
}

function touches(a: Break, b: Break): boolean {
  return a.from === b.from || a.to === b.to || a.to === b.from || a.from === b.to;
}

/** The costliest first, then by name: the order decides which of two candidates a break moved to. */
function byEdge(breaks: readonly Break[]): ReadonlyMap<string, Break> {
  const named = breaks.map((one) => [JSON.stringify([one.from, one.to, one.field, one.kind]), one] as const);
  const spend = (one: Break): bigint => parseUsd(one.usd) ?? 0n;
  const byMoney = (a: bigint, b: bigint): number => (a < b ? 1 : a > b ? -1 : 0);
  return new Map(named.sort(([a, x], [b, y]) => byMoney(spend(x), spend(y)) || compareText(a, b)));
}

const edgeOf = ({ from, to, field, kind }: Break): Pick<Break, 'from' | 'to' | 'field' | 'kind'> => ({
  from,
  to,
  field,
  kind,
});
const amountOf = ({ calls, usd }: Break): { calls: number; usd: string } => ({ calls, usd });
