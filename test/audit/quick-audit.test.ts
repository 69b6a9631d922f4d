import { describe, expect, test } from 'vitest';
import { tracesInShares } from '../../src/audit/audit-traces.ts';
import { openQuickAudit } from '../../src/audit/quick-audit.ts';
import type { Event } from '../../src/model/event.ts';
import { holdInAnyOrder } from '../laws/seen-in-any-order.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

const call = (name: string, minute: number, said: Parameters<typeof ownedCall>[0] = {}): Event =>
  ownedCall({
    trace_id: name,
    provider_request_id: name,
    start: BigInt(Date.UTC(2026, 10, 1, 0, minute)) * 1_000_000n,
    ...said,
  });
const busy = Array.from({ length: 300 }, (_, n) => call(`busy-${n}`, n));
const rare = Array.from({ length: 3 }, (_, n) => call(`rare-${n}`, n, { workflow_id: 'rare' }));
const draw = (events: readonly Event[], seed = '1') => {
  const { see, finish } = openQuickAudit(10, seed, sampleSettings);
  for (const audited of tracesInShares(events, sampleSettings)) see(audited);
  return finish();
};
const ids = (events: readonly Event[], seed?: string) => draw(events, seed).requests.map(({ trace_id }) => trace_id);

describe('the sample', () => {
  test('takes turns among workflows, and only recent requests', () => {
    const { requests, drawn_from } = draw([...busy, ...rare]);
    expect(drawn_from).toEqual({ requests: 303, recent: 53, workflows: 2 });
    expect(requests.filter(({ workflow_id }) => workflow_id === 'rare')).toHaveLength(3);
    const numbers = requests.flatMap(({ trace_id }) => /^busy-(\d+)$/.exec(trace_id)?.[1] ?? []);
    expect(numbers.map(Number).every((number) => number >= 250)).toBe(true);
    expect(numbers).toHaveLength(7);
  });
  test('is the same for one seed in any order of the input, and another for another seed', () => {
    expect(ids([...busy].reverse())).toEqual(ids(busy));
    expect(ids(busy, '2')).not.toEqual(ids(busy));
  });
});

test('each request has its path and its own answers', () => {
  const { owner_team: _, ...ownerless } = call('lost', 5);
  const document = draw([call('fine', 1, { tenant_id_hash: 't_1' }), ownerless]);
  expect(
    document.requests.map(({ trace_id, path, answers }) => [trace_id, path, answers.Q3, answers.Q4, answers.Q7]),
  ).toEqual([
    ['lost', ['shop-api'], 'fail', 'fail', 'fail'],
    ['fine', ['shop-api'], 'pass', 'pass', 'pass'],
  ]);
  expect(document.answers.find(({ id }) => id === 'Q3')).toMatchObject({
    verdict: 'partial',
    evidence: '1 of 2 calls',
  });
});

test('the sample is the same in whatever order traces are seen', async () => {
  await holdInAnyOrder(sampleSettings, 30, () => openQuickAudit(2, '1', sampleSettings));
}, 60_000);
