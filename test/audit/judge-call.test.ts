import { describe, expect, it } from 'vitest';
import { compileContract } from '../../src/contract/compile-contract.ts';
import type { Event } from '../../src/model/event.ts';
import { at, makeCall, makeEvent } from '../trace/make-event.ts';
import { onlyCall, ownedCall, owner, withContract } from './audited-events.ts';

const verdict = (...events: Parameters<typeof onlyCall>): string => {
  const { part, cause } = onlyCall(...events);
  return cause ? `${part}: ${cause}` : part;
};

describe('proven', () => {
  it('when the call carries all that the contract requires', () => {
    expect(verdict([ownedCall()])).toBe('proven');
  });

  it('when other logs of the same call carry it', () => {
    expect(
      verdict([
        ownedCall({ provider_request_id: 'p', workflow_id: 'wf' }),
        makeCall({ log: 'gw', hop: 'gateway', component: 'litellm', provider_request_id: 'p' }),
      ]),
    ).toBe('proven');
  });

  it('outside production with an owner alone, wherever the environment is known from', () => {
    const bare = { trace_id: 't1', owner_team: 'claims' };
    expect(verdict([makeCall({ ...bare, environment: 'staging' })])).toBe('proven');
    expect(verdict([makeCall({ ...bare, environment: 'production' })])).toBe('recoverable');
    expect(
      verdict([
        makeEvent({ trace_id: 't1', span_id: 'a', environment: 'dev' }),
        makeCall({ ...bare, span_id: 'b', parent_span_id: 'a' }),
      ]),
    ).toBe('proven');
  });

  it('although a value that is only recommended is wrong', () => {
    expect(verdict([ownedCall({ cost_center: 'TBD', user_id_hash: 'r***@l***.example [masked 00aa]' })])).toBe(
      'proven',
    );
  });
});

describe('recoverable', () => {
  it('when the owner is inherited', () => {
    expect(
      verdict([
        makeEvent({ trace_id: 't1', span_id: 'a', ...owner }),
        makeCall({ trace_id: 't1', span_id: 'b', parent_span_id: 'a' }),
      ]),
    ).toBe('recoverable');
  });

  it('when the owner is stitched over a restart', () => {
    expect(
      verdict([
        makeEvent({ trace_id: 't1', span_id: 'a', ...owner, start: at(0) }),
        makeCall({ trace_id: 't2', span_id: 'b', links: [{ trace_id: 't1', span_id: 'a' }], start: at(1) }),
      ]),
    ).toBe('recoverable');
  });

  it('when a required field is missing, invalid or disputed', () => {
    expect(verdict([makeCall({ trace_id: 't1', owner_team: 'claims', feature: 'summarise' })])).toBe('recoverable');
    expect(verdict([ownedCall({ feature: 'todo' })])).toBe('recoverable');
    expect(
      verdict([
        ownedCall({ provider_request_id: 'p' }),
        ownedCall({ log: 'gw', hop: 'gateway', component: 'gw', provider_request_id: 'p', feature: 'other' }),
      ]),
    ).toBe('recoverable');
  });

  it('when the call has no usage or no trace id', () => {
    const { usage: _, ...unmeasured } = ownedCall();
    expect(verdict([unmeasured])).toBe('recoverable');
    const { trace_id: __, ...traceless } = ownedCall();
    expect(verdict([traceless])).toBe('recoverable');
  });
});

describe('unattributed', () => {
  const call = (said: Parameters<typeof makeCall>[0]) => verdict([makeCall({ ...said })]);

  it('when logs of the call name different owners', () => {
    expect(
      verdict([
        ownedCall({ provider_request_id: 'p' }),
        ownedCall({ log: 'gw', hop: 'gateway', component: 'gw', provider_request_id: 'p', owner_team: 'fraud' }),
      ]),
    ).toBe('unattributed: conflicting-owners');
  });

  it('when the owner is a placeholder, on the call or above it', () => {
    expect(verdict([ownedCall({ owner_team: 'unknown' })])).toBe('unattributed: invalid-owner');
    expect(
      verdict([
        makeEvent({ trace_id: 't1', span_id: 'a', ...owner, owner_team: 'default' }),
        makeCall({ trace_id: 't1', span_id: 'b', parent_span_id: 'a' }),
      ]),
    ).toBe('unattributed: invalid-owner');
  });

  it('when the way back is broken', () => {
    expect(call({ trace_id: 't1', span_id: 'b', parent_span_id: 'gone', virtual_key: 'vk-7' })).toBe(
      'unattributed: broken-trace',
    );
    expect(
      verdict([
        makeEvent({ trace_id: 'a', span_id: 'p', owner_team: 'claims', start: at(0) }),
        makeEvent({ trace_id: 'b', span_id: 'q', owner_team: 'fraud', start: at(0) }),
        makeCall({ trace_id: 'c', span_id: 'r', links: [{ trace_id: 'a' }, { trace_id: 'b' }], start: at(1) }),
      ]),
    ).toBe('unattributed: broken-trace');
  });

  it('when only a credential or account is known, before any session', () => {
    for (const field of ['virtual_key', 'api_key_id', 'project_id', 'principal', 'account_id', 'namespace'] as const)
      expect(call({ [field]: 'x1', session_id: 's1' })).toBe('unattributed: unmapped-identity');
  });

  it('when only a session or conversation id is known', () => {
    expect(call({ session_id: 's1' })).toBe('unattributed: session-only');
    expect(call({ conversation_id: 'c1' })).toBe('unattributed: session-only');
    expect(call({ session_id: 's1', trace_id: 't1' })).toBe('unattributed: never-set');
  });

  it('when nothing is known', () => {
    expect(call({})).toBe('unattributed: never-set');
  });
});

describe('the cost of a call', () => {
  const cost = (said: Parameters<typeof makeCall>[0]): string => {
    const { basis, usd } = onlyCall([ownedCall(said)]).cost;
    return `${basis} ${usd}`;
  };

  it('is the price of the card, else what was logged, else unknown', () => {
    expect(cost({ logged_cost_usd: 5n })).toBe('repriced 768000000000000');
    expect(cost({ model: 'o9-preview', logged_cost_usd: 5n })).toBe('logged 5');
    expect(cost({ model: 'o9-preview' })).toBe('unpriced 0');
    expect(cost({ model: 'o9-preview', logged_cost_usd: -5n })).toBe('unpriced 0');
  });

  it('is not zero because a log without usage says so', () => {
    const { usage: _, ...unmeasured } = ownedCall({ logged_cost_usd: 0n });
    expect(onlyCall([unmeasured]).cost).toEqual({ basis: 'unpriced', usd: 0n });
    const { usage: __, ...metered } = ownedCall({ logged_cost_usd: 7n });
    expect(onlyCall([metered]).cost).toEqual({ basis: 'logged', usd: 7n });
  });

  const bad = (field: string): Partial<Event> => ({ notes: [{ kind: 'bad-count', field, value: '12x' }] });

  it('is no part of a price: with a count that is none it is what was logged, else unknown', () => {
    expect(cost(bad('input'))).toBe('unpriced 0');
    expect(cost({ ...bad('cache_write'), logged_cost_usd: 5n })).toBe('logged 5');
    expect(['total', 'attempt', 'requests'].map((field) => cost(bad(field)))).toEqual(
      new Array(3).fill('repriced 768000000000000'),
    );
  });

  it('is by the counts of another log of the call, where those of the first are not whole', () => {
    const provider = ownedCall({ log: 'p', hop: 'provider', provider_request_id: 'p', ...bad('input') });
    const gateway = ownedCall({ log: 'gw', hop: 'gateway', provider_request_id: 'p', usage: { input: 10 } });
    expect(onlyCall([provider, gateway]).cost).toEqual({ basis: 'repriced', usd: 4_000_000_000_000n });
  });

  it('is nothing for a cache hit and for a failure without usage', () => {
    expect(onlyCall([ownedCall({ cache_hit: true })])).toMatchObject({ billed: false, cost: { usd: 0n } });
    const { usage: _, ...failed } = ownedCall({ status: 'error' });
    expect(onlyCall([failed])).toMatchObject({ billed: false, cost: { usd: 0n } });
  });

  it('is unknown for a failure whose usage cannot be read, and for a call whose caller left before it was counted', () => {
    const { usage: _, ...failed } = ownedCall({ status: 'error', ...bad('input') });
    expect(onlyCall([failed])).toMatchObject({
      billed: true,
      cost: { basis: 'unpriced' },
      price: { why: 'bad count' },
    });
    const { usage: __, ...left } = ownedCall({ status: 'cancelled', logged_cost_usd: 0n });
    expect(onlyCall([left])).toMatchObject({ billed: true, cost: { basis: 'unpriced' }, price: { why: 'no usage' } });
  });
});

describe('a contract of the user', () => {
  const contract = compileContract(
    {
      required: ['owner_team', 'virtual_key'],
      properties: { request_source: { enum: ['ui', 'worker'] } },
      anyOf: [{ required: ['cost_center'] }, { required: ['project'] }],
    },
    'ours.json',
  );

  it('may require a field outside the envelope', () => {
    const call = (said: Parameters<typeof makeCall>[0]) => onlyCall([ownedCall(said)], withContract(contract));
    expect(call({ cost_center: 'cc-1', virtual_key: 'vk-7' }).part).toBe('proven');
    expect(call({ cost_center: 'cc-1' })).toMatchObject({
      part: 'recoverable',
      contract: { missing: ['virtual_key'] },
    });
  });

  it('is broken by a rule about the whole call, not by a field it does not require', () => {
    const call = (said: Parameters<typeof makeCall>[0]) =>
      onlyCall([ownedCall({ virtual_key: 'vk-7', ...said })], withContract(contract)).part;
    expect(call({})).toBe('recoverable');
    expect(call({ cost_center: 'cc-1', request_source: 'cron' })).toBe('proven');
  });
});
