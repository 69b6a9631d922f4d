// Flags: what each group of commands takes. Commander reads them; types and checks live with the code that uses them.
import { type Command, InvalidArgumentError } from 'commander';

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];
const list = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  ...value.split(',').map((name) => name.trim()),
];

export function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return number;
}

export function addInputFlags(command: Command): Command {
  return command
    .optionsGroup('Input:')
    .option('--from <format>', 'read every record as this format (attrib-audit formats)')
    .option('--stdin-name <name>', 'what to call standard input in the report')
    .option('--hash-ids <key>', 'replace user and tenant ids by keyed pseudonyms; a key file, or env:NAME')
    .optionsGroup('Rules:')
    .option('--contract <file>', 'ownership contract, a JSON Schema')
    .option('--registry <file>', 'teams and the keys, projects and accounts that belong to them')
    .option('--rates <file>', 'rate card over the bundled prices (repeatable)', collect)
    .option('--config <file>', 'config instead of attrib-audit.config.{json,jsonc,yaml}');
}

export function addSelectionFlags(command: Command): Command {
  return command
    .optionsGroup('Selection:')
    .option('--since <time>', 'only calls from this time on (UTC unless it has a zone)')
    .option('--until <time>', 'only calls before this time; a date means to its end')
    .option('--filter <field=value>', 'only calls with this value, or "missing" (repeatable)', collect);
}

export function addReportFlags(command: Command): Command {
  command
    .optionsGroup('Output:')
    .option('-f, --format <kind[=file]>', 'terminal or json, to a file when one is named (repeatable)', collect)
    .option('--json', 'short for --format json')
    .option('--group-by <fields>', 'group the spend by these fields, or hour, day, week, month', list);
  return addScreenFlags(addTopFlag(command)).option('--force', 'overwrite a file that is no report of ours');
}

export function addTopFlag(command: Command): Command {
  return command.option('--top <n>', 'rows of each list (default: 10)', positive);
}

export function addScreenFlags(command: Command): Command {
  return command
    .option('--wide', 'never shorten or wrap')
    .option('--compact', 'fit into 80 columns')
    .option('--color', 'colours even in a pipe')
    .option('--no-color', 'no colours')
    .option('--quiet', 'no progress and no notes on stderr');
}

export function addLimitFlags(command: Command): Command {
  return command
    .optionsGroup('Limits:')
    .option('--max-rejected <percent>', 'exit 3 when more records were rejected (default: 1)');
}

export function addGateFlags(command: Command): Command {
  return addLimitFlags(command)
    .option('--min-coverage <percent>', 'least share of the spend with a proven owner')
    .option('--max-unattributed <limit>', "most spend without an owner: 2% or '$500'")
    .option('--fail-on <severity>', 'fail on any finding of this severity or above: error, warning, note')
    .option('--mode <mode>', 'hard: fail on any call that contract or policy would reject; soft: only tell')
    .option('--exit-zero', 'report a failed gate, but exit 0');
}

export function addDebugFlag(command: Command): Command {
  return command.optionsGroup('Options:').option('--debug', 'show the stack of an internal error');
}

/** Output of a document that is no audit report: its own kinds. */
export function addDocumentFlags(command: Command, kinds: string): Command {
  command
    .optionsGroup('Output:')
    .option('-f, --format <kind[=file]>', `${kinds}, to a file when one is named (repeatable)`, collect)
    .option('--json', 'short for --format json')
    .option('--top <n>', 'rows of each list (default: 10)', positive);
  return addScreenFlags(command).option('--force', 'overwrite a file that is no report of ours');
}

export function addGroupFlag(command: Command): Command {
  return command.option(
    '--group-by <fields>',
    'split the lines further by these fields, or hour, day, week, month',
    list,
  );
}
