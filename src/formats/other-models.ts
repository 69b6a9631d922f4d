// What other models did within one answer (advisors, models that declined) in a nested trace: calls beside the one that the hops are about.
import type { Event } from '../model/event.ts';
import { infrastructureFields, ownershipFields } from '../model/fields.ts';

const place = /^(.*)\/usage\/iterations\/(\d+)$/s;
const [holder, index] = [1, 2];

/** What they share with the call: its request, never what is of one model alone. */
const sharedFields: readonly (keyof Event & string)[] = [
  ...['trace_id', 'session_id', 'conversation_id', 'namespace', 'service_account'],
  ...ownershipFields,
  ...infrastructureFields,
  ...['provider', 'service_tier', 'requested_tier', 'region', 'operation', 'status', 'attempt', 'streamed', 'outcome'],
  ...['producer', 'producer_version', 'start', 'end'],
] as const;

/**
 * They have no say in who is the call: that is arranged without them. Each then stands beside the call that holds it. When there is one call only, other
 * hops may have kept the answer whole where it did not: those nearest to the provider are taken.
 */
export function withOtherModels(
  events: readonly Event[],
  arrange: (events: readonly Event[]) => readonly Event[],
): readonly Event[] {
  const others = events.filter(isOther);
  if (others.length === 0) return arrange(events);
  const arranged = arrange(events.filter((event) => !isOther(event)));
  const calls = arranged.filter(({ role }) => role === 'call');
  const ofHolder = (at: string): readonly Event[] => others.filter((other) => part(other, holder) === at);
  const last = ofHolder(part(others.at(-1), holder));
  return [
    ...arranged,
    ...calls.flatMap((call) => {
      const own = ofHolder(call.place.pointer ?? '');
      return (own.length === 0 && calls.length === 1 ? last : own).map((other) => beside(call, other));
    }),
  ];
}

const part = (event: Event | undefined, group: number): string => place.exec(event?.place.pointer ?? '')?.[group] ?? '';
const isOther = ({ place: { pointer = '' } }: Event): boolean => place.test(pointer);

function beside(call: Event, other: Event): Event {
  const filled: Record<string, unknown> = { ...other, hop: call.hop, component: call.component };
  for (const field of sharedFields) filled[field] ??= call[field];
  const id = call.provider_request_id ?? call.request_id;
  if (id !== undefined) filled.provider_request_id ??= `${id}/${part(other, index)}`;
  return filled as unknown as Event; // an event with some of the fields it lacked, of the same names and types
}
