// Who bears what: every team its traced cost; the difference to the invoice only by a named policy, else the exception bucket.
import type { Usd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AllocationPolicy } from '../../model/reconciliation.ts';
import { addTo } from '../sums.ts';
import { sumUsd } from './cells.ts';
import type { JudgedCell } from './judge-cell.ts';

export interface Shares {
  /** Undefined: calls without an owner. */
  readonly teams: ReadonlyMap<string | undefined, { readonly traced: Usd; readonly allocated: Usd }>;
  readonly bucket: Usd;
}

/** Shares and bucket add up to what the cells billed. */
export function allocate(cells: readonly JudgedCell[], policy: AllocationPolicy): Shares {
  const teams = new Map<string | undefined, { traced: Usd; allocated: Usd }>();
  const give = (team: string | undefined, traced: Usd, allocated: Usd): void => {
    const sum = teams.get(team) ?? { traced: 0n, allocated: 0n };
    teams.set(team, { traced: sum.traced + traced, allocated: sum.allocated + allocated });
  };
  let bucket = 0n;
  for (const judged of cells) {
    const traced = tracedByTeam(judged);
    for (const [team, usd] of traced) give(team, usd, 0n);
    let left = judged.billed - judged.traced;
    for (const [team, usd] of allocated(judged, left, traced, policy)) {
      give(team, 0n, usd);
      left -= usd;
    }
    bucket += left;
  }
  return { teams, bucket };
}

type Amounts = readonly (readonly [team: string | undefined, usd: Usd])[];

function tracedByTeam({ cell: { uses } }: JudgedCell): Amounts {
  const sums = new Map<string | undefined, Usd>();
  for (const { byTeam } of uses) for (const [team, usd] of byTeam) addTo(sums, team, usd, (a, b) => a + b);
  return [...sums].sort(([a = '\uffff'], [b = '\uffff']) => compareText(a, b));
}

function allocated(judged: JudgedCell, delta: Usd, traced: Amounts, policy: AllocationPolicy): Amounts {
  switch (policy) {
    case 'exception-bucket':
      return [];
    case 'invoice-tag':
      return byTag(judged);
    case 'traced-share':
      return byShare(delta, traced);
  }
}

function byTag({ cell }: JudgedCell): Amounts {
  if (cell.uses.length > 0) return [];
  const tagged = cell.charged.filter(({ owner_team }) => owner_team !== undefined);
  const teams = [...new Set(tagged.map(({ owner_team }) => owner_team))];
  return teams.map((team) => [team, sumUsd(tagged.filter(({ owner_team }) => owner_team === team))]);
}

/** In proportion to traced cost; what division leaves goes to the first teams by name, a unit of 10^-18 dollars each. */
function byShare(delta: Usd, traced: Amounts): Amounts {
  const whole = traced.reduce((sum, [, usd]) => sum + usd, 0n);
  if (whole <= 0n) return [];
  const shares = traced.map(([team, usd]) => ({ team, usd: (delta * usd) / whole }));
  let left = delta - sumUsd(shares);
  const unit = left < 0n ? -1n : 1n;
  return shares.map(({ team, usd }) => {
    if (left === 0n) return [team, usd] as const;
    left -= unit;
    return [team, usd + unit] as const;
  });
}
