// Identities of a call: the keys, accounts and services its records name, the most telling first.
import type { Event } from '../model/event.ts';
import { type RuleField, ruleFields } from '../model/rule-fields.ts';
import type { Call } from '../model/trace.ts';

export interface Identity {
  readonly field: RuleField;
  readonly value: string;
  readonly from: Event;
}

export function identitiesOf({ sightings }: Pick<Call, 'sightings'>): readonly Identity[] {
  return ruleFields.flatMap((field) => {
    const from = sightings.find((event) => event[field] !== undefined);
    const value = from?.[field];
    return from && value !== undefined ? [{ field, value, from }] : [];
  });
}
