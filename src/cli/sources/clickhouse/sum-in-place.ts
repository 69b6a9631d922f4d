// A table audited where it is: most of its traces come back as sums, the others as their rows.
import type { AuditSettings } from '../../../audit/settings.ts';
import { eventCountSql, inputFrom, inputsSql, loadedRows } from '../../../cluster/keep.ts';
import { sumUp } from '../../../cluster/sum-up.ts';
import type { InFull, InputFile, SummedUp } from '../../../engine/input-file.ts';
import { UsageError } from '../../../model/errors.ts';
import type { Event } from '../../../model/event.ts';
import type { Connection } from './connection.ts';
import { allRows, columnsOf, engineOf, holdsEvents, type Open } from './kept-events.ts';
import { type InPlace, sumRows } from './sum-rows.ts';

/** Lists of ids stand in the statements; a shard that cannot be reached is an error, never a smaller answer. */
const asked = { max_query_size: 64 * 1024 * 1024, max_ast_elements: 5_000_000, skip_unavailable_shards: 0 } as const;
/** Each shard holds whole traces, so it may group them by itself. */
const alone = { ...asked, distributed_group_by_no_merge: 1 } as const;

/** `name` is what the report calls the input. */
export const sumInPlace =
  (open: Open, table: string, name: string): NonNullable<InputFile['sumsUp']> =>
  async (settings, { from, map }, take, signal) => {
    const connection = await open(asked);
    try {
      const columns = await columnsOf(connection, table, signal);
      const engine = await engineOf(connection, table, signal);
      const rowsBefore = await countOf(connection, table, signal);
      const ours = holdsEvents(columns, connection.name);
      if (!ours && (from !== undefined || map?.length))
        return { in_full: 'its rows are read by another map than the table of their format' };
      const summed = ours
        ? await sumEvents(open, connection, table, engine, settings, take, signal)
        : await sumRows((sql) => connection.rows(sql, signal), { table, engine, columns, name }, settings, take);
      if ('in_full' in summed) return summed;
      await checkUnchanged(connection, table, rowsBefore, signal);
      const { inputs } = summed;
      const { settle, ...tally } = summed.tally;
      if (!settle) return { tally, inputs };
      /** Asked later, with connections of its own. */
      const settled: SummedUp['settled'] = async (judged) => {
        const [merging, parting] = [await open(asked), await open(isByTrace(engine) ? alone : asked)];
        try {
          const more = await settle((sql, how) => (how?.alone ? parting : merging).rows(sql, signal), judged);
          await checkUnchanged(merging, table, rowsBefore, signal);
          return more;
        } finally {
          await Promise.all([merging.close(), parting.close()]);
        }
      };
      return { tally, inputs, settled };
    } finally {
      await connection.close();
    }
  };

const isDistributed = (engine: string): boolean => engine.startsWith('Distributed(');
const isByTrace = (engine: string): boolean => isDistributed(engine) && /sipHash64\(`?trace_id`?\)/.test(engine);

async function sumEvents(
  open: Open,
  merging: Connection,
  table: string,
  engine: string,
  settings: AuditSettings,
  take: (event: Event) => void,
  signal?: AbortSignal,
): Promise<InPlace | InFull> {
  const inputs = (await allRows(merging, inputsSql(table), signal)).map(inputFrom);
  const parting = isByTrace(engine) ? await open(alone) : merging;
  try {
    const tally = await sumUp(
      (sql, how) => (how?.alone ? parting : merging).rows(sql, signal),
      loadedRows(table, isDistributed(engine)),
      settings,
      take,
    );
    return 'in_full' in tally ? tally : { tally, inputs };
  } finally {
    if (parting !== merging) await parting.close();
  }
}

async function checkUnchanged(
  connection: Connection,
  table: string,
  rowsBefore: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if ((await countOf(connection, table, signal)) !== rowsBefore)
    throw new UsageError(`${connection.name}: the table changed while it was read`, 'nothing was reported; run again');
}

async function countOf(connection: Connection, table: string, signal?: AbortSignal): Promise<string> {
  return (await allRows(connection, eventCountSql(table), signal)).join();
}
