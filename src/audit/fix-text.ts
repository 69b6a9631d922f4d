// Fixes in words: what has to change where, for one or several changes that only help together.
import { textFields } from '../model/fields.ts';
import { compareText } from '../model/place.ts';
import type { Obstacle } from './audited.ts';
import { addTo } from './sums.ts';

/** One kind of change at one component or edge, for all the fields it is about. */
export interface Fix extends Omit<Obstacle, 'field'> {
  readonly fields: readonly string[];
}

/** The same for everything that needs it, so that fixes of many calls can be counted together. */
const fixKey = ({ kind, from, component }: Pick<Obstacle, 'kind' | 'from' | 'component'>): string =>
  [kind, from ?? '', component].join('\n');

/** Fixes by key, in the order of their first obstacle. */
export function fixesOf(obstacles: readonly Obstacle[]): Map<string, Fix> {
  const fixes = new Map<string, Fix>();
  for (const obstacle of obstacles) {
    const { field, ...place } = obstacle;
    addTo(fixes, fixKey(obstacle), { ...place, fields: [field] }, uniteFixes);
  }
  return fixes;
}

/** The same fix when the other adds no field. */
export const uniteFixes = (a: Fix, b: Fix): Fix =>
  b.fields.every((field) => a.fields.includes(field))
    ? a
    : { ...a, fields: [...new Set([...a.fields, ...b.fields])].sort(compareText) };

/** Changes at the same place name it once. */
export function fixText(fixes: readonly Fix[]): string {
  const [only, ...more] = fixes;
  if (!only) return '';
  if (more.length === 0) return `${clauseOf(only).act} ${clauseOf(only).place}${hints[only.kind] ?? ''}`;
  const acts = new Map<string, string[]>();
  for (const { act, place } of fixes.map(clauseOf)) acts.set(place, [...(acts.get(place) ?? []), act]);
  return [...acts].map(([place, same]) => `${same.join(' and ')} ${place}`).join(' and ');
}

const codes: Readonly<Record<Obstacle['kind'], string | undefined>> = {
  map: undefined,
  carry: 'trace/field-dropped',
  set: 'contract/field-missing',
  correct: 'contract/field-invalid',
  agree: 'contract/conflicting-owners',
  record: undefined,
  'trace-id': 'contract/field-missing',
};

/** The finding whose configuration makes the first of the changes; undefined when no configuration can. */
export function fixCode(fixes: readonly Fix[]): string | undefined {
  const first = fixes.find(({ kind }) => codes[kind] !== undefined);
  if (!first) return undefined;
  const isOwner = first.fields.length === 1 && first.fields[0] === 'owner_team';
  if (isOwner && first.kind === 'set') return 'contract/owner-missing';
  return isOwner && first.kind === 'correct' ? 'contract/owner-invalid' : codes[first.kind];
}

/** What a single change leaves room to say. */
const hints: Readonly<Partial<Record<Obstacle['kind'], string>>> = { set: ', where the path begins' };

interface Clause {
  readonly act: string;
  readonly place: string;
}

function clauseOf(fix: Fix): Clause {
  const names = fieldNames(fix.fields).join(', ');
  const { kind, component, from = component } = fix;
  const place = `at ${component}`;
  switch (kind) {
    case 'map':
      return { act: `map ${from} to its ${names} by an exclusive rule`, place: 'in the registry' };
    case 'carry':
      return from === component
        ? { act: `copy ${names} onto the call's own record`, place }
        : { act: `carry ${names}`, place: `from ${from} to ${component}` };
    case 'set':
      return { act: `set ${names}`, place };
    case 'correct':
      return { act: `correct the value of ${names}`, place };
    case 'agree':
      return { act: `make the logs of the call agree on ${names}`, place: `from ${component} on` };
    case 'record':
      return { act: `record ${names} of the call`, place };
    case 'trace-id':
      return { act: 'log the trace id', place };
  }
}

/** In the order of the vocabulary; other names after it. */
export function fieldNames(fields: Iterable<string>): readonly string[] {
  const rank = (field: string): number => {
    const index = order.indexOf(field);
    return index === -1 ? order.length : index;
  };
  return [...fields].sort((a, b) => rank(a) - rank(b) || compareText(a, b));
}
const order: readonly string[] = textFields;
