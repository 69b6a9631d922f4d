// A review judges anew only what a decision can touch. Its law: the report is the one of an audit under the new settings, to the last figure.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { openingDesk, type ReviewedCall } from '../../src/audit/review-audit.ts';
import type { AuditSettings } from '../../src/audit/settings.ts';
import { registryBudgets } from '../../src/cli/load-budgets.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Event } from '../../src/model/event.ts';
import { type RegistryWire, registrySchema } from '../../src/model/registry.ts';
import { ruleFields } from '../../src/model/rule-fields.ts';
import { compileRegistry } from '../../src/registry/registry.ts';
import { registryFaults } from '../../src/registry/registry-faults.ts';
import { eachTrace } from '../../src/trace/build-traces.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';
import { suggestRules } from './suggest.ts';

function lastOf<T>(steps: Generator<unknown, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

function settingsWith(wire: RegistryWire | undefined): AuditSettings {
  if (!wire) return sampleSettings;
  const registry = compileRegistry(registrySchema.parse(wire));
  const { rules, identities } = registryBudgets(registry);
  const budgets = rules.length > 0 || identities ? { rules, ...(identities && { identities }) } : undefined;
  return { ...sampleSettings, registry, ...(budgets && { budgets }) };
}

const days = ['2026-01-01', '2026-11-03', '2026-11-10', '2026-12-24'] as const;
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 3 });

/** Registries about what stands in these events, and about what does not. */
function registriesFor(events: readonly Event[]): fc.Arbitrary<RegistryWire | undefined> {
  const said = events.flatMap(({ owner_team: team }) => team ?? []).slice(0, 20);
  const held = events.flatMap((event) =>
    ruleFields.flatMap((field) => (event[field] === undefined ? [] : [[field, event[field]] as const])),
  );
  const name = fc.constantFrom('support', 'claims', 'nobody', ...said, ...said.map((one) => one.toUpperCase()));
  const dates = { valid_from: some(fc.constantFrom(...days)), valid_to: some(fc.constantFrom(...days)) };
  const budget = some(fc.constantFrom({ usd: '0.01' }, { usd: '5', window: 'day' as const }));
  const team = fc.record({
    id: name,
    aliases: some(fc.array(fc.oneof(name, fc.record({ name, ...dates })), { maxLength: 2 })),
    cost_center: some(fc.constantFrom('cc-1', 'cc-2')),
    parent: some(fc.constantFrom('acme', 'umbrella')),
    successor: some(name),
    budget,
    ...dates,
  });
  const match = fc
    .tuple(
      fc.constantFrom(['virtual_key', 'vk-*'] as const, ['service', 'nowhere'] as const, ...held),
      fc.constantFrom(...(['exact', 'exact', 'pattern', 'any'] as const)),
    )
    .map(([[field, value], how]) => ({
      [field]: how === 'exact' ? value : how === 'any' ? '*' : `${value.slice(0, 3)}*`,
    }));
  const identity = fc.record({
    match: fc.array(match, { minLength: 1, maxLength: 2 }).map((all) => Object.assign({}, ...all) as RegistryMatch),
    team: name,
    exclusive: fc.boolean(),
    workflow_id: some(fc.constant('night')),
    budget,
    ...dates,
  });
  const registry = fc.record({
    parents: fc.constant<RegistryWire['parents']>([{ id: 'acme' }, { id: 'umbrella' }]),
    teams: fc.array(team, { maxLength: 4 }),
    identities: some(fc.array(identity, { maxLength: 4 })),
    service_accounts: some(fc.constant<string[]>(['ci-*'])),
  });
  // As the first decision makes it: every team that is named.
  const first = fc.constant({ teams: [...new Set(said)].map((id) => ({ id })) });
  return fc.option(fc.oneof(registry, registry, first), { nil: undefined, freq: 3 });
}
type RegistryMatch = NonNullable<RegistryWire['identities']>[number]['match'];

/** Each registry is a small change of the one before, or another one; all are such as can be loaded. */
const edited = (all: readonly (RegistryWire | undefined)[]): readonly (RegistryWire | undefined)[] =>
  all
    .flatMap((wire, at) => {
      const before = all[at - 1];
      if (!wire || !before) return [wire];
      const [team] = wire.teams;
      const [rule] = wire.identities ?? [];
      return [
        { ...before, teams: [...before.teams, ...(team ? [team] : [])] },
        { ...before, identities: [...(before.identities ?? []), ...(rule ? [rule] : [])] },
        wire,
      ];
    })
    .map((wire) => wire && mended(wire));

/** What stands in an entry that may be at fault, the likeliest first. */
const doubtful = ['successor', 'aliases', 'valid_from'] as const;

/** Without what keeps it from being loaded. */
function mended(wire: RegistryWire): RegistryWire {
  const fault = registryFaults(registrySchema.parse(wire)).find(({ bearable }) => !bearable);
  if (!fault) return wire;
  const [, list, index] = /^(teams|identities)\[(\d+)\]$/.exec(fault.path) ?? [];
  if (list !== 'teams' && list !== 'identities') throw new Error(`cannot mend ${fault.path}: ${fault.message}`);
  const mend = <T extends object>(entries: readonly T[]): T[] =>
    entries.flatMap((entry, at) => {
      if (at !== Number(index)) return [entry];
      const member = doubtful.find((name) => Object.hasOwn(entry, name) && (entry as RegistryTeam)[name] !== undefined);
      return member ? [{ ...entry, [member]: undefined }] : [];
    });
  return mended(
    list === 'teams' ? { ...wire, teams: mend(wire.teams) } : { ...wire, identities: mend(wire.identities ?? []) },
  );
}
type RegistryTeam = RegistryWire['teams'][number];

const unowned = (said: Parameters<typeof ownedCall>[0]): Event => {
  const { owner_team: _, ...event } = ownedCall(said);
  return event;
};

const rowsOf = (calls: readonly ReviewedCall[]) =>
  calls.map(({ one: { call, part, cause, contract } }) =>
    JSON.stringify([call.key, part, cause, contract, call.envelope.owner_team?.value]),
  );

test('whatever registry follows whatever other, report, suggestions and calls are those of a fresh audit', async () => {
  await fc.assert(
    fc.asyncProperty(anyLog, fc.gen(), async (lines, gen) => {
      const { events, inputs } = await readInputs(inputsOfLines(lines));
      const traces = [...eachTrace(events)];
      const desk = lastOf(openingDesk(traces, inputs, rowsOf, 3));
      const registries = gen(() => fc.array(registriesFor(events), { minLength: 2, maxLength: 4 }));
      for (const wire of edited(registries)) {
        const settings = settingsWith(wire);
        const { report, suggestions, kept } = lastOf(desk.judging(settings));
        expect(report).toEqual(audit(events, inputs, settings));
        expect(suggestions).toEqual(suggestRules(events, settings));
        const fresh = lastOf(lastOf(openingDesk(traces, inputs, rowsOf)).judging(settings));
        expect(kept.flat().sort()).toEqual(fresh.kept.flat().sort());
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('a rule for one key leaves the calls of other keys as they were judged', () => {
  const events = ['vk-1', 'vk-2', 'vk-3'].map((virtual_key) => unowned({ trace_id: virtual_key, virtual_key }));
  const judged: string[] = [];
  const keep = (calls: readonly ReviewedCall[]): void =>
    void judged.push(calls.map(({ one }) => one.call.envelope.trace_id?.value).join());
  const desk = lastOf(openingDesk([...eachTrace(events)], [], keep, 1));
  const teams = [{ id: 'claims' }];
  lastOf(desk.judging(settingsWith({ teams })));
  expect(judged.splice(0)).toEqual(['vk-1', 'vk-2', 'vk-3']);
  const assigned = settingsWith({ teams, identities: [{ match: { virtual_key: 'vk-2' }, team: 'claims' }] });
  expect(lastOf(desk.judging(assigned)).report.coverage.unattributed.calls).toBe(2);
  expect(judged.splice(0)).toEqual(['vk-2']);
  lastOf(desk.judging(settingsWith({ teams })));
  expect(judged).toEqual([]);
});

const claims = { id: 'claims' };
const key = { match: { virtual_key: 'vk-1' }, team: 'claims' };
/** What changes, and the call that is judged otherwise by it. */
const cases: readonly (readonly [what: string, before: RegistryWire, after: RegistryWire, event: Event])[] = [
  [
    'an unknown team is told which name is close to it',
    { teams: [{ id: 'sales' }] },
    { teams: [{ id: 'sales' }, { id: 'claims-emea' }] },
    ownedCall(),
  ],
  [
    'a rule fills in what its changed team says',
    { teams: [claims], identities: [key] },
    { teams: [{ ...claims, budget: { usd: '1' } }], identities: [key] },
    unowned({ virtual_key: 'vk-1' }),
  ],
  [
    'a closed team is succeeded by one that changed',
    { teams: [{ ...claims, valid_to: '2026-01-01', successor: 'service' }, { id: 'service' }] },
    {
      teams: [
        { ...claims, valid_to: '2026-01-01', successor: 'service' },
        { id: 'service', budget: { usd: '1' } },
      ],
    },
    ownedCall({ start: 1_790_000_000_000_000_000n }),
  ],
  [
    'another spelling becomes an alias',
    { teams: [{ id: 'service' }] },
    { teams: [{ id: 'service', aliases: ['CLAIMS'] }] },
    ownedCall(),
  ],
  [
    'a pattern that fits is added',
    { teams: [claims] },
    { teams: [claims], identities: [{ match: { virtual_key: 'vk-*' }, team: 'claims' }] },
    unowned({ virtual_key: 'vk-1' }),
  ],
  [
    'a rule is found by the alias of a field',
    { teams: [claims] },
    { teams: [claims], identities: [{ match: { key_hash: 'h1' }, team: 'claims' }] },
    unowned({ api_key_id: 'h1' }),
  ],
];

test.each(cases)('judged anew: %s', (_, before, after, event) => {
  const traces = [...eachTrace([event])];
  const desk = lastOf(openingDesk(traces, [], rowsOf));
  const was = lastOf(desk.judging(settingsWith(before))).report;
  const now = lastOf(desk.judging(settingsWith(after))).report;
  expect(now).not.toEqual({ ...was, registry: now.registry });
  expect(now).toEqual(audit([event], [], settingsWith(after)));
});

test('the first registry judges anew who has no owner, and whom it says more of', () => {
  const events = [
    ownedCall({ trace_id: 'plain' }),
    unowned({ trace_id: 'unowned' }),
    ownedCall({ trace_id: 'costed', owner_team: 'sales' }),
    ownedCall({ trace_id: 'unknown', owner_team: 'ops' }),
    ownedCall({ trace_id: 'spelt', owner_team: 'Claims' }),
    ownedCall({ trace_id: 'ruled', virtual_key: 'vk-1' }),
  ];
  const judged: (string | undefined)[] = [];
  const keep = (calls: readonly ReviewedCall[]): void => {
    for (const { one } of calls) judged.push(one.call.envelope.trace_id?.value);
  };
  const desk = lastOf(openingDesk([...eachTrace(events)], [], keep, 1));
  lastOf(desk.judging(sampleSettings));
  expect(judged.splice(0)).toHaveLength(6);
  const settings = settingsWith({ teams: [claims, { id: 'sales', cost_center: 'cc-1' }], identities: [key] });
  expect(lastOf(desk.judging(settings)).report).toEqual(audit(events, [], settings));
  expect(judged.sort()).toEqual(['costed', 'ruled', 'spelt', 'unknown', 'unowned']);
});
