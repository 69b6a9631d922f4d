// An event as one line of JSON and back, exactly: what a database keeps of it is what the audit would have read from the file.
import type { Event } from '../model/event.ts';

/** Members that JSON has no type for. */
const bigints: ReadonlySet<string> = new Set(['logged_cost_usd', 'start', 'end']);

export function eventText(event: Event): string {
  return JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** The text must be one that `eventText` wrote. */
export function eventFrom(text: string): Event {
  const event: Record<string, unknown> = JSON.parse(text);
  for (const name of bigints) {
    const value = event[name];
    if (typeof value === 'string') event[name] = BigInt(value);
  }
  return event as unknown as Event; // written by eventText
}
