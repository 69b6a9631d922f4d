// The month with everything a document may hold: registry, budgets, enforcement, gate and baseline. Outputs must leave none of it out.
import type { AuditReport } from '../../src/model/report.ts';
import { monthReport } from './sample-report.ts';

const amount = (usd: string, calls: number) => ({ usd, calls });
const call = {
  key: 'req_7',
  trace_id: 'tr_7',
  source: 'logs/a.jsonl',
  line: 7,
  at: '2026-09-21T10:00:00Z',
  usd: '4.5',
};
const window = {
  level: 'team',
  budget: 'support-platform',
  window: 'month',
  time_zone: 'UTC',
  first_day: '2026-09-01',
  last_day: '2026-09-30',
  current: true,
  limit_usd: '8000',
  spent_usd: '8901.5',
  spent_pct: 111.26875,
  calls: 12000,
  state: 'spent',
  measured_from: '2026-09-01T00:00:00Z',
  burn_usd_per_day: '296.7',
  forecast_usd: '9100.25',
  forecast_pct: 113.753125,
  exhausted_on: '2026-09-27',
  crossed_80: { ...call, spent_before_usd: '6399.5' },
  crossed_100: { ...call, spent_before_usd: '7999.5' },
  blocked: { ...amount('901.5', 410), first: call },
} as const;
const entry = (state: 'new' | 'expired' | 'accepted' | 'stale') => ({
  ...{ state, fingerprint: 'f', code: 'c', severity: 'error' as const, subject: 's', usd: '1', calls: 1 },
  ...{ owner: 'o', reason: 'r', expires: 'e' },
});

export const fullReport: AuditReport = {
  ...monthReport,
  registry: { id: 'registry.yaml', sha256: 'a'.repeat(64), teams: 5, identities: 9 },
  budgets: {
    as_of: '2026-09-30T23:00:00Z',
    as_of_from: 'newest call',
    undated: amount('0', 0),
    later: amount('0', 0),
    blocked: { ...amount('901.5', 410), first: { ...call, by: ['team support-platform', 'customer acme'] } },
    windows: [
      window,
      { ...window, level: 'customer', budget: 'acme', time_zone: 'Europe/Berlin' },
      { ...window, level: 'other', budget: 'feature=triage', current: false, state: 'nearly spent' },
      { ...window, level: 'key', budget: 'nightly', state: 'fine', forecast_usd: null, exhausted_on: null },
    ],
    spikes: [
      {
        level: 'team',
        budget: 'sales',
        day: '2026-09-12',
        time_zone: 'UTC',
        usd: '90.5',
        mean_usd: '20',
        mean_days: 7,
      },
    ],
  },
  enforcement: {
    judged: amount('22000', 31000),
    rejected: amount('2420', 900),
    in_force: amount('1200', 500),
    rules: [
      {
        rule: 'required-fields',
        title: 'Required field missing',
        fix: 'let the gateway require the fields',
        environments: ['production', 'prod-eu'],
        mode: 'hard',
        hard_from: '2026-09-15',
        before: amount('1220', 400),
        after: amount('1200', 500),
        teams: [
          { team: 'support-platform', before: amount('0', 0), after: amount('100', 20) },
          { team: null, before: amount('1220', 400), after: amount('1100', 480) },
        ],
        example: { source: 'logs/b.jsonl', line: 8, trace_id: 'tr_8', detail: 'without owner_team' },
      },
      {
        rule: 'over-budget',
        title: 'Over budget without approval',
        fix: 'approve it or stop it',
        environments: null,
        mode: 'soft',
        hard_from: null,
        before: amount('0', 0),
        after: amount('0', 0),
        teams: [],
        example: null,
      },
    ],
  },
  gate: {
    passed: false,
    checks: [{ name: 'n', limit: 'l', actual: 'a', passed: false }],
    baseline: { day: 'd', entries: [entry('new'), entry('expired'), entry('accepted'), entry('stale')] },
  },
};
