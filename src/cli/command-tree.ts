// The command tree as plain data: what completion scripts and the man page are made of.
import { type Command, Help } from 'commander';

export interface FlagNode {
  /** As in the help: "-f, --format <kind[=file]>". */
  readonly flags: string;
  readonly names: readonly string[];
  readonly description: string;
  /** What its value is called; undefined for a switch. */
  readonly value: string | undefined;
  readonly repeatable: boolean;
  readonly group: string;
}

export interface CommandNode {
  readonly name: string;
  readonly description: string;
  readonly isDefault: boolean;
  readonly arguments: readonly { readonly name: string; readonly many: boolean; readonly required: boolean }[];
  readonly flags: readonly FlagNode[];
  /** Named with the words before them: "rates show". */
  readonly subcommands: readonly CommandNode[];
}

export interface Tree {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CommandNode[];
}

export function treeOf(program: Command, defaultCommand: string): Tree {
  const common = program.options.map((option) => flagNode(option));
  return {
    name: program.name(),
    description: program.description(),
    commands: nodesOf(program, common).map((node) => ({ ...node, isDefault: node.name === defaultCommand })),
  };
}

/** Each followed by those below it. */
export const withSubcommands = (commands: readonly CommandNode[]): readonly CommandNode[] =>
  commands.flatMap((command) => [command, ...withSubcommands(command.subcommands)]);

/** "show" of "rates show". */
export const ownName = ({ name }: CommandNode): string => name.slice(name.lastIndexOf(' ') + 1);

function nodesOf(parent: Command, common: readonly FlagNode[], path = ''): readonly CommandNode[] {
  const help = new Help();
  return help
    .visibleCommands(parent)
    .filter((command) => command.name() !== 'help')
    .map((command) => {
      const name = `${path}${command.name()}`;
      return {
        name,
        description: command.description(),
        isDefault: false,
        arguments: command.registeredArguments.map((argument) => ({
          name: argument.name(),
          many: argument.variadic,
          required: argument.required,
        })),
        flags: [...help.visibleOptions(command).map((option) => flagNode(option)), ...common],
        subcommands: nodesOf(command, common, `${name} `),
      };
    });
}

function flagNode(option: Command['options'][number]): FlagNode {
  return {
    flags: option.flags,
    names: [option.short, option.long].filter((name) => name !== undefined && name !== null),
    description: option.description,
    value: /[<[](.*)[>\]]$/.exec(option.flags)?.[1],
    repeatable: option.description.includes('repeatable'),
    group: option.helpGroupHeading ?? 'Options:',
  };
}
