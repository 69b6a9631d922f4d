// Did you mean: the name a misspelt one was probably meant to be, or none when nothing is close.
import { editsWithin, nearestName } from '../contract/nearest-name.ts';
import { compareText } from '../model/place.ts';

export function closestName(given: string, known: Iterable<string>): string | undefined {
  return nearestName(given, known, slipsIn(given));
}

/** Short names are near to anything; longer ones may hold more slips. */
const slipsIn = ({ length }: string): number => (length < 4 ? 1 : length < 9 ? 2 : 3);

export function didYouMean(given: string, known: Iterable<string>): string | undefined {
  const closest = closestName(given, known);
  return closest === undefined ? undefined : meant(closest);
}

const meant = (closest: string): string => `did you mean ${closest}?`;

/** The hint for a name that is not in a list: the close one, those that begin so, else the whole list. */
export function knownNames(given: string, known: readonly string[]): string {
  const longer = given.length < 3 ? [] : known.filter((name) => name.startsWith(given));
  if (longer.length > 0) return `did you mean ${longer.join(' or ')}?`;
  return didYouMean(given, known) ?? `known: ${known.join(', ')}`;
}

const mostShown = 3;

/** The hint for an id that none of many is: those that begin so, else the close one. Holds only these, and they may come in any order. */
export function idsLike(given: string): { see(id: string): void; hint(): string | undefined } {
  let longer: readonly string[] = [];
  let close: string | undefined;
  let slips = slipsIn(given);
  return {
    see(id) {
      if (id.startsWith(given)) {
        const last = longer[mostShown - 1];
        if (last !== undefined && id > last) return;
        if (!longer.includes(id)) longer = [...longer, id].sort(compareText).slice(0, mostShown);
        return;
      }
      const edits = longer.length > 0 ? undefined : editsWithin(slips, given, id);
      if (edits === undefined || (close !== undefined && edits === slips && close < id)) return;
      close = id;
      slips = edits;
    },
    hint: () =>
      longer.length > 0 ? `ids that start so: ${longer.join(', ')}` : close === undefined ? undefined : meant(close),
  };
}
