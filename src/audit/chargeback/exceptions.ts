// What nobody pays, by cause: whose it is to settle, since when it waits, and until when.
import type { ChargebackDocument } from '../../model/chargeback.ts';
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { unattributedCauses } from '../audited.ts';
import { compareUsd } from '../merge-tallies.ts';
import { periodOf } from '../time-text.ts';
import { type ChargeLine, least } from './charge-lines.ts';

const dayLength = 86_400_000_000_000n;

export function exceptionsOf(
  lines: readonly ChargeLine[],
  asOf: bigint | undefined,
  { owner, sla_days: days }: { readonly owner: string | null; readonly sla_days: number | null },
): ChargebackDocument['exceptions'] {
  const open = lines.filter(({ kind }) => kind === 'exception');
  const causes = new Map<keyof typeof unattributedCauses, ChargeLine[]>();
  for (const line of open) {
    const cause = line.cause ?? 'never-set';
    const own = causes.get(cause);
    if (own) own.push(line);
    else causes.set(cause, [line]);
  }
  const sum = (some: readonly ChargeLine[]): Usd => some.reduce((all, { usd }) => all + usd, 0n);
  const count = (some: readonly ChargeLine[]): number => some.reduce((all, { calls }) => all + calls, 0);
  return {
    owner,
    sla_days: days,
    usd: usdToDecimal(sum(open)),
    calls: count(open),
    rows: [...causes]
      .sort(([a, x], [b, y]) => compareUsd(sum(y), sum(x)) || compareText(a, b))
      .map(([cause, some]) => {
        const oldest = some.reduce<bigint | undefined>((all, line) => least(all, line.oldest), undefined);
        const due = oldest === undefined || days === null ? undefined : oldest + BigInt(days) * dayLength;
        return {
          cause,
          title: unattributedCauses[cause],
          usd: usdToDecimal(sum(some)),
          calls: count(some),
          oldest: oldest === undefined ? null : periodOf(oldest, 'day'),
          age_days:
            oldest === undefined || asOf === undefined || asOf < oldest ? null : Number((asOf - oldest) / dayLength),
          due: due === undefined ? null : periodOf(due, 'day'),
          overdue: due === undefined || asOf === undefined ? null : periodOf(asOf, 'day') > periodOf(due, 'day'),
        };
      }),
  };
}
