// Where an event stands, in the form the documents use.
import type { Event } from '../model/event.ts';

export function placeOf({ place }: Event): { source: string; line: number; format: string } {
  return { source: place.source, line: place.line, format: place.format };
}
