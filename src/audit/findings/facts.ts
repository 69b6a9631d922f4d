// The facts of one trace that findings judge, each kind with the records that show it.
import type { Event, MappingNote } from '../../model/event.ts';
import type { Occurrence } from '../../model/finding.ts';
import type { Price } from '../../model/price.ts';
import type { ExclusionReason, TraceFault } from '../../model/trace.ts';
import type { AuditedCall, AuditedExclusion } from '../audited.ts';
import type { NoticedTrace, SomeCalls } from './define-finding.ts';
import { eventOccurrence, occurrence } from './occurrence.ts';

type NoteOf<K extends MappingNote['kind']> = Extract<MappingNote, { readonly kind: K }>;

/** What reading or screening noticed about a value. */
export function* notesOf<K extends MappingNote['kind']>(
  { trace }: NoticedTrace,
  kind: K,
): Iterable<{ readonly event: Event; readonly note: NoteOf<K> }> {
  const isWanted = (note: MappingNote): note is NoteOf<K> => note.kind === kind;
  for (const event of trace.events) for (const note of event.notes) if (isWanted(note)) yield { event, note };
}

export function hasNote({ notes }: Event, kind: MappingNote['kind'], field?: string): boolean {
  return notes.some((note) => note.kind === kind && (field === undefined || ('field' in note && note.field === field)));
}

/** A fault of the trace concerns the spend below it. */
export function* faultsOf({ trace, spend }: NoticedTrace, wanted: TraceFault['kind']): Iterable<Occurrence> {
  for (const { kind, at, detail } of trace.faults) {
    if (kind !== wanted) continue;
    const { component } = at;
    const message = detail.includes(component) ? detail : `${component}: ${detail}`;
    yield eventOccurrence(at, message, { component, detail }, spend.below(at));
  }
}

export function* exclusionsOf({ exclusions }: NoticedTrace, wanted: ExclusionReason): Iterable<AuditedExclusion> {
  for (const exclusion of exclusions) if (exclusion.reason === wanted) yield exclusion;
}

type Unpriced = Extract<Price, { readonly kind: 'unpriced' }>;

export function isUnpriced({ price }: AuditedCall, why: Unpriced['why']): boolean {
  return price.kind === 'unpriced' && price.why === why;
}

/** Calls that have no price for this reason. What their log says they cost is at stake. */
export function* unpricedCalls({ calls }: SomeCalls, why: Unpriced['why']): Iterable<Occurrence> {
  for (const one of calls) {
    const { price } = one;
    if (price.kind === 'unpriced' && price.why === why) yield occurrence(one, price.detail, { detail: price.detail });
  }
}
