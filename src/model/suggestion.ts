// Suggestions: what the logs themselves say about identities without an owner and names of teams. Proposals, never applied.
import * as z from 'zod';
import { ruleFields } from './rule-fields.ts';

const count = z.int().nonnegative();

export const suggestionsSchema = z.strictObject({
  schema_version: z.literal('1.0'),
  total: z.strictObject({ usd: z.string(), calls: count }).describe('all billed calls'),
  unowned: z.strictObject({ usd: z.string(), calls: count }).describe('those without an owner'),
  without_identity: z
    .strictObject({ usd: z.string(), calls: count })
    .describe('unowned calls whose records name no key, project or account at all'),
  identities: z.array(
    z.strictObject({
      field: z.enum(ruleFields),
      value: z.string(),
      usd: z.string().describe('spend without an owner that the rule would give one'),
      calls: count,
      team: z.string().nullable().describe('the team most often seen with this identity; null when none was'),
      seen: count.describe('calls with this identity whose request names that team'),
      owned: count.describe('calls with this identity whose request names any team'),
      confidence: z.enum(['high', 'fair', 'low', 'none']),
    }),
  ),
  teams: z
    .array(
      z.strictObject({
        id: z.string(),
        other_names: z.array(z.string()).describe('spelt differently; check that they mean the same'),
        known: z.boolean().describe('the registry has it already'),
        calls: count,
        usd: z.string(),
      }),
    )
    .describe('teams that requests name'),
});

export type Suggestions = z.output<typeof suggestionsSchema>;
