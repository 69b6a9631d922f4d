// The field matrix: for one field, what each hop of the path shows.
import type { Break, EnvelopeField, PathHop } from '../model/trace.ts';

interface FieldCell {
  readonly state: 'present' | 'absent' | 'dropped' | 'rewritten' | 'late';
  readonly value: string | null;
}

export function fieldCells(field: EnvelopeField, path: readonly PathHop[], breaks: readonly Break[]): FieldCell[] {
  return path.map(({ events }) => {
    const value = events.findLast((event) => event[field] !== undefined)?.[field] ?? null;
    const broken = breaks.find((one) => one.field === field && events.includes(one.at));
    return { state: broken?.kind ?? (value === null ? 'absent' : 'present'), value };
  });
}
