// The effective envelope of a call: every field with its value, how it is known, and from which record.
import type { Event } from '../model/event.ts';
import { ownershipFields } from '../model/fields.ts';
import { compareText } from '../model/place.ts';
import type { Attribution, Envelope, EnvelopeField } from '../model/trace.ts';
import type { PathStep } from './call-path.ts';
import type { Sightings } from './join-calls.ts';

/** `service` names a hop and `trace_id` is compared, not inherited: neither comes from an ancestor. */
const inherited = new Set<EnvelopeField>(ownershipFields.filter((field) => field !== 'service'));

/** `sightings` most authoritative first; `steps` from root to call. */
export function resolveEnvelope(
  sightings: Sightings,
  steps: readonly PathStep[],
  ambiguous: ReadonlySet<Event>,
): Envelope {
  const upwards = ancestorsOf(steps, ambiguous);
  const envelope: { -readonly [K in EnvelopeField]?: Attribution } = {};
  for (const field of ['trace_id', ...ownershipFields] as const) {
    const found = fromSightings(field, sightings) ?? (inherited.has(field) ? fromAncestors(field, upwards) : undefined);
    if (found) envelope[field] = found;
  }
  return envelope;
}

function fromSightings(field: EnvelopeField, sightings: Sightings): Attribution | undefined {
  const from = sightings.find((event) => event[field] !== undefined);
  const value = from?.[field];
  if (!from || value === undefined) return undefined;
  const rivals = sightings.flatMap((event) => {
    const other = event[field];
    return other === undefined || other === value ? [] : [{ value: other, from: event }];
  });
  return {
    value,
    grade: from === sightings[0] ? 'explicit' : 'joined',
    from,
    rivals: rivals.sort((a, b) => compareText(a.value, b.value)),
  };
}

interface Above {
  readonly event: Event;
  readonly stitched: boolean;
}

/** Nearest first; beyond a restart everything is stitched; beyond a link that may mean several traces nothing is taken. */
function ancestorsOf(steps: readonly PathStep[], ambiguous: ReadonlySet<Event>): readonly Above[] {
  const above: Above[] = [];
  let stitched = false;
  for (const { event, sighting, stitch } of [...steps].reverse()) {
    if (!sighting) above.push({ event, stitched });
    if (stitch && ambiguous.has(event)) break;
    if (stitch) stitched = true;
  }
  return above;
}

function fromAncestors(field: EnvelopeField, above: readonly Above[]): Attribution | undefined {
  const found = above.find(({ event }) => event[field] !== undefined);
  const value = found?.event[field];
  if (!found || value === undefined) return undefined;
  return { value, grade: found.stitched ? 'stitched' : 'inherited', from: found.event, rivals: [] };
}
