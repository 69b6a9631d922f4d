import { expect, test } from 'vitest';
import type { ChargebackDocument } from '../../src/model/chargeback.ts';
import { chargebackWriters } from '../../src/report/chargeback.ts';

const evil = '=1+1</script><img src=x onerror=alert(1)>\u001b[31m|`';
const unit = { key: evil, usd: '1', calls: 1, requests: 1, successes: 0, usd_per_request: '1', usd_per_success: null };
const hostile: ChargebackDocument = {
  schema_version: '1.0',
  document: 'chargeback',
  tool: { name: 'attrib-audit', version: '0.0.0' },
  period: { from: null, to: null, as_of: null },
  statement_for: evil,
  group_by: ['feature'],
  filters: [],
  totals: {
    total_usd: '1',
    shown_usd: '1',
    filtered_out_usd: '0',
    by_kind: { direct: '1', retries: '0', shared: '0', unshared: '0', exception: '0' },
    calls: 1,
    unpriced_calls: 0,
    lower_bound: false,
  },
  teams: [
    { team: evil, cost_center: evil, direct_usd: '1', retries_usd: '0', shared_usd: '0', total_usd: '1', calls: 1 },
  ],
  lines: [
    {
      kind: 'direct',
      team: evil,
      cost_center: evil,
      provider: evil,
      model: evil,
      groups: { feature: evil },
      pool: null,
      usd: '1',
      calls: 1,
    },
  ],
  pools: [],
  invoice: null,
  exceptions: { owner: null, sla_days: null, usd: '0', calls: 0, rows: [] },
  units: { all: unit, by: { feature: [unit] }, top_users: [{ team: evil, user: evil, usd: '1', calls: 1 }] },
};

const style = { width: 200, colour: false, unicode: true, top: 10, groups: [] };

test('what stands in the data steers no output', () => {
  for (const write of Object.values(chargebackWriters)) expect(write(hostile, style)).not.toContain('\u001b');
  expect(chargebackWriters.html(hostile)).not.toContain('<img');
  expect(chargebackWriters.csv(hostile).split('\n')[1]).toMatch(/^"direct","'=1\+1/);
  expect(chargebackWriters.markdown(hostile)).not.toMatch(/(?<!\\)<img/);
});

test('the page is the same every time and loads nothing', () => {
  const page = chargebackWriters.html(hostile);
  expect(chargebackWriters.html(hostile)).toBe(page);
  expect(page).toMatch(/^<!doctype html>\n<!-- attrib-audit report -->/);
  expect(page).not.toMatch(/\b(?:src|href)="(?!#|data:,)/);
});
