// Completion for bash, 3.2 and later, without the bash-completion package. What it does not know completes as a file.
import { type CommandNode, ownName, type Tree, withSubcommands } from '../command-tree.ts';
import { valuesOfArgument, valuesOfFlag } from './values.ts';

export function bashCompletion({ name, commands }: Tree): string {
  const names = commands.map((command) => command.name).join(' ');
  const fallback = commands.find(({ isDefault }) => isDefault)?.name ?? '';
  const all = withSubcommands(commands);
  return `# bash completion for ${name}: source <(${name} completion bash)
_${idOf(name)}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=${fallback} first=\${COMP_WORDS[1]} second=\${COMP_WORDS[2]} words= below=
  COMPREPLY=()
  # bash takes "kind=file" apart; after the sign comes a file.
  if [[ $cur == = || $prev == = ]]; then return; fi
  case " ${names} " in *" $first "*) if [ "$COMP_CWORD" -gt 1 ]; then command=$first; fi ;; esac
  case "$command" in
${all.flatMap(subcommandCase).join('\n')}
  esac
  if [ -n "$below" ] && [ "$COMP_CWORD" -gt 2 ]; then
    case " $below " in *" $second "*) command="$command $second" ;; esac
  fi
  case "$command $prev" in
${all.flatMap(flagCases).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case "$command" in
${all.map((command) => `      "${command.name}") words="${command.flags.flatMap((flag) => flag.names).join(' ')}" ;;`).join('\n')}
    esac
  else
    case "$command" in
${all.flatMap(argumentCase).join('\n')}
    esac
    if [ "$COMP_CWORD" -eq 1 ]; then words="${names} $words"; fi
    if [ "$COMP_CWORD" -eq 2 ]; then words="$below $words"; fi
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -o bashdefault -F _${idOf(name)} ${name}
`;
}

function subcommandCase({ name, subcommands }: CommandNode): readonly string[] {
  const names = subcommands.map((command) => ownName(command)).join(' ');
  return names === '' ? [] : [`    "${name}") below="${names}" ;;`];
}

function flagCases(command: CommandNode): readonly string[] {
  return command.flags.flatMap((flag) => {
    const values = valuesOfFlag(flag);
    if (values === undefined) return [];
    const pattern = flag.names.map((flagName) => `"${command.name} ${flagName}"`).join('|');
    if (values === 'files' || values === 'anything') return [`    ${pattern}) return ;;`];
    return [`    ${pattern}) COMPREPLY=($(compgen -W "${values.words.join(' ')}" -- "$cur")); return ;;`];
  });
}

function argumentCase(command: CommandNode): readonly string[] {
  const values = valuesOfArgument(command, 0);
  return typeof values === 'object' ? [`      "${command.name}") words="${values.words.join(' ')}" ;;`] : [];
}

function idOf(name: string): string {
  return name.replaceAll('-', '_');
}
