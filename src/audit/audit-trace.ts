// One trace judged: every call with its price and verdict, every record set aside with what it would have cost.
import { lostCountOf } from '../model/event.ts';
import type { Exclusion, Trace } from '../model/trace.ts';
import { compareCost } from '../pricing/compare-cost.ts';
import { priceUsage } from '../pricing/price-usage.ts';
import type { Rates } from '../pricing/rates.ts';
import { mapTrace } from '../registry/map-trace.ts';
import type { AuditedExclusion, AuditedTrace } from './audited.ts';
import { judgeCall, type Rules } from './judge-call.ts';

export function auditTrace(found: Trace, rules: Rules): AuditedTrace {
  const trace = rules.registry ? mapTrace(found, rules.registry) : found;
  return {
    trace,
    contract: rules.contract,
    card_days: rules.rates.cardDays,
    calls: trace.calls.map((call) => judgeCall(call, true, trace, rules)),
    free_calls: trace.free_calls.map((call) => judgeCall(call, false, trace, rules)),
    exclusions: trace.exclusions.map((exclusion) => setAside(exclusion, rules.rates)),
  };
}

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
