// Rate card: dated prices per token class. Wire form validated by zod; prices are decimal text, never floats.
import * as z from 'zod';
import { parseUsd, usdToDecimal } from './money.ts';
import { type UsageClass, usageClasses } from './usage.ts';

/** How many units one price of a class pays for. */
export const perUnits: Readonly<Record<UsageClass, number>> = {
  input: 1_000_000,
  cached_input: 1_000_000,
  cache_write_5m: 1_000_000,
  cache_write_1h: 1_000_000,
  output: 1_000_000,
  reasoning: 1_000_000,
  audio_in: 1_000_000,
  cached_audio_in: 1_000_000,
  audio_out: 1_000_000,
  image_in: 1_000_000,
  image_out: 1_000_000,
  video_in: 1_000_000,
  web_search: 1000,
  file_search: 1000,
  code_execution: 1000,
  images: 1,
  pages: 1000,
  seconds: 3600,
  characters: 1_000_000,
  requests: 1,
};

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
    .strictObject({ from: timeOfDay, to: timeOfDay })
    .optional()
    .describe('UTC, from inclusive, to exclusive, may wrap midnight; goes before the row without it'),
  tier: z.string().optional().describe('standard when absent; batch, flex, priority, provisioned, …'),
  region: z.string().optional().describe('any region when absent'),
  prices,
  over_context: z
    .array(z.strictObject({ tokens: z.int().positive(), op: z.enum(['>', '>=']).default('>'), prices }))
    .optional()
    .describe(
      'rates for the whole request when its prompt tokens are over the number; classes left out keep the base rate',
    ),
  fallback: z
    .partialRecord(z.enum(usageClasses), z.enum(usageClasses))
    .optional()
    .describe('class to use when a class has no rate, such as reasoning -> output; added to those of the card'),
});

export const rateCardSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().min(1),
  as_of: z.iso.date().optional().describe('day the prices were checked'),
  source: z.string().optional().describe('where the prices come from, with version'),
  currency: z.literal('USD').default('USD'),
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
  rows: z.array(row),
});

export type RateCardWire = z.input<typeof rateCardSchema>;
export type RateCard = z.output<typeof rateCardSchema>;
export type RateRow = RateCard['rows'][number];
export type Matcher = z.output<typeof matcher>;
export type SimpleMatcher = z.output<typeof simpleMatcher>;
