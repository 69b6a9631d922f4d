// The seven questions: of one call, does it pass, fail, or is there nothing to measure? Shares and verdicts come later, from counts.
import type { AuditedCall, AuditedFacts } from './audited.ts';
import { isProof } from './candidate.ts';
import { isBroken, isInvalid } from './judge-call.ts';

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

/** Passed if another call of the trace is an attempt of the same request. */
export interface IfRepeated {
  readonly attempt_of: string;
}
/** undefined: this call has nothing to say about the question. */
export type CallAnswer = boolean | IfRepeated | undefined;

export const callQuestions: Readonly<Record<CallQuestion, (audited: AuditedCall, facts: AuditedFacts) => CallAnswer>> =
  {
    Q1: ({ call }, { trace }) => call.envelope.trace_id !== undefined && !isBroken(call, trace),
    Q2: hasOneTraceId,
    Q3: ({ call, contract }) =>
      (['owner_team', 'workflow_id', 'feature'] as const).every((field) => {
        const known = call.envelope[field];
        return known && isProof(known) && known.rivals.length === 0 && !isInvalid(field, contract);
      }),
    Q4: ({ call, contract }) =>
      call.envelope.tenant_id_hash !== undefined &&
      !isInvalid('tenant_id_hash', contract) &&
      !call.sightings.some((event) => event.notes.some((note) => note.kind === 'personal-data')),
    Q5: ({ billed, price, comparison }) =>
      billed ? price.kind === 'priced' && comparison?.kind !== 'differs' : undefined,
    Q6: explained,
  };

/** The same as a list, for going through it once a call. */
export const askedOfCalls = Object.entries(callQuestions);

/** Provider logs rarely carry a trace id and are joined by request id; every other hop must show the same one. */
function hasOneTraceId({ call }: AuditedCall): boolean {
  let seen: string | undefined;
  for (const { events } of call.path) {
    for (const { hop, trace_id: id } of events) {
      if (id === undefined && hop === 'provider') continue;
      if (id === undefined || (seen !== undefined && id !== seen)) return false;
      seen = id;
    }
  }
  return seen !== undefined;
}

function explained({ call, price }: AuditedCall): CallAnswer {
  const { attempt, metering } = call;
  const cached = (metering.usage?.cached_input ?? 0) > 0;
  if (!attempt && !cached && !metering.cache_hit) return undefined;
  if (cached && price.kind !== 'priced') return false;
  const isTold =
    !attempt || attempt.kind === 'first' || call.sightings.some((event) => event.fallback_from ?? event.retry_of);
  return isTold || { attempt_of: attempt.key };
}
