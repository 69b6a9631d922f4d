// Enforcement over time: caps and budgets name the calls they refuse exactly, whatever the order of the records.
import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/audit/audit.ts';
import { compilePolicy } from '../../../src/audit/policy/compile-policy.ts';
import { registryBudgets } from '../../../src/cli/load-budgets.ts';
import type { Event } from '../../../src/model/event.ts';
import { type Approval, policySchema } from '../../../src/model/policy.ts';
import type { AuditReport } from '../../../src/model/report.ts';
import { readRegistry } from '../../../src/registry/read-registry.ts';
import type { makeCall } from '../../trace/make-event.ts';
import { ownedCall } from '../audited-events.ts';
import { sampleSettings } from '../finding-samples.ts';

const registry = readRegistry(
  {
    teams: [{ id: 'claims', budget: { usd: '0.0016' } }, { id: 'sales' }],
    identities: [{ match: { virtual_key: 'vk-prod' }, team: 'claims', environment: 'production' }],
    service_accounts: ['claims-*'],
  },
  'r',
);
type Rules = readonly unknown[];

function judged(events: readonly Event[], rules: Rules, approvals: readonly Approval[] = [], owners = registry) {
  const policy = compilePolicy(policySchema.parse({ rules, premium_models: ['GPT-4.1'] }), owners, {
    ...registryBudgets(owners),
    approvals,
  });
  const of = (list: readonly Event[]): AuditReport => audit(list, [], { ...sampleSettings, registry: owners, policy });
  const { enforcement } = of(events);
  expect(of([...events].reverse()).enforcement).toEqual(enforcement);
  if (!enforcement) throw new Error('no enforcement');
  return enforcement;
}

let next = 0;
/** A call of $0.000768 at that time of 2026-11-17. */
function at(time: string, said: Parameters<typeof makeCall>[0] = {}): Event {
  next += 1;
  const start = BigInt(Date.parse(`2026-11-17T${time}Z`)) * 1_000_000n;
  return ownedCall({ trace_id: `t${next}`, request_id: `r${next}`, start, ...said });
}
const rejected = (...found: Parameters<typeof judged>): readonly (string | undefined)[] =>
  judged(...found).rules.map((rule) => `${rule.before.calls}+${rule.after.calls}: ${rule.example?.detail ?? ''}`);

describe('a cap', () => {
  const rules = [{ rule: 'request-cap', by: 'virtual_key', per_minute: 2, caps: { 'vk-big': 3 } }];

  it('refuses what comes after so many in one minute, by key', () => {
    const key = { virtual_key: 'vk-1' };
    const times = ['10:00:00', '10:00:30', '10:00:59.999', '10:01:00', '10:01:01'];
    expect(rejected([...times.map((time) => at(time, key)), at('10:00:40', { virtual_key: 'vk-2' })], rules)).toEqual([
      '1+0: virtual_key vk-1: more than 2 in a minute',
    ]);
  });

  it('may be another for one key', () => {
    const calls = ['10:00:00', '10:00:01', '10:00:02'].map((time) => at(time, { virtual_key: 'vk-big' }));
    expect(rejected(calls, rules)).toEqual(['0+0: ']);
  });
});

describe('a budget', () => {
  const rules = [{ rule: 'over-budget', mode: 'hard' }];
  const calls = () => ['10:00', '11:00', '12:00', '13:00', '14:00'].map((time) => at(`${time}:00`));
  const approval = {
    team: 'claims',
    valid_from: '2026-11-01',
    valid_to: '2026-12-01',
    reason_code: 'peak',
    approved_by: 'cfo',
  };

  it('refuses the first call that finds nothing left, and all after it', () => {
    expect(rejected(calls(), rules)).toEqual([
      '0+2: team claims had spent $0.002304 of $0.0016 in the month of 2026-11, no approval',
    ]);
  });

  it('goes on as far as an approval reaches', () => {
    expect(rejected(calls(), rules, [{ ...approval, usd: '0.001' }])).toEqual([
      '0+1: team claims had spent $0.003072 of $0.0016 in the month of 2026-11, $0.001 approved',
    ]);
    expect(rejected(calls(), rules, [approval])).toEqual(['0+0: ']);
    expect(rejected(calls(), rules, [{ ...approval, valid_to: '2026-11-17' }])).toEqual([
      '0+2: team claims had spent $0.002304 of $0.0016 in the month of 2026-11, no approval',
    ]);
  });

  it('of a customer or a key refuses, too, and an approval for the team lifts neither', () => {
    const levels = readRegistry(
      {
        parents: [{ id: 'group', budget: { usd: '0.003' } }],
        teams: [{ id: 'claims', parent: 'group', budget: { usd: '0.0016' } }],
        identities: [{ match: { virtual_key: 'vk-1' }, team: 'claims', budget: { usd: '0.0007', window: 'day' } }],
      },
      'r',
    );
    const made = ['10:00', '11:00', '12:00', '13:00'].map((time) => at(`${time}:00`, { virtual_key: 'vk-1' }));
    expect(rejected(made, rules, [approval], levels)).toEqual([
      '0+3: key virtual_key=vk-1 had spent $0.000768 of $0.0007 in the day of 2026-11-17, no approval',
    ]);
    expect(rejected(calls(), rules, [approval], levels)).toEqual([
      '0+1: customer group had spent $0.003072 of $0.003 in the month of 2026-11, no approval',
    ]);
  });

  it('begins its windows, and its approvals, at midnight of its time zone', () => {
    const berlin = readRegistry(
      { teams: [{ id: 'claims', budget: { usd: '0.0007', window: 'day', time_zone: 'Europe/Berlin' } }] },
      'r',
    );
    // 23:00 UTC is midnight there: the second call is the first of a new day.
    const made = ['22:59:59', '23:00:00', '23:00:01'].map((time) => at(time));
    expect(rejected(made, rules, [], berlin)).toEqual([
      '0+1: team claims had spent $0.000768 of $0.0007 in the day of 2026-11-18 (Europe/Berlin), no approval',
    ]);
    expect(rejected(made, rules, [{ ...approval, valid_from: '2026-11-18' }], berlin)).toEqual(['0+0: ']);
    expect(rejected(made, rules, [{ ...approval, valid_to: '2026-11-18' }], berlin)[0]).toContain('0+1');
  });

  it('is spent by calls that the rule lets be', () => {
    const some = [{ rule: 'over-budget', mode: 'hard', except: [{ feature: 'nightly' }] }];
    const [first, second, ...rest] = calls();
    if (!first || !second) throw new Error('no calls');
    const nightly = [first, second].map((call) => ({ ...call, feature: 'nightly' }));
    expect(rejected([...nightly, ...rest], some)).toEqual([
      '0+2: team claims had spent $0.002304 of $0.0016 in the month of 2026-11, no approval',
    ]);
  });

  it('refuses the same calls in the section of budgets as under the policy', () => {
    const budgets = { ...registryBudgets(registry), approvals: [{ ...approval, usd: '0.001' }] };
    const policy = compilePolicy(policySchema.parse({ rules }), registry, budgets);
    const report = audit(calls(), [], { ...sampleSettings, registry, policy, budgets });
    expect(report.budgets?.blocked).toMatchObject({ calls: 1, usd: '0.000768' });
    expect(report.enforcement?.rejected).toEqual({ calls: 1, usd: '0.000768' });
    expect(report.budgets?.approvals).toEqual([{ ...approval, usd: '0.001' }]);
  });

  it('of a team without one refuses nothing', () => {
    expect(
      rejected(
        calls().map((call) => ({ ...call, owner_team: 'sales' })),
        rules,
      ),
    ).toEqual(['0+0: ']);
  });
});

describe('a rule about one call', () => {
  const one = (rule: Record<string, unknown>, said: Parameters<typeof makeCall>[0]) =>
    rejected([at('10:00:00', said)], [rule])[0];

  it.each([
    [
      'required fields',
      { rule: 'required-fields', fields: ['owner_team', 'tenant_id_hash'] },
      {},
      'without tenant_id_hash',
    ],
    ['a listed account', { rule: 'unlisted-service-account' }, { service_account: 'claims-1' }, ''],
    ['an unlisted account', { rule: 'unlisted-service-account' }, { service_account: 'x' }, 'x'],
    ['no account', { rule: 'unlisted-service-account' }, {}, ''],
    ['an unknown model', { rule: 'unknown-rate-card' }, { model: 'gpt-99' }, 'unknown model'],
    [
      'a short task',
      { rule: 'premium-on-short-call', tasks: ['summ*'] },
      { model: 'gpt-4.1', usage: { input: 9, output: 50 } },
      'gpt-4.1 for summarise, 50 tokens out',
    ],
    [
      'a longer task',
      { rule: 'premium-on-short-call', tasks: ['summ*'] },
      { model: 'gpt-4.1', usage: { input: 9, output: 51 } },
      '',
    ],
    ['a small model', { rule: 'premium-on-short-call', tasks: ['summ*'] }, { usage: { input: 9, output: 5 } }, ''],
    [
      'staging on a premium model',
      { rule: 'premium-outside-production' },
      { model: 'gpt-4.1', environment: 'Staging' },
      'gpt-4.1 in Staging',
    ],
    [
      'production on a premium model',
      { rule: 'premium-outside-production' },
      { model: 'gpt-4.1', environment: 'PROD' },
      '',
    ],
    ['no environment is production', { rule: 'premium-outside-production' }, { model: 'gpt-4.1' }, ''],
    [
      'tests in production',
      { rule: 'test-in-production' },
      { request_source: 'load-test-7' },
      'load-test-7 in production',
    ],
    [
      'staging with the key of production',
      { rule: 'test-in-production' },
      { environment: 'staging', virtual_key: 'vk-prod' },
      'staging traffic with a key for production',
    ],
    ['another environment', { rule: 'anonymous-call', environments: ['production'] }, { environment: 'staging' }, ''],
    ['an exception', { rule: 'anonymous-call', except: [{ feature: 'summ*', owner_team: 'claims' }] }, {}, ''],
    [
      'half an exception',
      { rule: 'anonymous-call', except: [{ feature: 'summ*', owner_team: 'sales' }] },
      {},
      'no user, tenant or service account',
    ],
  ] as const)('%s', (_, rule, said, expected) => {
    expect(one(rule, said)).toContain(expected === '' ? '0+0: ' : `1+0: ${expected}`);
  });
});

it('a call under several rules is counted once, and its day decides what was in force', () => {
  const rules = [
    { rule: 'anonymous-call', mode: 'hard', hard_from: '2026-11-18' },
    { rule: 'required-fields', fields: ['tenant_id_hash'], mode: 'hard', hard_from: '2026-11-17' },
  ];
  const {
    judged: all,
    rejected: some,
    in_force: hard,
  } = judged([at('10:00:00'), at('10:00:00', { tenant_id_hash: 't' })], rules);
  expect([all.calls, some, hard]).toEqual([2, { calls: 1, usd: '0.000768' }, { calls: 1, usd: '0.000768' }]);
});
