// The commands that turn an audit into money moving between teams. Each one's code is imported when it runs.
import type { Command } from 'commander';
import type { CommandName } from './command-names.ts';
import type { BudgetsFlags } from './commands/budgets.ts';
import type { ChargebackFlags } from './commands/chargeback.ts';
import type { CompareFlags } from './commands/compare.ts';
import type { TrendFlags } from './commands/trend.ts';
import {
  addDebugFlag,
  addDocumentFlags,
  addGroupFlag,
  addInputFlags,
  addMemoryFlag,
  addSelectionFlags,
  collect,
} from './flags.ts';
import type { Io } from './io.ts';

type NewCommand = (name: CommandName, description: string) => Command;

export function addMoneyCommands(command: NewCommand, io: Io, done: (code: number) => void): void {
  addCompare(command, io, done);
  addTrend(command, io, done);
  addBudgets(command, io, done);
  addChargeback(command, io, done);
}

function addCompare(command: NewCommand, io: Io, done: (code: number) => void): void {
  const compare = command('compare', 'two periods: score, breaks, and why each team spends more or less');
  compare.argument(
    '[inputs...]',
    'before and after: a file, directory, quoted glob or saved report each; with --split any inputs',
  );
  addSelectionFlags(addMemoryFlag(addInputFlags(compare))).option(
    '--split <time>',
    'cut one input in two: before, and from then on',
  );
  addDebugFlag(addDocumentFlags(compare, 'terminal, markdown or json'));
  compare.action(async (files: string[], flags: CompareFlags) => {
    const { compareCommand } = await import('./commands/compare.ts');
    done(await compareCommand(files, flags, io));
  });
}

function addTrend(command: NewCommand, io: Io, done: (code: number) => void): void {
  const trend = command('trend', 'coverage by week, over logs and saved reports');
  trend.argument('[inputs...]', 'saved reports, files, directories, globs, or - for standard input');
  addSelectionFlags(addMemoryFlag(addInputFlags(trend))).option('--by <period>', 'day, week or month (default: week)');
  addDebugFlag(addDocumentFlags(trend, 'terminal, markdown, csv or json'));
  trend.action(async (files: string[], flags: TrendFlags) => {
    const { trendCommand } = await import('./commands/trend.ts');
    done(await trendCommand(files, flags, io));
  });
}

function addBudgets(command: NewCommand, io: Io, done: (code: number) => void): void {
  const budgets = command(
    'budgets',
    'what is left of each budget, when it runs out, and what a gateway would have refused',
  );
  budgets.argument('[files...]', 'files, directories, globs, or - for standard input');
  addMemoryFlag(addInputFlags(budgets)).option(
    '--as-of <time>',
    'the moment to take for now (default: the newest call)',
  );
  addDebugFlag(addDocumentFlags(budgets, 'terminal, markdown, csv or json'));
  budgets.action(async (files: string[], flags: BudgetsFlags) => {
    const { budgetsCommand } = await import('./commands/budgets.ts');
    done(await budgetsCommand(files, flags, io));
  });
}

function addChargeback(command: NewCommand, io: Io, done: (code: number) => void): void {
  const chargeback = command(
    'chargeback',
    'what each team pays: own spend, retries, shared costs, and what has no owner',
  );
  chargeback.argument('[files...]', 'files, directories, globs, or - for standard input');
  addSelectionFlags(addMemoryFlag(addInputFlags(chargeback)))
    .option('--team <team>', 'the statement of one team')
    .option('--invoice <file>', 'show residue and credits of these bills, apart (repeatable)', collect)
    .option('--as-of <time>', 'the moment to take for now (default: the newest call)');
  addDebugFlag(addGroupFlag(addDocumentFlags(chargeback, 'terminal, markdown, html, csv or json')));
  chargeback.action(async (files: string[], flags: ChargebackFlags) => {
    const { chargebackCommand } = await import('./commands/chargeback.ts');
    done(await chargebackCommand(files, flags, io));
  });
}
