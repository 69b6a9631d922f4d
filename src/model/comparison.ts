// Comparison: two periods side by side, and each team's change in spend split into parts that add up to it exactly.
import * as z from 'zod';
import { breakKinds } from './trace.ts';

export const periodComparisonVersion = '1.0';

/** Why spend changed, as far as the calls themselves are at hand. */
export const changeParts = [
  'traffic',
  'tokens_in',
  'tokens_out',
  'other_units',
  'model_mix',
  'cache_share',
  'price',
  'retries',
] as const;
/** Why spend changed, as far as a saved report tells: calls and tokens by owner. */
export const coarseParts = ['traffic', 'tokens', 'rate'] as const;
export type ChangePart = (typeof changeParts)[number] | (typeof coarseParts)[number];

const usd = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('US dollars, all digits');
const count = z.int().nonnegative();
const percent = z.number().nullable();

const side = z.strictObject({
  name: z.string(),
  kind: z.enum(['logs', 'report']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  calls: count,
  spend_usd: usd,
  score: percent,
  score_basis: z.enum(['spend', 'calls']),
  unattributed_usd: usd,
  unattributed_pct: percent,
  unpriced_calls: count,
  undated_calls: count.describe('calls without a time that a split by date leaves out'),
});

const edge = {
  from: z.string(),
  to: z.string(),
  field: z.string(),
  kind: z.enum(breakKinds),
};
const amount = z.strictObject({ calls: count, usd });

const change = {
  before_usd: usd,
  after_usd: usd,
  change_usd: usd,
  change_pct: percent.describe('of the spend before; null when there was none'),
  before_calls: count,
  after_calls: count,
  parts: z
    .array(
      z.strictObject({
        part: z.enum([...new Set([...changeParts, ...coarseParts])]),
        usd,
        points: percent.describe('percent of the spend before'),
      }),
    )
    .describe('they add up to change_usd to the last digit'),
};

export const periodComparisonSchema = z.strictObject({
  schema_version: z.literal(periodComparisonVersion),
  document: z.literal('comparison'),
  tool: z.strictObject({ name: z.literal('attrib-audit'), version: z.string() }),
  before: side,
  after: side,
  split: z.enum(['full', 'coarse']).describe('coarse when a side is a saved report, which holds no calls'),
  method: z.string(),
  breaks: z.strictObject({
    gone: z.array(z.strictObject({ ...edge, before: amount })),
    new: z.array(z.strictObject({ ...edge, after: amount })),
    moved: z.array(
      z.strictObject({ ...edge, before: amount, after: amount, now_from: z.string(), now_to: z.string() }),
    ),
    stayed: z.array(z.strictObject({ ...edge, before: amount, after: amount })),
  }),
  total: z.strictObject(change),
  teams: z.array(z.strictObject({ team: z.string().nullable(), ...change })),
});

export type PeriodComparison = z.output<typeof periodComparisonSchema>;
