// The command tree. Loads nothing but commander and texts; each command's code is imported when it runs, so that help is instant.
import { Command, Help } from 'commander';
import { toolVersion } from './bundled.ts';
import type { CommandName } from './command-names.ts';
import type { AuditFlags, GateCommandFlags } from './commands/audit.ts';
import type { ExplainFlags } from './commands/explain.ts';
import type { ExportFlags } from './commands/export.ts';
import type { FixFlags } from './commands/fix.ts';
import type { ReconcileFlags } from './commands/reconcile.ts';
import type { SuggestFlags } from './commands/registry.ts';
import type { ReviewFlags } from './commands/review.ts';
import type { SampleFlags } from './commands/sample.ts';
import type { OutputFlags } from './destinations.ts';
import {
  addDebugFlag,
  addGateFlags,
  addInputFlags,
  addLimitFlags,
  addMemoryFlag,
  addOutputFlags,
  addReconcileFlags,
  addReportFlags,
  addSampleFlags,
  addScreenFlags,
  addSelectionFlags,
  addThreadsFlag,
  addTopFlag,
  collect,
  positive,
} from './flags.ts';
import { environmentText, examplesText, shortHelp } from './help-text.ts';
import type { Io } from './io.ts';
import { addListen } from './listen/add-listen.ts';
import { addMoneyCommands } from './money-commands.ts';
import { addPriceCommands } from './price-commands.ts';
import { addReferenceCommands } from './reference-commands.ts';
import { addLoad } from './sources/add-load.ts';

/** Runs the command that `argv` names and returns its exit code. Throws CommanderError for wrong flags and after help. */
export async function runProgram(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = await buildProgram(io, (result) => {
    code = result;
  });
  await program.parseAsync([...argv], { from: 'user' });
  return code;
}

async function buildProgram(io: Io, done: (code: number) => void): Promise<Command> {
  const program = new Command('attrib-audit')
    .description(
      'Who owns every dollar of AI spend, how we know, where ownership gets lost, and whether the price is right.',
    )
    .usage('[command] [files...|-] [options]')
    .version(await toolVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help; attrib-audit COMMAND --help for one command')
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout.write,
      writeErr: io.stderr.write,
      outputError: () => {},
      getOutHelpWidth: () => helpWidth(io),
    });
  const audit = addAudit(program, io, done);
  addGate(program, io, done);
  addListen(command(program, 'listen', 'take OpenTelemetry and records over HTTP, then audit or gate them'), io, done);
  addExplain(program, io, done);
  addReview(program, io, done);
  addMoneyCommands((name, description) => command(program, name, description), io, done);
  addRender(program, io, done);
  addExport(program, io, done);
  addLoad((name, description) => command(program, name, description), io, done);
  addRegistry(program, io, done);
  addPriceCommands(program, io, done);
  addReconcile(program, io, done);
  addFix(program, io, done);
  addReferenceCommands((name, description) => command(program, name, description), io, done);
  program.addHelpText('after', () => examplesText('audit') + environmentText);
  // audit is the default command, so its flags are the program's.
  program.configureHelp({
    visibleOptions: (command) => [...new Help().visibleOptions(command), ...(command === program ? audit.options : [])],
  });
  return program;
}

const helpWidth = (io: Io): number => Math.min(io.stdout.columns ?? 100, 100);

function command(
  program: Command,
  name: CommandName,
  description: string,
  options: { isDefault?: boolean } = {},
): Command {
  return program
    .command(name, options)
    .description(description)
    .addHelpText('after', () => examplesText(name));
}

function addAudit(program: Command, io: Io, done: (code: number) => void): Command {
  const audit = command(program, 'audit', 'audit logs (the default command)', { isDefault: true });
  audit.argument('[files...]', 'files, directories, globs, or - for standard input');
  addDebugFlag(
    addReportFlags(
      addLimitFlags(addSampleFlags(addSelectionFlags(addThreadsFlag(addMemoryFlag(addInputFlags(audit)))))),
    ),
  );
  return audit.action(async (files: string[], flags: AuditFlags & SampleFlags) => {
    if (files.length === 0 && io.stdin.isTTY) return io.stdout.write(shortHelp);
    if (flags.sample !== undefined) {
      const { sampleCommand } = await import('./commands/sample.ts');
      return done(await sampleCommand(files, flags, flags.sample, io));
    }
    const { auditCommand } = await import('./commands/audit.ts');
    done(await auditCommand(files, flags, io));
  });
}

function addGate(program: Command, io: Io, done: (code: number) => void): void {
  const gate = command(program, 'gate', 'audit against limits; exit 1 when one is broken');
  gate.argument('[files...]', 'files, directories, globs, or - for standard input');
  addDebugFlag(addReportFlags(addGateFlags(addSelectionFlags(addThreadsFlag(addMemoryFlag(addInputFlags(gate)))))));
  gate.action(async (files: string[], flags: GateCommandFlags) => {
    const { gateCommand } = await import('./commands/audit.ts');
    done(await gateCommand(files, flags, io));
  });
}

function addExplain(program: Command, io: Io, done: (code: number) => void): void {
  const explain = command(
    program,
    'explain',
    'one trace or request end to end: path, fields, grades, price line by line',
  );
  explain.argument('[id]', 'trace id, request id, provider request id or span id; none with --top');
  explain.argument('[files...]', 'files, directories, globs, or - for standard input');
  addSelectionFlags(addMemoryFlag(addInputFlags(explain)))
    .option('--on <day>', 'only calls of this UTC day')
    .option('--top <n>', 'the most expensive calls instead of an id, with the five answers first', positive)
    .optionsGroup('Output:')
    .option('--json', 'print the explanation as JSON');
  addDebugFlag(addScreenFlags(explain));
  explain.action(async (id: string | undefined, files: string[], flags: ExplainFlags) => {
    const { explainCommand } = await import('./commands/explain.ts');
    done(await explainCommand(id === undefined ? files : [id, ...files], flags, io));
  });
}

function addReview(program: Command, io: Io, done: (code: number) => void): void {
  const review = command(
    program,
    'review',
    'interactive review: find unowned spend, decide whose it is, write it down',
  );
  review.argument('[files...]', 'files, directories, globs, or - for standard input');
  addSelectionFlags(addInputFlags(review))
    .optionsGroup('Input:')
    .option(
      '--memory <size>',
      'memory to stay within; larger inputs are refused, for a review holds every call (default: 512MB)',
    )
    .optionsGroup('Output:')
    .option('--screen-reader', 'text that grows instead of a screen');
  addDebugFlag(addScreenFlags(addTopFlag(review)));
  review.action(async (files: string[], flags: ReviewFlags) => {
    const { reviewCommand } = await import('./commands/review.ts');
    done(await reviewCommand(files, flags, io));
  });
}

function addRegistry(program: Command, io: Io, done: (code: number) => void): void {
  const registry = command(program, 'registry', 'check a registry, or let logs propose rules for one');
  const check = registry
    .command('check <file>')
    .description('everything that is wrong with a registry; exit 1 if anything');
  addDebugFlag(check.option('--json', 'print as JSON')).action(async (file: string, flags: { json?: boolean }) => {
    const { registryCheckCommand } = await import('./commands/registry.ts');
    done(await registryCheckCommand(file, flags, io));
  });
  const suggest = registry
    .command('suggest [files...]')
    .description('rules for identities without an owner, by money, as YAML to paste; nothing is applied');
  addSelectionFlags(addMemoryFlag(addInputFlags(suggest)))
    .optionsGroup('Output:')
    .option('--json', 'print as JSON');
  addTopFlag(suggest).option('--quiet', 'no progress and no notes on stderr');
  addDebugFlag(suggest).action(async (files: string[], flags: SuggestFlags) => {
    const { registrySuggestCommand } = await import('./commands/registry.ts');
    done(await registrySuggestCommand(files, flags, io));
  });
}

function addFix(program: Command, io: Io, done: (code: number) => void): void {
  const fix = command(program, 'fix', 'the configuration that repairs a finding, for a gateway, collector or SDK');
  fix
    .argument('[code]', 'a finding, such as contract/field-missing')
    .option('--for <tool>', 'litellm, bifrost, portkey, kong, envoy, otel-collector, openai-node or openai-python')
    .option('--contract <file>', 'ownership contract, a JSON Schema')
    .option('--config <file>', 'config instead of attrib-audit.config.{json,jsonc,yaml}')
    .option('--json', 'print as JSON');
  addDebugFlag(fix).action(async (code: string | undefined, flags: FixFlags) => {
    const { fixCommand } = await import('./commands/fix.ts');
    done(await fixCommand(code, flags, io));
  });
}

function addExport(program: Command, io: Io, done: (code: number) => void): void {
  const calls = command(program, 'export', 'every call with its owner, grade and price, one line each');
  calls.argument('[files...]', 'files, directories, globs, or - for standard input');
  addLimitFlags(addSelectionFlags(addMemoryFlag(addInputFlags(calls))))
    .optionsGroup('Output:')
    .requiredOption('--to <kind>', 'csv or jsonl, a line for each call; focus for FOCUS 1.2 rows')
    .option('--invoice <file>', 'with --to focus: add what these bills say beyond the calls (repeatable)', collect)
    .option('--quiet', 'no progress and no notes on stderr');
  addDebugFlag(calls).action(async (files: string[], flags: ExportFlags) => {
    const { exportCommand } = await import('./commands/export.ts');
    done(await exportCommand(files, flags, io));
  });
}

function addRender(program: Command, io: Io, done: (code: number) => void): void {
  const render = command(program, 'render', 'any output from a saved report (-f json=report.json)');
  render.argument('<report>', 'a report in JSON, or - for standard input');
  addDebugFlag(addOutputFlags(render));
  render.action(async (file: string, flags: OutputFlags) => {
    const { renderCommand } = await import('./commands/render.ts');
    done(await renderCommand(file, flags, io));
  });
}

function addReconcile(program: Command, io: Io, done: (code: number) => void): void {
  const reconcile = command(
    program,
    'reconcile',
    'calls against usage reports, cost reports and bills of their sellers',
  );
  reconcile.argument('[files...]', 'logs of calls: files, directories, globs, or - for standard input');
  addDebugFlag(addReconcileFlags(addLimitFlags(addMemoryFlag(addInputFlags(reconcile)))));
  reconcile.action(async (files: string[], flags: ReconcileFlags) => {
    const { reconcileCommand } = await import('./commands/reconcile.ts');
    done(await reconcileCommand(files, flags, io));
  });
}
