// What an identity rule can ask for. Without zod, so that an audit can ask without loading it.

/**
 * The event fields that a rule can ask for, the most telling first: a key says more about its user than the project it bills to.
 * Names of other systems for the same thing stand in `ruleAliases`.
 */
export const ruleFields = [
  'virtual_key',
  'api_key_id',
  'service_account',
  'principal',
  'service',
  'namespace',
  'project_id',
  'workspace_id',
  'account_id',
] as const;
export type RuleField = (typeof ruleFields)[number];

/** What the logs of some systems call such a field. A rule may use these names too. */
export const ruleAliases = {
  key_hash: ['api_key_id', 'virtual_key'],
  consumer: ['principal', 'virtual_key'],
  apim_subscription: ['virtual_key', 'account_id'],
} as const satisfies Record<string, readonly RuleField[]>;
export type RuleAlias = keyof typeof ruleAliases;
