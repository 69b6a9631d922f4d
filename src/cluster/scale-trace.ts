// One trace that stands for many of its shape: judged by the very analysis every trace gets, then counted as often as there are, with the
// tokens of all. Prices are linear in tokens within a shape, so the money is exact. Whatever is not plain sums is refused, and walked.

import { auditTraces, selected } from '../audit/audit-traces.ts';
import type { AuditedCall, AuditedExclusion, AuditedTrace } from '../audit/audited.ts';
import { type AuditSettings, groupsOf } from '../audit/settings.ts';
import type { OpenTally, Tally } from '../audit/tally.ts';
import { newTally } from '../audit/tally.ts';
import { addTrace } from '../audit/tally-trace.ts';
import type { Event } from '../model/event.ts';
import type { Usd } from '../model/money.ts';
import type { Usage, UsageClass } from '../model/usage.ts';
import { type Cuts, haveCutsOf } from '../pricing/cuts.ts';
import { type LinearPrice, linearPrice, priceOfSum } from '../pricing/linear-price.ts';
import { priceUsage } from '../pricing/price-usage.ts';
import type { Rates } from '../pricing/rates.ts';
import type { Stretch } from './over-time/call-blocks.ts';
import { dependsOnCounts } from './value-dependent.ts';

/** What the cluster says of one shape; lists have one entry for each event, in shape order. */
export interface ShapeSum {
  readonly traces: number;
  readonly first: readonly bigint[];
  readonly last: readonly bigint[];
  readonly tokens: ReadonlyMap<UsageClass, readonly bigint[]>;
  /** Logged costs; empty when no event logs one. Those of each trace agree with its price. */
  readonly logged: readonly Usd[];
}

/** One call of the shape: as it is in the trace, where its usage stands among the events, from 1, and its sums. */
export interface ScaledCall {
  readonly one: AuditedCall;
  readonly place: number;
  readonly price: LinearPrice;
  readonly whole: Stretch;
}

/** `events` are those of one trace of the shape, in its order; `cuts` is what the shape tells apart. Undefined when its traces must be walked. */
export function scaleTrace(
  events: readonly Event[],
  sum: ShapeSum,
  cuts: Cuts,
  settings: AuditSettings,
  see: (call: ScaledCall) => void = () => {},
): Tally | undefined {
  const [audited, ...others] = [...auditTraces(events, settings)];
  if (!audited || others.length > 0 || !isPlain(audited) || dependsOnCounts(events, audited)) return undefined;
  const priced = [...audited.calls.map(({ call }) => call.metering), ...audited.exclusions.map(({ event }) => event)];
  if (!priced.every((request) => haveCutsOf(cuts, request, settings.rates))) return undefined;
  const places = new Map(events.map((event, index) => [idOf(event), index]));
  if (places.size !== events.length || sum.first.length !== events.length) return undefined;
  const placeOf = (event: Event | undefined): number => (event && places.get(idOf(event))) ?? -1;
  const { rates } = settings;
  const calls: AuditedCall[] = [];
  const seen: ScaledCall[] = [];
  for (const one of audited.calls) {
    const { usage_from: from, logged_from: source } = one.call.metering;
    const logged = source && sum.logged[placeOf(source)];
    if (source && logged === undefined) return undefined;
    const scaled = from && scaleCall(one, usageAt(placeOf(from), from, sum), logged, sum.traces, rates);
    const at = placeOf(from);
    const [first, last, price] = [sum.first[at], sum.last[at], linearPrice(one.call.metering, rates)];
    if (!scaled || !price || first === undefined || last === undefined) return undefined;
    calls.push(scaled);
    const whole = { calls: sum.traces, usd: scaled.cost.usd, from: first, until: last };
    seen.push({ one, place: at + 1, price, whole });
  }
  const exclusions: AuditedExclusion[] = [];
  for (const one of audited.exclusions) {
    const usd = scaleExclusion(one, usageAt(placeOf(one.event), one.event, sum), sum.traces, rates);
    if (usd === undefined) return undefined;
    exclusions.push({ ...one, usd });
  }
  const tally = newTally();
  const kept = selected({ ...audited, calls, exclusions }, settings);
  addTrace(tally, kept, groupsOf(settings));
  if (!isSummable(tally)) return undefined;
  for (const { call } of kept.calls) {
    const place = placeOf(call.metering.usage_from);
    const [from, to] = [sum.first[place], sum.last[place]];
    if (from === undefined || to === undefined) return undefined;
    if (tally.from === undefined || from < tally.from) tally.from = from;
    if (tally.to === undefined || to > tally.to) tally.to = to;
  }
  multiplyCounts(tally, sum.traces);
  for (const call of seen) see(call);
  return tally;
}

export const idOf = ({ place }: Event): string =>
  `${place.source}\n${place.offset}\n${place.member ?? ''}\n${place.pointer ?? ''}`;

const linear: ReadonlySet<string> = new Set(['same call in another log', 'hop without metering']);

/** Nothing to tell but sums: every call proven, with one exact price, and a logged cost only if it agrees. */
function isPlain({ trace, calls, free_calls: free, exclusions }: AuditedTrace): boolean {
  return (
    free.length === 0 &&
    trace.restarts.length + trace.faults.length + trace.bypasses.length === 0 &&
    exclusions.every(({ reason }) => linear.has(reason)) &&
    calls.every(
      ({ call, part, price, comparison, cost, obstacles }) =>
        part === 'proven' &&
        obstacles.length === 0 &&
        comparison?.kind !== 'differs' &&
        cost.basis === 'repriced' &&
        price.kind === 'priced' &&
        price.disputed === undefined &&
        call.breaks.length === 0 &&
        call.attempt === undefined,
    )
  );
}

/** The only one whose examples are told by their price alone: the dearest are looked for where the traces are. */
export const rankedFinding = 'contract/recommended-missing';

/** What the tally holds besides sums is about single traces. */
function isSummable(tally: OpenTally): boolean {
  const lists = [tally.mismatches, tally.unattributed_calls, tally.budget_calls, tally.policy_calls];
  const tables = [tally.causes, tally.breaks, tally.slices, tally.repairs, tally.fixes, tally.variances];
  return (
    lists.every(({ length }) => length === 0) &&
    tables.every(({ size }) => size === 0) &&
    [...tally.findings.keys()].every((code) => code === rankedFinding) &&
    tally.band.calls + tally.disputed.calls === 0
  );
}

/** Money and tokens are those of all traces already; an example is one trace. */
function multiplyCounts(tally: OpenTally, traces: number): void {
  tally.traces *= traces;
  tally.events *= traces;
  tally.compared.calls *= traces;
  for (const found of tally.findings.values()) {
    found.count *= traces;
    found.examples = [];
  }
  for (const rows of tally.sums.values()) for (const row of rows.values()) row.calls *= traces;
  for (const rows of tally.groups.values()) {
    for (const row of rows.values()) {
      row.calls *= traces;
      row.uncounted *= traces;
    }
  }
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

function scaleCall(
  one: AuditedCall,
  usage: Usage | undefined,
  logged: Usd | undefined,
  traces: number,
  rates: Rates,
): AuditedCall | undefined {
  const { price, call } = one;
  const linear = linearPrice(call.metering, rates);
  if (usage === undefined || linear === undefined || price.kind !== 'priced') return undefined;
  const usd = priceOfSum(linear, usage, traces);
  return {
    ...one,
    call: { ...call, metering: { ...call.metering, usage, ...(logged !== undefined && { logged_cost_usd: logged }) } },
    price: { ...price, usd, lines: [] },
    cost: { ...one.cost, usd },
  };
}

/** What the record would have added: nothing when it has no price and logged none. */
function scaleExclusion(
  { event }: AuditedExclusion,
  usage: Usage | undefined,
  traces: number,
  rates: Rates,
): Usd | undefined {
  if (event.usage === undefined || priceUsage(event, rates).kind !== 'priced')
    return event.logged_cost_usd === undefined ? 0n : undefined;
  const price = linearPrice(event, rates);
  return usage && price && priceOfSum(price, usage, traces);
}
