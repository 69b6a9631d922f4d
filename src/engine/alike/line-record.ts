// What a line that was read as a record holds, where it is one record of a format: one event, or a page of them.
import { screenEvent } from '../../contract/screen-event.ts';
import type { Event } from '../../model/event.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Scanned } from '../../scan/scanned.ts';
import { type MappedMember, mapMembers } from '../map-members.ts';
import type { RowRead } from './row-read.ts';

export interface LineRead {
  readonly format: string;
  readonly record: JsonObject;
  readonly read: RowRead;
}

export interface PageEvents {
  readonly mapped: MappedMember;
  /** One for each part. */
  readonly events: readonly Event[];
}

export function recordIn(source: string, scanned: readonly Scanned[]): LineRead | undefined {
  return asRecord(onlyOneIn(source, scanned));
}

export function pageIn(source: string, scanned: readonly Scanned[]): PageEvents | undefined {
  return asPage(onlyOneIn(source, scanned));
}

export function traceIn(source: string, scanned: readonly Scanned[]): PageEvents | undefined {
  return asTrace(onlyOneIn(source, scanned));
}

export function asRecord(mapped: MappedMember | undefined): LineRead | undefined {
  if (!mapped?.format) return undefined;
  const { format, record, outcome } = mapped;
  if (outcome.kind === 'skipped') return { format, record, read: 'passed over' };
  if (outcome.kind !== 'events' || outcome.left_out) return undefined;
  const [event, ...others] = outcome.events;
  return event && others.length === 0 ? { format, record, read: [screenEvent(event)] } : undefined;
}

export function asPage(mapped: MappedMember | undefined): PageEvents | undefined {
  if (!mapped?.format || mapped.outcome.kind !== 'events' || mapped.outcome.left_out) return undefined;
  const { events } = mapped.outcome;
  return events.length === mapped.parts?.length ? { mapped, events } : undefined;
}

/** A trace all of whose hops stand before all of its calls: each call is a part, behind the others. */
export function asTrace(mapped: MappedMember | undefined): PageEvents | undefined {
  if (!mapped?.format || mapped.outcome.kind !== 'events' || mapped.outcome.left_out) return undefined;
  const { events } = mapped.outcome;
  const calls = events.findIndex(({ role }) => role === 'call');
  const isInOrder = calls >= 0 && events.slice(calls).every(({ role }) => role === 'call');
  return isInOrder && events.slice(0, calls).every(({ role }) => role === 'step') ? { mapped, events } : undefined;
}

/** No member of an envelope. */
export function onlyOneIn(source: string, [only, ...others]: readonly Scanned[]): MappedMember | undefined {
  if (only?.kind !== 'record' || others.length > 0) return undefined;
  const { line, offset, value } = only;
  const [mapped, ...more] = mapMembers(value, { source, line, offset }, { memory: new Map() });
  return more.length === 0 && mapped?.record === value ? mapped : undefined;
}
