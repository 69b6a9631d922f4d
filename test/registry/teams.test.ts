// Teams: the day of the call decides what a name means.
import { expect, test } from 'vitest';
import { compileTeams, type TeamFound } from '../../src/registry/teams.ts';

const day = (text: string): bigint => BigInt(Date.parse(`${text}T12:00Z`)) * 1_000_000n;
const { find } = compileTeams({
  teams: [
    { id: 'support', aliases: ['Support-Platform', { name: 'helpdesk', valid_to: '2026-03-01' }] },
    { id: 'intake', valid_to: '2026-07-01', successor: 'support' },
    { id: 'labs', valid_from: '2026-02-01', valid_to: '2026-05-01' },
    { id: 'sales', aliases: [{ name: 'helpdesk', valid_from: '2026-03-01' }] },
  ],
});
const said = (found: TeamFound): string => (found.kind === 'team' ? found.team.id : found.kind);

test.each([
  ['support', '2026-01-05', 'support'],
  ['SUPPORT-platform', '2026-01-05', 'support'],
  ['helpdesk', '2026-02-28', 'support'],
  ['helpdesk', '2026-03-01', 'sales'],
  ['intake', '2026-06-30', 'intake'],
  ['intake', '2026-07-01', 'support'],
  ['labs', '2026-01-31', 'closed'],
  ['labs', '2026-02-01', 'team labs'],
  ['labs', '2026-05-01', 'closed'],
  ['suport', '2026-05-01', 'unknown'],
])('%s on %s is %s', (name, on, expected) => {
  expect(said(find(name, day(on)))).toBe(expected.replace('team ', ''));
});

test('a call without a time is judged by what holds last', () => {
  expect(said(find('intake', undefined))).toBe('support');
  expect(said(find('helpdesk', undefined))).toBe('sales');
});

test('another name is told as evidence', () => {
  expect(find('Support-Platform', day('2026-01-05'))).toMatchObject({ via: 'alias "Support-Platform" of support' });
  expect(find('intake', day('2026-08-01'))).toMatchObject({ via: 'intake ended 2026-07-01, succeeded by support' });
});
