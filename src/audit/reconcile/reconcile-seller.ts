// One seller: what is kept apart, what is compared at which grain, and the verdict on every cell.
import type { Usd } from '../../model/money.ts';
import type { UsageClass } from '../../model/usage.ts';
import { tokenClasses } from '../../model/usage.ts';
import type { Rates } from '../../pricing/rates.ts';
import { periodOf } from '../time-text.ts';
import { cellsOf, periodOfUse, sumCalls, sumUsd } from './cells.ts';
import { type Grain, grainOf } from './grain.ts';
import type { InvoiceLine } from './invoice-line.ts';
import { type JudgedCell, judgeCell } from './judge-cell.ts';
import type { TracedUse } from './traced-use.ts';

export interface SellerResult {
  readonly grain: Grain;
  readonly lines: readonly InvoiceLine[];
  readonly counted: readonly InvoiceLine[];
  readonly charged: readonly InvoiceLine[];
  readonly apart: readonly InvoiceLine[];
  /** Of no use for money: nothing at all, or counts in a bill without an amount in US dollars. */
  readonly withoutAmount: readonly InvoiceLine[];
  readonly cells: readonly JudgedCell[];
  /** In the cells, by the periods of the invoice. */
  readonly compared: readonly TracedUse[];
  readonly outside: readonly TracedUse[];
  readonly undated: readonly TracedUse[];
  /** Money of calls whose lines are kept apart. */
  readonly apartUse: { readonly calls: number; readonly usd: Usd };
  /** Traced cost by UTC days minus traced cost by billing days: calls that only a shifted day puts inside or outside. */
  readonly edge: Usd;
  /** Traced cost whose billing day is not its UTC day. */
  readonly moved: Usd;
}

export function reconcileSeller(
  seller: string,
  lines: readonly InvoiceLine[],
  all: readonly TracedUse[],
  rates: Rates,
): SellerResult {
  const known = new Set(all);
  const named = {
    models: lines.some(({ family }) => family !== undefined),
    classes: lines.some(({ meter, usd }) => meter !== undefined && usd !== undefined),
  };
  const apart = lines.map((line) => setApart(line, named, all)).filter(({ apart }) => apart !== undefined);
  const apartPlaces = new Set(apart.map(({ place }) => place));
  const rest = lines.filter(({ place }) => !apartPlaces.has(place));
  const charged = rest.filter(({ usd }) => usd !== undefined);
  // A line without money in a file that bills, in another currency for example, makes no usage report of it.
  const bills = new Set(charged.map(documentOf));
  const ofBills = rest.filter((line) => bills.has(documentOf(line)));
  const withoutAmount = rest.filter(
    (line) => line.usd === undefined && (line.counts.size === 0 || bills.has(documentOf(line))),
  );
  const reported = rest.filter((line) => line.counts.size > 0 && !bills.has(documentOf(line)));
  // A usage report goes before the quantities of a bill, for the days that it covers.
  const reportedDays = new Set(reported.map(dayOf));
  const counted = [...reported, ...ofBills.filter((line) => line.counts.size > 0 && !reportedDays.has(dayOf(line)))];

  const uses = all.filter((use) => !isPriority(use, apart)).map((use) => withoutFees(use, apart));
  const grain = grainOf(seller, [counted, charged], uses);
  const placed = uses.map((use) => ({ use, period: periodOfUse(use, grain), utc: periodOfUse(use, grain, 0) }));
  const inside = placed.flatMap(({ use, period }) => (period === undefined ? [] : [{ use, period }]));
  const compared = inside.map(({ use }) => use);
  const moved = placed.filter(({ period, utc }) => period !== utc);
  const undated = grain.time ? uses.filter(({ start }) => start === undefined) : [];
  const tracedFamilies = new Set(uses.map(({ family }) => family));
  return {
    grain,
    lines,
    counted,
    charged,
    apart,
    withoutAmount,
    cells: cellsOf(grain, counted, charged, withoutAmount, inside).map((cell) =>
      judgeCell(cell, { rates, hasMoney: charged.length > 0, tracedFamilies }),
    ),
    compared,
    outside: placed.filter(({ use, period }) => period === undefined && use.start !== undefined).map(({ use }) => use),
    undated,
    apartUse: {
      calls: sumCalls(all) - sumCalls(uses.filter((use) => known.has(use))),
      usd: sumUsd(all) - sumUsd(uses),
    },
    edge: sumUsd(compared) - sumUsd(placed.flatMap(({ use, utc }) => (utc === undefined ? [] : [use]))),
    moved: sumUsd(moved.map(({ use }) => use)),
  };
}

const documentOf = ({ place }: InvoiceLine): string => JSON.stringify([place.source, place.format]);

const dayOf = ({ start }: InvoiceLine): string => (start === undefined ? '' : periodOf(start, 'day'));

const isToken = (meter: UsageClass): boolean => tokenClasses.some((name) => name === meter);

/** Fees are compared only where calls count them and the line names the model; else they are kept apart on both sides. */
function setApart(
  line: InvoiceLine,
  named: { readonly models: boolean; readonly classes: boolean },
  uses: readonly TracedUse[],
): InvoiceLine {
  if (line.apart !== undefined || line.usd === undefined) return line;
  const { meter, family } = line;
  if (meter !== undefined && !isToken(meter)) {
    const isTraced = uses.some(({ counts }) => counts.has(meter));
    return isTraced && (family !== undefined || !named.models) ? line : { ...line, apart: 'fee' };
  }
  if (line.counts.size > 0 || meter !== undefined) return line;
  if (named.models && family === undefined) return { ...line, apart: 'other' };
  return named.classes ? { ...line, apart: 'fee' } : line;
}

/** Its tokens are in Anthropic's usage report, its money never in the cost report. */
function isPriority({ seller, tier }: TracedUse, apart: readonly InvoiceLine[]): boolean {
  return seller === 'anthropic' && tier === 'priority' && apart.some((line) => line.apart === 'priority');
}

/** Without the fees that the invoice has only in lines that are kept apart. What has such fees is of one team (sum-uses.ts). */
function withoutFees(use: TracedUse, apart: readonly InvoiceLine[]): TracedUse {
  const fees = new Set(apart.flatMap(({ apart: kind, meter }) => (kind === 'fee' && meter ? [meter] : [])));
  const { byClass } = use;
  if (!byClass || ![...fees].some((meter) => use.counts.has(meter))) return use;
  const kept = <V>(map: ReadonlyMap<UsageClass, V>): ReadonlyMap<UsageClass, V> =>
    new Map([...map].filter(([meter]) => !fees.has(meter)));
  const fee = [...byClass].reduce((sum, [meter, usd]) => sum + (fees.has(meter) ? usd : 0n), 0n);
  const byTeam = new Map([...use.byTeam].map(([team, usd]) => [team, usd - fee]));
  return { ...use, counts: kept(use.counts), byClass: kept(byClass), usd: use.usd - fee, byTeam };
}
