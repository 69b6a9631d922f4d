// Where the values of an event come from that one row of a kind was read as: the others have theirs at the same places.

import type { AuditedCall } from '../../audit/audited.ts';
import { groupSource } from '../../audit/group-keys.ts';
import { tagOf } from '../../formats/read-labels.ts';
import { isNullLike } from '../../formats/values.ts';
import type { Event } from '../../model/event.ts';
import { carriedFields, type TextField } from '../../model/fields.ts';
import type { AlikeValues } from '../../registry/alike-values.ts';
import { type Free, inOrder, meetingFields, type OpenPlan } from './open-plan.ts';
import { type HopSources, hopSourcesOf } from './row-hops.ts';
import type { RowTexts } from './row-texts.ts';

/** For each field, which of the free values it has; undefined where all rows have the same value, or none. */
export interface Sources {
  readonly dimensions: readonly (Free | undefined)[];
  /** Of `meetingFields`, one after the other. */
  readonly ids: readonly { readonly from: Free | undefined; readonly text: string | undefined }[];
  /** Of a row that is a span. */
  readonly hop: HopSources | undefined;
  /** All of its trace is on its line. */
  readonly isTrace: boolean;
}

/** What a row was read as: an event, behind the hops of its record; with hops above it, how it was judged with these. */
export interface ReadRow {
  readonly event: Event;
  readonly above: readonly Event[];
  readonly judged: AuditedCall | undefined;
  readonly isTrace: boolean;
}

/** Undefined when it cannot be told. `told` are the texts that tell, `row` is the one that the event was read from. */
export function sourcesOf(
  { event, above, judged, isTrace }: ReadRow,
  { free, owners }: OpenPlan,
  told: readonly string[],
  row: RowTexts,
  dimensions: readonly TextField[],
  mapped: AlikeValues | undefined,
): Sources | undefined {
  if (
    (event.span_id !== undefined && event.trace_id === undefined) || // and joins by itself
    (above.length > 0 && judged === undefined) ||
    event.notes.some(({ kind }) => kind === 'several-owners') ||
    above.some(({ notes }) => notes.length > 0)
  )
    return undefined;
  // A tag that names the very owner names another one than those of other rows.
  const tagged = told.map((text) => (tagOf(text)?.[1] ?? text).trim());
  if (owners.some((one) => tagged.includes(row.textOf(one)))) return undefined;
  const plain = free.filter(row.isPlain);
  /** Rows tell which values of a field are equal, so that one is as good as another that is. */
  const asSaid = (field: TextField, value: string | undefined): Free | undefined =>
    plain.find((one) => one.fields.includes(field) && row.textOf(one) === value);
  const from = (field: TextField): Free | undefined => {
    if (isTrace) return asSaid(field, event[field]);
    const source = sourceOf(field, free, row);
    return source !== undefined && event[field] === row.textOf(source) ? source : undefined;
  };
  // What a registry adds depends on who is said to be the owner; a name it has more to say of tells, and may stand for another.
  const owner = from('owner_team');
  if (mapped && owners.length > 0 && owner === undefined) return undefined;
  const isRenamed = mapped && owner && mapped.teamSaid(row.textOf(owner)) === undefined;
  const shownFrom = (field: TextField): Free | undefined =>
    isRenamed && field === 'owner_team' ? undefined : from(field);
  const ids = meetingFields.map((field) => ({ from: from(field), text: event[field] }));
  // Copies of a file are told by records that meet, and by all of them.
  if (!ids.some(({ from, text }, at) => meetingFields[at] !== 'session_id' && (from ?? text) !== undefined))
    return undefined;
  const hop = mapped ? undefined : hopSourcesOf(event, from);
  if (event.parent_span_id !== undefined && hop === undefined) return undefined;
  // What no source was found for must not be some other plain value of the row.
  const shown = new Set(plain.map(row.textOf));
  const isSourced = [...dimensions, ...meetingFields, ...(hop || isTrace ? carriedFields : [])].every((field) => {
    const value = event[field];
    return value === undefined || from(field) !== undefined || !shown.has(value);
  });
  const areSourced = above.every((hop) =>
    [...dimensions, ...meetingFields, ...carriedFields].every((field) => {
      const value = hop[field];
      return value === undefined || asSaid(field, value) !== undefined || !shown.has(value);
    }),
  );
  const held = meetingFields.map((field) => event[field]);
  const isMet = above.every((hop) =>
    meetingFields.every((field) => hop[field] === undefined || held.includes(hop[field])),
  );
  if (!isSourced || !areSourced || !isMet) return undefined;
  /** It may be the value of a hop. */
  const groupFrom = (field: TextField): Free | undefined => {
    const value = judged && groupSource(judged, field)?.[field];
    return value === undefined ? shownFrom(field) : asSaid(field, value);
  };
  return { dimensions: dimensions.map(groupFrom), ids, hop, isTrace };
}

/** The first value of the field that says something, when it is plain. */
function sourceOf(field: TextField, free: readonly Free[], row: RowTexts): Free | undefined {
  const first = inOrder(free, field).find((one) => !isNullLike(row.textOf(one).trim()));
  return first && row.isPlain(first) ? first : undefined;
}
