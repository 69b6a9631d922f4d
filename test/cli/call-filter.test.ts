import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

const folder = temporaryFolder();
const call = (id: string, more: string): string =>
  `{"trace_id":"${id}","provider":"openai","usage":{"input":1000},"logged_cost_usd":0.01${more}}\n`;
folder.write({
  'calls.jsonl':
    call('a', ',"model":"gpt-4.1-mini","owner_team":"support","start":"2026-09-01T00:00:00Z"') +
    call('b', ',"model":"gpt-4.1","owner_team":"sales","start":"2026-09-01T23:59:59.999Z"') +
    call('c', ',"model":"gpt-4.1","start":"2026-09-02T00:00:00Z"') +
    call('d', ',"model":"gpt-4.1-mini"'),
});

async function report(...flags: string[]): Promise<AuditReport> {
  const io = testIo({ cwd: folder.path });
  expect(await main(['calls.jsonl', '--json', '--group-by', 'trace_id', ...flags], io), io.written.stderr).toBe(0);
  return JSON.parse(io.written.stdout) as AuditReport; // validated by the reporter
}

async function selected(...flags: string[]): Promise<(string | null)[]> {
  return ((await report(...flags)).groups.trace_id ?? []).map(({ key }) => key).sort();
}

describe('fields', () => {
  test('a value, alternatives of one field, and several fields that must all fit', async () => {
    expect(await selected('--filter', 'owner_team=support')).toEqual(['a']);
    expect(await selected('--filter', 'owner_team=support', '--filter', 'owner_team=sales')).toEqual(['a', 'b']);
    expect(await selected('--filter', 'owner_team=sales', '--filter', 'model=gpt-4.1-mini')).toEqual([]);
  });

  test('missing means that the call has none', async () => {
    expect(await selected('--filter', 'owner_team=missing')).toEqual(['c', 'd']);
    expect(await selected('--filter', 'owner_team=missing', '--filter', 'owner_team=sales')).toEqual(['b', 'c', 'd']);
  });
});

describe('times', () => {
  test('a date means its whole day in UTC, wherever the machine is', async () => {
    expect(await selected('--since', '2026-09-01', '--until', '2026-09-01')).toEqual(['a', 'b']);
    expect(await selected('--since', '2026-09-02')).toEqual(['c']);
  });

  test('a time is exact: since it, and before it', async () => {
    expect(await selected('--since', '2026-09-01T23:59:59.999Z', '--until', '2026-09-02T00:00:00Z')).toEqual(['b']);
    expect(await selected('--until', '2026-09-02T01:00+01:00')).toEqual(['a', 'b']);
  });

  test.each(['2026-02-31', '2026-13-01', '09/01/2026', '2026-09-01T25:00', ''])('%j is no time', async (text) => {
    const io = testIo({ cwd: folder.path });
    expect(await main(['calls.jsonl', '--since', text], io)).toBe(2);
    expect(io.written.stderr).toContain('is no time');
  });
});

test('what is left out is accounted for, so the books still balance', async () => {
  const { ledger, excluded, totals } = await report('--filter', 'owner_team=support');
  expect(totals.calls).toBe(1);
  expect(ledger).toMatchObject({ records: 4, events: 4, billed_calls: 1, excluded_events: 3 });
  expect(excluded).toContainEqual(expect.objectContaining({ reason: 'filtered out', records: 3 }));
});
