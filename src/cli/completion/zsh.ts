// Completion for zsh: as a file named _attrib-audit in a directory of fpath, or sourced after compinit.
import { type CommandNode, type FlagNode, ownName, type Tree, withSubcommands } from '../command-tree.ts';
import { type Values, valuesOfArgument, valuesOfFlag } from './values.ts';

export function zshCompletion({ name, commands }: Tree): string {
  const fallback = commands.find(({ isDefault }) => isDefault);
  return `#compdef ${name}
# zsh completion for ${name}: source <(${name} completion zsh), after compinit
_${name}() {
  local -a commands
  commands=(
${commands.map(described).join('\n')}
  )
  local command=${fallback?.name ?? ''}
  if (( CURRENT > 2 )) && [[ -n \${(M)commands:#$words[2]:*} ]]; then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  elif (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe -t commands command commands
    _files
    return
  fi
  local -a subcommands
  case $command in
${commands.flatMap(subcommandCase).join('\n')}
  esac
  if (( CURRENT > 2 )) && [[ -n \${(M)subcommands:#$words[2]:*} ]]; then
    command+=" $words[2]"
    shift words
    (( CURRENT-- ))
  elif (( CURRENT == 2 && $#subcommands )) && [[ $words[2] != -* ]]; then
    _describe -t commands command subcommands
    return
  fi
  case $command in
${withSubcommands(commands).map(commandCase).join('\n')}
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

function described(command: CommandNode): string {
  return `    ${quoted(`${colons(ownName(command))}:${colons(command.description)}`)}`;
}

function subcommandCase({ name, subcommands }: CommandNode): readonly string[] {
  return subcommands.length === 0
    ? []
    : [`    ${name}) subcommands=(\n${subcommands.map(described).join('\n')}\n  ) ;;`];
}

function commandCase(command: CommandNode): string {
  const places = command.arguments.map((argument, place) => {
    const head = argument.many ? '*' : String(place + 1);
    return quoted(`${head}:${argument.name}:${action(valuesOfArgument(command, place))}`);
  });
  return `    '${command.name}')
      _arguments -s -S \\
${[...command.flags.flatMap(flagSpecs), ...places].map((spec) => `        ${spec}`).join(' \\\n')}
      ;;`;
}

function flagSpecs(flag: FlagNode): readonly string[] {
  const values = valuesOfFlag(flag);
  const text = flag.description.replace(/[[\]:\\]/g, (sign) => `\\${sign}`);
  const value = values === undefined ? '' : `:${colons(flag.value ?? '').replace(/[[\]]/g, '')}:${action(values)}`;
  return flag.names.map((name) => quoted(`${flag.repeatable ? '*' : ''}${name}[${text}]${value}`));
}

function action(values: Values): string {
  if (values === 'files') return '_files';
  return values === 'anything' ? ' ' : `(${values.words.join(' ')})`;
}

function colons(text: string): string {
  return text.replaceAll(':', '\\:');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
