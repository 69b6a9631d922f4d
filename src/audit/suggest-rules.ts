// Suggests registry rules: identities of unowned calls by money, each with the team that requests with the same identity name most often.
import type { Event } from '../model/event.ts';
import { usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { Suggestions } from '../model/suggestion.ts';
import { type Identity, identitiesOf } from '../registry/identities.ts';
import type { Registry } from '../registry/registry.ts';
import { buildTraces } from '../trace/build-traces.ts';
import { auditTrace } from './audit-trace.ts';
import type { AuditedCall } from './audited.ts';
import { compareUsd } from './merge-tallies.ts';
import { selectCalls } from './select-calls.ts';
import type { AuditSettings } from './settings.ts';
import { addSums, addTo, noSum, type Sum } from './sums.ts';
import { sumFor } from './tally/sum-for.ts';

/** This share of the owned calls with one team is a clear sign, from so many calls on a safe one. */
const clearPct = 80;
const safeFrom = 10;

type Proposal = Suggestions['identities'][number];

export function suggestRules(events: readonly Event[], settings: AuditSettings): Suggestions {
  const calls = buildTraces(events).flatMap((trace) => {
    const audited = auditTrace(trace, settings);
    return (settings.select ? selectCalls(audited, settings.select) : audited).calls;
  });
  return suggestFor(calls, settings);
}

function suggestFor(calls: readonly AuditedCall[], settings: Pick<AuditSettings, 'registry'>): Suggestions {
  const steps = suggesting(calls, settings);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same for calls that are audited already, in steps. */
export function* suggesting(
  calls: readonly AuditedCall[],
  settings: Pick<AuditSettings, 'registry'>,
): Generator<undefined, Suggestions> {
  const beside = yield* teamsBeside(calls);
  const found = new Map<string, { identity: Identity; sum: Sum }>();
  let [total, unowned, nameless] = [noSum, noSum, noSum];
  for (const one of calls) {
    yield;
    total = addSums(total, sumFor(one));
    if (!isUnowned(one)) continue;
    unowned = addSums(unowned, sumFor(one));
    const identity = mostHelpful(identitiesOf(one.call), beside);
    if (!identity) nameless = addSums(nameless, sumFor(one));
    else
      addTo(found, keyOf(identity), { identity, sum: sumFor(one) }, (a, b) => ({ ...a, sum: addSums(a.sum, b.sum) }));
  }
  return {
    schema_version: '1.0',
    total: wire(total),
    unowned: wire(unowned),
    without_identity: wire(nameless),
    identities: [...found.values()]
      .sort(
        (a, b) =>
          compareUsd(b.sum.usd, a.sum.usd) ||
          b.sum.calls - a.sum.calls ||
          compareText(keyOf(a.identity), keyOf(b.identity)),
      )
      .map(({ identity, sum }) => proposal(identity, sum, beside)),
    teams: yield* teamsNamed(calls, settings.registry),
  };
}

const wire = ({ usd, calls }: Sum): { usd: string; calls: number } => ({ usd: usdToDecimal(usd), calls });
const keyOf = ({ field, value }: Identity): string => `${field}\n${value}`;

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

type Beside = ReadonlyMap<string, ReadonlyMap<string, number>>;

function* teamsBeside(calls: readonly AuditedCall[]): Generator<undefined, Beside> {
  const beside = new Map<string, Map<string, number>>();
  for (const one of calls) {
    yield;
    const team = teamSaid(one);
    if (team === undefined) continue;
    for (const identity of identitiesOf(one.call)) {
      const teams = beside.get(keyOf(identity)) ?? new Map<string, number>();
      addTo(teams, team, 1, (a, b) => a + b);
      beside.set(keyOf(identity), teams);
    }
  }
  return beside;
}

/** The most telling identity with a clear team, else the most telling one: a shared key says less than the service behind it. */
function mostHelpful(identities: readonly Identity[], beside: Beside): Identity | undefined {
  return identities.find((identity) => isClear(leading(identity, beside))) ?? identities[0];
}

interface Leading {
  readonly team: string | null;
  readonly seen: number;
  readonly owned: number;
}

function leading(identity: Identity, beside: Beside): Leading {
  const teams = [...(beside.get(keyOf(identity)) ?? [])].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  const [team = null, seen = 0] = teams[0] ?? [];
  return { team, seen, owned: teams.reduce((sum, [, calls]) => sum + calls, 0) };
}

const isClear = ({ seen, owned }: Leading): boolean => owned > 0 && seen * 100 >= owned * clearPct;

function proposal(identity: Identity, sum: Sum, beside: Beside): Proposal {
  const lead = leading(identity, beside);
  return { field: identity.field, value: identity.value, ...wire(sum), ...lead, confidence: confidenceOf(lead) };
}

function confidenceOf(lead: Leading): Proposal['confidence'] {
  if (lead.team === null) return 'none';
  if (!isClear(lead)) return 'low';
  return lead.seen === lead.owned && lead.owned >= safeFrom ? 'high' : 'fair';
}

/** Names that differ only in case and signs stand together, the most frequent first. */
function* teamsNamed(
  calls: readonly AuditedCall[],
  registry: Registry | undefined,
): Generator<undefined, Suggestions['teams']> {
  const spelt = new Map<string, Map<string, Sum>>();
  for (const one of calls) {
    yield;
    const name = teamSaid(one) ?? (one.cause === 'unknown-team' ? one.call.envelope.owner_team?.value : undefined);
    if (name === undefined) continue;
    const key = name.toLowerCase().replace(/[^a-z0-9]/g, '') || name;
    const names = spelt.get(key) ?? new Map<string, Sum>();
    addTo(names, name, sumFor(one), addSums);
    spelt.set(key, names);
  }
  return [...spelt.values()]
    .map((names) => {
      const ranked = [...names].sort(([a, x], [b, y]) => y.calls - x.calls || compareText(a, b));
      const [id = '', ...others] = ranked.map(([name]) => name);
      const known = registry?.teams.find(id, undefined).kind === 'team';
      return { id, other_names: others, known, ...wire([...names.values()].reduce(addSums, noSum)) };
    })
    .sort((a, b) => compareText(a.id, b.id));
}
