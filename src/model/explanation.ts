// Explanation: one trace end to end, for `explain ID`. Same rules as the report: decimal text for money, no prompt text.
import * as z from 'zod';
import { grades } from './trace.ts';

const usd = z.string();
const place = { source: z.string(), line: z.int(), format: z.string() };

export const explanationSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  asked_for: z.string(),
  trace: z.strictObject({
    id: z.string(),
    trace_ids: z.array(z.string()),
    restarts: z.array(
      z.strictObject({
        how: z.string(),
        from: z.string(),
        to: z.string(),
        before: z.string(),
        after: z.string(),
        ...place,
      }),
    ),
    faults: z.array(z.strictObject({ kind: z.string(), detail: z.string(), ...place })),
  }),
  /** Every event of the trace in path order, as a waterfall. */
  waterfall: z.array(
    z.strictObject({
      depth: z.int(),
      component: z.string(),
      hop: z.string(),
      operation: z.string().nullable(),
      role: z.string(),
      status: z.string().nullable(),
      /** Milliseconds after the trace's first event; null when the event has no time. */
      offset_ms: z.number().nullable(),
      duration_ms: z.number().nullable(),
      /** Key of the call it is a log of, or why it is not a billed call. */
      call: z.string().nullable(),
      excluded: z.string().nullable(),
      ...place,
    }),
  ),
  calls: z.array(
    z.strictObject({
      key: z.string(),
      provider: z.string().nullable(),
      model: z.string().nullable(),
      response_model: z.string().nullable(),
      service_tier: z.string().nullable().describe('as served'),
      requested_tier: z.string().nullable(),
      billed: z.boolean(),
      verdict: z.enum(['proven', 'recoverable', 'unattributed']),
      cause: z.string().nullable(),
      answers: z
        .array(z.strictObject({ question: z.string(), answer: z.string() }))
        .optional()
        .describe('the five questions, for the calls that --top chose'),
      /** What stands between this call and `proven`. */
      obstacles: z.array(z.string()),
      sightings: z.array(
        z.strictObject({
          component: z.string(),
          hop: z.string(),
          authority: z.enum(['metering', 'evidence']),
          ...place,
        }),
      ),
      path: z.array(
        z.strictObject({ component: z.string(), hop: z.string(), stitched: z.boolean(), sighting: z.boolean() }),
      ),
      fields: z.array(
        z.strictObject({
          field: z.string(),
          need: z.enum(['required', 'recommended', 'optional']),
          value: z.string().nullable(),
          grade: z.enum(grades),
          rule: z.string().optional().describe('what of the registry gave the value'),
          evidence: z.strictObject({ component: z.string(), ...place }).nullable(),
          rivals: z.array(z.strictObject({ value: z.string(), component: z.string(), ...place })),
          /** One cell per hop of `path`. */
          cells: z.array(
            z.strictObject({
              state: z.enum(['present', 'absent', 'dropped', 'rewritten', 'late']),
              value: z.string().nullable(),
            }),
          ),
        }),
      ),
      usage: z.record(z.string(), z.number()).nullable(),
      raw_usage: z.record(z.string(), z.number()).nullable(),
      price: z.strictObject({
        kind: z.enum(['priced', 'band', 'unpriced']),
        usd: usd.nullable(),
        low_usd: usd.nullable(),
        high_usd: usd.nullable(),
        source: z.string().nullable(),
        undated: z.boolean(),
        detail: z.string().nullable(),
        lines: z.array(
          z.strictObject({
            class: z.string(),
            count: z.number(),
            per: z.number(),
            rate_usd: usd,
            usd,
            note: z.string().nullable(),
          }),
        ),
        candidates: z.array(z.strictObject({ source: z.string(), usd })),
        disputed: z
          .array(z.strictObject({ source: z.string(), usd, note: z.string().nullable() }))
          .optional()
          .describe('totals by sources of the card that list other prices'),
      }),
      other_reading: z
        .strictObject({ parts: z.array(z.string()), usd: usd.nullable() })
        .optional()
        .describe(
          'nothing says whether these counts are inside their whole, as read, or beside it: what the call costs then',
        ),
      logged_usd: usd.nullable(),
      comparison: z.string().nullable().describe('how the logged figure compares with the card, in words'),
    }),
  ),
});

export type Explanation = z.output<typeof explanationSchema>;
