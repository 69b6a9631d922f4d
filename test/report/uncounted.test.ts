import { expect, test } from 'vitest';
import { countsOf, isUncounted, tokenNote, tokenTexts } from '../../src/report/uncounted.ts';
import { reporters } from './loaded-reporters.ts';
import { shopReport } from './shop-report.ts';

const whole = { calls: 2, input_tokens: 1200, output_tokens: 30 };
const some = { ...whole, uncounted_calls: 1 };
const none = { calls: 2, input_tokens: 0, output_tokens: 0, uncounted_calls: 2 };

test('unknown tokens are no zero, and a sum that lacks some says so', () => {
  expect(tokenTexts(whole)).toEqual(['1,200', '30']);
  expect(tokenTexts(some)).toEqual(['1,200+', '30+']);
  expect(tokenTexts(none)).toEqual(['-', '-']);
  expect(tokenTexts({ calls: 1, input_tokens: 0, output_tokens: 30, uncounted_calls: 1 })).toEqual(['0+', '30+']);
  expect([whole, some, none].map(isUncounted)).toEqual([false, false, true]);
});

test('groups add up, and what they lack with them', () => {
  expect(countsOf([whole, whole])).toEqual({ calls: 4, input_tokens: 2400, output_tokens: 60 });
  expect(countsOf([whole, some, none])).toEqual({
    calls: 6,
    input_tokens: 2400,
    output_tokens: 60,
    uncounted_calls: 3,
  });
  expect(tokenNote(whole)).toBeUndefined();
  expect(tokenNote(some)).toContain('1 call ');
});

test('the tables of groups and their lines of CSV tell them apart', () => {
  const [first, ...rest] = shopReport.groups.owner_team ?? [];
  if (!first) throw new Error('no team');
  const team = { ...first, key: 'unmetered', input_tokens: 0, output_tokens: 0, uncounted_calls: first.calls };
  const report = { ...shopReport, groups: { owner_team: [team, ...rest] } };
  const style = { width: 200, colour: false, unicode: true, top: 10, groups: [] };
  const lineOf = (text: string): string => text.split('\n').find((line) => line.includes('unmetered')) ?? '';
  expect(lineOf(reporters.terminal(report, style))).toMatch(/\d +- +-$/);
  expect(reporters.terminal(report, style)).toContain('+ stands behind sums');
  expect(reporters.html(report, style)).toContain('+ stands behind sums');
  const [columns = [], cells = []] = [
    reporters.csv(report, style).split('\n')[0],
    lineOf(reporters.csv(report, style)),
  ].map((line) => line?.split(','));
  const cell = (name: string): string | undefined => cells[columns.indexOf(name)];
  expect([cell('input_tokens'), cell('output_tokens'), cell('uncounted_calls')]).toEqual(['', '', String(first.calls)]);
});
