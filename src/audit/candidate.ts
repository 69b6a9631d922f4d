// What a contract is asked about: one call as a flat object, with the values that count as proof or with all that is known.
import type { Contract } from '../contract/contract.ts';
import { ownershipFields, type TextField, textFields } from '../model/fields.ts';
import { usdToDecimal } from '../model/money.ts';
import type { Attribution, Call } from '../model/trace.ts';
import { isoTime } from './time-text.ts';

export const envelopeFields = ['trace_id', ...ownershipFields] as const;
const resolved: ReadonlySet<string> = new Set(envelopeFields);

/** A value on the call's own record or in another log of the same call, or given by an exclusive rule of the registry. */
export function isProof({ grade, proves }: Attribution): boolean {
  return grade === 'explicit' || grade === 'joined' || (grade === 'mapped' && proves === true);
}

/** True when no value of the envelope came from elsewhere, so that proof and knowledge are the same. */
export function isAllProof({ envelope }: Call): boolean {
  return envelopeFields.every((field) => !envelope[field] || isProof(envelope[field]));
}

/** The environment decides how strict a contract is, so it counts however it is known. */
export function candidateOf(
  call: Call,
  contract: Contract,
  counts: (attribution: Attribution) => boolean,
): Record<string, unknown> {
  const candidate: Record<string, unknown> = otherFields(call, contract);
  for (const field of envelopeFields) {
    const attribution = call.envelope[field];
    if (attribution && (field === 'environment' || counts(attribution))) candidate[field] = attribution.value;
  }
  const { metering } = call;
  for (const name of meteringNames) if (metering[name] !== undefined) candidate[name] = metering[name];
  const { model = metering.response_model, start, end, logged_cost_usd: logged } = metering;
  if (model !== undefined) candidate.model = model;
  if (start !== undefined) candidate.start = isoTime(start);
  if (end !== undefined) candidate.end = isoTime(end);
  if (logged !== undefined) candidate.logged_cost_usd = usdToDecimal(logged);
  return candidate;
}

const meteringNames = [
  'provider',
  'response_model',
  'operation',
  'service_tier',
  'requested_tier',
  'region',
  'unit_price_source',
  'usage',
  'status',
  'error',
  'streamed',
  'cache_hit',
] as const;
const metered: ReadonlySet<string> = new Set([...meteringNames, 'model']);

/** Fields that are neither ownership nor metering (keys, accounts, ids) count only where the contract names them. */
function otherFields({ sightings }: Call, contract: Contract): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const name of otherNames(contract)) {
    const value = sightings.find((event) => event[name] !== undefined)?.[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

const named = new WeakMap<Contract, readonly TextField[]>();

function otherNames(contract: Contract): readonly TextField[] {
  const known = named.get(contract);
  if (known) return known;
  const names = [...contract.required, ...contract.recommended].filter(isTextField);
  const others = names.filter((name) => !resolved.has(name) && !metered.has(name));
  named.set(contract, others);
  return others;
}

const texts: ReadonlySet<string> = new Set(textFields);
const isTextField = (name: string): name is TextField => texts.has(name);
