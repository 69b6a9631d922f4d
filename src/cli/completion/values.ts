// Values that are known beforehand, by flag or argument; everything else completes as a file or not at all.
import { findings } from '../../audit/findings/index.ts';
import { groupNames } from '../../audit/group-keys.ts';
import { formats } from '../../formats/index.ts';
import { severities } from '../../model/finding.ts';
import { callKinds } from '../../report/calls.ts';
import { reporters } from '../../report/index.ts';
import type { CommandNode, FlagNode } from '../command-tree.ts';
import { schemaNames } from '../published-schemas.ts';

/** `words` are offered, `files` means that any path fits. */
export type Values = { readonly words: readonly string[] } | 'files' | 'anything';

export const shells = ['bash', 'zsh', 'fish'] as const;

const byFlag = new Map<string, readonly string[]>([
  ['--format', Object.keys(reporters)],
  ['--from', formats.map(({ id }) => id)],
  ['--group-by', groupNames],
  ['--filter', groupNames.map((name) => `${name}=`)],
  ['--fail-on', severities],
  ['--to', callKinds],
]);
const byArgument = new Map<string, readonly string[]>([
  ['formats id', formats.map(({ id }) => id)],
  ['findings code', findings.map(({ code }) => code)],
  ['schema name', schemaNames],
  ['completion shell', shells],
]);

export function valuesOfFlag({ names, value }: FlagNode): Values | undefined {
  if (value === undefined) return undefined;
  const words = names.map((name) => byFlag.get(name)).find((known) => known !== undefined);
  if (words) return { words };
  return /file|directory/.test(value) ? 'files' : 'anything';
}

export function valuesOfArgument(command: CommandNode, place: number): Values {
  const argument = command.arguments[Math.min(place, command.arguments.length - 1)];
  if (!argument || (place >= command.arguments.length && !argument.many)) return 'anything';
  const words = byArgument.get(`${command.name} ${argument.name}`);
  if (words) return { words };
  return /^(?:files?|report)$/.test(argument.name) ? 'files' : 'anything';
}
