// Rates document: rows of the rate cards as `rates list` and `rates show` give them out, and what `rates check` says of a card.
import * as z from 'zod';
import { usageClasses } from './usage.ts';

const usd = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .describe('US dollars, all digits');
const listedPrice = z.strictObject({
  class: z.enum(usageClasses),
  per: z.number().describe('the price is for so many units'),
  usd,
  scaled: z.array(z.string()).describe('rules and terms in the price, such as "residency x 1.1"'),
});

export const rateVerdicts = [
  'holds',
  'other tier',
  'other speed',
  'other place',
  'other endpoint',
  'other time',
  'a row goes before it',
] as const;

const overContext = z.array(z.strictObject({ tokens: z.int(), op: z.enum(['>', '>=']), prices: z.array(listedPrice) }));

const row = z.strictObject({
  verdict: z.enum(rateVerdicts).nullable().describe('rates show: whether the row holds, or why not'),
  card: z.string(),
  seller: z.string(),
  model: z.string(),
  tier: z.string(),
  speed: z.string(),
  region: z.string().nullable().describe('any when null'),
  endpoint: z.string().nullable().describe('any when null'),
  time_of_day: z.string().nullable().describe('with its zone, such as `16:30-00:30 UTC`'),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable().describe('exclusive'),
  prices: z.array(listedPrice),
  over_context: overContext,
  up_to_context: z.int().nullable(),
  multipliers: z.array(z.string()),
  counting: z.array(z.string()).describe('how fees are counted where it is not the logged count'),
  disputed: z
    .array(
      z.strictObject({
        source: z.string(),
        prices: z.array(listedPrice).describe('those that differ'),
        over_context: overContext.nullable().describe('of long prompts; null: as in the row'),
        note: z.string().nullable(),
      }),
    )
    .describe('what other sources of the card list'),
  from: z.string().nullable().describe('where the card has the row from'),
  note: z.string().nullable(),
});

const cards = z.array(z.strictObject({ id: z.string(), as_of: z.string().nullable(), sha256: z.string().nullable() }));

export const ratesDocumentSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  cards: cards.describe('the base first; a later card goes before the earlier ones'),
  asked: z.strictObject({
    pattern: z.string().nullable(),
    model: z.string().nullable(),
    seller: z.string().nullable(),
    at: z.string().nullable().describe('null: the newest rows in force on the day the card was checked'),
    tier: z.string().nullable(),
    region: z.string().nullable(),
  }),
  seller: z.string().nullable().describe('rates show: who bills'),
  model: z.string().nullable().describe('rates show: the model of the cards the id stands for'),
  problem: z.string().nullable().describe('rates show: why no row holds, or that several may'),
  rows: z.array(row),
});
export type RatesDocument = z.output<typeof ratesDocumentSchema>;
export type RatesRow = RatesDocument['rows'][number];

export const cardCheckSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  file: z.string(),
  card: z.string().nullable(),
  sound: z.boolean(),
  rows: z.int().nonnegative(),
  errors: z.array(z.strictObject({ message: z.string(), hint: z.string().nullable() })),
  doubts: z
    .array(z.strictObject({ message: z.string(), hint: z.string().nullable() }))
    .describe('allowed, and probably a slip'),
});
export type CardCheck = z.output<typeof cardCheckSchema>;
