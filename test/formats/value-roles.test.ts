// What a value means to a format by its place alone: what is read whole tells with all that stands in it.
import { expect, it } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { rolesIn } from '../../src/formats/value-roles.ts';

const rolesOf = (id: string) => {
  const format = formats.find((one) => one.id === id);
  const roles = format && rolesIn(format, formats);
  if (!roles) throw new Error(`${id} takes no part`);
  return roles;
};

it('all members of a list that settle looks at tell', () => {
  expect(rolesOf('bifrost-log').of(['team_ids', 0]).kind).toBe('told');
});

it('prompts are not read, and neither is what stands in them', () => {
  expect(rolesOf('bifrost-log').of(['input_history', 0, 'content']).kind).toBe('unread');
  expect(rolesOf('claude-code-transcript').of(['message', 'content', 0, 'text']).kind).toBe('unread');
});

it('a field whose every value is looked at tells', () => {
  const { of } = rolesOf('claude-code-transcript');
  expect([of(['cwd']).kind, of(['gitBranch']).kind, of(['requestId']).kind]).toEqual(['told', 'told', 'text']);
});
