// SARIF against the published schema of the standard (the copy that @microsoft/jest-sarif, MIT, ships), and GitHub's limits.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { AuditReport } from '../../src/model/report.ts';
import { attackedReport } from './injections.ts';
import { largeReport } from './large-report.ts';
import { reporters } from './loaded-reporters.ts';
import { ambiguousReport, emptyReport, monthReport } from './sample-report.ts';
import { shopReport } from './shop-report.ts';

const style = { width: 80, colour: false, unicode: true, top: 10, groups: [] };

// The schema is written in draft-04, whose `id` a newer validator refuses; it uses nothing else of that draft.
const { $schema, id, ...schema } = JSON.parse(
  readFileSync(new URL('schemas/sarif-2.1.0.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv({ strict: false, allErrors: false, unicodeRegExp: false });
addFormats.default(ajv);
const valid = ajv.compile(schema);

/** The cast holds once the schema has accepted it. */
function logOf(report: AuditReport): Log {
  const log: unknown = JSON.parse(reporters.sarif(report, style));
  expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
  return log as Log;
}

test('the schema is the one we think, and refuses what is no SARIF', () => {
  expect([$schema, id]).toEqual([
    'http://json-schema.org/draft-04/schema#',
    'https://raw.githubusercontent.com/schemastore/schemastore/master/src/schemas/json/sarif-2.1.0-rtm.5.json',
  ]);
  expect(valid({ version: '2.1.0', runs: [{}] })).toBe(false);
});

test.each([
  ['shop', shopReport],
  ['month', monthReport],
  ['ambiguous', ambiguousReport],
  ['empty', emptyReport],
  ['attacked', attackedReport],
])('%s is valid', (_, report) => {
  const [run] = logOf(report).runs;
  for (const result of run?.results ?? []) {
    expect(run?.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    expect(result.locations?.[0]?.physicalLocation?.region?.startLine).toBeGreaterThan(0);
  }
});

test('a break is one result, with both hops as a code flow', () => {
  const results = logOf(monthReport).runs[0]?.results ?? [];
  const first = results.find(({ message }) => message.text?.startsWith('owner_team dropped'));
  expect(first?.message.text).toBe(
    'owner_team dropped between gateway and router: 1,604 calls in 812 traces, $1,234.00',
  );
  expect(first?.properties).toEqual({ usd: '1234', calls: 1604 });
  const steps = first?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
  expect(steps.map(({ location }) => [location?.logicalLocations?.[0]?.name, location?.message?.text])).toEqual([
    ['gateway', 'gateway: owner_team support-platform'],
    ['router', 'router: owner_team not there (dropped)'],
  ]);
  expect(steps[0]?.location?.physicalLocation?.artifactLocation?.uri).toBe(
    'logs/2026-09/otel-collector-eu-west-1-production-ticket-pipeline.json',
  );
});

test('a fingerprint stays the same when lines and amounts change, and differs between problems', () => {
  const namesOf = (report: AuditReport) =>
    (logOf(report).runs[0]?.results ?? []).map((result) => result.partialFingerprints?.primaryLocationLineHash);
  const moved = {
    ...monthReport,
    breaks: monthReport.breaks.map((item) => ({ ...item, calls: 1, example: { ...item.example, line: 999 } })),
  };
  expect(new Set(namesOf(moved))).toEqual(new Set(namesOf(monthReport)));
  expect(new Set(namesOf(monthReport)).size).toBe(namesOf(monthReport).length);
});

describe('limits', () => {
  test('200,000 findings: the costliest 5,000 stay, and the rest is told', () => {
    // Not held to the schema: it compares every result with every other. The cast holds as it does above.
    const log = JSON.parse(reporters.sarif(largeReport({ findings: 200_000 }), style)) as Log;
    const [run] = log.runs;
    expect(run?.results?.length).toBe(5_000);
    expect(run?.tool.driver.rules?.length).toBeLessThanOrEqual(5_000);
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
      '195004 cheaper problems are left out',
    );
  }, 30_000);
});
