// One call that speaks for all calls of its kind: judged by the very analysis every trace gets. What the report says of the others follows
// from it, from their sums and, for examples, from their rank. Anything else than one billed call and the hops above it is refused.
import type { Event } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import { type LinearPrice, linearPrice } from '../../pricing/linear-price.ts';
import { auditTraces, selected } from '../audit-traces.ts';
import type { AuditedCall, AuditedTrace } from '../audited.ts';
import { mostExamples, mostListed } from '../merge-tallies.ts';
import { troubleOf } from '../offenders.ts';
import type { AuditSettings } from '../settings.ts';
import type { Tally } from '../tally.ts';
import { tallyTrace } from '../tally-trace.ts';

export interface OneCall {
  readonly audited: AuditedTrace;
  readonly one: AuditedCall;
  /** What the other calls of its kind cost; absent where they cost what was logged. */
  readonly price?: LinearPrice;
  /** The call alone, grouped by what all calls of its kind share. */
  readonly tally: Tally;
  /** The report is about other calls. */
  readonly left_out: boolean;
  /** The amounts at stake of its findings, by code. */
  readonly stakes: ReadonlyMap<string, Measure>;
  /** Lists of examples that calls of its kind may come onto. */
  readonly lists: readonly List[];
  /** The list that a trace may come onto by what it loses, when this is the costliest of its calls that are not proven. */
  readonly trouble?: List;
}

/** What sums of its kind need of it: plain data. */
export type JudgedAlone = Omit<OneCall, 'audited' | 'price'>;

export const judgedOf = ({ audited: _, price: __, ...judged }: OneCall): JudgedAlone => judged;

/** How much of a call is meant: nothing, its cost, how far the logged cost is from the price, or what its cache writes of five minutes cost. */
export type Measure = 'nothing' | 'cost' | 'difference' | 'writes';

export interface List {
  readonly name: string;
  readonly by: Measure;
  /** So many are shown. */
  readonly most: number;
}

/** The events are all of their trace. `groupBy` lists what all calls of the kind share. */
export function oneCallOf(
  events: readonly Event[],
  settings: AuditSettings,
  groupBy: readonly string[],
): OneCall | undefined {
  const [found, ...others] = [...auditTraces(events, settings, alone)];
  const audited = found && withoutSums(found);
  const one = audited?.calls[0];
  if (!audited || !one || others.length > 0 || !isPlain(audited, one)) return undefined;
  const price = one.cost.basis === 'repriced' ? linearPrice(one.call.metering, settings.rates) : undefined;
  if (one.cost.basis === 'repriced' && price === undefined) return undefined;
  const tally = tallyTrace(selected(audited, settings), groupBy);
  const judged = { audited, one, ...(price && { price }), tally };
  if (settings.select?.(one) === false) return { ...judged, left_out: true, stakes: new Map(), lists: [] };
  const stakes = stakesOf(tally, one);
  if (stakes === undefined) return undefined;
  const trouble = one.part === 'proven' ? undefined : listOf(`trouble ${troubleOf(one)}`, 1);
  return { ...judged, left_out: false, stakes, lists: listsOf(tally, stakes), ...(trouble && { trouble }) };
}

/** What repeats the calls below it is told by itself (summed-calls.ts). */
const withoutSums = (audited: AuditedTrace): AuditedTrace => ({
  ...audited,
  exclusions: audited.exclusions.filter(({ reason }) => reason !== 'parent sum'),
});

/** Whether a request went around the gateways is asked of other records than calls. */
export const alone = { gateways: undefined, alike: new Set<string>() };

/** All else in it than billed calls are hops, and nothing is wrong with it. */
export const isQuiet = ({ trace, free_calls: free, exclusions }: AuditedTrace): boolean =>
  free.length === 0 &&
  exclusions.every(({ reason, usd }) => reason === 'hop without metering' && usd === 0n) &&
  trace.restarts.length + trace.faults.length + trace.bypasses.length === 0;

function isPlain(audited: AuditedTrace, one: AuditedCall): boolean {
  const { call, price, cost, other_reading: other } = one;
  return (
    audited.calls.length === 1 &&
    isQuiet(audited) &&
    call.attempt === undefined &&
    (call.mapping?.faults ?? []).length === 0 &&
    other === undefined &&
    call.metering.usage !== undefined &&
    (price.kind === 'priced' ? price.disputed === undefined : price.kind === 'unpriced') &&
    cost.basis !== 'unpriced'
  );
}

/** Undefined where an amount may be one thing as well as another, or something else. */
function stakesOf({ findings }: Tally, one: AuditedCall): ReadonlyMap<string, Measure> | undefined {
  const cost = one.cost.usd;
  const difference = differenceOf(one);
  const writes = BigInt(one.call.metering.usage?.cache_write_5m ?? 0) * eachWrite(one);
  const amounts: readonly (readonly [Measure, Usd])[] = [
    ['cost', cost],
    ...(difference === undefined ? [] : [['difference', difference] as const]),
    ...(writes === 0n ? [] : [['writes', writes] as const]),
  ];
  const measures = new Map(amounts.map(([measure, usd]) => [usd, measure]));
  if (measures.size < amounts.length || measures.has(0n)) return undefined;
  const stakes = new Map<string, Measure>();
  for (const [code, { count, usd }] of findings) {
    const measure = measures.get(usd);
    if (measure === undefined || count !== 1) return undefined;
    stakes.set(code, measure);
  }
  return stakes;
}

/** What one cache write of five minutes costs: a whole rate, for the price is linear. */
export function eachWrite({ price }: AuditedCall): Usd {
  const line = price.kind === 'priced' ? price.lines.find(({ class: name }) => name === 'cache_write_5m') : undefined;
  return line ? line.rate / BigInt(line.per) : 0n;
}

function differenceOf({ comparison }: AuditedCall): Usd | undefined {
  if (comparison?.kind !== 'differs') return undefined;
  const { logged, repriced } = comparison;
  return logged > repriced ? logged - repriced : repriced - logged;
}

/** As the tally and the list of offenders keep them. */
function listsOf(tally: Tally, stakes: ReadonlyMap<string, Measure>): readonly List[] {
  return [
    ...Array.from(stakes, ([code, by]) => listOf(`finding ${code}`, mostExamples, by)),
    ...Array.from(tally.causes.keys(), (cause) => listOf(`cause ${cause}`, 1)),
    ...Array.from(tally.breaks.keys(), (edge) => listOf(`break ${edge}`, 1)),
    ...(tally.mismatches.length > 0 ? [listOf('mismatches', mostListed, 'difference')] : []),
    ...(tally.unattributed_calls.length > 0 ? [listOf('unattributed', mostListed)] : []),
  ];
}

const listOf = (name: string, most: number, by: Measure = 'cost'): List => ({ name, by, most });
