// Faults between what a request says of its owner and what the registry knows.
import { compareText } from '../model/place.ts';
import type { Attribution, MappingFault } from '../model/trace.ts';
import type { Choice } from './choose-rule.ts';
import type { TeamFound, Teams } from './teams.ts';

export function unknownTeam(
  said: Attribution,
  found: Exclude<TeamFound, { kind: 'team' }>,
  teams: Teams,
): MappingFault {
  const { value, from } = said;
  const evidence = { value, component: from.component };
  if (found.kind === 'closed') {
    const days = [found.team.valid_from, found.team.valid_to].map((day) => day ?? '…').join(' to ');
    return {
      kind: 'closed-team',
      detail: `owner_team ${value}, set by ${from.component}, is outside the days of that team (${days})`,
      evidence: { ...evidence, days },
    };
  }
  const near = nearestIn(teams, value);
  return {
    kind: 'unknown-team',
    detail: `owner_team ${value}, set by ${from.component}, is no team of the registry${near === undefined ? '' : `; close to ${near}`}`,
    evidence: { ...evidence, ...(near !== undefined && { near }) },
  };
}

/** Only an exclusive rule can be contradicted: other identities may be shared. */
export function ownerDiffers(said: Attribution, { owner }: Choice): readonly MappingFault[] {
  if (!owner?.proves || owner.value === said.value) return [];
  const { rule = '' } = owner;
  return [
    {
      kind: 'owner-differs',
      detail: `the request says ${said.value} (${said.grade}), ${rule} says ${owner.value}`,
      evidence: { said: said.value, grade: said.grade, rule, team: owner.value },
    },
  ];
}

const nearestOf = new WeakMap<Teams, Map<string, string | undefined>>();
/** Of a log that names its callers where teams belong, the first ones will do. */
const mostRemembered = 10_000;

/** Wrong names repeat, and all names there are is a long list. */
function nearestIn(teams: Teams, value: string): string | undefined {
  const known = nearestOf.get(teams) ?? new Map<string, string | undefined>();
  nearestOf.set(teams, known);
  if (known.has(value)) return known.get(value);
  const near = nearest(value, teams.names);
  if (known.size < mostRemembered) known.set(value, near);
  return near;
}

/** A known name that differs only in signs and case, or holds the whole of the other. */
function nearest(value: string, names: readonly string[]): string | undefined {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = plain(value);
  if (wanted === '') return undefined;
  const isNear = (name: string): boolean => {
    const known = plain(name);
    return (
      known === wanted || (known.length > 3 && wanted.includes(known)) || (wanted.length > 3 && known.includes(wanted))
    );
  };
  return names.filter(isNear).sort((a, b) => b.length - a.length || compareText(a, b))[0];
}
