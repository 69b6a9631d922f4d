// The audit as the screens want it: every call a row of words and amounts, made when it is looked at.
import { unattributedCauses } from '../../audit/audited.ts';
import type { ReviewAudit, ReviewedCall } from '../../audit/review-audit.ts';
import { isoTime } from '../../audit/time-text.ts';
import { identitiesOf } from '../../registry/identities.ts';
import { breakKey, type CallRow, type Review } from '../../tui/review.ts';

export function reviewOf({ report, calls, suggestions, explain }: ReviewAudit, partial: boolean): Review {
  const at = (index: number): CallRow => {
    const call = calls[index];
    if (!call) throw new Error(`there is no call ${index}`);
    return rowOf(call);
  };
  return { report, suggestions, explain, partial, calls: { size: calls.length, at } };
}

function rowOf({ one, audited }: ReviewedCall): CallRow {
  const { call, part, cause, cost, contract } = one;
  const { metering, sightings } = call;
  const [first] = sightings;
  return {
    key: call.key,
    trace_id: audited.trace.id,
    start: () => (metering.start === undefined ? null : isoTime(metering.start)),
    owner_team: part === 'unattributed' ? null : (call.envelope.owner_team?.value ?? null),
    part,
    cause: cause === undefined ? null : unattributedCauses[cause],
    component: first.component,
    provider: metering.provider ?? null,
    model: metering.response_model ?? metering.model ?? null,
    usd: cost.usd,
    logged_usd: metering.logged_cost_usd ?? null,
    price_cause: one.comparison?.kind === 'differs' ? one.comparison.causes.join(' or ') : null,
    missing: contract.missing,
    breaks: () => call.breaks.map((broken) => breakKey(broken)),
    identities: () => identitiesOf(call).map(({ field, value }) => ({ field, value })),
    source: first.place.source,
    line: first.place.line,
  };
}
