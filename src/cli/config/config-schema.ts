// The project's config: the zod schema is its only definition; schemas/config.schema.json is generated from it.
import * as z from 'zod';
import { severities } from '../../model/finding.ts';

const percent = z.number().min(0).max(100);
const file = z.string().min(1);

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  contract: file.optional().describe('ownership contract, a JSON Schema file; relative to this file'),
  contract_mode: z
    .enum(['soft', 'hard'])
    .optional()
    .describe('soft reports violations; hard says what a gateway that enforces the contract would have rejected'),
  registry: file
    .optional()
    .describe('teams and what belongs to them; attrib-audit.registry.{yaml,json} beside this file when absent'),
  rates: z.array(file).optional().describe('rate cards laid over the bundled list, the last one on top'),
  deployments: z
    .array(
      z.strictObject({
        id: z.string().min(1).describe("the id as logs have it: a deployment's name, an inference profile, an alias"),
        model: z.string().min(1).describe('the model it stands for, as a rate card lists it'),
        seller: z.string().min(1).optional().describe('azure, aws, …; any when absent'),
        tier: z.string().optional().describe('for calls that do not say: provisioned, batch, …'),
        region: z.string().optional().describe('for calls that do not say: global, us, eu, or a region'),
      }),
    )
    .optional()
    .describe('ids that name no model: Azure deployments, application inference profiles, aliases of a gateway'),
  map: z
    .record(z.string(), z.string().or(z.array(z.string())))
    .optional()
    .describe('field -> path in the records, or several of them; adds what no format knows, as --map does'),
  group_by: z.array(z.string()).optional().describe('fields or periods to group the spend by, besides owner_team'),
  target_pct: percent.optional().describe('unattributed share to stay under, in percent; 2 when absent'),
  exceptions: z
    .strictObject({
      owner: z.string().min(1).optional().describe('who answers for spend that has no owner'),
      sla_days: z.int().nonnegative().optional().describe('days until such spend must have an owner'),
    })
    .optional(),
  notes: z
    .record(z.string(), z.string())
    .optional()
    .describe('notes for the repair plan, by the text of the fix; `attrib-audit review` writes them'),
  keys: z
    .record(z.string(), z.string().or(z.array(z.string())))
    .optional()
    .describe('keys of `attrib-audit review` by action; `?` in a review lists the actions'),
  gate: z
    .strictObject({
      min_coverage_pct: percent.optional(),
      max_unattributed: z.string().optional().describe('"2%" or "$500"'),
      max_rejected_pct: percent.optional(),
      fail_on: z.enum(severities).optional(),
      teams: z
        .record(
          z.string(),
          z.strictObject({ min_coverage_pct: percent.optional(), max_unattributed: z.string().optional() }),
        )
        .optional()
        .describe('limits of single teams, by owner_team, of their own spend'),
      baseline: file.optional().describe('baseline of accepted problems; relative to this file'),
      max_regression: percent
        .optional()
        .describe("points of percent that coverage and the unattributed share may be worse than the baseline's"),
    })
    .optional()
    .describe('limits of attrib-audit gate; a flag goes before its key here'),
  severities: z
    .record(z.string(), z.enum([...severities, 'off']))
    .optional()
    .describe('severity by finding code; rejected input cannot be turned off'),
});

export type Config = z.output<typeof configSchema>;
