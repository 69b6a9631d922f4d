// Call row: one billed or free call as a flat line, for spreadsheets and warehouses. Columns are only ever added, at the end.
import * as z from 'zod';
import { ownershipFields } from './fields.ts';
import { grades } from './trace.ts';
import { usageClasses } from './usage.ts';

const text = z.string().nullable();
const usd = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .nullable();

const owners = Object.fromEntries(ownershipFields.map((field) => [field, text])) as Record<
  (typeof ownershipFields)[number],
  typeof text
>; // every field is there
const counts = Object.fromEntries(usageClasses.map((name) => [name, z.number().nullable()])) as Record<
  (typeof usageClasses)[number],
  z.ZodNullable<z.ZodNumber>
>; // every class is there

export const callRowSchema = z.strictObject({
  call: z.string().describe('what the call is joined by: provider request id, request id, span, or its place'),
  start: text.describe('UTC, ISO 8601'),
  trace_id: text,
  billed: z.boolean(),
  part: z.enum(['proven', 'recoverable', 'unattributed']),
  owner_grade: z.enum(grades),
  cause: text.describe('why nobody owns it'),
  ...owners,
  provider: text,
  model: text.describe('the one that served'),
  requested_model: text,
  operation: text,
  service_tier: text,
  requested_tier: text.describe('as asked for; service_tier is what served'),
  region: text,
  status: text,
  virtual_key: text,
  api_key_id: text,
  basis: z.enum(['repriced', 'logged', 'unpriced']),
  usd: usd.describe('empty when the call has no price: unknown is not zero'),
  logged_usd: usd,
  price_source: text,
  ...counts,
  logs: z.int().describe('how many records saw the call'),
  component: z.string(),
  format: z.string(),
  source: z.string(),
  line: z.int(),
});

export type CallRow = z.output<typeof callRowSchema>;
export const callColumns = Object.keys(callRowSchema.shape) as readonly (keyof CallRow)[]; // the keys of the object
