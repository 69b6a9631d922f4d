// Explanation: one trace end to end, for `explain ID`. Same rules as the report: decimal text for money, no prompt text.
import * as z from 'zod';
import { text, textOrNull } from './document-parts.ts';
import { grades } from './trace.ts';

const usd = text;
const place = { source: text, line: z.int(), format: text };

export const explanationSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  asked_for: text,
  trace: z.strictObject({
    id: text,
    trace_ids: z.array(text),
    restarts: z.array(
      z.strictObject({
        how: text,
        from: text,
        to: text,
        before: text,
        after: text,
        ...place,
      }),
    ),
    faults: z.array(z.strictObject({ kind: text, detail: text, ...place })),
    left_out: z
      .strictObject({ trace_ids: z.int(), restarts: z.int(), faults: z.int() })
      .optional()
      .describe('how many there are beyond those listed, where there are very many'),
  }),
  /** The events of the trace in path order, as a waterfall. */
  waterfall: z.array(
    z.strictObject({
      depth: z.int(),
      component: text,
      hop: text,
      operation: textOrNull,
      role: text,
      status: textOrNull,
      /** Milliseconds after the trace's first event; null when the event has no time. */
      offset_ms: z.number().nullable(),
      duration_ms: z.number().nullable(),
      /** Key of the call it is a log of, or why it is not a billed call. */
      call: textOrNull,
      excluded: textOrNull,
      ...place,
    }),
  ),
  calls: z.array(
    z.strictObject({
      key: text,
      provider: textOrNull,
      model: textOrNull,
      response_model: textOrNull,
      service_tier: textOrNull.describe('as served'),
      requested_tier: textOrNull,
      billed: z.boolean(),
      verdict: z.enum(['proven', 'recoverable', 'unattributed']),
      cause: textOrNull,
      answers: z
        .array(z.strictObject({ question: text, answer: text }))
        .optional()
        .describe('the five questions, for the calls that --top chose'),
      /** What stands between this call and `proven`. */
      obstacles: z.array(text),
      sightings: z.array(
        z.strictObject({
          component: text,
          hop: text,
          authority: z.enum(['metering', 'evidence']),
          ...place,
        }),
      ),
      path: z.array(z.strictObject({ component: text, hop: text, stitched: z.boolean(), sighting: z.boolean() })),
      fields: z.array(
        z.strictObject({
          field: text,
          need: z.enum(['required', 'recommended', 'optional']),
          value: textOrNull,
          grade: z.enum(grades),
          rule: text.optional().describe('what of the registry gave the value'),
          evidence: z.strictObject({ component: text, ...place }).nullable(),
          rivals: z.array(z.strictObject({ value: text, component: text, ...place })),
          /** One cell per hop of `path`. */
          cells: z.array(
            z.strictObject({
              state: z.enum(['present', 'absent', 'dropped', 'rewritten', 'late']),
              value: textOrNull,
            }),
          ),
        }),
      ),
      usage: z.record(text, z.number()).nullable(),
      raw_usage: z.record(text, z.number()).nullable(),
      price: z.strictObject({
        kind: z.enum(['priced', 'band', 'unpriced']),
        usd: usd.nullable(),
        low_usd: usd.nullable(),
        high_usd: usd.nullable(),
        source: textOrNull,
        undated: z.boolean(),
        detail: textOrNull,
        lines: z.array(
          z.strictObject({
            class: text,
            count: z.number(),
            per: z.number(),
            rate_usd: usd,
            usd,
            note: textOrNull,
          }),
        ),
        candidates: z.array(z.strictObject({ source: text, usd })),
        disputed: z
          .array(z.strictObject({ source: text, usd, note: textOrNull }))
          .optional()
          .describe('totals by sources of the card that list other prices'),
      }),
      other_reading: z
        .strictObject({ parts: z.array(text), usd: usd.nullable() })
        .optional()
        .describe(
          'nothing says whether these counts are inside their whole, as read, or beside it: what the call costs then',
        ),
      logged_usd: usd.nullable(),
      comparison: textOrNull.describe('how the logged figure compares with the card, in words'),
    }),
  ),
  hops_left_out: z
    .int()
    .optional()
    .describe('of a large trace: its events that are on the path of none of these calls'),
  calls_left_out: z
    .int()
    .optional()
    .describe('of a large trace: its other calls; those that were asked for and those that cost most are listed'),
});

export type Explanation = z.output<typeof explanationSchema>;
