// One row of -f csv: groups, breaks, budget windows and what enforcement would reject. Columns are only ever added, at the end.
import * as z from 'zod';

const text = z.string();
const decimal = z.string().regex(/^(?:-?\d+(?:\.\d+)?)?$/);
const count = z.string().regex(/^\d*$/);

/** Every cell is text; a cell that does not apply is empty. Figures are plain decimals. */
export const csvRowSchema = z.strictObject({
  section: z.enum(['group', 'break', 'budget', 'enforcement']),
  group_by: text.describe('the field, or the level of a budget'),
  key: text.describe('its value; empty for spend without one'),
  from: text,
  to: text,
  field: text,
  kind: text.describe('what happens at a break; the window of a budget; before or since_hard of a rule'),
  usd: decimal,
  share_pct: decimal,
  proven_usd: decimal,
  recoverable_usd: decimal,
  unattributed_usd: decimal,
  calls: count,
  traces: count,
  input_tokens: count,
  output_tokens: count,
  example_source: text,
  example_line: count,
  example_trace_id: text,
  limit_usd: decimal,
  first_day: text,
  last_day: text,
  rule: text,
  environments: text,
  hard_from: text,
  uncounted_calls: count,
});

export type CsvColumn = keyof z.infer<typeof csvRowSchema>;
export const csvColumns = Object.keys(csvRowSchema.shape) as readonly CsvColumn[]; // the keys of the object

/** These hold our own decimals; a minus in front of them is no formula. */
export const csvFigures: ReadonlySet<string> = new Set(
  csvColumns.filter((name) => csvRowSchema.shape[name] === decimal || csvRowSchema.shape[name] === count),
);
