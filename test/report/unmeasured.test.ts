import { describe, expect, it } from 'vitest';
import type { AuditReport } from '../../src/model/report.ts';
import { unmeasuredText } from '../../src/report/unmeasured.ts';
import { reporters } from './loaded-reporters.ts';
import { emptyReport, monthReport } from './sample-report.ts';
import { shopReport } from './shop-report.ts';

const text =
  'The tokens of 6 requests are in no total: a proxy saw them go around the gateway, and no log measured them.';
const style = { width: Number.POSITIVE_INFINITY, colour: false, unicode: true, top: 10, groups: [] };

describe('requests that no log measured', () => {
  it('are in every headline', () => {
    for (const kind of ['terminal', 'html', 'markdown'] as const)
      expect(reporters[kind](shopReport, style), kind).toContain(text);
  });

  it('are told for one as well', () => {
    const findings = shopReport.findings.map((finding): AuditReport['findings'][number] => ({ ...finding, count: 1 }));
    expect(unmeasuredText({ findings })).toBe(
      'The tokens of 1 request are in no total: a proxy saw it go around the gateway, and no log measured it.',
    );
  });

  it('are not mentioned where there are none', () => {
    expect([emptyReport, monthReport].map(unmeasuredText)).toEqual([undefined, undefined]);
  });
});
