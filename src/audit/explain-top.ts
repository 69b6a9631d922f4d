// The most expensive calls, each explained with its trace. Ties go to the least trace id, then the least key.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import { compareText } from '../model/place.ts';
import { buildTraces } from '../trace/build-traces.ts';
import { auditTrace } from './audit-trace.ts';
import type { AuditedCall, AuditedTrace } from './audited.ts';
import { explainTrace } from './explain.ts';
import { fiveAnswers } from './five-answers.ts';
import { compareUsd } from './merge-tallies.ts';
import type { AuditSettings } from './settings.ts';

export interface TopCalls {
  /** Billed calls there were to choose from. */
  readonly of: number;
  readonly explanations: readonly Explanation[];
}

export function explainTop(events: readonly Event[], top: number, settings: AuditSettings): TopCalls {
  const fits = settings.select ?? (() => true);
  const calls = buildTraces(events).flatMap((trace) => {
    const audited = auditTrace(trace, settings);
    return audited.calls.filter(fits).map((one) => ({ one, audited }));
  });
  return {
    of: calls.length,
    explanations: calls
      .sort((a, b) => compareUsd(b.one.cost.usd, a.one.cost.usd) || compareText(nameOf(a.one), nameOf(b.one)))
      .slice(0, top)
      .map(({ one, audited }) => answered(one, audited, settings)),
  };
}

const nameOf = ({ call }: AuditedCall): string => `${call.envelope.trace_id?.value ?? '\uffff'}\n${call.key}`;

/** Only the call asked for is answered; the rest of its trace is there to be seen. */
function answered(one: AuditedCall, audited: AuditedTrace, settings: AuditSettings): Explanation {
  const explanation = explainTrace(audited, one.call.key);
  const answers = fiveAnswers(one, settings);
  return {
    ...explanation,
    calls: explanation.calls.map((call) => (call.key === one.call.key ? { ...call, answers } : call)),
  };
}
