// The rules of a policy in words; a rule without its words does not compile.
import type { PolicyRuleName } from '../../model/policy.ts';

export const ruleTexts: Readonly<Record<PolicyRuleName, { readonly title: string; readonly fix: string }>> = {
  'required-fields': {
    title: 'Required field missing',
    fix: 'let the gateway require the fields: attrib-audit fix contract/field-missing --for litellm',
  },
  'anonymous-call': {
    title: 'Anonymous call',
    fix: 'send a hashed user or tenant, or flag the job under except',
  },
  'unlisted-service-account': {
    title: 'Service account not on the list',
    fix: 'add the account to service_accounts of the registry, or take its key away',
  },
  'unknown-rate-card': {
    title: 'No rate card prices the call',
    fix: 'add the model to a rate card, or route to one that has a price',
  },
  'over-budget': {
    title: 'Over budget without approval',
    fix: 'record an approval with its reason code, or raise the budget in the registry',
  },
  'request-cap': {
    title: 'Over the requests a minute',
    fix: 'look for a loop or a retry storm, then raise the cap of that key if it is right',
  },
  'premium-on-short-call': {
    title: 'Premium model on a short task',
    fix: 'route classification-like work to a small model',
  },
  'premium-outside-production': {
    title: 'Premium model outside production',
    fix: 'give test and staging a small model, or a recorded answer',
  },
  'test-in-production': {
    title: 'Test traffic in production',
    fix: 'give tests an environment and keys of their own',
  },
};
