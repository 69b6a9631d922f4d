// Monthly line: capacity paid by the month, as documents have it. Shown beside the cost of calls, never added to it.
import * as z from 'zod';

export const monthlyLineSchema = z.strictObject({
  card: z.string(),
  name: z.string(),
  seller: z.string(),
  model: z.string().nullable().describe('any when null'),
  tier: z.string(),
  units: z.int(),
  month: z.string().nullable().describe('a calendar month (UTC), paid whole; null: any'),
  usd: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .describe('US dollars, all digits'),
});
export type MonthlyLineWire = z.output<typeof monthlyLineSchema>;
