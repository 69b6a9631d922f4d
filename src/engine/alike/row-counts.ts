// The counts of one row as disjoint classes, and these once more as numbers one after the other: quicker to go through than an object.
import { disjointUsage } from '../../formats/disjoint-usage.ts';
import type { MappingNote } from '../../model/event.ts';
import { type Usage, usageClasses } from '../../model/usage.ts';
import type { OpenPlan } from './open-plan.ts';

export interface RowCounts {
  /** False when only the reader of records knows what to make of them. */
  read(plan: OpenPlan, bytes: Uint8Array, rows: Int32Array, at: number): boolean;
  usage: Usage | undefined;
  /** A bit for each class that counts something, how many these are, and what they count, in the order of `usageClasses`. */
  classes: number;
  size: number;
  readonly amounts: Float64Array;
  /** Notes, all of which say the same of every row. */
  noted: number;
}

/** Up to nine digits, as a count that is no text is written; -1 for anything else. */
function countIn(bytes: Uint8Array, from: number, length: number): number {
  if (length === 0 || length > 9 || (length > 1 && bytes[from] === zero)) return -1;
  let count = 0;
  for (let at = from; at < from + length; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return -1;
    count = count * 10 + digit;
  }
  return count;
}

const zero = 48;

/** Notes that hold nothing of the row. */
export const alikeNotes: ReadonlySet<string> = new Set<MappingNote['kind']>(['cache-ttl-unknown']);

const placeOf: ReadonlyMap<string, number> = new Map(usageClasses.map((name, place) => [name, place]));

export function createRowCounts(): RowCounts {
  /** A list would be made anew for each row that is noted. */
  const notes = { isAlike: true, push: note };
  const byClass = new Float64Array(usageClasses.length);
  const amounts = new Float64Array(usageClasses.length);
  const row: RowCounts = { read, usage: undefined, classes: 0, size: 0, amounts, noted: 0 };

  function read({ plan, counts, counted }: OpenPlan, bytes: Uint8Array, rows: Int32Array, at: number): boolean {
    for (const one of counts) {
      const value = rows[at + one.at] ?? 0;
      const count = one.inText ? countIn(bytes, value, rows[at + one.at + 1] ?? 0) : value;
      if (count < 0) return false;
      counted[one.name] = count;
    }
    row.noted = 0;
    notes.isAlike = true;
    const usage = disjointUsage(counted, plan.format.tokens, notes);
    row.usage = usage;
    row.classes = 0;
    for (const name in usage) {
      const place = placeOf.get(name) ?? 0;
      byClass[place] = usage[name as keyof Usage] ?? 0; // own keys of a literal
      row.classes |= 1 << place;
    }
    row.size = 0;
    for (let rest = row.classes; rest !== 0; rest &= rest - 1)
      amounts[row.size++] = byClass[31 - Math.clz32(rest & -rest)] ?? 0;
    return notes.isAlike;
  }

  function note({ kind }: MappingNote): void {
    row.noted += 1;
    if (!alikeNotes.has(kind)) notes.isAlike = false;
  }

  return row;
}
