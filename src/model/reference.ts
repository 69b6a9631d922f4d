// What the reference commands print as JSON: the findings that can be raised, and the formats with their mapping tables.
import * as z from 'zod';
import { hops } from './fields.ts';
import { severities } from './finding.ts';

export const findingTextSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(severities),
  title: z.string(),
  why: z.string(),
  fix: z.string(),
});

const paths = z.array(z.string());

/** Keys beyond these describe single formats; they may grow. */
export const formatTableSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  hop: z.enum(hops).optional(),
  recognise: z.array(z.union([z.string(), paths])).describe('all must hold; of an inner list any; "!" means absent'),
  fields: z
    .record(z.string(), z.union([paths, z.looseObject({ from: paths })]))
    .describe('the first path that is there wins'),
});
