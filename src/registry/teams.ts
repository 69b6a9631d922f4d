// Teams by name: a name as somebody wrote it, on the day of a call, to the team that answers for it then.
import type { Nanoseconds } from '../model/event.ts';
import type { RegistryFile, TeamEntry } from '../model/registry.ts';
import { holds, isOver, type Window, windowOf } from './window.ts';

export type TeamFound =
  | {
      readonly kind: 'team';
      readonly team: TeamEntry /** Set when the name is not the team's own id. */;
      readonly via?: string;
    }
  /** The team did not exist then, and nobody succeeded it. */
  | { readonly kind: 'closed'; readonly team: TeamEntry }
  | { readonly kind: 'unknown' };

export interface Teams {
  readonly find: (name: string, time: Nanoseconds | undefined) => TeamFound;
  /** Every id and alias as written. */
  readonly names: readonly string[];
}

/** Names differ by more than case. */
export const fold = (name: string): string => name.trim().toLowerCase();

export interface Named {
  readonly name: string;
  readonly window: Window;
  readonly team: TeamEntry;
  /** The team's own id holds whenever the team does; an alias has days of its own. */
  readonly own: boolean;
}

export function namesOf(team: TeamEntry): readonly Named[] {
  const aliases = (team.aliases ?? []).map((alias) => (typeof alias === 'string' ? { name: alias } : alias));
  return [
    { name: team.id, window: { from: undefined, to: undefined }, team, own: true },
    ...aliases.map((alias) => ({ name: alias.name, window: windowOf(alias), team, own: false })),
  ];
}

export function compileTeams({ teams }: Pick<RegistryFile, 'teams'>): Teams {
  const named = teams.flatMap((team) => namesOf(team).map((one) => ({ ...one, days: windowOf(team) })));
  const byName = new Map<string, typeof named>();
  for (const one of named) byName.set(fold(one.name), [...(byName.get(fold(one.name)) ?? []), one]);
  const find = (name: string, time: Nanoseconds | undefined, steps = teams.length): TeamFound => {
    const found = byName.get(fold(name))?.find(({ window }) => holds(window, time));
    if (!found) return { kind: 'unknown' };
    const { team, own, days } = found;
    if (holds(days, time)) return { kind: 'team', team, ...(own ? {} : { via: `alias "${name}" of ${team.id}` }) };
    if (!isOver(days, time) || team.successor === undefined || steps === 0) return { kind: 'closed', team };
    const next = find(team.successor, time, steps - 1);
    return next.kind === 'team'
      ? { ...next, via: `${team.id} ended ${team.valid_to}, succeeded by ${next.team.id}` }
      : next;
  };
  return { find: (name, time) => find(name, time), names: named.map(({ name }) => name) };
}
