// A call that OpenRouter made with a key of the caller's own: its charge is only a fee, and the provider bills the rest.
import type { Usd } from '../model/money.ts';
import type { Draft } from './format.ts';

/** Adds what the provider bills; without own key it is inside the charge already, so nobody else calls this. */
export function addUpstreamCost(draft: Draft, upstream: Usd | undefined): void {
  if (upstream === undefined) return;
  const fee: Usd = draft.logged_cost_usd ?? 0n;
  if (upstream + fee === 0n) return;
  draft.logged_cost_usd = upstream + fee;
  draft.notes = draft.notes.filter(({ kind }) => kind !== 'zero-cost-with-usage');
}
