// Frames as Ink draws them, at four widths: what a person sees. Text out of the logs never reaches the screen raw.
import { renderToString } from 'ink';
import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import { textWidth } from '../../src/report/text-width.ts';
import { Frame } from '../../src/tui/review-app.tsx';
import { frame } from '../../src/tui/views/frame.ts';
import { spoken } from '../../src/tui/views/spoken.ts';
import { openShop, press, screen, shopReview } from './shop.ts';

const review = shopReview();

/** Control characters but line breaks, and what turns the direction of writing. */
const steers = (text: string): boolean =>
  [...text].some((sign) => (sign < ' ' && sign !== '\n') || sign === '\u007F' || sign === '\u202E');
const scenes: readonly (readonly [string, readonly string[]])[] = [
  ['overview', []],
  ['breaks', ['2', 'j', 'right', 'space']],
  ['unattributed', ['3']],
  ['assigning', ['3', 'a', 'search']],
  ['traces', ['4', 'space', 'space', '/', 'cost>0.05', 'enter']],
  ['trace', ['3', 'enter', 'enter']],
  ['trace-with-breaks', ['2', 'enter', 'enter']],
  ['prices', ['6']],
  ['findings', ['7', 'j', 'j']],
  ['plan', ['8', 't', 'ask the writer', 'enter']],
  ['decisions', ['3', 'a', 'search exclusive', 'enter', 'X', 'finops 14', 'enter', '9']],
  ['help', ['?']],
];

describe.each([60, 80, 120, 200])('%i columns', (columns) => {
  test.each(scenes)('%s', async (name, keys) => {
    const state = press(openShop({ ...screen, columns, rows: 30 }, review), ...keys);
    const drawn = renderToString(createElement(Frame, { state }), { columns });
    const lines = drawn.split('\n');
    expect(lines.length).toBe(29);
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(columns);
    const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
    await expect(text).toMatchFileSnapshot(`snapshots/${columns}/${name}.txt`);
  });
});

test('without Unicode every sign is ASCII', () => {
  for (const [, keys] of scenes) {
    const lines = frame(press(openShop({ ...screen, unicode: false }, review), ...keys));
    expect(lines.join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
  }
});

test('text that steers a terminal is made harmless, in every view and when spoken', () => {
  const evil = '\u001B[2J\u001B]52;c;AAAA\u0007\u202Eevil';
  const calls = {
    size: review.calls.size,
    at: (index: number) => ({
      ...review.calls.at(index),
      owner_team: evil,
      model: evil,
      component: evil,
      trace_id: () => evil,
      cause: evil,
      source: evil,
      identities: () => [{ field: 'virtual_key', value: evil }],
    }),
  };
  const breaks = review.report.breaks.map((one) => ({
    ...one,
    from: evil,
    to: evil,
    example: { ...one.example, source: evil },
  }));
  const findings = review.report.findings.map((one) => ({ ...one, message: evil, help: evil }));
  const repairs = review.report.repair_plan.map((one) => ({ ...one, fix: evil }));
  const identities = review.suggestions.identities.map((one) => ({ ...one, value: evil, team: evil }));
  const hostile = {
    ...review,
    calls,
    report: { ...review.report, breaks, findings, repair_plan: repairs },
    suggestions: { ...review.suggestions, identities },
  };
  const start = openShop(screen, hostile);
  for (const view of ['1', '2', '3', '4', '6', '7', '8']) {
    const state = press(start, view);
    const shown = [...frame(state), ...spoken(start, state)].join('\n');
    expect(shown).not.toSatisfy(steers);
  }
  const asked = press(start, '4', 'space', 'l', 'support', 'enter', '9');
  expect(frame(asked).join('\n')).not.toSatisfy(steers);
  const behind = press(start, '2', 'enter');
  expect(frame(behind).join('\n')).not.toSatisfy(steers);
});

test('a screen that is too small says how large it must be', () => {
  expect(frame(openShop({ ...screen, columns: 50, rows: 10 }, review))[0]).toContain(
    'needs 60 columns and 12 rows; this',
  );
});

test('while inputs are read the figures are marked', () => {
  const state = { ...openShop(screen, { ...review, partial: true }), progress: '12,000 records (40 %)' };
  expect(frame(state)[0]).toMatch(/^still reading 12,000 records \(40 %\) {2}Coverage 79\.2 %/);
});
