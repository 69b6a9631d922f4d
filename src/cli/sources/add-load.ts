// The command `load` and its flags. Its code is imported when it runs.
import type { Command } from 'commander';
import type { CommandName } from '../command-names.ts';
import type { LoadFlags } from '../commands/load.ts';
import { addDebugFlag, addInputFlags, addLimitFlags, addMemoryFlag } from '../flags.ts';
import type { Io } from '../io.ts';

type NewCommand = (name: CommandName, description: string) => Command;

export function addLoad(command: NewCommand, io: Io, done: (code: number) => void): void {
  const load = command('load', 'write the events of logs into ClickHouse, to be audited there; again adds nothing');
  load.argument('[files...]', 'files, directories, globs, or - for standard input');
  addLimitFlags(addMemoryFlag(addInputFlags(load)))
    .optionsGroup('Output:')
    .option('--to <url>', 'clickhouse://user@host:8123/database?table=attrib_events')
    .option('--ddl', 'print the statements that make the tables, and do nothing')
    .option('--cluster <name>', 'with --ddl: for the shards of this cluster, by sipHash64(trace_id)')
    .option('--quiet', 'no progress and no notes on stderr');
  addDebugFlag(load).action(async (files: string[], flags: LoadFlags) => {
    const { loadCommand } = await import('../commands/load.ts');
    done(await loadCommand(files, flags, io));
  });
}
