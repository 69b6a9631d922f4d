// Baseline: the problems a team has accepted for now, each with who answers for it, and the figures that may only get better.
import * as z from 'zod';

const percent = z.number().min(0).max(100);
const said = z.string().min(1).nullable().default(null);

export const baselineSchema = z.strictObject({
  $schema: z.string().optional(),
  schema_version: z.literal('1.0'),
  measured: z
    .strictObject({
      basis: z.enum(['spend', 'calls']),
      score_pct: percent.nullable().describe('the proven share'),
      unattributed_pct: percent.nullable(),
      spend_usd: z
        .string()
        .regex(/^\d+(\.\d+)?$/)
        .describe('all spend the shares are of, in US dollars'),
      calls: z.int().nonnegative(),
    })
    .describe('what --max-regression and --ratchet hold a run against'),
  accepted: z
    .array(
      z.strictObject({
        fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
        code: z.string(),
        subject: z.string().describe('what is wrong, for people; the fingerprint decides'),
        owner: said.describe('who answers for it'),
        reason: said.describe('why it is accepted'),
        expires: z.iso.date().nullable().default(null).describe('the last day it is accepted'),
      }),
    )
    .describe('problems that do not fail the gate; they are still shown'),
});

export type Baseline = z.output<typeof baselineSchema>;
