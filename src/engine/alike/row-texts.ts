// The names and ids of one row: which of them tell, and which are plain and may be any other. Made once and opened for one row after the other.
// A text is only made where its bytes do not say enough.
import type { AlikeValues } from '../../registry/alike-values.ts';
import { mayHold } from '../../scan/patterns/characters.ts';
import type { Free, OpenPlan } from './open-plan.ts';
import { noPair, type PairTable } from './pair-table.ts';
import { arePlain, areSpeltOneWay, isPlainValue } from './plain-value.ts';
import { latin1 } from './row-costs.ts';

export interface RowTexts {
  /** `around` is a number for what is said around it, 0 for a line. */
  open(plan: OpenPlan, bytes: Buffer, rows: Int32Array, at: number, around: number): void;
  /** A number for all that tells; `noPair` when there are too many such numbers. */
  tellingNode(pairs: PairTable): number;
  /** Of the free values of the plan. */
  textOf(one: Free): string;
  isPlain(one: Free): boolean;
}

const plain = 1;
const mostOdd = 10_000;
/** A field of more values than these repeats few of them. */
const mostRemembered = 1000;

/** `mapped`: what a registry tells apart. */
export function createRowTexts(nameOf: (number: number) => string, mapped: AlikeValues | undefined): RowTexts {
  const odd = new Map<string, number>();
  let open: OpenPlan | undefined;
  let bytes: Buffer = Buffer.alloc(0);
  let rows: Int32Array = new Int32Array(0);
  let [base, surroundings] = [0, 0];

  const at = (place: number): number => rows[base + place] ?? 0;

  function textOf(one: Free): string {
    const number = at(one.at);
    return one.kind === 'name' ? nameOf(number) : latin1(bytes, number, number + at(one.at + 1));
  }

  /** `plain`, or more for each other value; 0 when there are too many of these. */
  function traitOf(one: Free): number {
    if (one.kind === 'text') return isSurelyPlain(one) ? plain : traitOfText(one, textOf(one));
    const known = one.traits[at(one.at)];
    if (known !== undefined) return known;
    const trait = traitOfText(one, textOf(one));
    one.traits[at(one.at)] = trait;
    return trait;
  }

  function traitOfText({ fields, telling, plain: repeated }: Free, text: string): number {
    if (fields.length === 0) return text === '-' ? oddNumber(text) : plain;
    if (repeated.size < mostRemembered && repeated.has(text)) return plain;
    if (!isPlainValue(text, fields) || telling.some((told) => text.includes(told.text))) return oddNumber(text);
    if (repeated.size < mostRemembered) repeated.add(text);
    return plain;
  }

  /** What can be said of a text without making it. */
  function isSurelyPlain({ at: place, fields, isSpan, areIds, telling }: Free): boolean {
    const length = at(place + 1);
    if (fields.length === 0) return length > 1;
    const characters = at(place + 2);
    if (isSpan && !areSpeltOneWay(characters, length, fields)) return false;
    if (!arePlain(characters, length, areIds)) return false;
    for (const told of telling) if (mayHold(characters, told.characters)) return false;
    return true;
  }

  function oddNumber(text: string): number {
    const known = odd.get(text);
    if (known !== undefined) return known;
    if (odd.size >= mostOdd) return 0;
    odd.set(text, odd.size + plain + 1);
    return odd.size + plain;
  }

  /** A bit for each text that the value begins with. */
  function beginsWith(one: Free): number {
    const text = textOf(one);
    let bits = 0;
    for (let bit = 0; bit < one.begins.length; bit++) if (text.startsWith(one.begins[bit] ?? '')) bits |= 1 << bit;
    return bits;
  }

  /** A registry adds what it knows of a team to who says it is one, and what its rules say to whoever does not. */
  function mappedNode(
    start: number,
    { owners, identities }: OpenPlan,
    { teamSaid, ruled }: AlikeValues,
    pairs: PairTable,
  ): number {
    let node = start;
    const tell = (one: Free): void => {
      const odd = oddNumber(textOf(one));
      node = odd === 0 ? noPair : pairs.of(pairs.of(node, one.at), odd);
    };
    const naming: Free[] = [];
    // The repair of a call without an owner names its first identity.
    let isNamed = owners.length > 0;
    let isMore = false;
    for (const one of identities) {
      const said = ruled(one.fields, () => textOf(one));
      if (said === 'more') isMore = true;
      if (!isNamed || said === 'more' || (said === 'owner' && owners.length === 0)) tell(one);
      else if (said === 'owner') naming.push(one);
      isNamed ||= traitOf(one) === plain;
    }
    if (naming.length > 1) for (const one of naming) tell(one); // they may belong to several
    for (const one of owners) {
      const said = isMore ? undefined : teamSaid(textOf(one)); // such rules speak for one team
      if (said === undefined) tell(one);
      else node = pairs.of(pairs.of(node, one.at), said === 'team' ? -1 : -2);
    }
    return node;
  }

  function isEqual(one: Free, other: Free): boolean {
    if (one.kind === 'name' && other.kind === 'name') return at(one.at) === at(other.at);
    if (one.kind !== 'text' || other.kind !== 'text') return textOf(one) === textOf(other);
    const length = at(one.at + 1);
    if (length !== at(other.at + 1) || at(one.at + 2) !== at(other.at + 2)) return false;
    const [from, to] = [at(one.at), at(other.at)];
    for (let index = 0; index < length; index++) if (bytes[from + index] !== bytes[to + index]) return false;
    return true;
  }

  return {
    textOf,
    isPlain: (one) => traitOf(one) === plain,
    open(plan, from, numbers, place, around) {
      surroundings = around;
      open = plan;
      bytes = from;
      rows = numbers;
      base = place;
    },
    tellingNode(pairs) {
      if (open === undefined) return noPair;
      let node = pairs.of(surroundings, at(0));
      for (const place of open.told) node = pairs.of(node, at(place));
      let equal = 0;
      let bit = 1;
      for (const { one, other } of open.compared) {
        if (isEqual(one, other)) equal |= bit;
        bit <<= 1;
        if (bit > 0) continue;
        node = pairs.of(node, equal);
        [equal, bit] = [0, 1];
      }
      node = pairs.of(node, equal);
      for (const one of open.begun) node = pairs.of(node, beginsWith(one));
      // Few are not plain: only these go on.
      for (const one of open.free) {
        const trait = traitOf(one);
        if (trait === 0) return noPair;
        if (trait !== plain) node = pairs.of(pairs.of(node, one.at), trait);
      }
      return mapped ? mappedNode(node, open, mapped, pairs) : node;
    },
  };
}
