// Report: the one typed JSON document every reporter reads. Money is decimal text, shares are numbers in percent.
import * as z from 'zod';
import { budgetsSchema } from './budgets.ts';
import { count, text, textOrNull, usd } from './document-parts.ts';
import { enforcementSchema } from './enforcement.ts';
import { explanationSchema } from './explanation.ts';
import { severities } from './finding.ts';
import { monthlyLineSchema } from './monthly-line.ts';
import { breakKinds, grades } from './trace.ts';

export const confidences = ['high', 'medium', 'low'] as const;

const percent = z.number();
const percentOrNull = percent.nullable();
const place = { source: text, line: count };

const part = z.strictObject({ usd, pct: percentOrNull, calls: count, calls_pct: percentOrNull });
const example = z.strictObject({ ...place, trace_id: textOrNull });

export const reportSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  tool: z.strictObject({ name: z.literal('attrib-audit'), version: text }),
  generated_from: z.strictObject({
    inputs: z.array(
      z.strictObject({
        path: text,
        format: textOrNull.describe('the format of most of its records'),
        formats: z.record(text, count).describe('records by format'),
        confidence: z
          .enum(confidences)
          .nullable()
          .optional()
          .describe(
            'in the format. high: its own keys stand on every record; medium: a form open to any key, or some records were not recognised; low: most were not, or the format was forced on records without its keys',
          ),
        unread_ownership: z
          .array(z.strictObject({ field: text, path: text }))
          .optional()
          .describe('members that look like ownership and are not read; --map FIELD=PATH reads them'),
        unrecognised: z
          .strictObject({
            nearest: z.array(z.strictObject({ format: text, missing: z.array(text) })),
            map: z.array(z.strictObject({ field: text, path: text })),
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
            reason: text,
            hint: textOrNull,
            records: count.describe('records, or parts of records'),
          }),
        ),
      }),
    ),
    window: z.strictObject({ from: textOrNull, to: textOrNull }),
    group_by: z
      .array(text)
      .optional()
      .describe('groupings that were asked for; groups has owner_team, model and feature besides'),
    flags: z
      .array(text)
      .optional()
      .describe('the flags of this run that another command needs to see the same calls, as they were typed'),
  }),
  contract: z.strictObject({
    id: text,
    mode: z.enum(['soft', 'hard']),
    violations: z
      .strictObject({ usd, calls: count })
      .optional()
      .describe('billed calls a gateway that enforces the contract would have rejected'),
  }),
  registry: z
    .strictObject({ id: text, sha256: textOrNull, teams: count, identities: count })
    .optional()
    .describe('the registry that names of teams and identities were looked up in'),
  rates: z.array(z.strictObject({ id: text, as_of: textOrNull, sha256: textOrNull })),
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
    tokens: z.record(text, count),
  }),
  coverage: z.strictObject({
    score: percentOrNull.describe('the proven share; null when there was no call'),
    basis: z.enum(['spend', 'calls']),
    target: percent.describe(
      'what must not be unattributed: 100 minus the accepted unattributed share, 98 when 2 % is accepted; held against proven plus recoverable, not against the score',
    ),
    proven: part,
    recoverable: part,
    unattributed: part,
    fields: z.record(text, z.strictObject({ spend_pct: percentOrNull, calls_pct: percentOrNull, usd, calls: count })),
    grades: z.record(z.enum(grades), z.strictObject({ usd, calls: count })).describe('how the owner is known'),
    by_day: z.array(
      z.strictObject({
        day: text,
        usd,
        calls: count,
        proven_usd: usd,
        recoverable_usd: usd,
        unattributed_usd: usd,
        score: percentOrNull,
      }),
    ),
  }),
  questions: z.array(
    z.strictObject({
      id: z.enum(['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7']),
      question: text,
      verdict: z.enum(['pass', 'partial', 'fail', 'unmeasured']),
      value_pct: percentOrNull,
      evidence: text,
    }),
  ),
  chargeback_ready: z.boolean(),
  unattributed: z.strictObject({
    by_cause: z.array(z.strictObject({ cause: text, title: text, usd, calls: count, example: example.nullable() })),
    by_component: z.array(z.strictObject({ key: text, usd, calls: count })),
    by_model: z.array(z.strictObject({ key: text, usd, calls: count })),
    by_day: z.array(z.strictObject({ key: text, usd, calls: count })),
    bucket: z.strictObject({
      owner: textOrNull,
      sla_days: count.nullable(),
      due: text.optional().describe('day by which it must have an owner, where one was set instead of days'),
    }),
    top_calls: z.array(
      z.strictObject({
        ...place,
        key: text,
        trace_id: textOrNull,
        component: text,
        model: textOrNull,
        cause: text,
        usd,
      }),
    ),
  }),
  breaks: z.array(
    z.strictObject({
      from: text,
      to: text,
      field: text,
      kind: z.enum(breakKinds),
      traces: count,
      calls: count,
      usd,
      example: z.strictObject({
        ...place,
        trace_id: textOrNull,
        before: textOrNull,
        after: textOrNull,
      }),
    }),
  ),
  break_slices: z
    .array(
      z.strictObject({
        from: text,
        to: text,
        field: text,
        kind: z.enum(breakKinds),
        operation: textOrNull,
        status: textOrNull,
        producer: textOrNull,
        first_day: textOrNull,
        last_day: textOrNull,
        calls: count,
        usd,
      }),
    )
    .describe('the same breaks by endpoint, status, producer version and day'),
  repair_plan: z.array(
    z.strictObject({
      fix: text.describe('everything these calls need: often more than one change'),
      kind: z
        .string()
        .describe('carry, set, correct, agree, trace-id, reconnect, record; joined by "and" when there are several'),
      code: text.optional().describe('the finding that attrib-audit fix has configuration for'),
      component: text.describe('what has to change; joined by "and"'),
      fields: z.array(text),
      usd,
      calls: count,
      traces: count,
      coverage_before: percentOrNull,
      coverage_after: percentOrNull,
      note: text.optional().describe('what a reviewer wrote to whoever makes the repair; `notes` in the config'),
    }),
  ),
  repricing: z.strictObject({
    compared_calls: count,
    logged_usd: usd,
    repriced_usd: usd,
    delta_usd: usd.describe('logged minus repriced over the compared calls'),
    rounding_usd: usd.describe('the part of the difference that is rounding of the logged figures'),
    by_cause: z.array(
      z.strictObject({ cause: text, calls: count, logged_usd: usd, repriced_usd: usd, delta_usd: usd }),
    ),
    mismatches: z.array(
      z.strictObject({
        trace_id: textOrNull,
        request_id: textOrNull,
        model: textOrNull,
        logged_usd: usd,
        repriced_usd: usd,
        likely_cause: text,
        detail: text,
        price_source: text,
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
    text,
    z.array(
      z.strictObject({
        key: textOrNull,
        calls: count,
        usd,
        share_pct: percentOrNull,
        proven_usd: usd,
        recoverable_usd: usd,
        unattributed_usd: usd,
        input_tokens: count,
        output_tokens: count,
        uncounted_calls: count
          .optional()
          .describe('calls whose tokens are not known, or not all of them: the sums of tokens lack them; absent: none'),
      }),
    ),
  ),
  excluded: z.array(z.strictObject({ reason: text, unit: z.enum(['record', 'event']), records: count, usd })),
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
      code: text,
      severity: z.enum(severities),
      count: count.describe('calls, records or edges concerned, as the finding has it'),
      usd,
      message: text,
      help: text,
      examples: z.array(
        z.strictObject({
          source: textOrNull,
          line: count.nullable(),
          trace_id: textOrNull,
          message: text,
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
      checks: z.array(z.strictObject({ name: text, limit: text, actual: text, passed: z.boolean() })),
      baseline: z
        .strictObject({
          day: textOrNull.describe('the day that expiry was held against'),
          entries: z.array(
            z.strictObject({
              state: z
                .enum(['new', 'expired', 'accepted', 'stale'])
                .describe('new and expired fail; stale: accepted once, no longer there'),
              fingerprint: text,
              code: text,
              severity: z.enum(severities).nullable(),
              subject: text,
              usd: usd.nullable(),
              calls: count.nullable(),
              owner: textOrNull,
              reason: textOrNull,
              expires: textOrNull,
            }),
          ),
        })
        .optional()
        .describe('the problems that the baseline accepts, and those it does not'),
    })
    .optional(),
});

export type AuditReport = z.output<typeof reportSchema>;
