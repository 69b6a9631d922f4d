// export: one line for every call, the same for any order of the logs, and nothing a spreadsheet would run.
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { callColumns, callRowSchema } from '../../src/model/call-row.ts';
import { attacks } from '../report/injections.ts';
import { ownedCall, ownerlessCall, temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

const folder = temporaryFolder();
const attacked = attacks.map((text, i) =>
  JSON.stringify({
    trace_id: `tr_${i}`,
    owner_team: text,
    feature: text,
    component: text,
    model: text,
    region: text,
    usage: { input: 1 },
  }),
);
folder.write({ 'a.jsonl': ownedCall, 'b.jsonl': ownerlessCall, 'attacked.jsonl': `${attacked.join('\n')}\n` });

async function exported(...argv: string[]): Promise<string> {
  const io = testIo({ cwd: folder.path });
  expect({ code: await main(['export', ...argv], io), stderr: io.written.stderr }).toEqual({ code: 0, stderr: '' });
  return io.written.stdout;
}
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

test('one row for every call, with owner, grade and exact price', async () => {
  const csv = await exported('--to', 'csv', 'a.jsonl', 'b.jsonl');
  expect(csv.split('\n')[0]).toBe(callColumns.join(','));
  expect(rowsOf(csv)).toMatchObject([
    {
      trace_id: 'tr_1',
      start: '2026-09-01T10:00:00Z',
      part: 'proven',
      owner_team: 'support',
      usd: '0.00072',
      input: '1000',
    },
    { trace_id: 'tr_2', part: 'unattributed', owner_grade: 'none', cause: 'never-set', owner_team: '', usd: '0.00072' },
  ]);
});

test('the order of the logs changes nothing', async () => {
  for (const kind of ['csv', 'jsonl'])
    expect(await exported('--to', kind, 'b.jsonl', 'a.jsonl')).toBe(await exported('--to', kind, 'a.jsonl', 'b.jsonl'));
});

test('lines are the rows of the published schema, and filters hold', async () => {
  const lines = (await exported('--to', 'jsonl', 'a.jsonl', 'b.jsonl', '--filter', 'part=proven'))
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => callRowSchema.parse(JSON.parse(line)).trace_id)).toEqual(['tr_1']);
});

describe('a log with an attack in every field', () => {
  const steering = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
  const files = ['attacked.jsonl', '--max-rejected', '100'];

  test('csv: no formula, no extra cell, no extra row', async () => {
    const csv = await exported('--to', 'csv', ...files);
    expect(csv).not.toMatch(steering);
    const rows = rowsOf(csv);
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
  });

  test('jsonl: one object a line, nothing that steers a terminal', async () => {
    const text = await exported('--to', 'jsonl', ...files);
    expect(text).not.toMatch(steering);
    for (const line of text.trimEnd().split('\n')) callRowSchema.parse(JSON.parse(line));
  });
});

test('an unknown kind is refused', async () => {
  const io = testIo({ cwd: folder.path });
  expect(await main(['export', '--to', 'xls', 'a.jsonl'], io)).toBe(2);
  expect(io.written.stderr).toContain('known: csv, jsonl');
});
