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

/** One for a record that is no envelope. */
export function mapMembers(record: JsonObject, place: RecordPlace, options: MapOptions): Iterable<MappedMember> {
  const mapped = mapRecord(record, place, options);
  return mapped.members ? membersOf(mapped.members, place, options, '', 1) : [withRecord(mapped, record)];
}

function* membersOf(
  members: readonly JsonObject[],
  place: RecordPlace,
  options: MapOptions,
  above: string,
  depth: number,
): Generator<MappedMember> {
  for (const [index, record] of members.entries()) {
    const path = `${above}/${index}`;
    const mapped = mapRecord(record, place, options);
    if (!mapped.members) {
      yield withRecord(located(mapped, path), record);
    } else if (depth === deepestEnvelope) {
      const reason = `records are wrapped more than ${deepestEnvelope} envelopes deep`;
      yield { format: undefined, outcome: { kind: 'rejected', reason }, record };
    } else yield* membersOf(mapped.members, place, options, path, depth + 1);
  }
}

/** Written out: a spread is slow, and there is one for every record. */
function withRecord({ format, outcome, forced, parts }: Mapped, record: JsonObject): MappedMember {
  return forced ? { format, outcome, record, parts, forced } : { format, outcome, record, parts };
}

/** Members share the envelope's line and offset; their number inside it tells them apart. */
function located(mapped: Mapped, path: string): Mapped {
  if (mapped.outcome.kind !== 'events') return mapped;
  const events = mapped.outcome.events.map(
    (event): Event => ({ ...event, place: { ...event.place, member: `${path}${event.place.member ?? ''}` } }),
  );
  return { ...mapped, outcome: { ...mapped.outcome, events } };
}
