// The commands, in the order of the help. Kept apart so that a misspelt file name can be checked against them.
export const commandNames = [
  'audit',
  'gate',
  'explain',
  'review',
  'render',
  'reprice',
  'reconcile',
  'estimate',
  'rates',
  'registry',
  'formats',
  'findings',
  'schema',
  'init',
  'doctor',
  'completion',
  'man',
] as const;
export type CommandName = (typeof commandNames)[number];
