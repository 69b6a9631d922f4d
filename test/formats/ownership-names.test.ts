import { expect, test } from 'vitest';
import { fieldOfName, labelName, ownershipNames, rankOfName } from '../../src/formats/ownership-names.ts';
import { ownershipFields } from '../../src/model/fields.ts';

test.each([
  ['team', 'owner_team'],
  ['ownerTeam', 'owner_team'],
  ['X-AI-Team-Id', 'owner_team'],
  ['ai.team_id', 'owner_team'],
  ['app.team.id', 'owner_team'],
  ['cost-centre', 'cost_center'],
  ['costCenter', 'cost_center'],
  ['workflow', 'workflow_id'],
  ['tenant.id', 'tenant_id_hash'],
  ['enduser.id', 'user_id_hash'],
  ['deployment.environment.name', 'environment'],
  ['service.name', 'service'],
  ['traceId', 'trace_id'],
  ['gen_ai.conversation.id', 'conversation_id'],
])('%s means %s', (key, field) => {
  expect(fieldOfName(key)).toBe(field);
});

test.each(['', 'teammate', 'steam', 'my_team', 'constructor', '__proto__', 'user_agent', 'x'.repeat(500)])(
  '%s means nothing',
  (key) => expect(fieldOfName(key)).toBeUndefined(),
);

test('no name means two fields, and every field knows its own name first', () => {
  const names = Object.values(ownershipNames).flat();
  expect(new Set(names).size).toBe(names.length);
  expect(ownershipFields.map((field) => ownershipNames[field][0])).toEqual(ownershipFields);
});

test('the more telling name ranks first', () => {
  expect(rankOfName('owner_team')).toBeLessThan(rankOfName('team'));
  expect(rankOfName('team')).toBeLessThan(rankOfName('owner'));
  expect(rankOfName('nothing')).toBe(Number.MAX_SAFE_INTEGER);
});

test('a team’s id beside its name is no second team', () => {
  expect(labelName('team')?.namesTeam).toBe(true);
  expect(labelName('team_id')?.namesTeam).toBe(false);
});
