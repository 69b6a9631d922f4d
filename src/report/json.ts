// The document itself as JSON: keys in the order of the schema, nothing in it that could steer a terminal.
import { type AuditReport, reportSchema } from '../model/report.ts';
import { jsonPieces } from './json-text.ts';
import type { Reporter } from './style.ts';

export { jsonText } from './json-text.ts';

export const reportToJson: Reporter = (report) => jsonPieces(ordered(report));

/** Parsing rebuilds every object in the order of the schema, whatever order it was built in. Rows of groups may be a million: one at a time. */
function ordered({ groups, ...report }: AuditReport): object {
  const inOrder = Object.entries(groups).map(([name, rows]) => [name, orderedRows(rows)]);
  return { ...reportSchema.parse({ ...report, groups: {} }, once), groups: Object.fromEntries(inOrder) };
}

const orderedRows = (rows: AuditReport['groups'][string]): Iterable<unknown> => ({
  *[Symbol.iterator]() {
    for (const row of rows) yield reportSchema.shape.groups.valueType.element.parse(row, once);
  },
});

/** Compiling code for every kind of object takes longer than it saves. */
const once = { jitless: true };
