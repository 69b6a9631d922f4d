// Billed calls as columns: what the thread that audits hands to the one that paints. Numbers and UTF-8 in shared memory, so that a million calls
// cross without being copied; texts that many calls share stand once in each block.
import { unattributedCauses } from '../../audit/audited.ts';
import { compareUsd } from '../../audit/merge-tallies.ts';
import type { ReviewedCall } from '../../audit/review-audit.ts';
import { isoTime } from '../../audit/time-text.ts';
import type { Usd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { identitiesOf } from '../../registry/identities.ts';
import { breakKey, type Identity } from '../../tui/review.ts';

/** Texts one behind the other, and where each ends. */
export interface Texts {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

export interface CallBlock {
  readonly size: number;
  /** Numbers of words, `wordColumns` of them for each call, and its line. */
  readonly columns: Uint32Array;
  /** What each costs and what was logged for it, as dollars and the rest; `noAmount` where nothing was. */
  readonly amounts: BigInt64Array;
  /** Key, trace id and start of each call. */
  readonly names: Texts;
  readonly words: Texts;
}

export const wordColumns = [
  'owner_team',
  'part',
  'cause',
  'component',
  'provider',
  'model',
  'price_cause',
  'source',
  'missing',
  'breaks',
  'identities',
] as const;
export type WordColumn = (typeof wordColumns)[number];
export const width = wordColumns.length + 1;
export const lineColumn = wordColumns.length;
export const namesEach = 3;
export const amountsEach = 4;
export const dollar = 10n ** 18n;
export const noAmount = -(2n ** 63n);
/** No real log comes near it. */
const mostDollars = 2n ** 63n - 1n;

/** The costliest first. */
export function blockOf(calls: readonly ReviewedCall[]): CallBlock {
  const sorted = calls.toSorted(
    ({ one: a }, { one: b }) => compareUsd(b.cost.usd, a.cost.usd) || compareText(a.call.key, b.call.key),
  );
  const size = sorted.length;
  const columns = shared(Uint32Array, size * width);
  const amounts = shared(BigInt64Array, size * amountsEach);
  const words = new Map<string, number>([['', 0]]);
  const names: string[] = [];
  const number = (word: string): number => {
    const known = words.get(word);
    if (known !== undefined) return known;
    words.set(word, words.size);
    return words.size - 1;
  };
  const putAmount = (at: number, usd: Usd | undefined): void => {
    const dollars = usd === undefined ? noAmount : usd / dollar;
    amounts[at] = dollars > mostDollars ? mostDollars : dollars;
    amounts[at + 1] = usd === undefined ? 0n : usd % dollar;
  };
  for (const [row, { one, audited }] of sorted.entries()) {
    const { call, cost } = one;
    const [{ place }] = call.sightings;
    const said = wordsOf(one);
    for (const [column, name] of wordColumns.entries()) columns[row * width + column] = number(said[name]);
    columns[row * width + lineColumn] = place.line;
    putAmount(row * amountsEach, cost.basis === 'unpriced' ? undefined : cost.usd);
    putAmount(row * amountsEach + 2, call.metering.logged_cost_usd);
    const { start } = call.metering;
    names.push(call.key, audited.trace.id, start === undefined ? '' : isoTime(start));
  }
  return { size, columns, amounts, names: textsOf(names), words: textsOf([...words.keys()]) };
}

/** An empty text stands for none; lists are JSON. */
function wordsOf({
  call,
  part,
  cause,
  contract,
  comparison,
}: ReviewedCall['one']): Readonly<Record<WordColumn, string>> {
  const { metering, sightings } = call;
  const [first] = sightings;
  const identities = identitiesOf(call).map(({ field, value }): Identity => ({ field, value }));
  const list = (values: readonly unknown[]): string => (values.length === 0 ? '' : JSON.stringify(values));
  return {
    owner_team: part === 'unattributed' ? '' : (call.envelope.owner_team?.value ?? ''),
    part,
    cause: cause === undefined ? '' : unattributedCauses[cause],
    component: first.component,
    provider: metering.provider ?? '',
    model: metering.response_model ?? metering.model ?? '',
    price_cause: comparison?.kind === 'differs' ? comparison.causes.join(' or ') : '',
    source: first.place.source,
    missing: list(contract.missing),
    breaks: list(call.breaks.map((broken) => breakKey(broken))),
    identities: list(identities),
  };
}

function textsOf(texts: readonly string[]): Texts {
  const encoded = Buffer.from(texts.join(''));
  const bytes = shared(Uint8Array, encoded.length);
  bytes.set(encoded);
  const ends = shared(Uint32Array, texts.length);
  let end = 0;
  for (const [index, text] of texts.entries()) {
    end += Buffer.byteLength(text);
    ends[index] = end;
  }
  return { bytes, ends };
}

function shared<T>(
  type: { new (memory: SharedArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  length: number,
): T {
  return new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));
}
