// A call from its records: path, breaks and effective envelope.
import type { Event } from '../model/event.ts';
import type { AttemptGroup, Call, FoundCall } from '../model/trace.ts';
import { type HopsAbove, hopsOf, type PathStep } from './call-path.ts';
import { mergeMetering } from './merge-metering.ts';
import { resolveEnvelope } from './resolve-envelope.ts';
import { walkPath } from './walk-path.ts';

export function makeCall(
  call: FoundCall,
  steps: readonly PathStep[],
  ambiguous: ReadonlySet<Event>,
  attempt: AttemptGroup | undefined,
  above: HopsAbove,
): Call {
  const path = hopsOf(steps, above);
  const { key, sightings } = call;
  return {
    key,
    sightings,
    metering: mergeMetering(sightings),
    envelope: resolveEnvelope(sightings, steps, ambiguous),
    path,
    breaks: walkPath(path),
    ...(attempt ? { attempt } : {}),
  };
}
