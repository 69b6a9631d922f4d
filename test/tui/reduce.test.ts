// Whole sessions as lists of keys: what the state is after them, and what is asked of the outside.
import { expect, test } from 'vitest';
import { reduce } from '../../src/tui/reduce.ts';
import { breakKey } from '../../src/tui/review.ts';
import { unwrittenCount } from '../../src/tui/state.ts';
import { openShop, press, shopReview } from './shop.ts';

const shop = openShop();
const evalKey = { field: 'virtual_key', value: 'eval-nightly' };
const assigned = {
  kind: 'assign',
  identity: evalKey,
  team: 'search',
  is_new: false,
  exclusive: false,
  workflow_id: undefined,
  feature: undefined,
  valid_from: undefined,
  valid_to: undefined,
};

test('views open by number, by tab, by name; esc goes back', () => {
  expect(press(shop, '3').view).toBe('unattributed');
  expect(press(shop, 'tab', 'tab').view).toBe('unattributed');
  // No trace is open, so tab passes it over; so does shift-tab.
  expect(press(shop, '4', 'tab').view).toBe('prices');
  expect(press(shop, '6', 'shift-tab').view).toBe('traces');
  expect(press(shop, ':', 'findings', 'enter').view).toBe('findings');
  expect(press(shop, '3', '7', 'esc').view).toBe('unattributed');
  expect(press(shop, '5')).toMatchObject({ view: 'overview', message: 'open a trace from another view with enter' });
});

test('a row opens the calls behind it, a call its trace; esc leads all the way back', () => {
  const behind = press(shop, '3', 'enter');
  expect(behind).toMatchObject({ view: 'traces', scope: { title: 'virtual_key eval-nightly' } });
  expect(behind.orders.traces).toHaveLength(7);
  const trace = press(behind, 'j', 'enter');
  expect(trace.view).toBe('trace');
  expect(trace.trace?.explanations).toHaveLength(1);
  const back = press(trace, 'esc', 'esc');
  expect(back).toMatchObject({ view: 'unattributed', scope: undefined });
  expect(back.orders.traces).toHaveLength(151);
});

test('a break opens exactly the calls that the report counts for it', () => {
  const [first] = shop.review.report.breaks;
  if (!first) throw new Error('the shop has breaks');
  const behind = press(shop, '2', 'enter');
  expect(behind.orders.traces).toHaveLength(first.calls);
  for (const index of behind.orders.traces) expect(shop.review.calls.at(index).breaks()).toContain(breakKey(first));
});

test('a condition asked of a list of words is told, and everything stays; words that fit nothing fit nothing', () => {
  const asked = press(shop, '2', '/', 'cost>0.1', 'enter');
  expect(asked.message).toBe(
    '"cost>0.1" is a condition; this list is filtered by words, conditions are for the traces',
  );
  expect(asked.orders[asked.view]).toEqual(press(shop, '2').orders[asked.view]);
  const words = press(shop, '2', '/', 'mars', 'enter');
  expect([words.message, words.orders[words.view].length]).toEqual([press(shop, '2').message, 0]);
});

test('a filter narrows, n goes round, esc clears it', () => {
  const filtered = press(shop, '4', '/', 'team:finance cost>0.1', 'enter');
  expect(filtered.orders.traces).toHaveLength(6);
  expect(press(filtered, 'n', 'n').lists.traces.cursor).toBe(2);
  expect(press(filtered, 'N').lists.traces.cursor).toBe(5);
  expect(press(filtered, 'esc').orders.traces).toHaveLength(151);
  expect(press(shop, '4', '/', 'colour:red', 'enter').message).toContain('there is no field "colour"');
});

test('s sorts by the next column and in the end by none', () => {
  const byCost = press(shop, '4', 's');
  expect(byCost).toMatchObject({ message: 'sorted by cost', lists: { traces: { sort: 0 } } });
  const byPart = press(byCost, 's');
  expect(byPart.review.calls.at(byPart.orders.traces[0] ?? 0).part).toBe('proven');
  expect(press(shop, '4', ...'sssssss')).toMatchObject({
    message: 'in its own order',
    lists: { traces: { sort: undefined } },
  });
});

test('a decision is asked for, taken, and judged anew', () => {
  const asked = press(shop, '3', 'a');
  expect(asked.prompt).toMatchObject({ kind: 'assign', text: '', about: [JSON.stringify(evalKey)] });
  const taken = press(asked, 'search', 'enter');
  expect(taken.decisions.taken).toEqual([assigned]);
  expect(taken.requests).toEqual([{ kind: 'recompute', decisions: [assigned] }]);
  expect(press(asked, 'sear', 'esc')).toMatchObject({ decisions: { taken: [] }, message: 'left as it was' });
});

test('what a rule claims is said: days, work, and that nobody else uses the key', () => {
  const { decisions } = press(shop, '3', 'a', 'search exclusive workflow=eval from 2026-11-01 to 2026-12-01', 'enter');
  expect(decisions.taken).toEqual([
    { ...assigned, exclusive: true, workflow_id: 'eval', valid_from: '2026-11-01', valid_to: '2026-12-01' },
  ]);
  expect(press(shop, '3', 'a', 'new labs', 'enter').decisions.taken).toEqual([
    { ...assigned, team: 'labs', is_new: true },
  ]);
  const again = press(shop, '3', 'a', 'search from yesterday', 'enter');
  expect(again).toMatchObject({ message: 'days are written 2026-11-01', prompt: { text: 'search from yesterday' } });
});

test('a decision holds for all marked rows', () => {
  const marked = press(shop, '4', '/', 'identity:eval-nightly', 'enter', 'space', 'space');
  expect(marked.lists.traces.marked.size).toBe(2);
  expect(press(marked, 'a', 'search', 'enter').decisions.taken).toEqual([assigned]);
  const breaks = press(shop, '2', 'space', 'space', 'A', '2026-12-31 the vendor fixes it', 'enter');
  expect(breaks.decisions.taken.map((one) => one.kind)).toEqual(['accept', 'accept']);
  expect(breaks.lists.breaks.marked.size).toBe(0);
});

test('undo and redo judge anew; nothing is left to undo in the end', () => {
  const taken = reduce(press(shop, '3', 'a', 'search', 'enter'), { kind: 'taken' });
  const undone = press(taken, 'u');
  expect(undone).toMatchObject({ decisions: { taken: [] }, requests: [{ kind: 'recompute', decisions: [] }] });
  expect(press(undone, 'ctrl-r').decisions.taken).toEqual([assigned]);
  expect(press(undone, 'u').message).toBe('nothing to take back');
});

test('who answers for the rest has a number of days or a day, and is asked again otherwise', () => {
  const said = (text: string) => press(shop, '3', 'X', text, 'enter');
  expect(said('finops 14').decisions.taken).toEqual([
    { kind: 'exception', owner: 'finops', deadline: { sla_days: 14 } },
  ]);
  expect(said('the platform team 2026-12-05').decisions.taken).toEqual([
    { kind: 'exception', owner: 'the platform team', deadline: { due: '2026-12-05' } },
  ]);
  expect(said('finops').message).toContain('write a name and a number of days or a day');
});

test('a decision that cannot be is taken back, the good ones stay', () => {
  const one = press(shop, '3', 'a', 'search', 'enter');
  const two = press(one, 'X', 'finops 14', 'enter');
  const refused = reduce(two, {
    kind: 'refused',
    decisions: two.decisions.taken,
    good: one.decisions.taken,
    message: 'no',
  });
  expect(refused).toMatchObject({ message: 'no', decisions: { taken: one.decisions.taken } });
});

test('files are written after their differences were shown and one key said yes; a paste cannot', () => {
  const taken = reduce(press(shop, '3', 'a', 'search', 'enter'), { kind: 'taken' });
  const asked = press(taken, 'w');
  expect(asked.requests).toEqual([{ kind: 'propose', decisions: taken.decisions.taken }]);
  const shown = reduce(reduce(asked, { kind: 'taken' }), {
    kind: 'changes',
    changes: [{ file: 'r.yaml', lines: ['+a'] }],
  });
  expect(press(shown, 'n')).toMatchObject({ overlay: undefined, message: 'nothing was written', requests: [] });
  expect(reduce(shown, { kind: 'text', text: 'yy' })).toBe(shown);
  const yes = press(shown, 'y');
  expect(yes.requests).toEqual([{ kind: 'write', decisions: taken.decisions.taken }]);
  const written = reduce(yes, { kind: 'written', decisions: taken.decisions.taken, message: 'wrote r.yaml' });
  expect(unwrittenCount(written)).toBe(0);
  // Taking a written decision back is something to write again, and so is another one in its place.
  expect(unwrittenCount(press(written, 'u'))).toBe(1);
  expect(unwrittenCount(press(written, 'u', '3', 'X', 'finops 14', 'enter'))).toBe(1);
});

test('q asks once when decisions are not written; ctrl-c never asks', () => {
  const taken = reduce(press(shop, '3', 'a', 'search', 'enter'), { kind: 'taken' });
  const warned = press(taken, 'q');
  expect(warned).toMatchObject({ requests: [], message: '1 decision is not written: w writes, ctrl-c leaves without' });
  expect(press(warned, 'q').requests, 'the second q').toEqual([{ kind: 'quit' }]);
  expect(press(taken, 'a', 'ctrl-c').requests).toEqual([{ kind: 'quit' }]);
  expect(press(shop, 'q').requests).toEqual([{ kind: 'quit' }]);
});

test('a new audit tells what moved and keeps the place', () => {
  const place = press(shop, '4', 'G');
  const moved = reduce(place, { kind: 'review', review: shopReview(), of: [] });
  expect(moved.message).toBe('coverage 79.2 %, unattributed $0.7841 (11.4 %)');
  expect(moved.lists.traces.cursor).toBe(150);
  expect(moved.view).toBe('traces');
});

test('help scrolls and closes; the palette completes what is clear', () => {
  const help = press({ ...shop, rows: 20 }, '?');
  expect(press(help, 'G').overlayTop).toBeGreaterThan(10);
  expect(press(help, 'G', 'k', 'g')).toMatchObject({ overlay: 'help', overlayTop: 0 });
  expect(press(help, 'j', 'q')).toMatchObject({ overlay: undefined, requests: [] });
  expect(press(shop, ':', 'una', 'tab').prompt?.text).toBe('unattributed');
  expect(press(shop, ':', 'un', 'tab').prompt?.text).toBe('un');
  expect(press(shop, ':', 'half', 'tab').prompt?.text).toBe('half-');
});

test('a key that means nothing here says so', () => {
  expect(press(shop, 'A').message).toBe('A does nothing in this view; ? shows what does');
  expect(press(shop, 'z').message).toBe('z means nothing; ? shows all keys');
});

test('y copies the trace that is open or under the cursor; e names the line; x saves the view', () => {
  const copied = [{ kind: 'copy', traceId: shop.review.calls.at(0).trace_id() }];
  expect(press(shop, '4', 'enter', 'y').requests).toEqual(copied);
  expect(press(shop, '4', 'y').requests).toEqual(copied);
  expect(press(shop, '2', 'y').message).toBe('no trace is here: open one first');
  expect(press(shop, '4', 'e').requests[0]).toMatchObject({ kind: 'edit', line: shop.review.calls.at(0).line });
  const saved = press(shop, '3', 'x', 'ctrl-u', 'open.md', 'enter').requests[0];
  if (saved?.kind !== 'save') throw new Error('nothing was saved');
  expect(saved.text.split('\n')[2]).toBe(
    '| $0.7115 | 7 | identity | virtual\\_key eval-nightly | never seen with a team |',
  );
  expect(press(shop, '3', 'x', 'ctrl-u', 'open.doc', 'enter').message).toBe('the name ends with .csv or .md');
});
