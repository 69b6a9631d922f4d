// One trace judged: every call with its price and verdict, every record set aside with what it would have cost.
import { lostCountOf } from '../model/event.ts';
import type { Exclusion, FoundCall, Trace, TraceFacts } from '../model/trace.ts';
import { compareCost } from '../pricing/compare-cost.ts';
import { priceUsage } from '../pricing/price-usage.ts';
import type { Rates } from '../pricing/rates.ts';
import { mapCall, mapTrace } from '../registry/map-trace.ts';
import { makeCalls, type OpenTrace } from '../trace/open-trace.ts';
import type { AuditedCall, AuditedExclusion, AuditedFacts, AuditedTrace, CallShare } from './audited.ts';
import { judgeCall, type Rules } from './judge-call.ts';

export function auditTrace(found: Trace, rules: Rules): AuditedTrace {
  const trace = rules.registry ? mapTrace(found, rules.registry) : found;
  return {
    ...auditFacts(trace, rules),
    trace,
    calls: trace.calls.map((call) => judgeCall(call, true, trace, rules)),
    free_calls: trace.free_calls.map((call) => judgeCall(call, false, trace, rules)),
  };
}

export function auditFacts(trace: TraceFacts, { contract, rates }: Rules): AuditedFacts {
  const exclusions = trace.exclusions.map((exclusion) => setAside(exclusion, rates));
  return { trace, contract, card_days: rates.cardDays, exclusions };
}

/** Most traces have fewer calls; more of them at once would live long enough to be taken for lasting. */
const fewEnough = 100;

/** The calls of a trace in shares, billed ones first. Each share is made and judged when its turn comes. */
export function* auditShares(open: OpenTrace, rules: Rules, mostTogether = fewEnough): Iterable<CallShare> {
  const { facts, calls, free_calls: free } = open;
  const judged = (some: readonly FoundCall[], billed: boolean): readonly AuditedCall[] =>
    makeCalls(open, some).map((call) =>
      judgeCall(rules.registry ? mapCall(call, rules.registry) : call, billed, facts, rules),
    );
  for (let from = 0; from < calls.length; from += mostTogether)
    yield { calls: judged(calls.slice(from, from + mostTogether), true), free_calls: none };
  for (let from = 0; from < free.length; from += mostTogether)
    yield { calls: none, free_calls: judged(free.slice(from, from + mostTogether), false) };
}

const none: readonly never[] = Object.freeze([]);

function setAside({ event, reason }: Exclusion, rates: Rates): AuditedExclusion {
  const lost = lostCountOf(event);
  const price = event.usage
    ? priceUsage(lost === undefined ? event : { ...event, lost_count: lost }, rates)
    : undefined;
  const usd = price?.kind === 'priced' ? price.usd : (event.logged_cost_usd ?? 0n);
  if (reason !== 'aggregate row' || price === undefined) return { reason, event, usd };
  const logged = event.logged_cost_usd;
  const comparison = logged === undefined ? undefined : compareCost(logged, event, price, rates);
  return { reason, event, usd, price, ...(comparison && { comparison }) };
}
