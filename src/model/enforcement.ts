// Enforcement: what a gateway that heeds the policy would have done, as the report has it. Apart from the policy, which most reports have none of.
import * as z from 'zod';
import { count, text, textOrNull } from './document-parts.ts';

const amount = z.strictObject({ usd: text, calls: count });

export const enforcementSchema = z.strictObject({
  judged: amount.describe('all billed calls'),
  rejected: amount.describe('those that at least one rule would have rejected; each call once'),
  in_force: amount.describe('those that a rule rejects that was hard on their day; each call once'),
  rules: z
    .array(
      z.strictObject({
        rule: text,
        title: text,
        fix: text,
        environments: z.array(text).nullable(),
        mode: z.enum(['soft', 'hard']),
        hard_from: textOrNull,
        before: amount.describe('while it only tells'),
        after: amount.describe('since it rejects; calls without a time count here'),
        teams: z.array(z.strictObject({ team: textOrNull, before: amount, after: amount })),
        example: z.strictObject({ source: text, line: count, trace_id: textOrNull, detail: text }).nullable(),
      }),
    )
    .describe('every rule is judged by itself, so a call may stand under several'),
});
export type Enforcement = z.output<typeof enforcementSchema>;
