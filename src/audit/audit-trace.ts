// One trace judged: every call with its price and verdict, every record set aside with what it would have cost.
import { compactEvent } from '../model/compact-event.ts';
import { lostCountOf, promptSizesOf } from '../model/event.ts';
import type { Exclusion, Trace, TraceFacts } from '../model/trace.ts';
import { compareCost } from '../pricing/compare-cost.ts';
import { priceUsage } from '../pricing/price-usage.ts';
import type { Rates } from '../pricing/rates.ts';
import { mapCall, mapTrace } from '../registry/map-trace.ts';
import type { HeldCall } from '../trace/held-call.ts';
import { makeCalls, type OpenTrace } from '../trace/open-trace.ts';
import type {
  AuditedCall,
  AuditedExclusion,
  AuditedExclusions,
  AuditedFacts,
  AuditedTrace,
  CallShare,
} from './audited.ts';
import { judgeCall, type Rules } from './judge-call.ts';

export function auditTrace(found: Trace, rules: Rules): AuditedTrace {
  const trace = rules.registry ? mapTrace(found, rules.registry) : found;
  const facts = auditFacts(trace, rules);
  return {
    ...facts,
    exclusions: [...facts.exclusions],
    trace,
    calls: trace.calls.map((call) => judgeCall(call, true, trace, rules)),
    free_calls: trace.free_calls.map((call) => judgeCall(call, false, trace, rules)),
  };
}

export function auditFacts(trace: TraceFacts, { contract, rates }: Rules): AuditedFacts {
  const { exclusions } = trace;
  const priced =
    exclusions.length > mostPriced
      ? pricedEachTime(exclusions, rates)
      : exclusions.map((exclusion) => setAside(exclusion, rates));
  return { trace, contract, card_days: rates.cardDays, exclusions: priced };
}

/** More of them are not held: each takes as much as an event, and they are gone through two or three times. */
const mostPriced = 10_000;

const pricedEachTime = (exclusions: readonly Exclusion[], rates: Rates): AuditedExclusions => ({
  length: exclusions.length,
  *[Symbol.iterator]() {
    for (const exclusion of exclusions) yield setAside(exclusion, rates);
  },
});

/** More of them at once would live long enough to be taken for lasting: a hundred left 500 MB of garbage behind for a million calls. */
const fewEnough = 10;

/** The same as often as they are asked for: few are judged once. */
export function sharesOf(open: OpenTrace, rules: Rules): () => Iterable<CallShare> {
  if (open.calls.length + open.free_calls.length > fewEnough) return () => auditShares(open, rules);
  let few: readonly CallShare[] | undefined;
  return () => {
    few ??= [...auditShares(open, rules)];
    return few;
  };
}

/** The calls of a trace in shares, billed ones first. Each share is made and judged when its turn comes. */
export function* auditShares(open: OpenTrace, rules: Rules, mostTogether = fewEnough): Iterable<CallShare> {
  for (const some of inShares(open.calls, mostTogether))
    yield { calls: judgedCalls(some, true, open, rules), free_calls: none };
  for (const some of inShares(open.free_calls, mostTogether))
    yield { calls: none, free_calls: judgedCalls(some, false, open, rules) };
}

function judgedCalls(
  some: readonly HeldCall[],
  billed: boolean,
  open: OpenTrace,
  rules: Rules,
): readonly AuditedCall[] {
  const { registry } = rules;
  return makeCalls(open, some).map((call) =>
    judgeCall(registry ? mapCall(call, registry) : call, billed, open.facts, rules),
  );
}

function* inShares<T>(all: readonly T[], most: number): Iterable<readonly T[]> {
  if (all.length <= most) {
    if (all.length > 0) yield all;
    return;
  }
  for (let from = 0; from < all.length; from += most) yield all.slice(from, from + most);
}

const none: readonly never[] = Object.freeze([]);

function setAside({ event, reason }: Exclusion, rates: Rates): AuditedExclusion {
  const { usage, logged_cost_usd: logged } = event;
  if (usage === undefined) return { reason, event, usd: logged ?? 0n };
  const lost = lostCountOf(event);
  const prompts = promptSizesOf(event);
  const request = {
    ...compactEvent(event),
    ...(lost !== undefined && { lost_count: lost }),
    ...(prompts !== undefined && { prompts }),
  };
  const price = priceUsage(request, rates);
  const usd = price.kind === 'priced' ? price.usd : (logged ?? 0n);
  if (reason !== 'aggregate row') return { reason, event, usd };
  const comparison = logged === undefined ? undefined : compareCost(logged, request, price, rates);
  return { reason, event, usd, price, ...(comparison && { comparison }) };
}
