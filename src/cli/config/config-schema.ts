// The project's config: the zod schema is its only definition; schemas/config.schema.json is generated from it.
import * as z from 'zod';
import { severities } from '../../model/finding.ts';
import { policySchema } from '../../model/policy.ts';
import { type AllocationPolicy, allocationPolicies } from '../../model/reconciliation.ts';

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
      due: z.iso.date().optional().describe('day by which such spend must have an owner, instead of sla_days'),
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
  budgets: z
    .array(
      z.strictObject({
        match: z
          .record(z.string(), z.string().min(1))
          .describe(
            'the calls it is for, by field: owner_team, virtual_key, …; "*" gives every value a budget of its own',
          ),
        usd: z.string().regex(/^\d{1,12}(\.\d{1,18})?$/, 'an amount of US dollars as text, such as "500" or "75.50"'),
        window: z.enum(['day', 'week', 'month']).optional().describe('month when absent; weeks begin on Monday'),
        time_zone: z.string().min(1).optional().describe('where days begin, such as Europe/Berlin; UTC when absent'),
      }),
    )
    .optional()
    .describe('budgets that attrib-audit budgets and gate judge; a call must find money left in all that fit it'),
  reconcile: z
    .strictObject({
      invoices: z
        .array(file)
        .min(1)
        .optional()
        .describe('files, directories or globs, relative to this file; --invoice goes before them'),
      tolerance_pct: percent.optional().describe('difference that is no news, in percent; 1 when absent'),
      flag_pct: percent.optional().describe('difference to flag, in percent; 2 when absent'),
      allocate: z
        .enum(Object.keys(allocationPolicies) as [AllocationPolicy, ...AllocationPolicy[]]) // the keys of a literal object
        .optional()
        .describe('what to do with the difference; exception-bucket when absent'),
    })
    .optional()
    .describe('what attrib-audit reconcile compares and how; a flag goes before its key here'),
  hash_ids: file
    .optional()
    .describe('key file, or env:NAME: user and tenant ids are replaced by keyed pseudonyms in every output'),
  shared_costs: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('what the pool is called on statements, such as "evaluation jobs"'),
        match: z
          .record(z.string(), z.string().min(1))
          .describe('the calls of the pool, by field as in --filter; "missing" stands for none'),
        by: z
          .enum(['even', 'proportional', 'fixed', 'requests'])
          .describe('even: in equal parts; proportional: by direct spend; requests: by direct calls; fixed: by shares'),
        among: z
          .array(z.string().min(1))
          .optional()
          .describe('who takes part; every team with calls of its own when absent'),
        shares: z
          .record(z.string(), z.string().regex(/^\d{1,3}(\.\d{1,6})?$/, 'a percentage as text, such as "33.5"'))
          .optional()
          .describe('of a fixed rule: percent by team, 100 together'),
        reason: z
          .string()
          .min(1)
          .optional()
          .describe('why it is shared so; without it, calls without an owner stay in the exception bucket'),
      }),
    )
    .optional()
    .describe(
      "costs that are nobody's own; the first rule that fits a call takes it, and statements show it as shared",
    ),
  policy: policySchema.optional().describe('what a gateway should refuse, rule by rule, soft or hard'),
  sources: z
    .record(
      z.string(),
      z.strictObject({
        user: z.string().min(1).optional(),
        password: file.optional().describe('a file that holds it, or env:NAME; never the password itself'),
      }),
    )
    .optional()
    .describe('as whom to ask a database named by URL, by its host:port; what the URL says goes first'),
  severities: z
    .record(z.string(), z.enum([...severities, 'off']))
    .optional()
    .describe('severity by finding code; rejected input cannot be turned off'),
});

export type Config = z.output<typeof configSchema>;
