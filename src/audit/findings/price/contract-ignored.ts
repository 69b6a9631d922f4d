// The list price where a contract holds.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/contract-ignored';

export const priceContractIgnored = defineFinding({
  code,
  severity: 'note',
  title: 'Logged cost leaves the contract out',
  why: 'The log has list prices; what is billed are the rates of your contract.',
  fix: 'Give the gateway your negotiated rates, or take the repriced figure.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
