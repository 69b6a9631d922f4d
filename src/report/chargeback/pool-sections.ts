// Shared pools of a chargeback as sections of a sheet: who takes which share by which rule, and what a rule leaves where it is.
import type { ChargebackDocument } from '../../model/chargeback.ts';
import { amountOf, counted, money as moneyText, share } from '../figures.ts';
import { money, name, type SheetSection, text } from '../sheet/sheet.ts';

const methods = {
  even: 'in even parts',
  proportional: 'by direct spend',
  fixed: 'by fixed shares',
  requests: 'by number of calls',
} as const;

export function poolSections({ pools: all, statement_for: team }: ChargebackDocument): SheetSection[] {
  const used = all.filter(({ calls, barred_usd: barred }) => calls > 0 || (team === null && amountOf(barred) !== 0n));
  return used.map((pool, index) => ({
    id: `pool-${index + 1}`,
    title: `Shared: ${pool.name}`,
    aside: `${moneyText(amountOf(pool.usd))} of ${counted(pool.calls, 'call')}, shared ${methods[pool.by]}${pool.reason === null ? '' : `; ${pool.reason}`}`,
    columns: [
      { head: 'share', align: 'right' },
      { head: '', align: 'right' },
      { head: 'team' },
      { head: 'weight', align: 'right' },
    ],
    rows: pool.shares
      .filter((row) => pool.calls > 0 && (team === null || row.team === team))
      .map((row) => [
        money(amountOf(row.usd)),
        text(share(amountOf(row.usd), amountOf(pool.usd))),
        name(row.team, ''),
        text(pool.by === 'even' ? '1' : row.weight),
      ]),
    notes: [
      ...(amountOf(pool.unowned_usd) === 0n
        ? []
        : [
            `${moneyText(amountOf(pool.unowned_usd))} of it has no owner of its own and is shared because this rule says so.`,
          ]),
      ...(amountOf(pool.barred_usd) === 0n
        ? []
        : [
            `${moneyText(amountOf(pool.barred_usd))} more fits and has no owner: it stays in the exception bucket, because the rule gives no reason to share it.`,
          ]),
      ...(amountOf(pool.unshared_usd) === 0n
        ? []
        : [`${moneyText(amountOf(pool.unshared_usd))} is shared with nobody: no team has a weight.`]),
    ],
  }));
}
