// Metrics: what the figures are, that Prometheus and OTLP say the same, and that the dashboard asks only for what is published.
import { expect, test } from 'vitest';
import { metricFamilies } from '../../src/report/metrics/families.ts';
import { samples } from '../../src/report/metrics/samples.ts';
import { fullReport } from './full-report.ts';
import { reporters } from './loaded-reporters.ts';
import { monthReport } from './sample-report.ts';

const style = { width: 80, colour: false, unicode: true, top: 10, groups: [] };

test('spend by team adds up to all spend', () => {
  const text = reporters.prometheus(monthReport, style);
  expect(text).toContain('attrib_audit_spend_usd{team="support-platform",grade="proven"} 7400.25\n');
  expect(text).toContain('attrib_audit_spend_usd{team="(no owner)",grade="unattributed"} 2420\n');
  const all = [...text.matchAll(/^attrib_audit_spend_usd\{[^}]*\} (.*)$/gm)].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );
  expect(all).toBe(22_000);
  expect(text).toContain('attrib_audit_coverage_ratio 0.725\n');
  expect(text).toContain('attrib_audit_group_spend_usd{by="feature",key="(no feature)",grade="proven"} 3950\n');
});

test('labels that read the same are one series', () => {
  const given = [
    [{ team: 'a\u0007' }, '1.5'],
    [{ team: 'a\\x07' }, '2'],
    [{ team: 'b' }, '4'],
  ] as const;
  expect(samples(given)).toEqual([
    { labels: { team: 'a\\x07' }, value: '3.5' },
    { labels: { team: 'b' }, value: '4' },
  ]);
  expect(samples(given, 'largest')[0]?.value).toBe('2');
});

test('OTLP has the same metrics at the time of the last call', () => {
  const [resource] = JSON.parse(reporters['otlp-metrics'](monthReport, style)).resourceMetrics;
  const { metrics } = resource.scopeMetrics[0];
  expect(metrics.map(({ name }: { name: string }) => name)).toEqual(
    metricFamilies(monthReport).map(({ name }) => name),
  );
  const ratio = metrics.find(({ name }: { name: string }) => name === 'attrib_audit_coverage_ratio');
  expect(ratio).toEqual({
    name: 'attrib_audit_coverage_ratio',
    description: 'Share with a proven owner.',
    unit: '1',
    gauge: { dataPoints: [{ attributes: [], timeUnixNano: '1790812721004000000', asDouble: 0.725 }] },
  });
});

test('budgets are told while they run; what a rule rejects is told before and since it is hard', () => {
  const text = reporters.prometheus(fullReport, style);
  const support = 'level="team",budget="support-platform",window="month",time_zone="UTC"';
  expect(text).toContain(`attrib_audit_budget_limit_usd{${support}} 8000\n`);
  expect(text).toContain(`attrib_audit_budget_spent_usd{${support}} 8901.5\n`);
  expect(text).toContain(`attrib_audit_budget_forecast_usd{${support}} 9100.25\n`);
  expect(text).toContain(`attrib_audit_budget_blocked_usd{${support}} 901.5\n`);
  expect(text).toContain(`attrib_audit_budget_spent{${support}} 1\n`);
  expect(text).not.toContain('feature=triage');
  expect(text).toContain('attrib_audit_rejected_usd{rules="in_force"} 1200\n');
  expect(text).toContain(
    'attrib_audit_rule_rejected_usd{rule="required-fields",environments="production,prod-eu",team="(no owner)",when="since_hard"} 1100\n',
  );
});

test('the dashboard uses exactly the published names and labels', () => {
  const published = metricFamilies(fullReport);
  const known = new Map(
    published.map(({ name, samples: all }) => [name, new Set(all.flatMap(({ labels }) => Object.keys(labels)))]),
  );
  const dashboard = reporters.grafana(monthReport, style);
  const expressions = [...dashboard.matchAll(/"(?:expr|query|definition)": "((?:[^"\\]|\\.)*)"/g)].map(
    (match) => match[1] ?? '',
  );
  const names = expressions.flatMap((text) => text.match(/attrib_audit_\w+/g) ?? []);
  expect([...new Set(names)].filter((name) => !known.has(name))).toEqual([]);
  expect(new Set(names).size).toBeGreaterThan(9);
  for (const [, name = '', label = ''] of dashboard.matchAll(/(attrib_audit_\w+)\{(\w+)=~/g))
    expect(known.get(name)?.has(label), `${name} ${label}`).toBe(true);
});
