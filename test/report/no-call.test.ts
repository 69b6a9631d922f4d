import { expect, it } from 'vitest';
import type { AuditReport } from '../../src/model/report.ts';
import { reporters } from './loaded-reporters.ts';
import { emptyReport } from './sample-report.ts';

const style = { width: Number.POSITIVE_INFINITY, colour: false, unicode: true, top: 10, groups: [] };
const filtered: AuditReport = {
  ...emptyReport,
  totals: { ...emptyReport.totals, records: 2, events: 2 },
  excluded: [{ reason: 'filtered out', unit: 'event', records: 2, usd: '5.79' }],
  generated_from: {
    ...emptyReport.generated_from,
    flags: ['--registry', 'r.yaml', '--filter', 'owner_team=nobody', '--since', '2026-11-02'],
  },
};

it('a selection that leaves no call is not told as logs without calls', () => {
  expect(reporters.terminal(filtered, style)).toContain(
    'no billed call left: 2 events were filtered out (--filter, --since, --until).',
  );
  expect(reporters.terminal(filtered, style)).toContain('attrib-audit --registry r.yaml');
  expect(reporters.terminal(filtered, style)).not.toContain('nobody');
  expect(reporters.markdown(filtered, style)).toContain('no billed call is left, 2 events were filtered out');
  expect(reporters.html(filtered, style)).toContain('2 events were filtered out, so there is no spend to attribute.');
  expect(reporters.html(filtered, style)).not.toContain('Nothing in the inputs');
});

it('logs without calls are told as such', () => {
  expect(reporters.terminal(emptyReport, style)).not.toContain('filtered');
  expect(reporters.markdown(emptyReport, style)).toContain('no billed call was found');
  expect(reporters.html(emptyReport, style)).toContain('Nothing in the inputs below records a model call');
});
