// Workloads to estimate, as people write them, and the estimate as a document. Volumes are sums over requests.
import * as z from 'zod';
import { monthlyLineSchema } from './monthly-line.ts';
import { type UsageClass, usageClasses } from './usage.ts';

const volume = z
  .union(
    [z.string().regex(/^\d+(_\d+)*(\.\d+)?\s*[kKmMbBtT]?$/), z.number().nonnegative()],
    'a volume such as "1.2B", "180M" or 4000',
  )
  .describe('a number, or one with k, M, B or T behind it');
const share = z
  .union([z.string().regex(/^\d{1,3}(\.\d+)?\s*%$/), z.number().min(0).max(100)], 'a share such as "40%"')
  .describe('percent');

export const workloadSchema = z.strictObject({
  team: z.string().min(1).optional(),
  project: z.string().min(1).optional(),
  model: z.string().min(1),
  provider: z.string().min(1).optional().describe('who bills; told from the model where its name says it'),
  tier: z.string().optional().describe('standard when absent'),
  region: z.string().optional(),
  requests: volume
    .optional()
    .describe('how many requests the volumes are spread over: with it long prompts have their price'),
  tokens_per_request: volume.optional().describe('prompt tokens of one request, instead of the average'),
  cached: share.optional().describe('share of the input that is read from the cache'),
  ...(Object.fromEntries(
    usageClasses.filter((name) => name !== 'requests').map((name) => [name, volume.optional()]),
  ) as Record<Exclude<UsageClass, 'requests'>, z.ZodOptional<typeof volume>>), // same keys
});
export type WorkloadWire = z.output<typeof workloadSchema>;

export const workloadsSchema = z.union([
  z.array(workloadSchema).min(1),
  z.strictObject({ $schema: z.string().optional(), workloads: z.array(workloadSchema).min(1) }),
]);

const usd = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('US dollars, all digits');

const option = z.strictObject({
  option: z.string().describe('as in options'),
  seller: z.string().nullable(),
  model: z.string().nullable(),
  kind: z.enum(['priced', 'band', 'unpriced']),
  usd: usd.nullable(),
  low_usd: usd.nullable().describe('an ambiguous model: at least'),
  high_usd: usd
    .nullable()
    .describe('an ambiguous model: at most; else what it would be if every request were a long prompt'),
  high_over_context: z.int().nullable().describe('the prompt tokens over which high_usd would hold'),
  over_context: z.int().nullable().describe('prompt tokens one request is over, so that its long-context rates hold'),
  usd_per_request: usd.nullable(),
  unpriced_calls: z
    .int()
    .nonnegative()
    .describe('calls of a log that have no price under this option; usd leaves them out'),
  price_source: z.string().nullable(),
  detail: z.string().nullable().describe('why there is no price and what to add, or what the price rests on'),
  lines: z.array(
    z.strictObject({
      class: z.enum(usageClasses),
      count: z.number(),
      per: z.number(),
      rate_usd: usd,
      usd,
      note: z.string().nullable(),
    }),
  ),
});

export const estimateDocumentSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  tool: z.strictObject({ name: z.literal('attrib-audit'), version: z.string() }),
  cards: z.array(z.strictObject({ id: z.string(), as_of: z.string().nullable(), sha256: z.string().nullable() })),
  at: z
    .string()
    .nullable()
    .describe('prices of this time; null: the newest in force, or of the time of each call of a log'),
  from: z.enum(['volumes', 'log']),
  options: z.array(z.string()).describe('the first is what was given, the others are compared with it'),
  workloads: z.array(
    z.strictObject({
      team: z.string().nullable(),
      project: z.string().nullable(),
      model: z.string().nullable(),
      tier: z.string(),
      requests: z.number().nullable(),
      prompt_per_request: z.number().nullable(),
      usage: z.partialRecord(z.enum(usageClasses), z.number()),
      prices: z.array(option).describe('one for each option, in their order'),
    }),
  ),
  totals: z.array(
    z.strictObject({
      option: z.string(),
      usd,
      high_usd: usd.describe('with every bound at its most'),
      unpriced: z
        .int()
        .nonnegative()
        .describe('workloads, or calls of a log, without a price: the total is a lower bound'),
      delta_usd: usd
        .nullable()
        .describe('against the first option; null where something has no price in one of the two'),
    }),
  ),
  monthly_lines: z
    .array(monthlyLineSchema)
    .optional()
    .describe('capacity that tiers of the workloads are sold as, for one month; in no total'),
  by_team: z.array(
    z.strictObject({
      team: z.string().nullable(),
      prices: z.array(z.strictObject({ option: z.string(), usd, unpriced: z.int().nonnegative() })),
    }),
  ),
});
export type EstimateDocument = z.output<typeof estimateDocumentSchema>;
export type EstimatedWorkload = EstimateDocument['workloads'][number];
export type EstimatedOption = EstimatedWorkload['prices'][number];
