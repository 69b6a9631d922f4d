// Policy: what a gateway should refuse, rule by rule, each soft or hard for some environments. Part of the config; approvals are a file.
import * as z from 'zod';
import { textFields } from './fields.ts';

const name = z.string().min(1).max(200);
const names = z.array(name).min(1);

/** Every rule has these. The same rule may stand twice, with other environments or another date. */
const scope = {
  environments: names
    .optional()
    .describe(
      'where it holds, `*` stands for any characters; everywhere when absent. A call that names none is in production',
    ),
  except: z
    .array(z.partialRecord(z.enum(textFields), name))
    .optional()
    .describe(
      'calls it does not hold for, such as flagged system jobs: {"request_source": "cron", "service_account": "nightly-*"}',
    ),
  mode: z.enum(['soft', 'hard']).default('soft').describe('soft tells, hard rejects'),
  hard_from: z.iso.date().optional().describe('with mode hard: the UTC day it begins to reject; before it, it tells'),
};

const rule = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('required-fields'), fields: z.array(z.enum(textFields)).min(1), ...scope }),
  z
    .strictObject({ rule: z.literal('anonymous-call'), ...scope })
    .describe('neither user nor tenant nor service account is known'),
  z
    .strictObject({ rule: z.literal('unlisted-service-account'), allow: names.optional(), ...scope })
    .describe('not under `allow`, nor under service_accounts of the registry'),
  z.strictObject({ rule: z.literal('unknown-rate-card'), ...scope }).describe('no rate card prices the call'),
  z
    .strictObject({ rule: z.literal('over-budget'), ...scope })
    .describe(
      'a budget of the call, of its customer, team or key, was spent before it, and no approval of the team covers it',
    ),
  z.strictObject({
    rule: z.literal('request-cap'),
    by: z.enum(['virtual_key', 'api_key_id', 'service_account']),
    per_minute: z.int().positive(),
    caps: z.record(z.string(), z.int().positive()).optional().describe('other caps, by key or account'),
    ...scope,
  }),
  z.strictObject({
    rule: z.literal('premium-on-short-call'),
    tasks: names.describe('classification-like work, looked for in workflow_id, feature and operation'),
    max_output_tokens: z.int().positive().default(50),
    ...scope,
  }),
  z
    .strictObject({ rule: z.literal('premium-outside-production'), ...scope })
    .describe('test or staging traffic on a premium model'),
  z
    .strictObject({
      rule: z.literal('test-in-production'),
      tests: names.default(['test*', '*-test', 'load-test*', 'e2e*', 'smoke*']),
      ...scope,
    })
    .describe('test work in production, or other traffic with keys that the registry keeps for production'),
]);

export const policySchema = z.strictObject({
  production: names.default(['production', 'prod']).describe('environments that count as production'),
  premium_models: names.default([]).describe('models, `*` stands for any characters'),
  approvals: z.string().min(1).optional().describe('file of approvals for teams over their budget'),
  rules: z.array(rule).min(1),
});

export const approvalsSchema = z.strictObject({
  $schema: z.string().optional(),
  approvals: z.array(
    z.strictObject({
      team: name.describe('id of the team'),
      valid_from: z.iso.date().describe('first day, in the time zone of the budget'),
      valid_to: z.iso.date().describe('first day on which it no longer holds'),
      usd: z
        .string()
        .regex(/^\d{1,12}(\.\d{1,18})?$/, 'an amount of US dollars as text, such as "200"')
        .optional()
        .describe('over the budget of each window; without it there is no limit'),
      reason_code: name,
      approved_by: name,
    }),
  ),
});

export type Policy = z.output<typeof policySchema>;
export type PolicyRule = Policy['rules'][number];
export type PolicyRuleName = PolicyRule['rule'];
export type Approval = z.output<typeof approvalsSchema>['approvals'][number];
