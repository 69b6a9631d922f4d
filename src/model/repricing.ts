// Repricing document: every call with what it cost, what its log says and why the two differ, then totals. Money is decimal text.
import * as z from 'zod';
import { usageClasses } from './usage.ts';

const usd = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('US dollars, all digits');
const count = z.int().nonnegative();

export const repricedRowSchema = z.strictObject({
  kind: z
    .enum(['call', 'free', 'aggregate'])
    .describe('free: a gateway cache hit or a failure without usage, which costs nothing; aggregate: a sum of calls'),
  request_id: z.string().nullable(),
  trace_id: z.string().nullable(),
  time: z.string().nullable().describe('ISO 8601, UTC'),
  owner_team: z.string().nullable(),
  seller: z.string().nullable().describe('who bills; the provider as logged where no card knows it'),
  model: z.string().nullable().describe('as served, else as requested'),
  tier: z.string().nullable().describe('as served, by the row that prices it'),
  requested_tier: z.string().nullable().describe('as asked for, where a log has it'),
  region: z.string().nullable(),
  usage_by_class: z.partialRecord(z.enum(usageClasses), z.number()).nullable(),
  usd: usd.nullable().describe('what the call cost by its basis; null when nothing says it'),
  price_source: z.string().nullable().describe('the card and row that priced it'),
  basis: z.enum(['repriced', 'logged', 'unpriced']),
  logged_usd: usd.nullable(),
  delta_usd: usd.nullable().describe('logged minus repriced; null when one of them is not known'),
  cause: z
    .string()
    .nullable()
    .describe('agrees, rounded, or the formulas that reproduce the logged figure; null when nothing was compared'),
  detail: z.string().nullable().describe('the formula in words, or why there is no price and what to add'),
  low_usd: usd.nullable().describe('least, where the model is ambiguous or sources of the card disagree'),
  high_usd: usd
    .nullable()
    .describe('most, where the model is ambiguous or sources disagree; of a sum: all of it as long prompts'),
  disputed: z.array(z.strictObject({ source: z.string(), usd })).describe('totals by sources that list other prices'),
  undated: z.boolean().describe('the call has no time: the newest prices in force were taken'),
  source: z.string(),
  line: count,
});
export type RepricedRow = z.output<typeof repricedRowSchema>;

export const repriceTotalsSchema = z.strictObject({
  calls: count,
  usd: usd.describe('a lower bound when some calls are unpriced'),
  logged_usd: usd,
  lower_bound: z.boolean(),
  by_basis: z.record(z.enum(['repriced', 'logged', 'unpriced']), z.strictObject({ calls: count, usd })),
  band: z
    .strictObject({ calls: count, low_usd: usd, high_usd: usd })
    .describe('calls with an ambiguous model and what they may have cost'),
  disputed: z
    .strictObject({ calls: count, usd, low_usd: usd, high_usd: usd })
    .describe(
      'calls about which sources of the card disagree; usd is in the total, the others are what it may be instead',
    ),
  compared: z.strictObject({
    calls: count,
    logged_usd: usd,
    repriced_usd: usd,
    delta_usd: usd,
    rounding_usd: usd.describe('the part of the difference that is rounding of logged figures'),
  }),
  by_cause: z.array(
    z.strictObject({ cause: z.string(), calls: count, logged_usd: usd, repriced_usd: usd, delta_usd: usd }),
  ),
  retries: z
    .strictObject({ calls: count, usd })
    .describe('attempts on top: another attempt of the same request served it'),
  fallbacks: z.strictObject({
    calls: count,
    usd,
    requested_usd: usd.describe(
      'the same usage at the price of the model asked for, over the calls where that is known',
    ),
    extra_usd: usd.describe('served minus requested over those calls; negative when the fallback was cheaper'),
    unknown_calls: count.describe('the model asked for has no price or is not known'),
  }),
  cache: z.strictObject({
    read_tokens: count,
    savings_usd: usd.describe('cached input at the full input rate, minus what it cost'),
    write_tokens: count,
    write_usd: usd.describe('what cache writes cost'),
    write_extra_usd: usd.describe('what cache writes cost over plain input'),
    net_savings_usd: usd.describe('savings minus the extra of the writes'),
    gateway_hits: count,
    gateway_savings_usd: usd.describe('what calls answered from the gateway cache would have cost'),
  }),
  aggregates: z
    .strictObject({ rows: count, usd, at_most_usd: usd, logged_usd: usd })
    .describe('rows that sum several calls, in no other total'),
  tokens: z.partialRecord(z.enum(usageClasses), z.number()),
});
export type RepriceTotals = z.output<typeof repriceTotalsSchema>;

export const repriceDocumentSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  tool: z.strictObject({ name: z.literal('attrib-audit'), version: z.string() }),
  cards: z.array(z.strictObject({ id: z.string(), as_of: z.string().nullable(), sha256: z.string().nullable() })),
  rows: z.array(repricedRowSchema),
  totals: repriceTotalsSchema,
});
export type RepriceDocument = z.output<typeof repriceDocumentSchema>;
