// The commands, in the order of the help. Kept apart so that a misspelt file name can be checked against them.
export const commandNames = [
  'audit',
  'gate',
  'explain',
  'compare',
  'budgets',
  'chargeback',
  'render',
  'reprice',
  'reconcile',
  'estimate',
  'rates',
  'registry',
  'fix',
  'formats',
  'findings',
  'schema',
  'init',
  'doctor',
  'completion',
  'man',
] as const;
export type CommandName = (typeof commandNames)[number];
