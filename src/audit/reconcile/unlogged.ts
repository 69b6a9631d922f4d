// Usage nobody logged: cells of the invoice without a single call. The nearest reason first: the account, the model, the period.
import type { Usd } from '../../model/money.ts';
import { type Cell, sumCounts } from './cells.ts';
import { accountFields, type InvoiceLine } from './invoice-line.ts';
import type { CellRules, Part } from './judge-cell.ts';

export function unloggedParts(cell: Cell, billed: Usd, { tracedFamilies, hasMoney }: CellRules): readonly Part[] {
  const money = hasMoney && cell.charged.length > 0 ? cell.charged : cell.counted;
  const groups = new Map<string, { cause: Part['cause']; detail: string | undefined; lines: InvoiceLine[] }>();
  for (const line of money) {
    const reason = reasonOf(line, cell, tracedFamilies);
    const key = JSON.stringify([reason.cause, reason.detail ?? null]);
    const group = groups.get(key) ?? { ...reason, lines: [] };
    groups.set(key, group);
    group.lines.push(line);
  }
  const parts = [...groups.values()].map(({ cause, detail, lines }): Part => {
    const usd = lines.reduce((sum, line) => sum + (line.usd ?? 0n), 0n);
    const count = total(groups.size === 1 ? cell.counted : lines);
    return { cause, cell, usd, count, ...(detail !== undefined && { detail }) };
  });
  // Counts priced by the card have their money on the cell, not on the lines.
  const [first, ...more] = parts;
  const missing = billed - parts.reduce((sum, { usd }) => sum + usd, 0n);
  return first && missing !== 0n ? [{ ...first, usd: first.usd + missing }, ...more] : parts;
}

const total = (lines: readonly InvoiceLine[]): bigint => [...sumCounts(lines).values()].reduce((a, b) => a + b, 0n);

function reasonOf(
  line: InvoiceLine,
  { grain, family }: Cell,
  traced: CellRules['tracedFamilies'],
): { cause: Part['cause']; detail: string | undefined } {
  const named = accountFields.toReversed().flatMap((field) => {
    const value = line.accounts[field];
    return value === undefined ? [] : [{ field, value, seen: grain.tracedAccounts.get(field) }];
  });
  const unseen = named.find(({ value, seen }) => seen && !seen.has(value));
  if (unseen) return { cause: 'unlogged-account', detail: `${unseen.field} ${unseen.value}` };
  const [nearest] = named;
  const detail = nearest && `${nearest.field} ${nearest.value}`;
  const cause = grain.byModel && !traced.has(family) ? 'unlogged-model' : 'unlogged-period';
  return { cause, detail };
}
