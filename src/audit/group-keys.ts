// What a call is grouped or filtered by: any field of the event, the grade and part of its owner, and periods of UTC time.
import { UsageError } from '../model/errors.ts';
import type { Event } from '../model/event.ts';
import { ownershipFields, type TextField, textFields } from '../model/fields.ts';
import type { EnvelopeField } from '../model/trace.ts';
import { type AuditedCall, ownerGrade } from './audited.ts';
import { type Period, periodOf } from './time-text.ts';

const periods: ReadonlySet<string> = new Set<Period>(['hour', 'day', 'week', 'month']);
const envelopeFields: ReadonlySet<string> = new Set(['trace_id', ...ownershipFields]);
const textNames: ReadonlySet<string> = new Set(textFields);
const meteringFields: ReadonlySet<string> = new Set([
  'provider',
  'operation',
  'service_tier',
  'requested_tier',
  'region',
  'status',
  'error',
  'unit_price_source',
]);
const derived: Readonly<Record<string, (audited: AuditedCall) => string | undefined>> = {
  model: ({ call }) => call.metering.response_model ?? call.metering.model,
  requested_model: ({ call }) => call.metering.model,
  hop: ({ call }) => call.sightings[0].hop,
  format: ({ call }) => call.sightings[0].place.format,
  source: ({ call }) => call.sightings[0].place.source,
  part: ({ part }) => part,
  parent: ({ call, part }) => (part === 'unattributed' ? undefined : call.mapping?.team?.parent),
  grade: ownerGrade,
  basis: ({ cost }) => cost.basis,
  price_source: ({ price }) => (price.kind === 'priced' ? price.source.card : undefined),
};

export const groupNames: readonly string[] = [...new Set([...textFields, ...Object.keys(derived), ...periods])];

/** The key a call has under `name`; undefined when it has none. An owner that contradicts itself is none. */
export function groupKey(audited: AuditedCall, name: string): string | undefined {
  const { call } = audited;
  if (name === 'owner_team' && audited.part === 'unattributed') return undefined;
  const derive = Object.hasOwn(derived, name) ? derived[name] : undefined;
  if (derive) return derive(audited);
  if (periods.has(name))
    return call.metering.start === undefined ? undefined : periodOf(call.metering.start, name as Period); // member of the set
  if (envelopeFields.has(name)) return call.envelope[name as EnvelopeField]?.value; // member of the set
  if (meteringFields.has(name)) return call.metering[name as 'provider']; // member of the set, all of them text
  if (!textNames.has(name)) return undefined;
  for (const event of call.sightings) {
    const text = event[name as TextField]; // member of the set
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The record that a text field of the call is taken from; undefined when it has none. */
export function groupSource({ call }: AuditedCall, name: TextField): Event | undefined {
  if (envelopeFields.has(name)) return call.envelope[name as EnvelopeField]?.from; // member of the set
  return call.sightings.find((event) => event[name] !== undefined);
}

/** Throws UsageError for a name that is no field. */
export function checkGroupName(name: string): string {
  if (groupNames.includes(name)) return name;
  throw new UsageError(`cannot group by "${name}"`, `known: ${groupNames.join(', ')}`);
}
