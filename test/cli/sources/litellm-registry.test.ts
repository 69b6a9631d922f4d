import { describe, expect, test } from 'vitest';
import { type LitellmRows, litellmRegistry } from '../../../src/cli/sources/postgres/litellm-registry.ts';
import { readRegistry } from '../../../src/registry/read-registry.ts';

const none: LitellmRows = {
  LiteLLM_TeamTable: [],
  LiteLLM_VerificationToken: [],
  LiteLLM_ProjectTable: [],
  LiteLLM_OrganizationTable: [],
  LiteLLM_BudgetTable: [],
};

function registryOf(rows: Partial<LitellmRows>) {
  const found = litellmRegistry({ ...none, ...rows });
  readRegistry(found.value, 'litellm'); // throws when it is none
  return found;
}

test('teams by their names, with organisations, keys, projects and budgets', () => {
  const { value, notes } = registryOf({
    LiteLLM_TeamTable: [
      { team_id: 't-1', team_alias: 'Support', organization_id: 'o-1', max_budget: 500.5, budget_duration: '30d' },
      { team_id: 't-2', team_alias: null, organization_id: 'o-gone' },
    ],
    LiteLLM_OrganizationTable: [{ organization_id: 'o-1', organization_alias: 'Acme', budget_id: 'b-1' }],
    LiteLLM_BudgetTable: [{ budget_id: 'b-1', max_budget: 9000, budget_duration: '1mo' }],
    LiteLLM_ProjectTable: [{ project_id: 'p-1', team_id: 't-1' }],
    LiteLLM_VerificationToken: [
      { token: 'hash-1', team_id: 't-1', max_budget: 5, budget_duration: '24h' },
      { token: 'hash-2', project_id: 'p-1', budget_id: 'b-1' },
    ],
  });
  expect(value).toEqual({
    parents: [{ id: 'Acme', budget: { usd: '9000', window: 'month' } }],
    teams: [
      { id: 'Support', aliases: ['t-1'], parent: 'Acme', budget: { usd: '500.5', window: 'month' } },
      { id: 't-2' },
    ],
    identities: [
      { match: { key_hash: 'hash-1' }, team: 'Support', budget: { usd: '5', window: 'day' } },
      { match: { key_hash: 'hash-2' }, team: 'Support', budget: { usd: '9000', window: 'month' } },
      { match: { project_id: 'p-1' }, team: 'Support' },
    ],
  });
  expect(notes).toEqual([]);
});

describe('what a registry cannot say is counted', () => {
  test('names of several teams', () => {
    const { value, notes } = registryOf({
      LiteLLM_TeamTable: [
        { team_id: 't-1', team_alias: 'Support' },
        { team_id: 't-2', team_alias: 'support ' },
        { team_id: 't-3', team_alias: 't-1' },
      ],
    });
    expect(value.teams).toEqual([{ id: 't-1' }, { id: 't-2' }, { id: 't-3' }]);
    expect(notes).toEqual([
      'several teams are called "support": each goes by its team_id',
      'several teams are called "t-1": each goes by its team_id',
    ]);
  });

  test('keys without a team', () => {
    const { value, notes } = registryOf({
      LiteLLM_VerificationToken: [{ token: 'a' }, { token: 'b', team_id: 'gone' }],
    });
    expect(value).toEqual({ teams: [] });
    expect(notes).toEqual(['keys without a team, and so without a rule: 2']);
  });

  test.each([
    [10, null],
    [10, '14d'],
    [10, '2h'],
    [-1, '1d'],
    [1e21, '1d'],
    [1e-7, '1d'],
  ])('a budget of %s for %s', (max_budget, budget_duration) => {
    const { value, notes } = registryOf({ LiteLLM_TeamTable: [{ team_id: 't', max_budget, budget_duration }] });
    expect(value).toEqual({ teams: [{ id: 't' }] });
    expect(notes).toEqual(['budgets that are not for a day, a week or a month, and so left out: 1']);
  });
});

test.each([
  ['1d', 'day'],
  ['24h', 'day'],
  ['7d', 'week'],
  ['1w', 'week'],
  ['30d', 'month'],
  ['1mo', 'month'],
])('%s is a budget of a %s', (budget_duration, window) => {
  const { value } = registryOf({ LiteLLM_TeamTable: [{ team_id: 't', max_budget: 0.1, budget_duration }] });
  expect(value.teams[0]?.budget).toEqual({ usd: '0.1', window });
});
