// Asks a LiteLLM proxy's database for its teams, keys, projects, organisations and budgets.
import type * as z from 'zod';
import { UsageError } from '../../../model/errors.ts';
import type { Connection } from './connection.ts';
import {
  type LitellmRegistry,
  type LitellmRows,
  type LitellmTable,
  litellmRegistry,
  litellmTables,
} from './litellm-registry.ts';
import { columnsOf, nameOf, quoted } from './table-rows.ts';

export async function readRegistryTables(connection: Connection, schema: string | undefined): Promise<LitellmRegistry> {
  const rows: LitellmRows = {
    LiteLLM_TeamTable: await rowsOf('LiteLLM_TeamTable'),
    LiteLLM_VerificationToken: await rowsOf('LiteLLM_VerificationToken'),
    LiteLLM_ProjectTable: await rowsOf('LiteLLM_ProjectTable'),
    LiteLLM_OrganizationTable: await rowsOf('LiteLLM_OrganizationTable'),
    LiteLLM_BudgetTable: await rowsOf('LiteLLM_BudgetTable'),
  };
  return litellmRegistry(rows);

  async function rowsOf<T extends LitellmTable>(table: T): Promise<LitellmRows[T]> {
    const schemaOfRow = litellmTables[table];
    const name = nameOf({ schema, name: table });
    const there = await columnsOf(connection, { schema, name: table });
    const columns = Object.keys(schemaOfRow.shape).filter((column) => there.includes(column));
    const [key] = Object.keys(schemaOfRow.shape);
    if (key === undefined || !columns.includes(key)) {
      // Without teams there is no registry; the other tables came with later releases.
      if (table !== 'LiteLLM_TeamTable') return [] as LitellmRows[T];
      throw new UsageError(
        `${connection.name}: there is no table "${table}", or the user may not see it`,
        'a registry in a database is that of a LiteLLM proxy; name its schema with ?schema=NAME',
      );
    }
    const list = columns.map(quoted).join(', ');
    const texts = await connection.column(
      `SELECT row_to_json(row)::text FROM (SELECT ${list} FROM ${name} ORDER BY ${quoted(key)} COLLATE "C") row`,
    );
    // The table's own schema reads its own rows; the compiler does not follow T through the record.
    return texts.map((text) => parsed(schemaOfRow, text, table)) as unknown as LitellmRows[T];
  }

  function parsed(schemaOfRow: z.ZodType, text: string, table: string): unknown {
    const row = schemaOfRow.safeParse(JSON.parse(text));
    if (row.success) return row.data;
    const column = row.error.issues[0]?.path.join('.') ?? '';
    throw new UsageError(`${connection.name}: the column "${column}" of "${table}" is of another type than LiteLLM's`);
  }
}
