// Chargeback: who pays what, line by line. Own spend, retries, shared costs and what has no owner stay apart; together they are the total.
import * as z from 'zod';

export const lineKinds = ['direct', 'retries', 'shared', 'unshared', 'exception'] as const;

const usd = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('US dollars, all digits');
const count = z.int().nonnegative();
const text = z.string().nullable();
const day = z.string().nullable();

const unitSchema = z.strictObject({
  key: text,
  usd,
  calls: count,
  requests: count.describe('traces with a billed call'),
  unpriced_requests: count.optional().describe('those with a call of unknown cost; they are in no average'),
  successes: count.describe('requests whose outcome, else whose last call, says that they succeeded'),
  usd_per_request: usd.nullable(),
  usd_per_success: usd.nullable().describe('all spend, that of failures too, for each success'),
});

export const chargebackSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  document: z.literal('chargeback'),
  tool: z.strictObject({ name: z.literal('attrib-audit'), version: z.string() }),
  period: z.strictObject({ from: text, to: text, as_of: text }),
  statement_for: text.describe('the team of a statement; null for all'),
  group_by: z.array(z.string()),
  filters: z.array(z.string()),
  totals: z
    .strictObject({
      total_usd: usd.describe('all spend of the period'),
      shown_usd: usd.describe('the sum of the lines'),
      filtered_out_usd: usd.describe('total minus shown'),
      by_kind: z.record(z.enum(lineKinds), usd),
      calls: count,
      unpriced_calls: count,
      lower_bound: z.boolean(),
    })
    .describe('shown_usd + filtered_out_usd = total_usd, to the last digit'),
  teams: z.array(
    z.strictObject({
      team: text,
      cost_center: text,
      direct_usd: usd,
      retries_usd: usd,
      shared_usd: usd,
      total_usd: usd,
      calls: count,
    }),
  ),
  lines: z.array(
    z.strictObject({
      kind: z
        .enum(lineKinds)
        .describe(
          "direct: the team's own; retries: attempts that another attempt replaced; shared: its share of a pool; unshared: a pool nobody could be given; exception: no owner",
        ),
      team: text,
      cost_center: text,
      provider: text,
      model: text,
      groups: z.record(z.string(), text),
      pool: text,
      usd,
      calls: count.describe('calls of the line; a shared line counts none, its calls stand in the pool'),
    }),
  ),
  pools: z.array(
    z.strictObject({
      name: z.string(),
      by: z.enum(['even', 'proportional', 'fixed', 'requests']),
      reason: text,
      usd,
      calls: count,
      shares: z.array(z.strictObject({ team: z.string(), usd, weight: z.string() })),
      unowned_usd: usd.describe('the part of the pool that has no owner of its own'),
      unshared_usd: usd.describe('what is left because no team had a weight'),
      barred_usd: usd.describe(
        'what fits the rule and has no owner: it stays in the exception bucket, because the rule gives no reason; no part of the pool',
      ),
    }),
  ),
  invoice: z
    .strictObject({
      invoice_usd: usd.describe('everything on the invoices'),
      not_invoiced_usd: usd.describe('spend of sellers that are on none of the invoices'),
      lines: z.array(
        z.strictObject({
          kind: z.enum(['residue', 'credit', 'charge']).describe('charge: taxes, seats and others that are no use'),
          title: z.string(),
          usd,
        }),
      ),
    })
    .nullable()
    .describe('total_usd - not_invoiced_usd + lines = invoice_usd; charged to no team'),
  exceptions: z.strictObject({
    owner: text,
    sla_days: count.nullable(),
    usd,
    calls: count,
    rows: z.array(
      z.strictObject({
        cause: z.string(),
        title: z.string(),
        usd,
        calls: count,
        oldest: day,
        age_days: count.nullable(),
        due: day.describe('day by which the oldest must have an owner'),
        overdue: z.boolean().nullable(),
      }),
    ),
  }),
  units: z.strictObject({
    all: unitSchema,
    by: z.record(z.string(), z.array(unitSchema)),
    top_users: z.array(z.strictObject({ team: text, user: z.string(), usd, calls: count })),
  }),
});

export type ChargebackDocument = z.output<typeof chargebackSchema>;
export type ChargedUnit = z.output<typeof unitSchema>;
/** The same before it is written: every tenant may be a unit, and they wait on disk. */
export interface LongChargeback extends Omit<ChargebackDocument, 'units'> {
  readonly units: Omit<ChargebackDocument['units'], 'by'> & {
    readonly by: Readonly<Record<string, Iterable<ChargedUnit>>>;
  };
}
export type LineKind = (typeof lineKinds)[number];
