// Problems as CI systems list them: where one without a place stands, and what becomes of those the baseline accepts.
import { describe, expect, test } from 'vitest';
import type { CodeQuality } from '../../src/model/code-quality.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { problemsOf } from '../../src/report/problems.ts';
import { reporters } from './loaded-reporters.ts';
import { shopReport } from './shop-report.ts';

const style = { width: 80, colour: false, unicode: true, top: 10, groups: [] };
const all = problemsOf(shopReport, 1_000, { severities: ['error', 'warning'] }).shown;
const [costliest, second] = all;

/** The shop with its costliest problem in this state. */
function withCostliest(state: 'accepted' | 'expired'): AuditReport {
  const entry = {
    state,
    fingerprint: costliest?.fingerprint ?? '',
    code: costliest?.code ?? '',
    severity: null,
    subject: 's',
    owner: null,
    reason: null,
    expires: null,
    usd: null,
    calls: null,
  };
  return { ...shopReport, gate: { passed: true, checks: [], baseline: { day: null, entries: [entry] } } };
}

test('a problem without a place stands at the first input that holds records', () => {
  expect(shopReport.generated_from.inputs[0]?.path).toBe('samples/shop/README.md');
  expect(all.find(({ code }) => code === 'coverage/over-target')?.place.source).toBe('samples/shop/app.otlp.jsonl');
});

describe('what the baseline accepts', () => {
  test('is no annotation, only counted', () => {
    const lines = reporters.github(withCostliest('accepted'), style).split('\n');
    expect(lines[0]).toMatch(/; 1 problem accepted by the baseline$/);
    expect(lines[1]).toContain(`(${second?.code})`);
    expect(reporters.github(withCostliest('expired'), style)).toBe(reporters.github(shopReport, style));
  });

  test('is information in Code Quality', () => {
    const severityIn = (report: AuditReport): string | undefined => {
      const issues: CodeQuality = JSON.parse(reporters.gitlab(report, style));
      return issues.find(({ fingerprint }) => fingerprint === costliest?.fingerprint)?.severity;
    };
    expect(severityIn(withCostliest('expired'))).toBe('minor');
    expect(severityIn(withCostliest('accepted'))).toBe('info');
  });
});
