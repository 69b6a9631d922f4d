// Did you mean: the name a misspelt one was probably meant to be, or none when nothing is close.
import { nearestName } from '../contract/nearest-name.ts';

/** Short names are near to anything; longer ones may hold more slips. */
export function closestName(given: string, known: Iterable<string>): string | undefined {
  return nearestName(given, known, given.length < 4 ? 1 : given.length < 9 ? 2 : 3);
}

export function didYouMean(given: string, known: Iterable<string>): string | undefined {
  const closest = closestName(given, known);
  return closest === undefined ? undefined : `did you mean ${closest}?`;
}

/** The hint for a name that is not in a list: the close one, those that begin so, else the whole list. */
export function knownNames(given: string, known: readonly string[]): string {
  const longer = given.length < 3 ? [] : known.filter((name) => name.startsWith(given));
  if (longer.length > 0) return `did you mean ${longer.join(' or ')}?`;
  return didYouMean(given, known) ?? `known: ${known.join(', ')}`;
}
