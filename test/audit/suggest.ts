// Suggestions from the traces of some events.
import { tmpdir } from 'node:os';
import { tracesInShares } from '../../src/audit/audit-traces.ts';
import { openSuggestions } from '../../src/audit/open-suggestions.ts';
import type { AuditSettings } from '../../src/audit/settings.ts';
import { sortTexts } from '../../src/engine/spill/sort-texts.ts';
import type { Event } from '../../src/model/event.ts';
import type { Suggestions } from '../../src/model/suggestion.ts';

export function suggestRules(events: readonly Event[], settings: AuditSettings): Suggestions {
  const { see, finish } = openSuggestions(settings, sortTexts(tmpdir()));
  for (const audited of tracesInShares(events, settings)) see(audited);
  return finish();
}
