// Limits of the readers: a comment, a step summary, a log and a scraper stay usable with two hundred thousand findings.
import { expect, test } from 'vitest';
import { largeReport } from './large-report.ts';
import { reporters } from './loaded-reporters.ts';

const style = { width: 80, colour: false, unicode: true, top: 10, groups: [] };
const large = largeReport({ findings: 200_000, groups: 10_000, breaks: 5_000, days: 400 });
const bytes = (text: string) => new TextEncoder().encode(text).length;

test('markdown fits a comment (65,536 characters), however long its lists may be', { timeout: 30_000 }, () => {
  for (const top of [10, 1_000_000]) {
    const text = reporters.markdown(large, { ...style, top });
    expect(bytes(text)).toBeLessThan(65_536);
    expect(text).toContain('## AI spend: 72.5 % has a proven owner');
    expect(text).toContain('### Repair plan');
  }
  const cut = reporters.markdown(large, { ...style, top: 1_000_000 });
  expect(cut).toMatch(/\d more in the full report\./);
});

test('markdown says which sections had no room', { timeout: 30_000 }, () => {
  const [fix] = large.repair_plan;
  const plan = fix ? Array.from({ length: 400 }, (_, i) => ({ ...fix, fix: `${i} ${'fix '.repeat(120)}` })) : [];
  const text = reporters.markdown({ ...large, repair_plan: plan }, { ...style, top: 2_000 });
  expect(bytes(text)).toBeLessThan(65_536);
  expect(text).toMatch(/\n\d+ more in the full report\.\n/);
  expect(text.split('\n').at(-2)).toMatch(/^Left out for length: .*\. The full report has them\.$/);
});

test('github prints the headline and ten problems', { timeout: 30_000 }, () => {
  const lines = reporters.github(large, style).trimEnd().split('\n');
  expect(lines.length).toBe(11);
  expect(lines[0]).toMatch(/; 204,99\d more problems in the summary or the report$/);
  expect(lines[1]).toContain('title=Ownership field');
});

test('gitlab and junit list the costliest 5,000', { timeout: 30_000 }, () => {
  expect(JSON.parse(reporters.gitlab(large, style)).length).toBe(5_000);
  const junit = reporters.junit(large, style);
  expect(junit.match(/<testcase /g)?.length).toBe(5_007);
  expect(junit.slice(-200)).toMatch(/<!-- 2000\d\d cheaper problems are left out -->/);
});

test('prometheus keeps the sum, with the costliest 500 teams and one for the rest', { timeout: 30_000 }, () => {
  const text = reporters.prometheus(large, style);
  const samples = [...text.matchAll(/^attrib_audit_spend_usd\{team="([^"]*)",grade="proven"\} (.*)$/gm)];
  expect(samples.length).toBe(502);
  const sum = samples.reduce((total, [, , value]) => total + Number(value), 0);
  const expected = (large.groups.owner_team ?? []).reduce((total, item) => total + Number(item.proven_usd), 0);
  expect(sum).toBeCloseTo(expected, 3);
  const perMetric = new Map<string, number>();
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const [name = ''] = line.split(/[{ ]/);
    perMetric.set(name, (perMetric.get(name) ?? 0) + 1);
  }
  expect(Math.max(...perMetric.values())).toBeLessThanOrEqual(2_000);
});
