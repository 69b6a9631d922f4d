// Rate card: dated prices per token class. Wire form validated by zod; prices are decimal text, never floats.
import * as z from 'zod';
import { parseUsd, usdToDecimal } from './money.ts';
import { type UsageClass, usageClasses } from './usage.ts';

/** The text of a number without exponent; undefined when it needs more than 18 decimals. */
export function decimalText(number: number): string | undefined {
  const amount = parseUsd(number);
  if (amount === undefined) return undefined;
  const text = usdToDecimal(amount);
  return Number(text) === number ? text : undefined;
}

const notDecimal = 'a decimal number such as "0.30", at most 18 decimals';
const price = z.union(
  [
    z.string().regex(/^\d{1,12}(\.\d{1,18})?$/, notDecimal),
    z
      .number()
      .nonnegative()
      .lt(1e12)
      .refine((number) => decimalText(number) !== undefined)
      .transform((number) => decimalText(number) ?? ''),
  ],
  notDecimal,
);
const instant = z.iso.date().or(z.iso.datetime());

const prices = z
  .partialRecord(z.enum(usageClasses), price)
  .describe(
    'USD by class: per million tokens or characters, per 1,000 searches, code executions or pages, per hour for seconds, per one image or request. ' +
      'A class left out has no price; it is not free.',
  );

const literal = z.string().min(1).max(300);
const simpleMatcher = z.union([
  z.strictObject({ equals: literal }),
  z.strictObject({ starts_with: literal }),
  z.strictObject({ ends_with: literal }),
  z.strictObject({ contains: literal }),
  z.strictObject({ regex: literal.describe('anchored at both ends; no look-around, no back references') }),
]);
const part = simpleMatcher.or(z.strictObject({ not: simpleMatcher }));

/** Which ids a row prices. All comparisons ignore case and cover the whole id. */
const matcher = z.union(
  [...simpleMatcher.options, z.strictObject({ all: z.array(part).min(1).describe('every one of these') })],
  'one of equals, starts_with, ends_with, contains, regex, all',
);

const regions = z.array(z.string().min(1)).min(1);
const classList = z.array(z.enum(usageClasses)).min(1);
const factor = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,5})(\.\d{1,12})?$|^[1-9]\d{0,5}\/[1-9]\d{0,5}$/,
    'a decimal such as "1.1" or a fraction such as "11/10"',
  );

/** A published rule that scales prices: a regional uplift, a gateway's markup. Applied in the order written. */
const multiplier = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['uplift', 'discount', 'markup']).default('uplift'),
  by: factor,
  classes: classList.optional().describe('all token classes when absent; fees only when named'),
  regions: regions.optional().describe('only for calls served there'),
  not_regions: regions.optional().describe('only for calls served in a known region that is none of these'),
  valid_from: instant.optional().describe('inclusive, UTC'),
  valid_to: instant.optional().describe('exclusive, UTC'),
});

/** How a fee is counted where it is not the logged count itself. */
const counting = z.strictObject({
  of: z
    .enum(['events', 'unique_queries', 'grounded_requests'])
    .default('events')
    .describe('grounded_requests: once per request, however many; unique_queries: the log counts each query once'),
  free: z.number().nonnegative().optional().describe('units of each request that cost nothing'),
  minimum: z.number().positive().optional().describe('least billed quantity of a request that uses any'),
  step: z.number().positive().optional().describe('billed quantities are rounded up to a multiple of this'),
});

const overContext = z.array(
  z.strictObject({ tokens: z.int().positive(), op: z.enum(['>', '>=']).default('>'), prices }),
);

/** The same row as another source has it. */
const disputed = z.strictObject({
  source: z.string().min(1),
  prices: prices.describe('the classes that differ'),
  over_context: overContext.optional().describe('when absent, as in the row'),
  note: z.string().optional(),
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as "16:30"');

const row = z.strictObject({
  seller: z.string().min(1).describe('who bills: openai, anthropic, aws, azure, google, openrouter, …'),
  model: literal.describe('canonical id'),
  match: z
    .array(matcher)
    .optional()
    .describe('any of these, besides the canonical id itself; the rows of one model share their matches'),
  valid_from: instant.optional().describe('inclusive, UTC'),
  valid_to: instant.optional().describe('exclusive, UTC'),
  time_of_day: z
    .strictObject({
      from: timeOfDay,
      to: timeOfDay,
      days: z
        .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
        .min(1)
        .optional()
        .describe('on which the window begins; every day when absent'),
      zone: z.string().min(1).max(60).optional().describe('such as Asia/Shanghai or +08:00; UTC when absent'),
    })
    .optional()
    .describe(
      'from inclusive, to exclusive, may wrap midnight, 00:00 to 00:00 is the whole day; ' +
        'goes before the row without it, and with days before one without days',
    ),
  tier: z.string().optional().describe('standard when absent; batch, flex, priority, provisioned, …'),
  region: z
    .union([z.string().min(1), regions])
    .optional()
    .describe('one or several; any region when absent. `us` holds for `us-east-1` too'),
  speed: z.string().optional().describe('standard when absent; fast, …'),
  endpoint: z.string().optional().describe('any endpoint when absent'),
  alias_of: literal.optional().describe("another model of the seller whose prices hold in this row's time"),
  prices,
  over_context: overContext
    .optional()
    .describe(
      'rates for the whole request when its prompt tokens are over the number; classes left out keep the base rate',
    ),
  up_to_context: z.int().positive().optional().describe('longest prompt this row prices'),
  multipliers: z.array(multiplier).optional(),
  counting: z.partialRecord(z.enum(usageClasses), counting).optional(),
  disputed: z.array(disputed).optional(),
  source: z.string().optional().describe('name of one of the sources of the card, or a text of its own'),
  note: z.string().optional(),
  fallback: z
    .partialRecord(z.enum(usageClasses), z.enum(usageClasses))
    .optional()
    .describe('class to use when a class has no rate, such as reasoning -> output; added to those of the card'),
});

/** A term of a contract over the prices of the cards below: so many percent off, or on top. */
const adjustment = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['discount', 'markup']).default('discount'),
  percent: z.string().regex(/^\d{1,4}(\.\d{1,6})?$/, 'a number of percent such as "12.5"'),
  seller: z.string().min(1).optional().describe('any seller when absent'),
  model: matcher.optional().describe('any model when absent'),
  classes: classList.optional().describe('all token classes when absent; fees only when named'),
  tier: z.string().optional().describe('any tier when absent'),
  valid_from: instant.optional().describe('inclusive, UTC'),
  valid_to: instant.optional().describe('exclusive, UTC'),
});

/** Capacity a customer pays for by the month: a row of its tier has token prices of 0, this line stands beside the calls. */
const monthlyPrice = z.strictObject({
  name: z.string().min(1),
  seller: z.string().min(1),
  model: literal.optional().describe('any model when absent'),
  tier: z.string().default('provisioned'),
  price: price.describe('of one unit for a calendar month (UTC), in the currency of the card'),
  units: z.int().positive().default(1),
  valid_from: instant.optional().describe('inclusive, UTC'),
  valid_to: instant.optional().describe('exclusive, UTC'),
});

const source = z.strictObject({
  name: z.string().min(1),
  version: z.string().optional(),
  url: z.string().optional(),
  checked: z.iso.date().optional(),
  by: z.string().optional(),
  sha256: z.string().optional(),
});

export const rateCardSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().min(1),
  version: z.string().optional(),
  as_of: z.iso.date().optional().describe('day the prices were checked'),
  source: z.string().optional().describe('where the prices come from, with version'),
  sources: z.record(z.string(), source).optional().describe('where rows come from, by the short name the rows give'),
  row_source: z.string().optional().describe('the source of rows that give none of their own'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD')
    .describe('of all prices of the card'),
  fx: z
    .array(z.strictObject({ valid_from: instant, usd: price, source: z.string().min(1) }))
    .optional()
    .describe('US dollars for one unit of the currency, from each day on; needed when the currency is not USD'),
  fallback: z
    .partialRecord(z.enum(usageClasses), z.enum(usageClasses))
    .optional()
    .describe('for all rows: class to use when a class has no rate'),
  seller_fallback: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe(
      'sellers whose rows of this card also hold for a seller that has no row of its own, such as azure -> openai',
    ),
  adjustments: z
    .array(adjustment)
    .optional()
    .describe('over the rows of the cards below; of one kind the most specific holds, discounts before markups'),
  monthly: z
    .array(monthlyPrice)
    .optional()
    .describe('capacity paid by the month, beside the calls: in no total of theirs'),
  rows: z.array(row),
});

export type RateCardWire = z.input<typeof rateCardSchema>;
export type RateCard = z.output<typeof rateCardSchema>;
export type RateRow = RateCard['rows'][number];
export type Prices = RateRow['prices'];
export type OverContext = NonNullable<RateRow['over_context']>;
export type Multiplier = NonNullable<RateRow['multipliers']>[number];
export type Counting = NonNullable<NonNullable<RateRow['counting']>[UsageClass]>;
export type Adjustment = NonNullable<RateCard['adjustments']>[number];
export type MonthlyPrice = NonNullable<RateCard['monthly']>[number];
export type Matcher = z.output<typeof matcher>;
export type SimpleMatcher = z.output<typeof simpleMatcher>;
