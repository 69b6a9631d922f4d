// What suggestions rest on, as mergeable sums over calls: which teams are named beside an identity, and the unowned calls by identities.
import { type Identity, identitiesOf } from '../registry/identities.ts';
import type { AuditedCall } from './audited.ts';
import { addSum, addTo, growIn, noSum, type Running, type Sum } from './sums.ts';
import { sumFor } from './tally/sum-for.ts';

export type Named = Pick<Identity, 'field' | 'value'>;

export interface SuggestionSums {
  readonly total: Running<Sum>;
  /** Identity -> team -> calls. */
  readonly beside: Map<string, Map<string, number>>;
  /** By the identities they show, the most telling first, as one text: see `identitiesIn`. */
  readonly unowned: Map<string, Running<Sum>>;
  /** Names of teams that differ only in case and signs. */
  readonly spelt: Map<string, Map<string, Running<Sum>>>;
}

export const newSuggestionSums = (): SuggestionSums => ({
  total: { ...noSum },
  beside: new Map(),
  unowned: new Map(),
  spelt: new Map(),
});

export const identityKey = ({ field, value }: Named): string => `${field}\n${value}`;
const textOf = (identities: readonly Named[]): string => JSON.stringify(identities);
export const identitiesIn = (text: string): readonly Named[] => JSON.parse(text); // of `textOf`

/** That so many calls with these identities name the team. */
export type TeamSaid = (team: string, identities: readonly Named[], calls: number) => void;

/** `say` is told what the call says of its identities, for `beside`. */
export function addToSuggestions({ total, unowned, spelt }: SuggestionSums, one: AuditedCall, say: TeamSaid): void {
  const sum = sumFor(one);
  addSum(total, sum);
  const team = teamSaid(one);
  const lacksOwner = isUnowned(one);
  if (team !== undefined || lacksOwner) {
    const identities = identitiesOf(one.call).map(({ field, value }) => ({ field, value }));
    if (team !== undefined) say(team, identities, 1);
    if (lacksOwner) growIn(unowned, textOf(identities), sum, addSum);
  }
  const name = team ?? (one.cause === 'unknown-team' ? one.call.envelope.owner_team?.value : undefined);
  if (name !== undefined) growIn(tableOf(spelt, spellingOf(name)), name, sum, addSum);
}

export const sayIn =
  ({ beside }: SuggestionSums): TeamSaid =>
  (team, identities, calls) => {
    for (const identity of identities) addTo(tableOf(beside, identityKey(identity)), team, calls, plus);
  };

/** Adds all of `from`, which stays as it is; or takes away what was added before. What comes to nothing is as if it never was. */
export function absorbSuggestions(into: SuggestionSums, from: SuggestionSums, times: 1 | -1 = 1): void {
  growBy(into.total, from.total, times);
  for (const [key, teams] of from.beside) {
    const table = tableOf(into.beside, key);
    for (const [team, calls] of teams) {
      const sum = (table.get(team) ?? 0) + times * calls;
      if (sum === 0) table.delete(team);
      else table.set(team, sum);
    }
    if (table.size === 0) into.beside.delete(key);
  }
  growTable(into.unowned, from.unowned, times);
  for (const [key, names] of from.spelt) {
    const table = tableOf(into.spelt, key);
    growTable(table, names, times);
    if (table.size === 0) into.spelt.delete(key);
  }
}

function growBy(into: Running<Sum>, { calls, usd }: Sum, times: 1 | -1): void {
  into.calls += times * calls;
  into.usd += BigInt(times) * usd;
}

function growTable(into: Map<string, Running<Sum>>, from: ReadonlyMap<string, Sum>, times: 1 | -1): void {
  for (const [key, sum] of from) {
    const known = into.get(key);
    if (!known) into.set(key, { ...sum });
    else {
      growBy(known, sum, times);
      if (known.calls === 0) into.delete(key);
    }
  }
}

const plus = (a: number, b: number): number => a + b;
const spellingOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '') || name;

function tableOf<V>(tables: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const known = tables.get(key);
  if (known) return known;
  const table = new Map<string, V>();
  tables.set(key, table);
  return table;
}

/** Nobody is named, or only a placeholder. Logs that disagree and names that are no team need another repair than a rule. */
function isUnowned({ part, cause }: AuditedCall): boolean {
  return (
    part === 'unattributed' && cause !== 'conflicting-owners' && cause !== 'unknown-team' && cause !== 'equal-rules'
  );
}

/** The team the request itself names; what the registry filled in proves nothing new. */
function teamSaid({ call, part }: AuditedCall): string | undefined {
  const owner = call.envelope.owner_team;
  return owner && owner.grade !== 'mapped' && part !== 'unattributed' ? owner.value : undefined;
}
