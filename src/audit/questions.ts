// The seven questions: of one call, does it pass, fail, or is there nothing to measure? Shares and verdicts come later, from counts.
import { promptTokens } from '../model/usage.ts';
import type { AuditedCall, AuditedTrace } from './audited.ts';
import { isBroken, isProof } from './judge-call.ts';

export const questionTexts = {
  Q1: 'Is every call reachable from its user action?',
  Q2: 'Does one trace id run through every hop?',
  Q3: 'Are owner_team, workflow_id and feature on every call?',
  Q4: 'Is the tenant known without personal data?',
  Q5: 'Does the cost reconstruct from tokens and rates?',
  Q6: 'Are retries, fallbacks and cache effects explained?',
  Q7: 'Is the unattributed share under target?',
} as const;
export type QuestionId = keyof typeof questionTexts;
/** Q7 is asked of the whole input, not of a call. */
export type CallQuestion = Exclude<QuestionId, 'Q7'>;

/** undefined: this call has nothing to say about the question. */
export const callQuestions: Readonly<
  Record<CallQuestion, (audited: AuditedCall, trace: AuditedTrace) => boolean | undefined>
> = {
  Q1: ({ call }, { trace }) => call.envelope.trace_id !== undefined && !isBroken(call, trace),
  Q2: (audited, { trace }) => trace.restarts.length === 0 && hasOneTraceId(audited),
  Q3: ({ call }) =>
    [call.envelope.owner_team, call.envelope.workflow_id, call.envelope.feature].every(
      (field) => field && isProof(field) && field.rivals.length === 0,
    ),
  Q4: ({ call }) =>
    call.envelope.tenant_id_hash !== undefined &&
    !call.sightings.some((event) => event.notes.some((note) => note.kind === 'personal-data')),
  Q5: ({ call, billed, price, comparison }) => {
    if (!billed || (!call.metering.usage && call.metering.logged_cost_usd === undefined))
      return billed ? false : undefined;
    return price.kind === 'priced' && comparison?.kind !== 'differs';
  },
  Q6: (audited, trace) => explained(audited, trace),
};

/** Provider logs rarely carry a trace id and are joined by request id; every other hop must show the same one. */
function hasOneTraceId({ call }: AuditedCall): boolean {
  const seen = call.path
    .flatMap((hop) => hop.events)
    .filter((event) => event.hop !== 'provider' || event.trace_id !== undefined);
  const ids = new Set(seen.map((event) => event.trace_id));
  return seen.length > 0 && ids.size === 1 && !ids.has(undefined);
}

function explained({ call, price }: AuditedCall, { calls, free_calls: free }: AuditedTrace): boolean | undefined {
  const { attempt, metering } = call;
  const cached = (metering.usage?.cached_input ?? 0) > 0 && promptTokens(metering.usage ?? {}) > 0;
  if (!attempt && !cached && !metering.cache_hit) return undefined;
  const known =
    !attempt ||
    attempt.index === 0 ||
    hasFirst(attempt.key, call.key, [...calls, ...free]) ||
    call.sightings.some((event) => event.fallback_from ?? event.retry_of);
  return known && (!cached || price.kind === 'priced');
}

function hasFirst(group: string, key: string, calls: readonly AuditedCall[]): boolean {
  return calls.some((other) => other.call.key !== key && other.call.attempt?.key === group);
}
