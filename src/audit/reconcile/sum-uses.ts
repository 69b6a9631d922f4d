// Traced calls summed to what invoices can tell apart, while they are seen: there are as many sums as hours, models, tiers and accounts, not as calls.
// Only where an invoice names the keys of calls there is a sum for each of them, as there is a cell for each of them then.
import type { Nanoseconds } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { tokenClasses, type UsageClass } from '../../model/usage.ts';
import type { Rates } from '../../pricing/rates.ts';
import type { AuditedCall } from '../audited.ts';
import { addSum, addTo, growIn, type Millionths, type Running, type Sum } from '../sums.ts';
import { type AccountField, accountFields, type InvoiceLine } from './invoice-line.ts';
import { hour } from './time-grain.ts';
import { type LoggedSum, sellerOf, type TracedUse, tracedUse } from './traced-use.ts';

export interface Uses {
  /** In the order of the traces that their first calls are of. */
  readonly uses: readonly TracedUse[];
  /** Calls of sellers that the invoices are not from. */
  readonly others: ReadonlyMap<string, Sum>;
}

export interface UseSums {
  /** @param at The number of the call in its trace. */
  see(call: AuditedCall, trace: string, at: number): void;
  finish(): Uses;
}

/** Of each seller of the lines, by name. */
export function openUses(lines: ReadonlyMap<string, readonly InvoiceLine[]>, rates: Rates): UseSums {
  const sellers = new Map([...lines].map(([seller, own]) => [seller, watchedFor(own)]));
  const sums = new Map<string, GrowingUse>();
  const others = new Map<string, Running<Sum>>();
  return {
    see(call, trace, at) {
      const seller = sellerOf(call, rates);
      const watched = sellers.get(seller);
      if (!watched) {
        growIn(others, seller, { calls: 1, usd: call.cost.usd }, addSum);
        return;
      }
      const use = tracedUse(call, seller, watched.fields);
      const key = keyOf(use, watched);
      const known = sums.get(key);
      if (known) grow(known, use, trace, at);
      else sums.set(key, growing(use, trace, at));
    },
    finish: () => ({
      uses: [...sums.values()].sort((a, b) => compareText(a.trace, b.trace) || a.at - b.at),
      others,
    }),
  };
}

/** What lines of a seller tell apart. */
interface Watched {
  readonly fields: readonly AccountField[];
  /** When lines begin or end, where that is no whole hour; sorted. */
  readonly moments: readonly Nanoseconds[];
  /** Classes whose money may be taken out of a call, and so out of its team's. */
  readonly mayBeFees: ReadonlySet<UsageClass>;
}

const isToken: ReadonlySet<string> = new Set(tokenClasses);

function watchedFor(lines: readonly InvoiceLine[]): Watched {
  const moments = new Set<Nanoseconds>();
  for (const { start, end } of lines) for (const time of [start, end]) if (time !== undefined) moments.add(time);
  return {
    fields: accountFields.filter((field) => lines.some(({ accounts }) => accounts[field] !== undefined)),
    moments: [...moments].filter((time) => time % hour !== 0n).sort((a, b) => (a < b ? -1 : 1)),
    mayBeFees: new Set(
      lines.flatMap(({ meter, apart }) => (meter && (apart === 'fee' || !isToken.has(meter)) ? [meter] : [])),
    ),
  };
}

function keyOf(use: TracedUse, { moments, mayBeFees }: Watched): string {
  const meters = [...use.counts.keys()];
  return JSON.stringify([
    use.seller,
    use.start === undefined ? null : String(since(use.start, moments)),
    use.model ?? null,
    use.tier,
    use.accounts,
    use.maybeFree ?? null,
    meters,
    use.byClass !== undefined,
    meters.some((meter) => mayBeFees.has(meter)) ? [...use.byTeam.keys()] : null,
  ]);
}

/** The last hour or moment that is not after it. */
function since(time: Nanoseconds, moments: readonly Nanoseconds[]): Nanoseconds {
  const begin = time - (((time % hour) + hour) % hour);
  let [from, to] = [0, moments.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((moments[middle] ?? time) > time) to = middle;
    else from = middle + 1;
  }
  const moment = moments[from - 1];
  return moment !== undefined && moment > begin ? moment : begin;
}

interface GrowingUse extends Running<TracedUse> {
  counts: Map<UsageClass, Millionths>;
  byClass?: Map<UsageClass, Usd>;
  byTeam: Map<string | undefined, Usd>;
  logged: Map<string | undefined, LoggedSum>;
  /** Of the call that `start` and `region` are of: the first one by these two. */
  trace: string;
  at: number;
}

const growing = ({ byClass, ...use }: TracedUse, trace: string, at: number): GrowingUse => ({
  ...use,
  counts: new Map(use.counts),
  byTeam: new Map(use.byTeam),
  logged: new Map(use.logged),
  ...(byClass && { byClass: new Map(byClass) }),
  trace,
  at,
});

const add = (a: bigint, b: bigint): bigint => a + b;

const addLogged = (a: LoggedSum, b: LoggedSum): LoggedSum => ({
  calls: a.calls + b.calls,
  said: a.said + b.said,
  is: a.is + b.is,
  detail: a.detail < b.detail ? a.detail : b.detail,
});

function grow(into: GrowingUse, use: TracedUse, trace: string, at: number): void {
  into.calls += use.calls;
  into.unpriced += use.unpriced;
  into.usd += use.usd;
  for (const [meter, count] of use.counts) addTo(into.counts, meter, count, add);
  if (into.byClass) for (const [meter, usd] of use.byClass ?? []) addTo(into.byClass, meter, usd, add);
  for (const [team, usd] of use.byTeam) addTo(into.byTeam, team, usd, add);
  for (const [cause, sum] of use.logged) addTo(into.logged, cause, sum, addLogged);
  if ((compareText(trace, into.trace) || at - into.at) >= 0) return;
  const { start, region } = use;
  Object.assign(into, { trace, at, start, region });
}
