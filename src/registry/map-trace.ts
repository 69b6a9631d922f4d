// Maps a trace: owners get their team's id, what a request does not say is filled in by the most specific rule. What it says stays.
import type { OwnershipField } from '../model/fields.ts';
import type { Attribution, Break, Call, Envelope, Mapping, Trace } from '../model/trace.ts';
import { type Choice, chooseRule } from './choose-rule.ts';
import { ownerDiffers, unknownTeam } from './mapping-faults.ts';
import type { Registry } from './registry.ts';
import type { TeamFound } from './teams.ts';

export function mapTrace(trace: Trace, registry: Registry): Trace {
  const map = (call: Call): Call => mapCall(call, registry);
  return { ...trace, calls: trace.calls.map(map), free_calls: trace.free_calls.map(map) };
}

type Draft = { -readonly [K in keyof Envelope]: Envelope[K] };

export function mapCall(call: Call, registry: Registry): Call {
  const time = call.metering.start;
  const find = (name: string): TeamFound => registry.teams.find(name, time);
  const said = call.envelope.owner_team && resolved(call.envelope.owner_team, find);
  const found = said && find(said.value);
  const choice = chooseRule(registry.rules.fitting(call.sightings, time), find);
  const envelope: Draft = { ...call.envelope };
  // A name that is no team is not an answer: a rule may still give one.
  const owner = said && (found?.kind === 'team' || choice.owner === undefined) ? said : choice.owner;
  if (owner) envelope.owner_team = owner;
  const team = owner ? find(owner.value) : undefined;
  if (team?.kind === 'team') fillIn(envelope, choice, team.team, owner);
  return {
    ...call,
    envelope,
    breaks: call.breaks.filter((broken) => !isSameTeam(broken, find)),
    mapping: mappingOf(team, choice, [
      ...(said && found && found.kind !== 'team' ? [unknownTeam(said, found, registry.teams)] : []),
      ...choice.faults,
      ...(said && found?.kind === 'team' ? ownerDiffers(said, choice) : []),
    ]),
  };
}

/** The value as the registry names the team. Logs that call one team by two names do not disagree. */
function resolved(owner: Attribution, find: (name: string) => TeamFound): Attribution {
  const idOf = (name: string): { value: string; via?: string } => {
    const found = find(name);
    return found.kind === 'team' ? { value: found.team.id, ...(found.via && { via: found.via }) } : { value: name };
  };
  const { value, via } = idOf(owner.value);
  const rivals = owner.rivals.map((rival) => ({ ...rival, value: idOf(rival.value).value }));
  return {
    ...owner,
    value,
    rivals: rivals.filter((rival) => rival.value !== value),
    ...(via !== undefined && { rule: via }),
  };
}

const defaults = ['workflow_id', 'feature', 'environment'] as const satisfies readonly OwnershipField[];

/** Only rules of the owner's own team speak for its requests. */
function fillIn(
  envelope: Draft,
  choice: Choice,
  team: Extract<TeamFound, { kind: 'team' }>['team'],
  owner: Attribution | undefined,
): void {
  for (const field of defaults) {
    const value = envelope[field] ? undefined : choice.valueFor(field, team.id);
    if (value) envelope[field] = value;
  }
  if (envelope.cost_center || team.cost_center === undefined || !owner) return;
  const proves = owner.grade === 'explicit' || owner.grade === 'joined' || owner.proves === true;
  envelope.cost_center = {
    value: team.cost_center,
    grade: 'mapped',
    from: owner.from,
    rivals: [],
    rule: `cost center of ${team.id}`,
    proves,
  };
}

function isSameTeam({ field, kind, before, after }: Break, find: (name: string) => TeamFound): boolean {
  if (field !== 'owner_team' || kind !== 'rewritten' || before === undefined || after === undefined) return false;
  const [a, b] = [find(before), find(after)];
  return a.kind === 'team' && b.kind === 'team' && a.team.id === b.team.id;
}

function mappingOf(team: TeamFound | undefined, choice: Choice, faults: Mapping['faults']): Mapping {
  const environment = choice.environment;
  return {
    ...(team?.kind === 'team' && { team: { id: team.team.id, parent: team.team.parent, owner: team.team.owner } }),
    ...(environment !== undefined && { environment }),
    faults,
  };
}
