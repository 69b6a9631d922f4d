import { describe, expect, it } from 'vitest';
import { type Fix, fieldNames, fixText } from '../../src/audit/fix-text.ts';

const set: Fix = { kind: 'set', component: 'litellm', fields: ['feature', 'owner_team', 'workflow_id'] };
const traceId: Fix = { kind: 'trace-id', component: 'litellm', fields: ['trace_id'] };
const carry: Fix = { kind: 'carry', from: 'jobs', component: 'writer', fields: ['owner_team'] };

describe('one change', () => {
  it.each([
    [set, 'set owner_team, workflow_id, feature at litellm, where the path begins'],
    [traceId, 'log the trace id at litellm'],
    [carry, 'carry owner_team from jobs to writer'],
    [{ ...carry, from: 'writer' }, "copy owner_team onto the call's own record at writer"],
    [{ kind: 'correct', component: 'api', fields: ['feature'] }, 'correct the value of feature at api'],
    [
      { kind: 'agree', component: 'api', fields: ['feature'] },
      'make the logs of the call agree on feature from api on',
    ],
    [{ kind: 'record', component: 'gw', fields: ['usage', 'model'] }, 'record model, usage of the call at gw'],
  ] satisfies [Fix, string][])('%o', (fix, text) => {
    expect(fixText([fix])).toBe(text);
  });
});

describe('several changes', () => {
  it('name the same place once', () => {
    expect(fixText([set, traceId])).toBe('set owner_team, workflow_id, feature and log the trace id at litellm');
  });

  it('at different places are joined', () => {
    expect(fixText([carry, traceId])).toBe('carry owner_team from jobs to writer and log the trace id at litellm');
  });

  it('are nothing when there is none', () => {
    expect(fixText([])).toBe('');
  });
});

it('orders fields as the vocabulary does, others by name', () => {
  expect(fieldNames(['usage', 'feature', 'calls', 'owner_team', 'trace_id'])).toEqual([
    'trace_id',
    'owner_team',
    'feature',
    'calls',
    'usage',
  ]);
});
