// What suggestions rest on, as mergeable sums over calls: which teams are named beside an identity, and the unowned calls by identities.
import { type Identity, identitiesOf } from '../registry/identities.ts';
import type { AuditedCall } from './audited.ts';
import { addSum, addTo, growIn, noSum, type Running, type Sum } from './sums.ts';
import { sumFor } from './tally/sum-for.ts';

/** Unowned calls that show the same identities, the most telling first. */
interface Unowned extends Sum {
  readonly identities: readonly Pick<Identity, 'field' | 'value'>[];
}

export interface SuggestionSums {
  readonly total: Running<Sum>;
  /** Identity -> team -> calls. */
  readonly beside: Map<string, Map<string, number>>;
  readonly unowned: Map<string, Running<Unowned>>;
  /** Names of teams that differ only in case and signs. */
  readonly spelt: Map<string, Map<string, Running<Sum>>>;
}

export const newSuggestionSums = (): SuggestionSums => ({
  total: { ...noSum },
  beside: new Map(),
  unowned: new Map(),
  spelt: new Map(),
});

export const identityKey = ({ field, value }: Pick<Identity, 'field' | 'value'>): string => `${field}\n${value}`;

export function addToSuggestions({ total, beside, unowned, spelt }: SuggestionSums, one: AuditedCall): void {
  const sum = sumFor(one);
  addSum(total, sum);
  const team = teamSaid(one);
  const lacksOwner = isUnowned(one);
  if (team !== undefined || lacksOwner) {
    const identities = identitiesOf(one.call).map(({ field, value }) => ({ field, value }));
    if (team !== undefined)
      for (const identity of identities) addTo(tableOf(beside, identityKey(identity)), team, 1, plus);
    if (lacksOwner)
      growIn(unowned, identities.map(identityKey).join('\n\n'), { ...sum, identities }, (into, more) =>
        addSum(into, more),
      );
  }
  const name = team ?? (one.cause === 'unknown-team' ? one.call.envelope.owner_team?.value : undefined);
  if (name !== undefined) growIn(tableOf(spelt, spellingOf(name)), name, sum, addSum);
}

/** Adds all of `from`, which stays as it is. */
export function absorbSuggestions(into: SuggestionSums, from: SuggestionSums): void {
  addSum(into.total, from.total);
  for (const [key, teams] of from.beside)
    for (const [team, calls] of teams) addTo(tableOf(into.beside, key), team, calls, plus);
  for (const [key, sum] of from.unowned) growIn(into.unowned, key, sum, (all, more) => addSum(all, more));
  for (const [key, names] of from.spelt)
    for (const [name, sum] of names) growIn(tableOf(into.spelt, key), name, sum, addSum);
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
