// Order of places: the last tie-break of every pick, so that results do not depend on the order of reading.
import type { Place } from './event.ts';

export function comparePlaces(a: Place, b: Place): number {
  return (
    compareText(a.source, b.source) ||
    a.offset - b.offset ||
    compareText(a.member ?? '', b.member ?? '') ||
    compareText(a.pointer ?? '', b.pointer ?? '')
  );
}

/** Code-unit order: the same on every machine and locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function samePlace(a: Place, b: Place): boolean {
  return sameRecord(a, b) && a.pointer === b.pointer;
}

/** Two parts of one record. */
export function sameRecord(a: Place, b: Place): boolean {
  return a.source === b.source && a.offset === b.offset && a.member === b.member;
}
