// Completion for fish: one line per command, flag and known value.
import { type CommandNode, type FlagNode, ownName, type Tree } from '../command-tree.ts';
import { valuesOfArgument, valuesOfFlag } from './values.ts';

export function fishCompletion({ name, commands }: Tree): string {
  const names = commands.map((command) => command.name).join(' ');
  const lines = commands.flatMap((command) => {
    const when = command.isDefault
      ? `not __fish_seen_subcommand_from ${names.replace(`${command.name} `, '')}`
      : seen(command.name);
    return [
      `complete -c ${name} -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.description)}`,
      ...commandLines(name, when, command),
    ];
  });
  return `# fish completion for ${name}: ${name} completion fish | source\n${lines.join('\n')}\n`;
}

const seen = (names: string): string => `__fish_seen_subcommand_from ${names}`;

function commandLines(name: string, when: string, command: CommandNode): readonly string[] {
  const values = valuesOfArgument(command, 0);
  const below = command.subcommands.map(ownName);
  const before = quoted(`${when}; and not ${seen(below.join(' '))}`);
  return [
    ...(typeof values === 'object'
      ? [`complete -c ${name} -n ${quoted(when)} -f -a ${quoted(values.words.join(' '))}`]
      : []),
    ...command.flags.map((flag) => flagLine(name, when, flag)),
    ...command.subcommands.flatMap((sub) => [
      `complete -c ${name} -n ${before} -f -a ${ownName(sub)} -d ${quoted(sub.description)}`,
      ...commandLines(name, `${when}; and ${seen(ownName(sub))}`, sub),
    ]),
  ];
}

function flagLine(name: string, when: string, flag: FlagNode): string {
  const values = valuesOfFlag(flag);
  const forms = flag.names.map((form) => (form.startsWith('--') ? `-l ${form.slice(2)}` : `-s ${form.slice(1)}`));
  const value =
    values === undefined
      ? ''
      : values === 'files'
        ? ' -r -F'
        : values === 'anything'
          ? ' -x'
          : ` -x -a ${quoted(values.words.join(' '))}`;
  return `complete -c ${name} -n ${quoted(when)} ${forms.join(' ')}${value} -d ${quoted(flag.description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
