// Records inside envelopes: an envelope is opened until real records appear. It is no record itself; each member is one.
import { type MapOptions, type Mapped, mapRecord } from '../formats/map-record.ts';
import type { RecordPlace } from '../formats/read-record.ts';
import type { Event } from '../model/event.ts';
import type { JsonObject } from '../model/json.ts';

/** What a record became, and the record itself. */
export interface MappedMember extends Mapped {
  readonly record: JsonObject;
}

/** A log shipper's line in a page of results in a dump: real ones are three deep. */
const deepestEnvelope = 4;

export function* mapMembers(
  record: JsonObject,
  place: RecordPlace,
  options: MapOptions,
  path = '',
  depth = 0,
): Generator<MappedMember> {
  const mapped = mapRecord(record, place, options);
  if (!mapped.members) {
    yield { ...(path === '' ? mapped : located(mapped, path)), record };
  } else if (depth === deepestEnvelope) {
    const reason = `records are wrapped more than ${deepestEnvelope} envelopes deep`;
    yield { format: undefined, outcome: { kind: 'rejected', reason }, record };
  } else {
    for (const [index, member] of mapped.members.entries()) {
      yield* mapMembers(member, place, options, `${path}/${index}`, depth + 1);
    }
  }
}

/** Members share the envelope's line and offset; their number inside it tells them apart. */
function located(mapped: Mapped, path: string): Mapped {
  if (mapped.outcome.kind !== 'events') return mapped;
  const events = mapped.outcome.events.map(
    (event): Event => ({ ...event, place: { ...event.place, member: `${path}${event.place.member ?? ''}` } }),
  );
  return { ...mapped, outcome: { ...mapped.outcome, events } };
}
