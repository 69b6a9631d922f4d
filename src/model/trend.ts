// Trend: coverage over time, from the days of any number of reports.
import * as z from 'zod';

const usd = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('US dollars, all digits');
const count = z.int().nonnegative();
const percent = z.number().nullable();
const figures = {
  usd,
  calls: count,
  proven_usd: usd,
  recoverable_usd: usd,
  unattributed_usd: usd,
  proven_pct: percent.describe('of the spend; null when nothing has a price'),
  unattributed_pct: percent,
};

export const trendSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  document: z.literal('trend'),
  tool: z.strictObject({ name: z.literal('attrib-audit'), version: z.string() }),
  by: z.enum(['day', 'week', 'month']),
  unattributed_limit_pct: z.number(),
  periods: z.array(
    z.strictObject({
      period: z.string().describe('the day, the Monday of the week, or the month; UTC'),
      days: count.describe('days of it with a call'),
      ...figures,
    }),
  ),
  undated: z.strictObject(figures).nullable().describe('calls without a time'),
  total: z.strictObject(figures),
  counted_once: z
    .array(z.strictObject({ day: z.string(), reports: z.array(z.string()), taken: z.string() }))
    .describe('days that several reports cover; the one with the most calls is taken'),
});

export type Trend = z.output<typeof trendSchema>;
