// The quick audit: a handful of recent requests with the path of each and the seven answers, before anything larger is believed.
import * as z from 'zod';

const count = z.int().nonnegative();
const verdict = z.enum(['pass', 'partial', 'fail', 'unmeasured']);
const questionIds = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7'] as const;

export const quickAuditSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  document: z.literal('quick audit'),
  tool: z.strictObject({ name: z.literal('attrib-audit'), version: z.string() }),
  seed: z.string(),
  drawn_from: z.strictObject({
    requests: count.describe('requests with a call in the input'),
    recent: count.describe('the newest of each workflow, from which the sample is drawn'),
    workflows: count,
  }),
  requests: z.array(
    z.strictObject({
      trace_id: z.string(),
      workflow_id: z.string().nullable(),
      start: z.string().nullable(),
      path: z.array(z.string()).describe('components from the user to the model, of its longest path'),
      calls: count,
      usd: z.string(),
      answers: z.record(z.enum(questionIds), verdict),
    }),
  ),
  answers: z.array(
    z.strictObject({
      id: z.enum(questionIds),
      question: z.string(),
      verdict,
      value_pct: z.number().nullable(),
      evidence: z.string(),
    }),
  ),
  chargeback_ready: z.boolean(),
});

export type QuickAudit = z.output<typeof quickAuditSchema>;
