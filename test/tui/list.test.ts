// Cursor, window, filter and order: over any list and any keys the cursor is a row that is on the screen.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFilter } from '../../src/tui/filter.ts';
import { actionIds, viewIds } from '../../src/tui/keys.ts';
import { freshList, moveBy, moveTo, toggleMark, windowOf } from '../../src/tui/list.ts';
import { traces } from '../../src/tui/lists/traces.ts';
import { roomOf } from '../../src/tui/state.ts';
import { frame } from '../../src/tui/views/frame.ts';
import { openShop, press } from './shop.ts';

test('the cursor stays in range and in the window, whatever moves it', () => {
  const moves = fc.array(fc.integer({ min: -2000, max: 2000 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 60 }), moves, (size, room, by) => {
      const end = by.reduce((list, step) => moveBy(list, step, size, room), freshList);
      const [from, to] = windowOf(end, size, room);
      expect(end.cursor).toBeGreaterThanOrEqual(from);
      expect(end.cursor).toBeLessThan(to);
      expect(to - from).toBe(Math.min(size, room));
      expect(to).toBeLessThanOrEqual(size);
    }),
  );
});

test('an empty list has a cursor at its beginning', () => {
  expect(moveTo(freshList, 5, 0, 10)).toMatchObject({ cursor: 0, top: 0 });
});

test('marking twice is not marking', () => {
  expect(toggleMark(toggleMark(freshList, 'a'), 'a').marked.size).toBe(0);
});

test('any keys on any screen leave a frame that fits, with its cursor in range', { timeout: 60_000 }, () => {
  const shop = openShop();
  const keys = fc.constantFrom(
    ...[
      'j',
      'k',
      'g',
      'G',
      'left',
      'right',
      'pgdn',
      'pgup',
      'ctrl-d',
      'ctrl-u',
      'enter',
      'esc',
      'tab',
      'shift-tab',
      '/',
      'n',
      'N',
      's',
    ],
    ...['space', 'a', 'l', 'm', 'A', 't', 'x', 'u', 'ctrl-r', 'w', 'e', 'y', 'X', ':', '?', 'search', 'backspace'],
    ...viewIds.map((_, index) => String(index + 1)),
    ...actionIds,
  );
  const size = fc.record({ columns: fc.integer({ min: 20, max: 220 }), rows: fc.integer({ min: 5, max: 70 }) });
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 25 }), size, (pressed, { columns, rows }) => {
      const state = press({ ...shop, columns, rows }, ...pressed);
      for (const view of viewIds) {
        const { cursor } = state.lists[view];
        expect(cursor).toBeGreaterThanOrEqual(0);
        if (state.orders[view].length > 0) expect(cursor).toBeLessThan(state.orders[view].length);
      }
      const lines = frame(state);
      expect(lines.length).toBeLessThan(Math.max(rows, 12));
      expect(roomOf(state)).toBeGreaterThan(0);
    }),
    { numRuns: 150 },
  );
});

const call = {
  key: () => 'chatcmpl-1',
  trace_id: () => 'tr_1',
  start: () => '2026-11-03T09:18:00Z',
  owner_team: 'support',
  part: 'proven',
  cause: null,
  component: 'litellm',
  provider: 'openai',
  model: 'gpt-5.6-luna',
  usd: 1_500_000_000_000_000_000n,
  logged_usd: () => null,
  price_cause: null,
  breaks: () => [],
  missing: ['workflow_id'],
  identities: () => [{ field: 'virtual_key', value: 'vk-7' }],
  source: 'a.jsonl',
  line: 3,
} as const;

test.each([
  ['', true],
  ['team:support', true],
  ['team:SUPPORT cost>1', true],
  ['team:supp', false],
  ['team:supp*', true],
  ['model:gpt*luna', true],
  ['model:*5.6*', true],
  ['model:gpt-5.6-luna*a', false],
  ['-model:gpt*', false],
  ['cost>1.5', false],
  ['cost>=$1.5', true],
  ['cost<2 cost>1', true],
  ['logged>0', false],
  ['field:missing(workflow_id)', true],
  ['field:missing(owner_team)', false],
  ['identity:vk-7', true],
  ['identity:virtual_key=vk*', true],
  ['day:2026-11-03', true],
  ['luna', true],
  ['vk-7', true],
  ['mars', false],
  ['Team:support COST>1', true],
  ['anthropic.claude-v1:0', false],
])('filter %j', (text, fits) => {
  const { test: asks, problem } = parseFilter(text);
  expect(problem).toBeUndefined();
  expect(asks(call)).toBe(fits);
});

test.each([
  ['colour:red', 'there is no field "colour"'],
  ['constructor:x', 'there is no field "constructor"'],
  ['field:owner_team', '"field:owner_team" is no condition: write field:missing(owner_team)'],
  ['cost>much', '"cost>much" compares with no amount in dollars'],
  ['team>1', '"team" is no amount: cost and logged are'],
  ['owner_team:support', 'there is no field "owner_team": team: model:'],
  ['team=support', '"team=support" is no condition: write team:support, or cost>1'],
  ['cost > 1', '">" stands alone: write a condition without spaces, as cost>1'],
  ['-cost >1', '">1" stands alone'],
])('filter %j shows everything and says why', (text, problem) => {
  const parsed = parseFilter(text);
  expect(parsed.problem).toContain(problem);
  expect(parsed.test(call)).toBe(true);
});

test('what a call without a price costs is unknown: no list calls it $0.00, no comparison takes it for less', () => {
  const { review, decisions } = openShop();
  const row = { ...call, usd: null };
  const subject = { review: { ...review, calls: { size: 1, at: () => row } }, decisions, scope: undefined };
  expect(traces.cells(subject, 0)[0]).toBe('unpriced');
  expect(parseFilter('cost<1').test(row)).toBe(false);
});

test('a filter of many stars is as quick as any', () => {
  const { test: asks } = parseFilter(`model:${'*a'.repeat(2000)}b`);
  const started = performance.now();
  expect(asks({ ...call, model: 'a'.repeat(20_000) })).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});

test('a million calls: a key asks for the rows of one screen, wherever the cursor goes', () => {
  const shop = openShop();
  const asked: number[] = [];
  const size = 1_000_000;
  const calls = {
    size,
    at: (index: number) => {
      asked.push(index);
      return { ...shop.review.calls.at(index % shop.review.calls.size), key: () => `call ${index}` };
    },
  };
  let state = press(openShop({ columns: 120, rows: 40, colour: true, unicode: true }, { ...shop.review, calls }), '4');
  expect(asked).toEqual([]);
  for (const key of ['j', 'pgdn', 'pgdn', 'ctrl-d', 'G', 'k', 'pgup', 'space', 'g', 'n', 'N']) {
    asked.length = 0;
    state = press(state, key);
    frame(state);
    expect(asked.length).toBeLessThan(150);
  }
  expect(state.orders.traces).toHaveLength(size);
  const end = frame(press(state, 'G')).join('\n');
  expect(end).toContain('1,000,000 / 1,000,000');
});
