// The commands, in the order of the help. Kept apart so that a misspelt file name can be checked against them.
export const commandNames = [
  'audit',
  'gate',
  'explain',
  'compare',
  'budgets',
  'chargeback',
  'formats',
  'findings',
  'registry',
  'schema',
  'init',
] as const;
export type CommandName = (typeof commandNames)[number];
