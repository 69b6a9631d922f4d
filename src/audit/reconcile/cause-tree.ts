// The cause tree: groups, causes, and where each one is: the same cause in the same place over several periods is one line.

import { type Usd, usdToDecimal } from '../../model/money.ts';
import { comparePlaces, compareText } from '../../model/place.ts';
import type { Reconciliation } from '../../model/reconciliation.ts';
import { perUnits } from '../../model/usage.ts';
import type { Results } from './bridge.ts';
import { type CauseGroup, causeGroup, causeGroups, causes, causeTitles } from './causes.ts';
import { sumUsd } from './cells.ts';
import type { Part } from './judge-cell.ts';
import { modelLabels } from './model-labels.ts';
import { units } from './side-sums.ts';

type CauseNode = Reconciliation['causes'][number]['causes'][number];
type PlaceRow = CauseNode['places'][number];

export function causeTree({ sellers }: Results): Reconciliation['causes'] {
  const parts = sellers.flatMap(({ cells }) => cells.flatMap((cell) => cell.parts));
  const edges = sellers.filter(({ grain }) => (grain.time?.offset ?? 0) !== 0);
  const groups = Object.keys(causeGroups) as readonly CauseGroup[]; // the keys of a literal object
  return groups.flatMap((group) => {
    const nodes = causes
      .filter((cause) => causeGroup(cause) === group)
      .flatMap((cause): { node: CauseNode; usd: Usd }[] => {
        const own = parts.filter((part) => part.cause === cause);
        const edge = cause === 'time-zone-edge' ? edges : [];
        if (own.length + edge.length === 0) return [];
        const usd = sumUsd(own) + sumUsd(edge.map((seller) => ({ usd: seller.edge })));
        const places = [...placesOf(own), ...edge.map(({ grain, edge: each, moved }) => edgeRow(grain, each, moved))];
        const cells = new Set(own.map(({ cell }) => cell)).size;
        return [{ node: { cause, title: causeTitles[cause], usd: usdToDecimal(usd), cells, places }, usd }];
      });
    if (nodes.length === 0) return [];
    return [
      {
        group,
        title: causeGroups[group],
        usd: usdToDecimal(sumUsd(nodes)),
        causes: nodes.map(({ node }) => node),
      },
    ];
  });
}

function placesOf(parts: readonly Part[]): readonly PlaceRow[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const key = keyOf(part);
    const group = groups.get(key) ?? [];
    if (group.length === 0) groups.set(key, group);
    group.push(part);
  }
  return [...groups.values()]
    .map((group) => ({ row: placeRow(group), size: absolute(sumUsd(group)), key: keyOf(group[0] as Part) })) // never empty
    .sort((a, b) => (a.size === b.size ? compareText(a.key, b.key) : a.size > b.size ? -1 : 1))
    .map(({ row }) => row);
}

function keyOf({ cell, meter, logged_as, rate, logged_as_rate, billed_rate, detail }: Part): string {
  const { grain, family, tier, accounts } = cell;
  const rates = [rate, logged_as_rate, billed_rate].map((usd) => usd?.toString() ?? null);
  return JSON.stringify([grain.seller, family, tier, accounts, meter, logged_as, detail, rates]);
}

function placeRow(group: readonly Part[]): PlaceRow {
  const [part] = group as [Part]; // never empty
  const { cell, meter, logged_as, rate, logged_as_rate, billed_rate, detail } = part;
  const all = group.map((each) => each.cell);
  const lines = all.flatMap(({ charged, counted, withoutAmount }) =>
    part.cause === 'no-dollar-amount' ? withoutAmount : [...charged, ...counted],
  );
  const [first] = lines.map(({ place }) => place).sort(comparePlaces);
  return {
    seller: cell.grain.seller,
    model: modelLabels(all) ?? null,
    tier: cell.tier ?? null,
    accounts: { ...cell.accounts },
    class: meter ?? null,
    logged_as: logged_as ?? null,
    periods: [...new Set(all.map(({ period }) => period))].sort(compareText),
    units: units(group.reduce((sum, { count }) => sum + count, 0n)),
    per: meter === undefined ? 1 : perUnits[meter],
    rate_usd: amount(rate),
    logged_as_rate_usd: amount(logged_as_rate),
    billed_rate_usd: amount(billed_rate),
    usd: usdToDecimal(sumUsd(group)),
    detail: detail ?? null,
    example: first ? { source: first.source, line: first.line, format: first.format } : null,
  };
}

function edgeRow(grain: Part['cell']['grain'], edge: Usd, moved: Usd): PlaceRow {
  const hours = grain.time?.offset ?? 0;
  const when = `${Math.abs(hours)} h ${hours < 0 ? 'before' : 'after'} 0:00 UTC`;
  return {
    seller: grain.seller,
    model: null,
    tier: null,
    accounts: {},
    class: null,
    logged_as: null,
    periods: [],
    units: 0,
    per: 1,
    rate_usd: null,
    logged_as_rate_usd: null,
    billed_rate_usd: null,
    usd: usdToDecimal(edge),
    detail: `billing days begin ${when}: so shifted, the counts agree; calls of $${usdToDecimal(moved)} fall on another day`,
    example: null,
  };
}

const amount = (usd: Usd | undefined): string | null => (usd === undefined ? null : usdToDecimal(usd));
const absolute = (usd: Usd): Usd => (usd < 0n ? -usd : usd);
