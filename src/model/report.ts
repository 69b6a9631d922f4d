// Report: the one typed JSON document every reporter reads. Money is decimal text, shares are numbers in percent.
import * as z from 'zod';
import { budgetsSchema } from './budgets.ts';
import { explanationSchema } from './explanation.ts';
import { severities } from './finding.ts';
import { monthlyLineSchema } from './monthly-line.ts';
import { enforcementSchema } from './policy.ts';
import { breakKinds, grades } from './trace.ts';

export const confidences = ['high', 'medium', 'low'] as const;

const usd = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('US dollars, all digits');
const count = z.int().nonnegative();
const percent = z.number();
const place = { source: z.string(), line: count };

const part = z.strictObject({ usd, pct: percent.nullable(), calls: count, calls_pct: percent.nullable() });
const example = z.strictObject({ ...place, trace_id: z.string().nullable() });

export const reportSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  tool: z.strictObject({ name: z.literal('attrib-audit'), version: z.string() }),
  generated_from: z.strictObject({
    inputs: z.array(
      z.strictObject({
        path: z.string(),
        format: z.string().nullable().describe('the format of most of its records'),
        formats: z.record(z.string(), count).describe('records by format'),
        confidence: z
          .enum(confidences)
          .nullable()
          .optional()
          .describe(
            'in the format. high: its own keys stand on every record; medium: a form open to any key, or some records were not recognised; low: most were not, or the format was forced on records without its keys',
          ),
        unread_ownership: z
          .array(z.strictObject({ field: z.string(), path: z.string() }))
          .optional()
          .describe('members that look like ownership and are not read; --map FIELD=PATH reads them'),
        unrecognised: z
          .strictObject({
            nearest: z.array(z.strictObject({ format: z.string(), missing: z.array(z.string()) })),
            map: z.array(z.strictObject({ field: z.string(), path: z.string() })),
          })
          .optional()
          .describe(
            'for the records no format recognises: the nearest formats with the conditions they miss, and the map that would read them',
          ),
        records: count,
        events: count,
        calls: count.describe('events that saw a model request'),
        skipped: count,
        rejected: count,
        left_out: count.describe('parts of records that gave no event while other parts of the same record did'),
        text_lines: count.describe('lines of other text around the records'),
        bytes: count,
        read_in_full: z
          .string()
          .optional()
          .describe('of a table in a database: why each of its rows was read instead of being summed up where it is'),
        problems: z.array(
          z.strictObject({
            kind: z
              .enum(['rejected', 'skipped', 'part', 'unreadable'])
              .describe('record lost; record passed over; part of a read record lost; the input broke off here'),
            line: count,
            reason: z.string(),
            hint: z.string().nullable(),
            records: count.describe('records, or parts of records'),
          }),
        ),
      }),
    ),
    window: z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }),
    group_by: z
      .array(z.string())
      .optional()
      .describe('groupings that were asked for; groups has owner_team, model and feature besides'),
    flags: z
      .array(z.string())
      .optional()
      .describe('the flags of this run that another command needs to see the same calls, as they were typed'),
  }),
  contract: z.strictObject({
    id: z.string(),
    mode: z.enum(['soft', 'hard']),
    violations: z
      .strictObject({ usd, calls: count })
      .optional()
      .describe('billed calls a gateway that enforces the contract would have rejected'),
  }),
  registry: z
    .strictObject({ id: z.string(), sha256: z.string().nullable(), teams: count, identities: count })
    .optional()
    .describe('the registry that names of teams and identities were looked up in'),
  rates: z.array(z.strictObject({ id: z.string(), as_of: z.string().nullable(), sha256: z.string().nullable() })),
  monthly_lines: z
    .array(monthlyLineSchema)
    .optional()
    .describe('capacity paid by the month, for each month the calls touch; in no total'),
  totals: z.strictObject({
    records: count,
    traces: count,
    events: count,
    calls: count,
    spend_usd: usd,
    logged_usd: usd,
    unpriced_calls: count,
    band: z
      .strictObject({ calls: count, low_usd: usd, high_usd: usd })
      .describe('calls with an ambiguous model and what they may have cost'),
    disputed: z
      .strictObject({ calls: count, usd, low_usd: usd, high_usd: usd })
      .optional()
      .describe(
        'calls about which sources of the card disagree: what is in the total, and the least and most of all sources',
      ),
    by_basis: z.record(z.enum(['repriced', 'logged', 'unpriced']), z.strictObject({ calls: count, usd })),
    lower_bound: z.boolean().describe('true when some calls could not be priced: the real spend is higher'),
    tokens: z.record(z.string(), count),
  }),
  coverage: z.strictObject({
    score: percent.nullable().describe('the proven share; null when there was no call'),
    basis: z.enum(['spend', 'calls']),
    target: percent.describe(
      'what must not be unattributed: 100 minus the accepted unattributed share, 98 when 2 % is accepted; held against proven plus recoverable, not against the score',
    ),
    proven: part,
    recoverable: part,
    unattributed: part,
    fields: z.record(
      z.string(),
      z.strictObject({ spend_pct: percent.nullable(), calls_pct: percent.nullable(), usd, calls: count }),
    ),
    grades: z.record(z.enum(grades), z.strictObject({ usd, calls: count })).describe('how the owner is known'),
    by_day: z.array(
      z.strictObject({
        day: z.string(),
        usd,
        calls: count,
        proven_usd: usd,
        recoverable_usd: usd,
        unattributed_usd: usd,
        score: percent.nullable(),
      }),
    ),
  }),
  questions: z.array(
    z.strictObject({
      id: z.enum(['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7']),
      question: z.string(),
      verdict: z.enum(['pass', 'partial', 'fail', 'unmeasured']),
      value_pct: percent.nullable(),
      evidence: z.string(),
    }),
  ),
  chargeback_ready: z.boolean(),
  unattributed: z.strictObject({
    by_cause: z.array(
      z.strictObject({ cause: z.string(), title: z.string(), usd, calls: count, example: example.nullable() }),
    ),
    by_component: z.array(z.strictObject({ key: z.string(), usd, calls: count })),
    by_model: z.array(z.strictObject({ key: z.string(), usd, calls: count })),
    by_day: z.array(z.strictObject({ key: z.string(), usd, calls: count })),
    bucket: z.strictObject({
      owner: z.string().nullable(),
      sla_days: count.nullable(),
      due: z.string().optional().describe('day by which it must have an owner, where one was set instead of days'),
    }),
    top_calls: z.array(
      z.strictObject({
        ...place,
        key: z.string(),
        trace_id: z.string().nullable(),
        component: z.string(),
        model: z.string().nullable(),
        cause: z.string(),
        usd,
      }),
    ),
  }),
  breaks: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      field: z.string(),
      kind: z.enum(breakKinds),
      traces: count,
      calls: count,
      usd,
      example: z.strictObject({
        ...place,
        trace_id: z.string().nullable(),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    }),
  ),
  break_slices: z
    .array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        field: z.string(),
        kind: z.enum(breakKinds),
        operation: z.string().nullable(),
        status: z.string().nullable(),
        producer: z.string().nullable(),
        first_day: z.string().nullable(),
        last_day: z.string().nullable(),
        calls: count,
        usd,
      }),
    )
    .describe('the same breaks by endpoint, status, producer version and day'),
  repair_plan: z.array(
    z.strictObject({
      fix: z.string().describe('everything these calls need: often more than one change'),
      kind: z
        .string()
        .describe('carry, set, correct, agree, trace-id, reconnect, record; joined by "and" when there are several'),
      code: z.string().optional().describe('the finding that attrib-audit fix has configuration for'),
      component: z.string().describe('what has to change; joined by "and"'),
      fields: z.array(z.string()),
      usd,
      calls: count,
      traces: count,
      coverage_before: percent.nullable(),
      coverage_after: percent.nullable(),
      note: z.string().optional().describe('what a reviewer wrote to whoever makes the repair; `notes` in the config'),
    }),
  ),
  repricing: z.strictObject({
    compared_calls: count,
    logged_usd: usd,
    repriced_usd: usd,
    delta_usd: usd.describe('logged minus repriced over the compared calls'),
    rounding_usd: usd.describe('the part of the difference that is rounding of the logged figures'),
    by_cause: z.array(
      z.strictObject({ cause: z.string(), calls: count, logged_usd: usd, repriced_usd: usd, delta_usd: usd }),
    ),
    mismatches: z.array(
      z.strictObject({
        trace_id: z.string().nullable(),
        request_id: z.string().nullable(),
        model: z.string().nullable(),
        logged_usd: usd,
        repriced_usd: usd,
        likely_cause: z.string(),
        detail: z.string(),
        price_source: z.string(),
        ...place,
      }),
    ),
  }),
  attempts: z.strictObject({
    retry_calls: count,
    retry_usd: usd.describe('cost of attempts when another attempt served the request'),
    fallback_calls: count,
    fallback_usd: usd.describe('cost of calls that another model served than was asked for'),
    cache_hits: count,
    failed_free: count,
  }),
  groups: z.record(
    z.string(),
    z.array(
      z.strictObject({
        key: z.string().nullable(),
        calls: count,
        usd,
        share_pct: percent.nullable(),
        proven_usd: usd,
        recoverable_usd: usd,
        unattributed_usd: usd,
        input_tokens: count,
        output_tokens: count,
      }),
    ),
  ),
  excluded: z.array(z.strictObject({ reason: z.string(), unit: z.enum(['record', 'event']), records: count, usd })),
  ledger: z
    .strictObject({
      records: count,
      with_events: count,
      skipped: count,
      rejected: count,
      events: count,
      billed_calls: count,
      excluded_events: count,
    })
    .describe('records = with_events + skipped + rejected; events = billed_calls + excluded_events'),
  findings: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(severities),
      count: count.describe('calls, records or edges concerned, as the finding has it'),
      usd,
      message: z.string(),
      help: z.string(),
      examples: z.array(
        z.strictObject({
          source: z.string().nullable(),
          line: count.nullable(),
          trace_id: z.string().nullable(),
          message: z.string(),
        }),
      ),
    }),
  ),
  budgets: budgetsSchema
    .optional()
    .describe('windows of the configured budgets; judged on all calls of the input, whatever a filter leaves out'),
  enforcement: enforcementSchema
    .optional()
    .describe('what enforcing the policy would have done; judged on all calls, whatever a filter leaves out'),
  offenders: z
    .array(
      z.strictObject({
        usd: usd.describe('spend of the trace that is not proven'),
        calls: count,
        hops_left_out: count,
        calls_left_out: count,
        explanation: explanationSchema,
      }),
    )
    .max(5)
    .optional()
    .describe('the traces with the most spend that is not proven, one for each different thing to repair'),
  gate: z
    .strictObject({
      passed: z.boolean(),
      checks: z.array(z.strictObject({ name: z.string(), limit: z.string(), actual: z.string(), passed: z.boolean() })),
      baseline: z
        .strictObject({
          day: z.string().nullable().describe('the day that expiry was held against'),
          entries: z.array(
            z.strictObject({
              state: z
                .enum(['new', 'expired', 'accepted', 'stale'])
                .describe('new and expired fail; stale: accepted once, no longer there'),
              fingerprint: z.string(),
              code: z.string(),
              severity: z.enum(severities).nullable(),
              subject: z.string(),
              usd: usd.nullable(),
              calls: count.nullable(),
              owner: z.string().nullable(),
              reason: z.string().nullable(),
              expires: z.string().nullable(),
            }),
          ),
        })
        .optional()
        .describe('the problems that the baseline accepts, and those it does not'),
    })
    .optional(),
});

export type AuditReport = z.output<typeof reportSchema>;
