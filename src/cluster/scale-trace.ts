// One trace that stands for many of its shape: judged by the very analysis every trace gets, then counted as often as there are, with the
// tokens of all. Prices are linear in tokens within a shape, so the money is exact. Whatever is not plain sums is refused, and walked.

import { auditTraces } from '../audit/audit-traces.ts';
import type { AuditedCall, AuditedExclusion, AuditedTrace } from '../audit/audited.ts';
import { type AuditSettings, groupsOf } from '../audit/settings.ts';
import type { OpenTally, Tally } from '../audit/tally.ts';
import { newTally } from '../audit/tally.ts';
import { addTrace } from '../audit/tally-trace.ts';
import type { Event } from '../model/event.ts';
import type { Usd } from '../model/money.ts';
import type { Usage, UsageClass } from '../model/usage.ts';
import { type PriceRequest, priceUsage, quoteRows } from '../pricing/price-usage.ts';
import type { Rates } from '../pricing/rates.ts';
import { type Cuts, haveCutsOf } from './cuts.ts';
import { inShapeOrder } from './shape-order.ts';
import { dependsOnCounts } from './value-dependent.ts';

/** What the cluster says of one shape; lists have one entry for each event, in shape order. */
export interface ShapeSum {
  readonly traces: number;
  readonly first: readonly bigint[];
  readonly last: readonly bigint[];
  readonly tokens: ReadonlyMap<UsageClass, readonly bigint[]>;
}

/** `events` are those of one trace of the shape, `cuts` what the shape tells apart. Undefined when its traces must be walked. */
export function scaleTrace(
  events: readonly Event[],
  sum: ShapeSum,
  cuts: Cuts,
  settings: AuditSettings,
): Tally | undefined {
  const [audited, ...others] = [...auditTraces(events, settings)];
  if (!audited || others.length > 0 || !isPlain(audited) || dependsOnCounts(events, audited)) return undefined;
  const priced = [...audited.calls.map(({ call }) => call.metering), ...audited.exclusions.map(({ event }) => event)];
  if (!priced.every((request) => haveCutsOf(cuts, request, settings.rates))) return undefined;
  const places = new Map(inShapeOrder(audited.trace.events).map((event, index) => [idOf(event), index]));
  if (places.size !== events.length || sum.first.length !== events.length) return undefined;
  const placeOf = (event: Event | undefined): number => (event && places.get(idOf(event))) ?? -1;
  const { rates } = settings;
  const calls: AuditedCall[] = [];
  for (const one of audited.calls) {
    const { usage_from: from } = one.call.metering;
    const scaled = from && scaleCall(one, usageAt(placeOf(from), from, sum), sum.traces, rates);
    if (!scaled) return undefined;
    calls.push(scaled);
  }
  const exclusions: AuditedExclusion[] = [];
  for (const one of audited.exclusions) {
    const usd = scaleExclusion(one, usageAt(placeOf(one.event), one.event, sum), sum.traces, rates);
    if (usd === undefined) return undefined;
    exclusions.push({ ...one, usd });
  }
  const tally = newTally();
  addTrace(tally, { ...audited, calls, exclusions }, groupsOf(settings));
  if (!isSummable(tally)) return undefined;
  for (const { call } of audited.calls) {
    const place = placeOf(call.metering.usage_from);
    const [from, to] = [sum.first[place], sum.last[place]];
    if (from === undefined || to === undefined) return undefined;
    if (tally.from === undefined || from < tally.from) tally.from = from;
    if (tally.to === undefined || to > tally.to) tally.to = to;
  }
  multiplyCounts(tally, sum.traces);
  return tally;
}

const idOf = ({ place }: Event): string =>
  `${place.source}\n${place.offset}\n${place.member ?? ''}\n${place.pointer ?? ''}`;

const linear: ReadonlySet<string> = new Set(['same call in another log', 'hop without metering']);

/** Nothing to tell but sums: every call proven, with one exact price, and nothing logged to hold against it. */
function isPlain({ trace, calls, free_calls: free, exclusions }: AuditedTrace): boolean {
  return (
    free.length === 0 &&
    trace.restarts.length + trace.faults.length + trace.bypasses.length === 0 &&
    exclusions.every(({ reason, event }) => linear.has(reason) && event.logged_cost_usd === undefined) &&
    calls.every(
      ({ call, part, price, comparison, cost, obstacles }) =>
        part === 'proven' &&
        obstacles.length === 0 &&
        comparison === undefined &&
        cost.basis === 'repriced' &&
        price.kind === 'priced' &&
        price.disputed === undefined &&
        call.breaks.length === 0 &&
        call.attempt === undefined,
    )
  );
}

/** What the tally holds besides sums is about single traces. */
function isSummable(tally: OpenTally): boolean {
  const lists = [tally.mismatches, tally.unattributed_calls, tally.budget_calls, tally.policy_calls];
  const tables = [
    tally.causes,
    tally.breaks,
    tally.slices,
    tally.repairs,
    tally.fixes,
    tally.variances,
    tally.findings,
  ];
  return (
    lists.every(({ length }) => length === 0) &&
    tables.every(({ size }) => size === 0) &&
    tally.band.calls + tally.disputed.calls + tally.compared.calls === 0
  );
}

/** Money and tokens are those of all traces already. */
function multiplyCounts(tally: OpenTally, traces: number): void {
  tally.traces *= traces;
  tally.events *= traces;
  for (const rows of tally.sums.values()) for (const row of rows.values()) row.calls *= traces;
  for (const rows of tally.groups.values()) for (const row of rows.values()) row.calls *= traces;
}

/** Undefined when the sums are no numbers that a usage can hold. */
function usageAt(place: number, { usage = {} }: Event, { tokens }: ShapeSum): Usage | undefined {
  const sums: { [K in UsageClass]?: number } = {};
  for (const name of Object.keys(usage) as UsageClass[]) {
    // the keys of a usage
    const sum = tokens.get(name)?.[place] ?? 0n;
    if (sum > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
    sums[name] = Number(sum);
  }
  return sums;
}

function scaleCall(one: AuditedCall, usage: Usage | undefined, traces: number, rates: Rates): AuditedCall | undefined {
  const { price, call } = one;
  const usd = usage && scaledUsd(call.metering, usage, traces, rates);
  if (usage === undefined || usd === undefined || price.kind !== 'priced') return undefined;
  return {
    ...one,
    call: { ...call, metering: { ...call.metering, usage } },
    price: { ...price, usd, lines: [] },
    cost: { ...one.cost, usd },
  };
}

/** What the record would have added: nothing when it has no single price. */
function scaleExclusion(
  { event }: AuditedExclusion,
  usage: Usage | undefined,
  traces: number,
  rates: Rates,
): Usd | undefined {
  if (event.usage === undefined || priceUsage(event, rates).kind !== 'priced') return 0n;
  return usage && scaledUsd(event, usage, traces, rates);
}

/** Each class of the sums at its rate. Undefined when some rate is not whole for one token, or counts are billed by another rule. */
function scaledUsd(request: PriceRequest, usage: Usage, traces: number, rates: Rates): Usd | undefined {
  const quote = quoteRows(request, rates);
  const price = priceUsage(request, rates);
  if (quote.kind !== 'one' || quote.row.counting.size > 0 || price.kind !== 'priced') return undefined;
  let usd = 0n;
  for (const { class: name, count, per, rate, usd: amount, rounded, logged_count: logged } of price.lines) {
    const each = rate / BigInt(per);
    if (rounded || logged !== undefined || rate % BigInt(per) !== 0n || BigInt(count) * each !== amount)
      return undefined;
    const implied = name === 'requests' && request.usage?.requests === undefined;
    usd += (implied ? BigInt(traces) : BigInt(usage[name] ?? 0)) * each;
  }
  return usd;
}
