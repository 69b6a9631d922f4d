// Screen event: takes personal data and secrets out of an event before anything else sees it. Raw values go no further than this file.
import type { Event, Link, MappingNote } from '../model/event.ts';
import { identityFields, type TextField, textFields } from '../model/fields.ts';
import { cleanText, cutId, cutText, isClean, maxErrorLength, maxTextLength } from './clean-text.ts';
import { type MaskedPerson, maskEmails, maskName, maskPhones } from './personal-data.ts';
import { keyPrefix, longRun, type MaskedSecret, maskSecrets, secretHint, shortestKey } from './secrets.ts';

/** Fields that stand for a person or customer: only there a capitalised pair of words or a national number means somebody. */
const handleFields: ReadonlySet<string> = new Set(['user_id_hash', 'tenant_id_hash']);
const nameFields: ReadonlySet<string> = new Set([...handleFields, 'principal']);
const idFields: ReadonlySet<string> = new Set(identityFields);

/** How much of a long text is searched. The rest is cut away unseen, so nothing hides in it. */
const searched = 4_096;

/**
 * The event with every text cleaned, cut to length, and with masked forms in place of personal data and secrets; each
 * find adds a note. Equal raw values keep equal forms, different ones different forms. The same object when nothing changed.
 */
export function screenEvent(event: Event): Event {
  const notes: MappingNote[] = [];
  let changed: { [K in TextField]?: string } | undefined;
  const emptied: TextField[] = [];
  // Going through what an event has is quicker than asking it for all fields there are.
  for (const field of hasOrdinaryTexts(event) ? [] : textFields) {
    const value = event[field];
    if (value === undefined || isOrdinary(value, field)) continue;
    const screened = screenField(value, field, notes);
    if (screened === value) continue;
    changed ??= {};
    if (screened !== '') changed[field] = screened;
    else if (field === 'component') changed[field] = '?';
    else emptied.push(field);
  }
  const links = event.links && screenAll(event.links, (link) => screenLink(link, notes));
  const earlier = screenAll(event.notes, screenNote);
  const rawUsage = event.raw_usage && screenKeys(event.raw_usage);
  const pointer = event.place.pointer && screenName(event.place.pointer);
  const rest = links === event.links && earlier === event.notes && rawUsage === event.raw_usage;
  if (!changed && rest && pointer === event.place.pointer) return event;

  const screened = {
    ...event,
    ...changed,
    ...(links && { links }),
    ...(rawUsage && { raw_usage: rawUsage }),
    ...(pointer && pointer !== event.place.pointer && { place: { ...event.place, pointer } }),
    notes: notes.length === 0 ? earlier : [...earlier, ...notes],
  };
  for (const field of emptied) delete screened[field];
  return screened;
}

function hasOrdinaryTexts(event: Event): boolean {
  for (const name in event) {
    const field = name as keyof Event; // a member of the event
    const value = event[field];
    if (typeof value === 'string' && !isOrdinary(value, field)) return false;
  }
  return true;
}

const plain = /^[A-Za-z0-9_./-]*$/;
const hexadecimal = /^[\da-f-]*$/;
const suspicious = new RegExp(`[@+]|%40|${secretHint.source}`, 'i');
/** A space, or digits and separators only: can be a name or a number to call. */
const personal = / |^[\d(+][\d ()./-]*$/;

/** Nothing in it needs to be masked, cleaned or cut. */
export function isOrdinary(value: string, field: string): boolean {
  if (idFields.has(field)) return isHarmless(value, true);
  if (nameFields.has(field)) return !personal.test(value) && isHarmless(value, false);
  return isHarmlessName(value);
}

/** Names of things that were harmless before: logs repeat them. A hostile file cannot fill the memory with new ones. */
const harmless = new Set<string>();
const mostKept = 10_000;
const longestKept = 100;

function isHarmlessName(text: string): boolean {
  if (text.length > longestKept) return isHarmless(text, false);
  if (harmless.has(text)) return true;
  if (!isHarmless(text, false)) return false;
  if (harmless.size < mostKept) harmless.add(text);
  return true;
}

/** Lets most texts pass at a look, the cheapest look first: nothing in them can begin anything we search for. */
function isHarmless(text: string, idLike: boolean): boolean {
  if (text.length > maxErrorLength) return false;
  if (hexadecimal.test(text)) return true;
  if (!plain.test(text)) {
    if (suspicious.test(text) || !isClean(text)) return false;
  } else if (text.length >= shortestKey && keyPrefix.test(text)) {
    return false;
  }
  return idLike || text.length < 40 || !longRun.test(text);
}

function screenField(value: string, field: TextField, notes: MappingNote[]): string {
  const noted = new Set<string>();
  const onPerson = ({ what, masked }: MaskedPerson): void => {
    if (!noted.has(what)) notes.push({ kind: 'personal-data', field, what, masked });
    noted.add(what);
  };
  const onSecret = ({ what, masked }: MaskedSecret): void => {
    if (!noted.has(what)) notes.push({ kind: 'secret', field, what, masked });
    noted.add(what);
  };
  const clean = cleanText(value);
  const seen = searchedPart(clean);
  let text = maskEmails(maskSecrets(seen, idFields.has(field), onSecret), onPerson);
  if (field === 'error') return cutText(seen === clean ? text : `${text}…`, maxErrorLength);
  text = maskPhones(text, handleFields.has(field), onPerson);
  if (nameFields.has(field)) text = maskName(text, onPerson);
  return cutId(text, maxTextLength, seen === clean ? text : clean);
}

/** Long texts are searched, and later shown, up to a space, so that no half of a secret is left at the end. */
function searchedPart(text: string): string {
  return text.length <= searched ? text : text.slice(0, text.lastIndexOf(' ', searched) + 1);
}

/** Texts that are no field of their own: names of counts, values in notes, pointers. Masked, without a note. */
function screenText(text: string): string {
  if (isHarmless(text, true)) return text;
  const ignore = (): void => {};
  const clean = cleanText(text);
  const seen = searchedPart(clean);
  const masked = maskEmails(maskSecrets(seen, true, ignore), ignore);
  return cutId(masked, maxTextLength, seen === clean ? masked : clean);
}

/** The same for texts that most records repeat. */
const screenName = (text: string): string => (isHarmlessName(text) ? text : screenText(text));

function screenLink(link: Link, notes: MappingNote[]): Link {
  const { trace_id, span_id } = link;
  const trace = isOrdinary(trace_id, 'trace_id') ? trace_id : screenField(trace_id, 'trace_id', notes);
  const span =
    span_id === undefined || isOrdinary(span_id, 'span_id') ? span_id : screenField(span_id, 'span_id', notes);
  if (trace === trace_id && span === span_id) return link;
  return span === undefined ? { trace_id: trace } : { trace_id: trace, span_id: span };
}

function screenNote(note: MappingNote): MappingNote {
  switch (note.kind) {
    case 'null-like-id':
    case 'decimal-id':
    case 'reshaped-id':
    case 'bad-amount':
    case 'bad-time': {
      const value = screenText(note.value);
      return value === note.value ? note : { ...note, value };
    }
    case 'bad-count': {
      const [field, value] = [screenText(note.field), screenText(note.value)];
      return field === note.field && value === note.value ? note : { ...note, field, value };
    }
    case 'several-owners': {
      const values = screenAll(note.values, screenText);
      return values === note.values ? note : { ...note, values };
    }
    case 'usage-semantics-conflict': {
      const detail = screenText(note.detail);
      return detail === note.detail ? note : { ...note, detail };
    }
    case 'personal-data':
    case 'secret':
    case 'zero-cost-with-usage':
    case 'cache-ttl-unknown':
    case 'usage-ambiguous':
    case 'several-requests':
    case 'encrypted':
      return note;
  }
}

/** The same list when no item changed. */
function screenAll<T>(items: readonly T[], screen: (item: T) => T): readonly T[] {
  let changed: T[] | undefined;
  let index = 0;
  for (const item of items) {
    const screened = screen(item);
    if (screened !== item) {
      changed ??= [...items];
      changed[index] = screened;
    }
    index += 1;
  }
  return changed ?? items;
}

function screenKeys(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const names = Object.keys(counts);
  const screened = screenAll(names, screenName);
  return screened === names
    ? counts
    : Object.fromEntries(screened.map((name, index) => [name, counts[names[index] ?? ''] ?? 0]));
}
