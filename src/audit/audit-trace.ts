// One trace judged: every call with its price and verdict, every record set aside with what it would have cost.
import type { Event } from '../model/event.ts';
import type { Usd } from '../model/money.ts';
import type { Trace } from '../model/trace.ts';
import { priceUsage } from '../pricing/price-usage.ts';
import type { Rates } from '../pricing/rates.ts';
import { mapTrace } from '../registry/map-trace.ts';
import type { AuditedTrace } from './audited.ts';
import { judgeCall, type Rules } from './judge-call.ts';

export function auditTrace(found: Trace, rules: Rules): AuditedTrace {
  const trace = rules.registry ? mapTrace(found, rules.registry) : found;
  return {
    trace,
    contract: rules.contract,
    calls: trace.calls.map((call) => judgeCall(call, true, trace, rules)),
    free_calls: trace.free_calls.map((call) => judgeCall(call, false, trace, rules)),
    exclusions: trace.exclusions.map((exclusion) => ({
      ...exclusion,
      usd: wouldHaveAdded(exclusion.event, rules.rates),
    })),
  };
}

function wouldHaveAdded(event: Event, rates: Rates): Usd {
  const price = event.usage ? priceUsage(event, rates) : undefined;
  return price?.kind === 'priced' ? price.usd : (event.logged_cost_usd ?? 0n);
}
