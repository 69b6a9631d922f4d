// Suggestions under way: traces go in, in any order. Of the identities only those of unowned calls get a proposal, and which these are is known
// when all were seen. Until then, what owned calls say of theirs waits aside: in many logs each call has an identity of its own.
import type { Suggestions } from '../model/suggestion.ts';
import { billedCalls } from './audit-traces.ts';
import type { TraceInShares } from './audited.ts';
import type { AuditSettings } from './settings.ts';
import { suggestionsOf } from './suggest-rules.ts';
import {
  addToSuggestions,
  identitiesIn,
  identityKey,
  type Named,
  newSuggestionSums,
  sayIn,
} from './suggestion-sums.ts';
import { addTo } from './sums.ts';

export interface OpenSuggestions {
  /** All calls of the trace, whatever was asked for. */
  see(whole: TraceInShares): void;
  finish(): Suggestions;
}

/** Takes texts, and gives them back in any order. */
export interface Aside {
  add(key: string, text: string): void;
  texts(): Iterable<string>;
}

type Said = readonly [team: string, identities: readonly Named[]];

/** More different things that owned calls say are put aside. */
const mostHeld = 4000;

/** What is held grows only with the different identities of unowned calls: each may get a proposal, and is held as one text with its sum. */
export function openSuggestions(
  settings: Pick<AuditSettings, 'registry' | 'select'>,
  aside: Aside,
  most = mostHeld,
): OpenSuggestions {
  const sums = newSuggestionSums();
  /** `Said` as text -> calls. */
  const said = new Map<string, number>();
  const putAside = (): void => {
    for (const [text, calls] of said) aside.add('', `[${calls},${text}]`);
    said.clear();
  };
  const say = (...both: Said): void => {
    addTo(said, JSON.stringify(both), 1, (a, b) => a + b);
    if (said.size > most) putAside();
  };
  return {
    see: (whole) => {
      for (const one of billedCalls(whole, settings))
        addToSuggestions(sums, one, (team, identities) => say(team, identities));
    },
    finish: () => {
      putAside();
      const wanted = new Set<string>();
      for (const text of sums.unowned.keys()) for (const one of identitiesIn(text)) wanted.add(identityKey(one));
      const sayWanted = sayIn(sums);
      for (const text of aside.texts()) {
        const [calls, [team, identities]]: readonly [number, Said] = JSON.parse(text); // of `putAside`
        const some = identities.filter((one) => wanted.has(identityKey(one)));
        if (some.length > 0) sayWanted(team, some, calls);
      }
      return suggestionsOf(sums, settings);
    },
  };
}
