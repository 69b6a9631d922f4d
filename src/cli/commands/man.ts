// man: the manual page in roff, made from the command tree and the texts of the help. The package ships what this prints.

import { commandNames } from '../command-names.ts';
import type { CommandNode, FlagNode, Tree } from '../command-tree.ts';
import { exitCodeHelp, exitCodes } from '../exit-code.ts';
import { environmentLine, examplesOf } from '../help-text.ts';
import type { Io } from '../io.ts';

export function manCommand(tree: Tree, version: string, io: Io): number {
  io.stdout.write(manPage(tree, version));
  return exitCodes.fine;
}

export function manPage({ name, description, commands: named }: Tree, version: string): string {
  const known = commandNames.filter((command) => named.some((node) => node.name === command));
  // What only holds commands cannot be run by itself.
  const commands = named.flatMap((node) => (node.subcommands.length === 0 ? [node] : node.subcommands));
  return [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${version}" "User Commands"`,
    '.SH NAME',
    `${plain(name)} \\- ${plain('audit who owns AI spend, where ownership is lost, and whether the price is right')}`,
    '.SH SYNOPSIS',
    ...commands.flatMap((command) => [`.B ${plain(synopsis(name, command))}`, '.br']),
    '.SH DESCRIPTION',
    plain(description),
    plain('Reads logs of gateways, telemetry and providers, from files, directories, globs or standard input.'),
    plain('Nothing is sent anywhere, and no prompt text is read.'),
    '.SH COMMANDS',
    ...commands.flatMap((command) => [
      `.SS ${plain(synopsis('', command).trim())}`,
      plain(`${command.description}${command.isDefault ? '; need not be named' : ''}.`),
      ...command.flags.flatMap(flagLines),
    ]),
    '.SH EXIT STATUS',
    ...exitCodeHelp.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, plain(meaning)]),
    '.SH ENVIRONMENT',
    plain(environmentLine),
    '.SH EXAMPLES',
    '.nf',
    ...known.flatMap((command) => examplesOf(command).map(plain)),
    '.fi',
    '',
  ].join('\n');
}

function synopsis(name: string, command: CommandNode): string {
  const words = command.arguments.map(({ name: word, many, required }) => {
    const text = `${word}${many ? '...' : ''}`;
    return required ? text : `[${text}]`;
  });
  const own = command.isDefault && name !== '' ? `[${command.name}]` : command.name;
  return [name, own, '[options]', ...words].join(' ');
}

function flagLines({ flags, description }: FlagNode): readonly string[] {
  return ['.TP', `.B ${plain(flags)}`, plain(description)];
}

/** Text as roff: no escape and no request can come of it. */
function plain(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1');
}
