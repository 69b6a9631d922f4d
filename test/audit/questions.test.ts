import { describe, expect, it } from 'vitest';
import { answerQuestions } from '../../src/audit/answers.ts';
import type { AuditedCall, AuditedTrace } from '../../src/audit/audited.ts';
import { type CallQuestion, callQuestions } from '../../src/audit/questions.ts';
import { emptyTally, type Tally } from '../../src/audit/tally.ts';
import type { Event } from '../../src/model/event.ts';
import { at, makeCall, makeEvent } from '../trace/make-event.ts';
import { onlyTrace, ownedCall, owner } from './audited-events.ts';

/** The answers of all calls of the only trace, in order: passed, failed or nothing to say. */
function ask(id: CallQuestion, events: readonly Event[]): (boolean | undefined)[] {
  const trace = onlyTrace(events);
  return [...trace.calls, ...trace.free_calls].map((call) => answerOf(id, call, trace));
}

function answerOf(id: CallQuestion, one: AuditedCall, trace: AuditedTrace): boolean | undefined {
  const answer = callQuestions[id](one, trace);
  if (typeof answer !== 'object') return answer;
  return [...trace.calls, ...trace.free_calls].some(
    (other) => other !== one && other.call.attempt?.key === answer.attempt_of,
  );
}

const span = (id: string, parent?: string): Partial<Event> => ({
  trace_id: 't1',
  span_id: id,
  ...(parent === undefined ? {} : { parent_span_id: parent }),
});
const personal = { kind: 'personal-data', field: 'user_id_hash', what: 'e-mail', masked: 'x' } as const;

describe('of a call', () => {
  it('Q1: it has a trace id and its way up is whole', () => {
    expect(ask('Q1', [ownedCall()])).toEqual([true]);
    expect(ask('Q1', [ownedCall(span('a', 'gone'))])).toEqual([false]);
    const { trace_id: _, ...call } = ownedCall();
    expect(ask('Q1', [call])).toEqual([false]);
  });

  it('Q2: every hop but a silent provider shows the same trace id', () => {
    const provider = makeCall({ log: 'aws', hop: 'provider', component: 'bedrock', provider_request_id: 'p' });
    expect(ask('Q2', [ownedCall({ provider_request_id: 'p' }), provider])).toEqual([true]);
    const gateway = makeCall({ log: 'gw', hop: 'gateway', component: 'litellm', provider_request_id: 'p' });
    expect(ask('Q2', [ownedCall({ provider_request_id: 'p' }), gateway])).toEqual([false]);
  });

  it('Q2: a restart on one branch says nothing about another', () => {
    expect(
      ask('Q2', [
        makeEvent({ ...span('root'), ...owner, start: at(0) }),
        ownedCall({ ...span('near', 'root'), start: at(1) }),
        ownedCall({ trace_id: 't2', span_id: 'far', links: [{ trace_id: 't1', span_id: 'root' }], start: at(2) }),
      ]),
    ).toEqual([true, false]);
  });

  it('Q3: team, workflow and feature are proven and valid', () => {
    expect(ask('Q3', [ownedCall()])).toEqual([true]);
    expect(ask('Q3', [ownedCall({ feature: 'TBD' })])).toEqual([false]);
    expect(ask('Q3', [makeEvent({ ...span('a'), ...owner }), makeCall(span('b', 'a'))])).toEqual([false]);
  });

  it('Q4: the tenant is known, and nobody is named', () => {
    expect(ask('Q4', [ownedCall({ tenant_id_hash: 't_5be07c21' })])).toEqual([true]);
    expect(ask('Q4', [ownedCall()])).toEqual([false]);
    expect(ask('Q4', [ownedCall({ tenant_id_hash: 'unknown' })])).toEqual([false]);
    expect(ask('Q4', [ownedCall({ tenant_id_hash: 't_5be07c21', notes: [personal] })])).toEqual([false]);
  });

  it('Q5: the card prices it, and a logged cost agrees', () => {
    expect(ask('Q5', [ownedCall()])).toEqual([true]);
    expect(ask('Q5', [ownedCall({ logged_cost_usd: 768_000_000_000_000n })])).toEqual([true]);
    expect(ask('Q5', [ownedCall({ logged_cost_usd: 10n ** 18n })])).toEqual([false]);
    expect(ask('Q5', [ownedCall({ model: 'o9-preview', logged_cost_usd: 5n })])).toEqual([false]);
    expect(ask('Q5', [ownedCall({ notes: [{ kind: 'bad-count', field: 'input', value: '12x' }] })])).toEqual([false]);
    expect(ask('Q5', [ownedCall({ cache_hit: true })])).toEqual([undefined]);
  });

  it('Q6: asks only where there is a retry, a fallback or a cache', () => {
    expect(ask('Q6', [ownedCall()])).toEqual([undefined]);
    expect(ask('Q6', [ownedCall({ cache_hit: true })])).toEqual([true]);
    expect(ask('Q6', [ownedCall({ usage: { input: 5, cached_input: 900, output: 1 } })])).toEqual([true]);
    expect(ask('Q6', [ownedCall({ model: 'o9-preview', usage: { input: 5, cached_input: 900, output: 1 } })])).toEqual([
      false,
    ]);
  });

  it('Q6: a later attempt must have its first, or name it', () => {
    const attempt = (number: number, status: 'ok' | 'error', more: Partial<Event> = {}): Event =>
      ownedCall({
        request_id: 'r1',
        hop: 'gateway',
        component: 'gw',
        attempt: number,
        status,
        start: at(number),
        ...more,
      });
    expect(ask('Q6', [attempt(0, 'error'), attempt(1, 'ok')])).toEqual([true, true]);
    expect(ask('Q6', [attempt(2, 'ok')])).toEqual([false]);
    expect(ask('Q6', [attempt(2, 'ok', { retry_of: 'r0' })])).toEqual([true]);
  });
});

describe('of the whole input', () => {
  const tallyOf = (passed: number, measured: number): Tally => ({
    ...emptyTally,
    sums: new Map([
      ['question passed', new Map([['Q1', { calls: passed, usd: 0n }]])],
      ['question measured', new Map([['Q1', { calls: measured, usd: 0n }]])],
    ]),
  });
  const first = (passed: number, measured: number) => answerQuestions(tallyOf(passed, measured), undefined, 2)[0];
  const last = (share: number | undefined) => answerQuestions(emptyTally, share, 2)[6];

  it('the share of calls decides, with its two numbers', () => {
    expect(first(98, 100)).toMatchObject({ id: 'Q1', verdict: 'pass', value_pct: 98, evidence: '98 of 100 calls' });
    expect(first(97, 100)?.verdict).toBe('partial');
    expect(first(50, 100)?.verdict).toBe('partial');
    expect(first(49, 100)?.verdict).toBe('fail');
    expect(first(0, 0)).toMatchObject({ verdict: 'unmeasured', value_pct: null });
  });

  it('Q7 holds the unattributed share against the target', () => {
    expect([undefined, 2, 2.1, 10, 10.1].map((share) => last(share)?.verdict)).toEqual([
      'unmeasured',
      'pass',
      'partial',
      'partial',
      'fail',
    ]);
  });
});
