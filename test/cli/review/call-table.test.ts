// Calls as columns: what goes in comes out, whatever an amount or a text looks like, and all blocks together are the costliest first.
import { expect, test } from 'vitest';
import { type ReviewedCall, reviewAudit } from '../../../src/audit/review-audit.ts';
import { blockOf, type CallBlock } from '../../../src/cli/review/call-block.ts';
import { type CallTable, ordering } from '../../../src/cli/review/call-order.ts';
import { readBlock } from '../../../src/cli/review/read-block.ts';
import { reviewOf } from '../../../src/cli/review/review-of.ts';
import { parseUsd } from '../../../src/model/money.ts';
import { eachTrace } from '../../../src/trace/build-traces.ts';
import { ownedCall } from '../../audit/audited-events.ts';
import { sampleSettings } from '../../audit/finding-samples.ts';
import { tableOf } from '../../tui/shop.ts';

const usd = (text: string): bigint => parseUsd(text) ?? 0n;

/** Blocks of calls that cost what was logged, for each of the lists one. */
function auditOf(...blocks: readonly (readonly [key: string, logged: bigint | undefined][])[]) {
  const audits = blocks.map((calls) => {
    const events = calls.map(([request_id, logged_cost_usd]) =>
      ownedCall({
        trace_id: `t-${request_id}`,
        request_id,
        model: 'house-model',
        ...(logged_cost_usd !== undefined && { logged_cost_usd }),
      }),
    );
    return reviewAudit([...eachTrace(events)], [], sampleSettings, (all: readonly ReviewedCall[]) => all);
  });
  const [first] = audits;
  if (!first) throw new Error('one block at least');
  return { ...first, blocks: audits.map(({ kept }) => blockOf(kept.flat())) };
}

const reviewWith = (calls: CallTable) => reviewOf({ ...auditOf([]), calls, partial: false });
const keysOf = (calls: CallTable): readonly string[] => {
  const review = reviewWith(calls);
  return Array.from({ length: review.calls.size }, (_, index) => review.calls.at(index).key());
};

test('a row says what the call said', () => {
  const { blocks } = auditOf([['r-ü-\u{1F980}', usd('12.000000000000000007')]]);
  const row = reviewWith(tableOf(blocks)).calls.at(0);
  expect({ ...row, start: row.start(), key: row.key(), logged_usd: row.logged_usd() }).toMatchObject({
    key: 'r-ü-\u{1F980}',
    start: null,
    owner_team: 'claims',
    part: 'proven',
    cause: null,
    component: 'shop-api',
    provider: 'openai',
    model: 'house-model',
    usd: 12_000_000_000_000_000_007n,
    logged_usd: 12_000_000_000_000_000_007n,
    price_cause: null,
    missing: [],
    source: 'log.jsonl',
  });
  expect([row.trace_id(), row.breaks(), row.identities()]).toEqual(['t-r-ü-\u{1F980}', [], []]);
});

test('what nothing could price costs no amount, and stands with those that cost nothing', () => {
  const { blocks } = auditOf([
    ['dear', 5n],
    ['nobody-knows', undefined],
  ]);
  const { calls } = reviewWith(tableOf(blocks));
  expect([0, 1].map((row) => calls.at(row).usd)).toEqual([5n, null]);
});

test('an amount that no number of 64 bits holds is shown as the greatest one, and breaks nothing', () => {
  const { blocks } = auditOf([
    ['small', 1n],
    ['absurd', 10n ** 60n],
  ]);
  const [block] = blocks;
  if (!block) throw new Error('a block');
  expect([0, 1].map((row) => readBlock(block).keyAt(row))).toEqual(['absurd', 'small']);
  expect(readBlock(block).usdAt(0)).toBe((2n ** 63n - 1n) * 10n ** 18n);
});

test('all blocks together are the costliest first, then by key; empty ones are passed over', () => {
  const { blocks } = auditOf(
    [
      ['c', usd('2')],
      ['a', usd('0.5')],
    ],
    [],
    [
      ['b', usd('2')],
      ['e', usd('3')],
      ['d', 0n],
    ],
    [['f', usd('0.5')]],
  );
  expect(keysOf(tableOf(blocks))).toEqual(['e', 'b', 'c', 'a', 'f', 'd']);
  expect(keysOf(tableOf([]))).toEqual([]);
});

test('the order is lent to calls that cost the same, and to no others', () => {
  const step = (blocks: readonly CallBlock[], before: CallTable): CallTable => {
    const steps = ordering(blocks, before);
    for (let next = steps.next(); ; next = steps.next()) if (next.done) return next.value;
  };
  const { blocks } = auditOf([['a', usd('2')]], [['b', usd('1')]]);
  const before = tableOf(blocks);
  const same = auditOf([['a', usd('2')]], [['b', usd('1')]]);
  expect(step(same.blocks, before).order).toBe(before.order);
  expect(keysOf(step(auditOf([['a', usd('2')]], [['b', usd('4')]]).blocks, before))).toEqual(['b', 'a']);
  expect(keysOf(step(auditOf([['a', usd('2')]], [['x', usd('1')]]).blocks, before))).toEqual(['a', 'x']);
});
