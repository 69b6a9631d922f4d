// Bifrost may charge one call to several teams, customers or business units: a call has one owner, so only a single name is one.
import { isArray, type JsonValue } from '../model/json.ts';
import type { Draft } from './format.ts';
import { readText } from './values.ts';

/** The names in a list, else its ids. */
export function namesIn(names: JsonValue | undefined, ids: JsonValue | undefined): readonly string[] {
  const found = textsIn(names);
  return found.length > 0 ? found : textsIn(ids);
}

/** Several teams are noted; a single one is the owner when no scalar column named one. */
export function settleTeams(draft: Draft, teams: readonly string[]): void {
  const [only] = teams;
  if (teams.length > 1) draft.notes = [...draft.notes, { kind: 'several-owners', values: [...teams].sort() }];
  else if (only !== undefined) draft.owner_team ??= only;
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  return isArray(value) ? [...new Set(value.flatMap((name) => readText(name) ?? []))] : [];
}
