// The commands about prices: reprice, estimate and rates, with their flags. Their code is imported when one runs.
import { type Command, InvalidArgumentError } from 'commander';
import type { CommandName } from './command-names.ts';
import type { EstimateFlags } from './commands/estimate.ts';
import type { RatesImportFlags, RatesListFlags, RatesShowFlags } from './commands/rates.ts';
import type { RepriceFlags } from './commands/reprice.ts';
import {
  addDebugFlag,
  addInputFlags,
  addLimitFlags,
  addMemoryFlag,
  addScreenFlags,
  addSelectionFlags,
} from './flags.ts';
import { examplesText } from './help-text.ts';
import type { Io } from './io.ts';

type Done = (code: number) => void;

const list = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  ...value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
];
const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return number;
}

export function addPriceCommands(program: Command, io: Io, done: Done): void {
  const reprice = named(program, 'reprice', "every call's price, what its log says, and why they differ");
  reprice.argument('[files...]', 'files, directories, globs, or - for standard input');
  addSelectionFlags(addMemoryFlag(addInputFlags(reprice)))
    .optionsGroup('Output:')
    .option('-f, --format <kind>', 'table, csv, jsonl or json')
    .option('--json', 'short for --format json')
    .option('--top <n>', 'rows of the table (default: 40)', positive);
  addDebugFlag(addLimitFlags(addScreenFlags(reprice))).action(async (files: string[], flags: RepriceFlags) => {
    const { repriceCommand } = await import('./commands/reprice.ts');
    done(await repriceCommand(files, flags, io));
  });
  addEstimate(
    named(program, 'estimate', 'what volumes would cost by team, or real traffic under another model'),
    io,
    done,
  );
  addRates(named(program, 'rates', 'the prices a run uses: list, show, check, import'), io, done);
}

function named(program: Command, name: CommandName, description: string): Command {
  return program
    .command(name)
    .description(description)
    .addHelpText('after', () => examplesText(name));
}

function addCardFlags(command: Command): Command {
  return command
    .optionsGroup('Rules:')
    .option('--rates <file>', 'rate card over the bundled prices (repeatable)', collect)
    .option('--config <file>', 'config instead of attrib-audit.config.{json,jsonc,yaml}');
}

function addSelectors(command: Command): Command {
  return command
    .optionsGroup('Selection:')
    .option('--at <time>', 'prices that hold then (default: the newest in force)')
    .option('--seller <name>', 'who bills: openai, anthropic, bedrock, azure, vertex, …')
    .option('--tier <name>', 'standard, batch, flex, priority, fast, …')
    .option('--region <name>', 'global, us, eu, or a region');
}

function addEstimate(estimate: Command, io: Io, done: Done): void {
  estimate.argument('[files...]', 'workloads (YAML, JSON, CSV), or logs with --from-log; - for standard input');
  estimate
    .optionsGroup('Volumes:')
    .option('--model <id>', 'model to estimate')
    .option('--input <volume>', 'prompt tokens: 1.2B, 180M, 40k')
    .option('--output <volume>', 'answer tokens, reasoning included')
    .option('--requests <volume>', 'requests the volumes are spread over; long prompts are told by it')
    .option('--tokens-per-request <n>', 'prompt tokens of one request, instead of the average')
    .option('--cached <share>', 'share of the input read from the cache: 40%')
    .option('--team <name>', 'team in the output')
    .optionsGroup('Alternatives:')
    .option('--vs <models>', 'other models beside it (comma-separated)', list)
    .option('--from-log', 'the files are logs: price their calls, then change something')
    .option('--swap <old=new>', 'with --from-log: another model for one of them (repeatable)', collect);
  addSelectors(estimate)
    .option('--since <time>', 'with --from-log: only calls from this time on')
    .option('--until <time>', 'with --from-log: only calls before this time')
    .option('--filter <field=value>', 'with --from-log: only calls with this value (repeatable)', collect);
  addMemoryFlag(addCardFlags(estimate))
    .optionsGroup('Output:')
    .option('-f, --format <kind>', 'table, csv or json')
    .option('--json', 'short for --format json');
  addDebugFlag(addScreenFlags(estimate)).action(async (files: string[], flags: EstimateFlags) => {
    const { estimateCommand } = await import('./commands/estimate.ts');
    done(await estimateCommand(files, flags, io));
  });
}

function addRates(rates: Command, io: Io, done: Done): void {
  const rows = addSelectors(rates.command('list').description('the rows of the cards'));
  rows.argument('[pattern]', 'part of seller/model, or a pattern with *');
  addCardFlags(rows)
    .optionsGroup('Output:')
    .option('--json', 'print as JSON')
    .option('--top <n>', 'rows to show', positive);
  addDebugFlag(addScreenFlags(rows)).action(async (pattern: string | undefined, flags: RatesListFlags) => {
    const { ratesListCommand } = await import('./commands/rates.ts');
    done(await ratesListCommand(pattern, flags, io));
  });

  const show = addSelectors(rates.command('show').description('which row prices a model, why, and where it is from'));
  show.argument('<model>', 'model id as logs have it');
  show.option('--speed <name>', 'standard or fast').option('--endpoint <name>', 'where prices differ by endpoint');
  addCardFlags(show).optionsGroup('Output:').option('--json', 'print as JSON');
  addDebugFlag(addScreenFlags(show)).action(async (model: string, flags: RatesShowFlags) => {
    const { ratesShowCommand } = await import('./commands/rates.ts');
    done(await ratesShowCommand(model, flags, io));
  });

  const check = rates.command('check').description('whether a rate card is sound; exit 1 when it is not');
  check.argument('<file>', 'rate card: JSON, JSON with comments, or YAML');
  check.optionsGroup('Output:').option('--json', 'print as JSON');
  addDebugFlag(addScreenFlags(check)).action(async (file: string, flags: { json?: boolean }) => {
    const { ratesCheckCommand } = await import('./commands/rates.ts');
    done(await ratesCheckCommand(file, flags, io));
  });

  const bring = rates.command('import').description('print a rate card made of another price catalogue');
  bring.argument('<files...>', 'the catalogue; for portkey one file for each provider');
  bring
    .requiredOption('--from <catalogue>', 'litellm, portkey, genai-prices or csv')
    .option('--as-of <day>', 'the day the prices are of; needed but for csv')
    .option('--id <name>', 'name of the card')
    .option('--currency <code>', 'csv: currency of the prices (default: USD)');
  addDebugFlag(bring).action(async (files: string[], flags: RatesImportFlags) => {
    const { ratesImportCommand } = await import('./commands/rates.ts');
    done(await ratesImportCommand(files, flags, io));
  });
}
