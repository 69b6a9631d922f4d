// Budgets as a document: what each window of each budget held, when it ran out, and which calls a gateway would have refused.
import * as z from 'zod';
import { count, text, textOrNull, usd } from './document-parts.ts';

const percent = z.number().nullable();
const instant = text.describe('UTC');
const callRef = z.strictObject({
  key: text,
  trace_id: textOrNull,
  source: text,
  line: count,
  at: instant,
  usd,
});
const crossing = callRef.extend({ spent_before_usd: usd }).nullable();
const amount = { calls: count, usd };

export const budgetsSchema = z.strictObject({
  as_of: instant.nullable().describe('the moment taken for now; null when no call has a time'),
  as_of_from: z.enum(['flag', 'newest call']),
  undated: z.strictObject(amount).describe('calls without a time, which are in no window'),
  later: z.strictObject(amount).describe('calls after as_of, which are left out'),
  blocked: z
    .strictObject({
      ...amount,
      first: callRef.extend({ by: z.array(text) }).nullable(),
    })
    .describe(
      'calls that a cumulative check would have refused: some budget of theirs had nothing left when they began, and no approval covered them; what is refused is not spent',
    ),
  approvals: z
    .array(
      z.strictObject({
        team: text,
        valid_from: text,
        valid_to: text.describe('first day on which it no longer holds'),
        usd: usd.nullable().describe('over the budget of each window; null is without limit'),
        reason_code: text,
        approved_by: text,
      }),
    )
    .optional()
    .describe('what teams may spend over their budgets; the check has let it through'),
  windows: z.array(
    z.strictObject({
      level: z.enum(['customer', 'team', 'key', 'other']),
      budget: text,
      window: z.enum(['day', 'week', 'month']),
      time_zone: text,
      first_day: text,
      last_day: text,
      current: z.boolean().describe('as_of lies in it'),
      limit_usd: usd,
      spent_usd: usd,
      spent_pct: percent,
      calls: count,
      unpriced_calls: count.optional().describe('of unknown cost: what was spent is at least spent_usd'),
      state: z.enum(['fine', 'nearly spent', 'spent']).describe('nearly spent from 80 % on, spent from 100 % on'),
      measured_from: instant.nullable().describe('burn and forecast are measured from here to as_of'),
      burn_usd_per_day: usd.nullable(),
      forecast_usd: usd
        .nullable()
        .describe(
          "at the window's end when spending goes on like this; null when less than a tenth of the window was measured",
        ),
      forecast_pct: percent,
      exhausted_on: textOrNull.describe('local day on which nothing is left: reached, or as forecast'),
      crossed_80: crossing.describe('the first call that brought the spend to 80 %'),
      crossed_100: crossing,
      blocked: z.strictObject({ ...amount, first: callRef.nullable() }).describe('refused by this budget'),
    }),
  ),
  spikes: z.array(
    z.strictObject({
      level: z.enum(['customer', 'team', 'key', 'other']),
      budget: text,
      day: text,
      time_zone: text,
      usd,
      mean_usd: usd.describe('of the days before it, at least 3 and at most 7'),
      mean_days: count,
    }),
  ),
});

export type BudgetsDocument = z.output<typeof budgetsSchema>;
