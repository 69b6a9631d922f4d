// The effective envelope of a call: every field with its value, how it is known, and from which record.
import { type Event, isHint } from '../model/event.ts';
import { ownershipFields } from '../model/fields.ts';
import { compareText } from '../model/place.ts';
import type { Attribution, Envelope, EnvelopeField } from '../model/trace.ts';
import type { PathStep } from './call-path.ts';
import type { Sightings } from './held-call.ts';

const fields = ['trace_id', ...ownershipFields] as const;

/** `service` names a hop and `trace_id` is compared, not inherited: neither comes from an ancestor. */
const inherited = new Set<EnvelopeField>(ownershipFields.filter((field) => field !== 'service'));

/**
 * `sightings` most authoritative first; `steps` from root to call. What is said of the request beats what is only the default of a
 * place, wherever it stands: a service's own team is no owner of a request that came with one.
 */
export function resolveEnvelope(
  sightings: Sightings,
  steps: readonly PathStep[],
  ambiguous: ReadonlySet<Event>,
): Envelope {
  const upwards = ancestorsOf(steps, ambiguous);
  const hinted = sightings.some(hasHints) || upwards.some(({ event }) => hasHints(event));
  const envelope: { -readonly [K in EnvelopeField]?: Attribution } = {};
  for (const field of fields) {
    const above = inherited.has(field) ? upwards : nothing;
    const found =
      fromSightings(field, sightings, false) ??
      fromAncestors(field, above, false) ??
      (hinted ? (fromSightings(field, sightings, true) ?? fromAncestors(field, above, true)) : undefined);
    if (found) envelope[field] = found;
  }
  return envelope;
}

/** The trace id of a call: none comes from an ancestor. */
export function traceIdOf(sightings: Sightings): string | undefined {
  return (fromSightings('trace_id', sightings, false) ?? fromSightings('trace_id', sightings, true))?.value;
}

const hasHints = ({ hints }: Event): boolean => hints !== undefined;

/** The event's value of the field, if it is of the wanted strength. */
function said(event: Event, field: EnvelopeField, hint: boolean): string | undefined {
  const value = event[field];
  return value !== undefined && isHint(event, field) === hint ? value : undefined;
}

/** Defaults of places never contradict each other. */
function fromSightings(field: EnvelopeField, sightings: Sightings, hint: boolean): Attribution | undefined {
  let from: Event | undefined;
  let value: string | undefined;
  let rivals: Rival[] | undefined;
  for (const event of sightings) {
    const other = said(event, field, hint);
    if (other === undefined) continue;
    if (from === undefined) {
      from = event;
      value = other;
    } else if (!hint && other !== value) {
      rivals ??= [];
      rivals.push({ value: other, from: event });
    }
  }
  if (from === undefined || value === undefined) return undefined;
  if (rivals && rivals.length > 1) rivals.sort((a, b) => compareText(a.value, b.value));
  return { value, grade: from === sightings[0] ? 'explicit' : 'joined', from, rivals: rivals ?? unrivalled };
}

interface Rival {
  readonly value: string;
  readonly from: Event;
}

const unrivalled: readonly Rival[] = Object.freeze([]);
const nothing: readonly Above[] = Object.freeze([]);

interface Above {
  readonly event: Event;
  readonly stitched: boolean;
}

/** Nearest first; beyond a restart everything is stitched; beyond a link that may mean several traces nothing is taken. */
function ancestorsOf(steps: readonly PathStep[], ambiguous: ReadonlySet<Event>): readonly Above[] {
  if (steps.length === 1) return nothing; // the call's own record
  const above: Above[] = [];
  let stitched = false;
  for (const { event, sighting, stitch } of [...steps].reverse()) {
    if (!sighting) above.push({ event, stitched });
    if (stitch && ambiguous.has(event)) break;
    if (stitch) stitched = true;
  }
  return above;
}

function fromAncestors(field: EnvelopeField, above: readonly Above[], hint: boolean): Attribution | undefined {
  const found = above.find(({ event }) => said(event, field, hint) !== undefined);
  const value = found?.event[field];
  if (!found || value === undefined) return undefined;
  return { value, grade: found.stitched ? 'stitched' : 'inherited', from: found.event, rivals: unrivalled };
}
