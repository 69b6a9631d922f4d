// Suggests registry rules: identities of unowned calls by money, each with the team that requests with the same identity name most often.
import { usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { Suggestions } from '../model/suggestion.ts';
import type { Registry } from '../registry/registry.ts';
import { compareUsd } from './merge-tallies.ts';
import type { AuditSettings } from './settings.ts';
import { identitiesIn, identityKey, type Named, type SuggestionSums } from './suggestion-sums.ts';
import { addSums, addTo, noSum, type Sum } from './sums.ts';

/** This share of the owned calls with one team is a clear sign, from so many calls on a safe one. */
const clearPct = 80;
const safeFrom = 10;

type Proposal = Suggestions['identities'][number];
/** Of an identity. */
type LeadOf = (identity: Named) => Leading;

export function suggestionsOf(
  { total, beside, unowned, spelt }: SuggestionSums,
  { registry }: Pick<AuditSettings, 'registry'>,
): Suggestions {
  const leads = new Map<string, Leading>();
  const leadOf: LeadOf = (identity) => {
    const key = identityKey(identity);
    const lead = leads.get(key) ?? leading(beside.get(key));
    leads.set(key, lead);
    return lead;
  };
  const found = new Map<string, { identity: Named; sum: Sum }>();
  let [all, nameless] = [noSum, noSum];
  for (const [text, sum] of unowned) {
    all = addSums(all, sum);
    const identity = mostHelpful(identitiesIn(text), leadOf);
    if (!identity) nameless = addSums(nameless, sum);
    else addTo(found, identityKey(identity), { identity, sum }, (a, b) => ({ ...a, sum: addSums(a.sum, b.sum) }));
  }
  return {
    schema_version: '1.0',
    total: wire(total),
    unowned: wire(all),
    without_identity: wire(nameless),
    identities: [...found.values()]
      .sort(
        (a, b) =>
          compareUsd(b.sum.usd, a.sum.usd) ||
          b.sum.calls - a.sum.calls ||
          compareText(identityKey(a.identity), identityKey(b.identity)),
      )
      .map(({ identity, sum }) => proposal(identity, sum, leadOf(identity))),
    teams: teamsNamed(spelt, registry),
  };
}

const wire = ({ usd, calls }: Sum): { usd: string; calls: number } => ({ usd: usdToDecimal(usd), calls });

/** The most telling identity with a clear team, else the most telling one: a shared key says less than the service behind it. */
function mostHelpful(identities: readonly Named[], leadOf: LeadOf): Named | undefined {
  return identities.find((identity) => isClear(leadOf(identity))) ?? identities[0];
}

interface Leading {
  readonly team: string | null;
  readonly seen: number;
  readonly owned: number;
}

function leading(beside: ReadonlyMap<string, number> = new Map()): Leading {
  const teams = [...beside].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  const [team = null, seen = 0] = teams[0] ?? [];
  return { team, seen, owned: teams.reduce((sum, [, calls]) => sum + calls, 0) };
}

const isClear = ({ seen, owned }: Leading): boolean => owned > 0 && seen * 100 >= owned * clearPct;

function proposal(identity: Named, sum: Sum, lead: Leading): Proposal {
  return { field: identity.field, value: identity.value, ...wire(sum), ...lead, confidence: confidenceOf(lead) };
}

function confidenceOf(lead: Leading): Proposal['confidence'] {
  if (lead.team === null) return 'none';
  if (!isClear(lead)) return 'low';
  return lead.seen === lead.owned && lead.owned >= safeFrom ? 'high' : 'fair';
}

/** Names that differ only in case and signs stand together, the most frequent first. */
function teamsNamed(spelt: SuggestionSums['spelt'], registry: Registry | undefined): Suggestions['teams'] {
  return [...spelt.values()]
    .map((names) => {
      const ranked = [...names].sort(([a, x], [b, y]) => y.calls - x.calls || compareText(a, b));
      const [id = '', ...others] = ranked.map(([name]) => name);
      const known = registry?.teams.find(id, undefined).kind === 'team';
      return { id, other_names: others, known, ...wire([...names.values()].reduce(addSums, noSum)) };
    })
    .sort((a, b) => compareText(a.id, b.id));
}
