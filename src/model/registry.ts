// Registry: who the teams are, and which key, project or account belongs to which of them. Wire form validated by zod.
import * as z from 'zod';
import type { RuleAlias, RuleField } from './rule-fields.ts';

const name = z.string().min(1).max(200);
const day = z.iso.date();
const window = {
  valid_from: day.optional().describe('first day, UTC'),
  valid_to: day.optional().describe('first day on which it no longer holds, UTC'),
};
const amount = z.string().regex(/^\d{1,12}(\.\d{1,18})?$/, 'an amount of US dollars as text, such as "500" or "75.50"');

const meanings: Readonly<Record<RuleField | RuleAlias, string>> = {
  virtual_key: 'gateway key by name or id, never the secret',
  api_key_id: 'provider key by id or name, or the hash of it that a gateway logs',
  service_account: 'workload identity',
  principal: 'cloud identity, such as a role ARN; or the user a key belongs to',
  service: 'the service that made the request',
  namespace: 'Kubernetes namespace',
  project_id: 'project at the provider',
  workspace_id: 'workspace at the provider',
  account_id: 'cloud account or organisation',
  key_hash: 'hash of a key: looked for as api_key_id, then as virtual_key',
  consumer: 'consumer of an API gateway: looked for as principal, then as virtual_key',
  apim_subscription: 'subscription of Azure API Management: looked for as virtual_key, then as account_id',
};

const match = z
  .strictObject(
    Object.fromEntries(
      Object.entries(meanings).map(([field, meaning]) => [field, name.optional().describe(meaning)]),
    ) as Record<keyof typeof meanings, z.ZodOptional<z.ZodString>>, // same keys
  )
  .describe('all of these must hold; `*` stands for any characters');

const budget = z.strictObject({
  usd: amount,
  window: z.enum(['day', 'week', 'month']).default('month').describe('weeks begin on Monday'),
  time_zone: z.string().min(1).optional().describe('where days begin, such as Europe/Berlin; UTC when absent'),
});

const team = z.strictObject({
  id: name,
  aliases: z
    .array(name.or(z.strictObject({ name, ...window })))
    .optional()
    .describe('other names that mean this team, compared without regard to case'),
  owner: z.string().min(1).optional().describe('whom to ask: a handle or a mailing list'),
  cost_center: name.optional(),
  parent: name.optional().describe('id of the customer or business unit the team belongs to'),
  budget: budget.optional(),
  ...window,
  successor: name.optional().describe('team that answers for this one from valid_to on: a merger or a new name'),
});

const parent = z.strictObject({
  id: name,
  name: z.string().min(1).optional(),
  owner: z.string().min(1).optional(),
  budget: budget.optional(),
});

const identity = z.strictObject({
  match,
  team: name,
  workflow_id: name.optional().describe('used when the request names none'),
  feature: name.optional().describe('used when the request names none'),
  environment: name.optional().describe('used when the request names none'),
  exclusive: z
    .boolean()
    .default(false)
    .describe('nobody and nothing else uses this identity, so all that the rule says counts as proof'),
  budget: budget.optional().describe('of this key alone, within the budget of its team'),
  ...window,
  note: z.string().optional(),
});

export const registrySchema = z.strictObject({
  $schema: z.string().optional(),
  parents: z.array(parent).optional().describe('customers or business units that teams belong to'),
  teams: z.array(team),
  identities: z
    .array(identity)
    .optional()
    .describe('which key, project or account belongs to whom; the order means nothing'),
  service_accounts: z
    .array(name)
    .optional()
    .describe('the service accounts that may call models; `*` stands for any characters'),
});

export type RegistryWire = z.input<typeof registrySchema>;
export type RegistryFile = z.output<typeof registrySchema>;
export type TeamEntry = RegistryFile['teams'][number];
export type IdentityEntry = NonNullable<RegistryFile['identities']>[number];
