// Flags: what each group of commands takes. Commander reads them; types and checks live with the code that uses them.
import { type Command, InvalidArgumentError } from 'commander';
import { reporters } from '../report/index.ts';

export const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];
const list = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  ...value.split(',').map((name) => name.trim()),
];

export function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return number;
}

const mapFlag = '--map <field=path>';
const mapText = 'where a field stands in records no format knows, or a known format does not look (repeatable)';
const hashFlag = '--hash-ids <key>';
const hashText = 'replace user and tenant ids by keyed pseudonyms; a key file, or env:NAME';

export function addInputFlags(command: Command): Command {
  return addRulesFlags(
    command
      .optionsGroup('Input:')
      .option('--from <format>', 'read every record as this format (attrib-audit formats)')
      .option(mapFlag, mapText, collect)
      .option('--stdin-name <name>', 'what to call standard input in the report')
      .option(hashFlag, hashText),
  );
}

/** For `listen`, which has no input but what it is sent. */
export function addListenFlags(command: Command): Command {
  return addRulesFlags(
    command
      .optionsGroup('Input:')
      .option('--otlp <host:port>', 'where to listen; any address but loopback needs a token', '127.0.0.1:4318')
      .option('--for <time>', 'end after this time: 90s, 10m, 2h')
      .option('--idle <time>', 'end when nothing new came for this time, counted from the first record')
      .option('--token-file <file>', 'bearer token every request must carry (else ATTRIB_AUDIT_TOKEN, if set)')
      .option('--max-kept <mb>', 'megabytes of records to hold, then answer 429 (default: 192)', positive)
      .option('--keep <directory>', 'write what was received there, one file for each source')
      .option(mapFlag, mapText, collect)
      .option(hashFlag, hashText),
  );
}

export function addMemoryFlag(command: Command): Command {
  return command
    .optionsGroup('Input:')
    .option('--memory <size>', 'memory to stay within; what does not fit waits on disk, in TMPDIR (default: 512MB)');
}

export function addThreadsFlag(command: Command): Command {
  return command
    .optionsGroup('Input:')
    .option(
      '--threads <n>',
      'threads that read and judge (default: one for each core when the files are large, as far as --memory goes)',
      positive,
    );
}

export function addRulesFlags(command: Command): Command {
  return command
    .optionsGroup('Rules:')
    .option('--contract <file>', 'ownership contract, a JSON Schema')
    .option('--registry <file>', "teams and what belongs to them: a file, or LiteLLM's postgres://")
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
  return addOutputFlags(
    command
      .optionsGroup('Output:')
      .option('--group-by <fields>', 'group the spend by these fields, or hour, day, week, month', list),
  );
}

const kinds = Object.keys(reporters).join(', ');

export function addOutputFlags(command: Command): Command {
  command
    .optionsGroup('Output:')
    .option('-f, --format <kind[=file]>', `${kinds}; to a file when one is named (repeatable)`, collect)
    .option('--json', 'short for --format json');
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

export function addReconcileFlags(command: Command): Command {
  command
    .optionsGroup('Invoices:')
    .option('--invoice <file>', 'usage report, cost report or bill: a file, directory or glob (repeatable)', collect)
    .option('--tolerance <percent>', 'difference that is no news (default: 1)')
    .option('--flag <percent>', 'difference to flag (default: 2)')
    .option(
      '--allocate <policy>',
      'what to do with the difference: exception-bucket (default), invoice-tag, traced-share',
    );
  return addDocumentFlags(command, 'terminal, markdown, csv or json');
}

export function addGateFlags(command: Command): Command {
  return addLimitFlags(command)
    .option('--min-coverage <percent>', 'least share of the spend with a proven owner')
    .option('--max-unattributed <limit>', "most spend without an owner: 2% or '$500'")
    .option('--fail-on <severity>', 'fail on any finding of this severity or above: error, warning, note')
    .option('--mode <mode>', 'hard: fail on any call that contract or policy would reject; soft: only tell')
    .option('--baseline <file>', 'only problems that this file does not accept fail; accepted ones are still shown')
    .option('--update-baseline', 'accept what is there now: write the baseline')
    .option('--strict-baseline', 'fail on entries that are no longer needed')
    .option('--max-regression <points>', "points of percent the shares may be worse than the baseline's")
    .option('--ratchet', 'allow no regression; after a pass, tighten the baseline')
    .option('--today <date>', 'the day expiry is held against (default: the last day of the data)')
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

export function addSampleFlags(command: Command): Command {
  return command
    .optionsGroup('Selection:')
    .option('--sample <n>', 'quick audit of so many recent requests over the workflows, on one screen', positive)
    .option('--seed <text>', 'another sample of the same size (default: 1)');
}
