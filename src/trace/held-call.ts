// A call as it is held until it is made. Most have one record, and a trace may have a million of them: a list of one takes more than the event.
import type { Event } from '../model/event.ts';

/** All events that saw one call. */
export type Sightings = readonly [Event, ...Event[]];

/** Its only record, or all of them. Either tells the call from others. */
export type HeldCall = Event | Sightings;

/** Of a call with one record a list made anew each time. */
export const sightingsOf = (call: HeldCall): Sightings => (isList(call) ? call : [call]);

export const firstOf = (call: HeldCall): Event => (isList(call) ? call[0] : call);

export const hasSeveral = (call: HeldCall): call is Sightings => isList(call) && call.length > 1;

/** A list of one is not held. */
export const held = (sightings: Sightings): HeldCall => (sightings.length > 1 ? sightings : sightings[0]);

/** The stable name of a call of one trace. */
export type KeyOf = (call: HeldCall) => string;

function isList(call: HeldCall): call is Sightings {
  return Array.isArray(call);
}
