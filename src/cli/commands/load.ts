// load: reads inputs as an audit would and writes their events into a database, so that a cluster can audit them in place. Loading the
// same input again adds nothing. --ddl prints the statements instead.
import { ddlStatements } from '../../cluster/ddl.ts';
import { readSorted } from '../../engine/read-sorted.ts';
import { UsageError } from '../../model/errors.ts';
import { exitCodeOf } from '../exit-code.ts';
import { defaultMaxRejectedPct, readPercent } from '../gate-limits.ts';
import type { Io } from '../io.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';
import { openTarget } from '../sources/clickhouse/target.ts';

export interface LoadFlags extends InputFlags {
  readonly to?: string;
  readonly ddl?: boolean;
  readonly cluster?: string;
  readonly maxRejected?: string;
}

export async function loadCommand(operands: readonly string[], flags: LoadFlags, io: Io): Promise<number> {
  if (flags.to === undefined) {
    throw new UsageError(
      'load needs to know where to',
      '--to clickhouse://user@host:8123/database?table=attrib_events',
    );
  }
  const target = await openTarget(flags.to, flags.config, io);
  if (flags.ddl) {
    const cluster = flags.cluster === undefined ? {} : { cluster: flags.cluster };
    const statements = ddlStatements({ table: target.table, database: target.database, ...cluster });
    io.stdout.write(`${statements.join(';\n\n')};\n`);
    return 0;
  }
  const maxRejectedPct =
    flags.maxRejected === undefined ? defaultMaxRejectedPct : readPercent('--max-rejected', flags.maxRejected);
  const files = await openInputs(operands, flags, io);
  const { inputs, unreadable, loaded } = await readUnderway(
    files,
    flags,
    io,
    (options) =>
      readSorted(files, options, target.textOf, async (read) => {
        // Half an input in a table would look like a whole one.
        const whole = read.unreadable.length === 0;
        return { ...read, loaded: whole ? await target.load(read, options.signal) : undefined };
      }),
    (read) => read.inputs,
  );
  tellUnreadable(unreadable, io);
  if (loaded) {
    const { added, present } = loaded;
    io.stdout.write(`${target.name}: ${added} events added${present === 0 ? '' : `, ${present} were there already`}\n`);
  }
  const sum = (count: (input: (typeof inputs)[number]) => number): number =>
    inputs.reduce((total, input) => total + count(input), 0);
  return exitCodeOf({
    unreadable: unreadable.length > 0,
    records: sum(({ records }) => records),
    rejected: sum(({ rejected }) => rejected),
    maxRejectedPct,
  });
}
