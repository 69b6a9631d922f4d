// Reconciliation: traced calls against what sellers report and bill. Same rules as the report: decimal text for money, no prompt text.
// Parts and remainder add up to the invoice, to the last digit: see `bridge`.
import * as z from 'zod';
import { usageClasses } from './usage.ts';

const usd = z.string().describe('US dollars, decimal text, all digits');
const count = z.int().nonnegative();
const units = z.number().describe('tokens, or units of another class; signed');
const meter = z.enum(usageClasses);
const place = z.strictObject({ source: z.string(), line: z.int(), format: z.string() });
const verdict = z
  .enum(['within', 'over', 'flagged', 'one-sided'])
  .describe(
    'the difference as a share of what was billed, against the two tolerances; one-sided: only one side has it',
  );

export const allocationPolicies = {
  'exception-bucket': 'Nothing is allocated: what calls do not account for stays in the exception bucket.',
  'invoice-tag':
    'Use without a single call goes to the team that its invoice line is tagged with; the rest stays in the exception bucket.',
  'traced-share':
    'The difference of a cell is spread over the teams with calls in it, in proportion to their traced cost; cells without calls stay in the exception bucket.',
} as const;
export type AllocationPolicy = keyof typeof allocationPolicies;

const sides = {
  billed_usd: usd,
  traced_usd: usd,
  matched_usd: usd.describe('what both sides have, cell by cell: the lesser of the two'),
  delta_usd: usd.describe('billed minus traced'),
  delta_pct: z.number().nullable().describe('of the billed amount; null when nothing was billed'),
  verdict,
};

const input = z.strictObject({
  path: z.string(),
  format: z.string().nullable(),
  records: count,
  events: count,
  skipped: count,
  rejected: count,
});

export const reconciliationSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  tool: z.strictObject({ name: z.literal('attrib-audit'), version: z.string() }),
  generated_from: z.strictObject({ invoices: z.array(input), traces: z.array(input) }),
  rates: z.array(z.strictObject({ id: z.string(), as_of: z.string().nullable(), sha256: z.string().nullable() })),
  tolerance_pct: z.number(),
  flag_pct: z.number(),
  policy: z.strictObject({ id: z.enum(['exception-bucket', 'invoice-tag', 'traced-share']), text: z.string() }),
  totals: z.strictObject({
    invoice_usd: usd.describe('everything on the invoices: use and what is kept apart'),
    ...sides,
    kept_apart_usd: usd,
    remainder_usd: usd.describe('the part of delta_usd that no cause explains'),
    lines: count,
    calls: count.describe('traced calls that were compared'),
  }),
  bridge: z
    .array(
      z.strictObject({
        step: z.enum(['traced', 'unlogged', 'unbilled', 'class', 'rate', 'edge', 'rounding', 'unexplained', 'apart']),
        title: z.string(),
        usd,
      }),
    )
    .describe('from the traced calls to the invoice; the steps add up to totals.invoice_usd'),
  causes: z.array(
    z.strictObject({
      group: z.string(),
      title: z.string(),
      usd,
      causes: z.array(
        z.strictObject({
          cause: z.string(),
          title: z.string(),
          usd,
          cells: count,
          places: z
            .array(
              z.strictObject({
                seller: z.string(),
                model: z.string().nullable(),
                tier: z.string().nullable(),
                accounts: z.record(z.string(), z.string()),
                class: meter.nullable(),
                logged_as: meter.nullable().describe('the class the log has them in'),
                periods: z.array(z.string()),
                units,
                per: z.number().describe('units that the prices are for'),
                rate_usd: usd.nullable().describe('as the calls or the card have it'),
                logged_as_rate_usd: usd.nullable(),
                billed_rate_usd: usd.nullable(),
                usd,
                detail: z.string().nullable(),
                example: place.nullable(),
              }),
            )
            .describe('the most money first'),
        }),
      ),
    }),
  ),
  tokens: z.array(
    z.strictObject({
      seller: z.string(),
      model: z.string().nullable(),
      class: meter,
      billed: units,
      logged: units,
      delta: units,
      delta_pct: z.number().nullable(),
      verdict,
    }),
  ),
  by_day: z.array(z.strictObject({ key: z.string(), ...sides })),
  by_model: z.array(z.strictObject({ seller: z.string(), key: z.string().nullable(), ...sides })),
  by_account: z
    .array(z.strictObject({ seller: z.string(), field: z.string(), key: z.string().nullable(), ...sides }))
    .describe('by the accounts, projects and keys that both sides name'),
  by_team: z.array(
    z.strictObject({
      key: z.string().nullable().describe('null: calls without an owner'),
      traced_usd: usd,
      allocated_usd: usd.describe('what the policy adds; nothing under exception-bucket'),
      total_usd: usd,
    }),
  ),
  exception_bucket: z.strictObject({ owner: z.string().nullable(), sla_days: count.nullable(), usd }),
  kept_apart: z.array(
    z.strictObject({ kind: z.string(), title: z.string(), usd, lines: count, example: place.nullable() }),
  ),
  sellers: z.array(
    z.strictObject({
      seller: z.string(),
      formats: z.array(z.string()),
      lines: count,
      calls: count,
      from: z.string().nullable(),
      to: z.string().nullable(),
      counts_from: z.string().describe('where billed token counts come from'),
      money_from: z.string().describe('where billed money comes from'),
      day_offset_hours: z.int().describe('hours after 0:00 UTC at which billing days begin'),
      moved_usd: usd.describe('traced cost that belongs to another billing day than its UTC day'),
      dimensions: z.array(z.strictObject({ name: z.string(), used: z.boolean(), why: z.string() })),
    }),
  ),
  not_compared: z.strictObject({
    outside_period: z.strictObject({ calls: count, usd }),
    other_sellers: z.array(z.strictObject({ seller: z.string(), calls: count, usd })),
    without_time: z.strictObject({ calls: count, usd }),
    apart_use: z
      .strictObject({ calls: count, usd })
      .describe('traced tool fees and priority-tier use whose invoice lines are kept apart'),
    unpriced_calls: count.describe('compared, at no cost: the traced side is a lower bound'),
    free_calls: count.describe('cache hits and failures without usage: they cost nothing on either side'),
    repeated_lines: z.strictObject({ lines: count, usd }),
    sums_among_calls: count.describe('rows in the files of calls that sum several requests; give them with --invoice'),
    calls_among_invoices: count.describe('single calls in the files of invoices'),
    lines_without_amount: count.describe(
      'lines of bills without an amount in US dollars: billed money lacks what they charge',
    ),
  }),
  logged_costs: z
    .strictObject({
      calls: count,
      logged_usd: usd,
      traced_usd: usd,
      by_cause: z.array(
        z.strictObject({
          cause: z.string(),
          detail: z.string(),
          models: z.array(z.string()),
          calls: count,
          logged_usd: usd,
          traced_usd: usd,
          delta_usd: usd,
        }),
      ),
    })
    .describe('what the logs themselves say the compared calls cost, and why that is not what they cost'),
});

export type Reconciliation = z.output<typeof reconciliationSchema>;
