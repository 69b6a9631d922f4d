// The HTML report without a browser: escaping, the content policy, ranks for sorting, the geometry of the hop-flow picture.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dataTable, ranksOf } from '../../src/report/html/data-table.ts';
import { layoutFlows } from '../../src/report/html/flow-layout.ts';
import { lossesOf } from '../../src/report/html/flow-picture.ts';
import { html } from '../../src/report/html/markup.ts';
import { contentPolicy, scriptHash, styleHash } from '../../src/report/html/policy.ts';
import { script } from '../../src/report/html/script.ts';
import { styleSheet } from '../../src/report/html/style-sheet.ts';
import { reporters } from './loaded-reporters.ts';
import { monthReport } from './sample-report.ts';
import { shopReport } from './shop-report.ts';

const style = { width: 80, colour: false, unicode: true, top: 10, groups: [] };
const page = reporters.html(monthReport, style);

test('every text in a template is escaped, markup is not', () => {
  expect(html`<p title="${'"x\''}">${'<b>&'}${html`<i>${1}</i>`}${[undefined, false, 'a', ['b']]}</p>`.markup).toBe(
    '<p title="&quot;x&#39;">&lt;b&gt;&amp;<i>1</i>ab</p>',
  );
});

describe('content policy', () => {
  const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

  test('the hashes are those of the style sheet and the script (copy them to policy.ts after a change)', () => {
    expect({ styleHash, scriptHash }).toEqual({ styleHash: hashOf(styleSheet), scriptHash: hashOf(script) });
  });

  test('nothing else may run or load, and nothing needs to', () => {
    expect(contentPolicy).toMatch(/^default-src 'none'; /);
    expect(contentPolicy).not.toMatch(/unsafe|https?:|\*/);
    const [, body = ''] = page.split('</style>');
    expect(body.replace(/<script>[\s\S]*<\/script>/, '')).not.toMatch(
      / (?:style|on\w+|src)="|url\(['"]?(?!#)|https?:\/\//,
    );
  });
});

test('every figure a reader needs is there without script', () => {
  for (const text of ['72.5 %', '$15,950.00', '$2,420.00', '$9,810.25', '+$280.44', '91.3 %', 'gateway', 'litellm'])
    expect(page).toContain(text);
  expect(page).toMatch(/<title>AI spend attribution, 2026-09-01 to 2026-09-30<\/title>/);
});

test.each([
  [0.24, 'over'],
  [0.25, 'over'],
  [0.26, 'within'],
])('of a share of 0.255 %% a limit of %d %% says %s, to the last decimal', (limit, said) => {
  const { coverage } = monthReport;
  const unattributed = { ...coverage.unattributed, pct: 0.255 };
  const report = { ...monthReport, coverage: { ...coverage, target: 100 - limit, unattributed } };
  expect(reporters.html(report, style)).toMatch(new RegExp(`>[^<]*${said}</span> the limit of ${limit} %`));
});

test('ranks order amounts exactly, nothing first, numbers before text', () => {
  const huge = 10n ** 30n;
  expect(ranksOf([huge + 1n, huge, null, 3n, huge, 'b', 'A'])).toEqual([3, 2, 0, 1, 2, 5, 4]);
});

test('a column without content is left out, and the mark of the sorted one moves with it', () => {
  const cell = (content: string) => ({ content, sort: content });
  const { markup } = dataTable({
    caption: 'c',
    columns: [{ head: 'one' }, { head: 'empty' }, { head: 'two', align: 'right' }],
    rows: ['a', 'b', 'c'].map((text) => [cell(text), cell(''), cell(text)]),
    sortedBy: 2,
  });
  expect(markup).not.toContain('empty');
  expect(markup).toContain('<th scope="col" class="num" aria-sort="descending">two</th>');
});

describe('hop flow', () => {
  test('one flow per edge and kind: the same calls losing two fields are not counted twice', () => {
    const { drawn, left } = lossesOf(shopReport);
    expect(left).toBe(0);
    expect(drawn.map(({ from, to, kind, fields, weight }) => [from, to, kind, fields, weight])).toEqual([
      [
        'request starts',
        'litellm',
        'never set',
        ['trace_id', 'owner_team', 'workflow_id', 'feature'],
        749_577_600_000_000_000n,
      ],
      ['jobs', 'writer', 'dropped', ['owner_team', 'feature'], 649_080_000_000_000_000n],
      [
        'finance-api',
        'litellm',
        'dropped',
        ['workflow_id', 'feature', 'tenant_id_hash', 'user_id_hash', 'environment'],
        264_002_400_000_000_000n,
      ],
      ['search-api', 'litellm', 'rewritten', ['owner_team', 'cost_center'], 34_535_000_000_000_000n],
    ]);
  });

  test('everything runs from left to right, also in a circle and to itself', () => {
    const flow = (from: string, to: string, weight: bigint) => ({ from, to, kind: 'dropped', weight });
    const { ribbons, boxes } = layoutFlows(
      [flow('a', 'b', 4n), flow('b', 'c', 2n), flow('c', 'a', 1n), flow('a', 'a', 1n)],
      { width: 800, step: 300, names: 190 },
    );
    for (const { x1, x2 } of ribbons) expect(x2).toBeGreaterThan(x1);
    expect(boxes.filter(({ name }) => name === 'a').length).toBe(2);
    expect(ribbons[0]?.thickness).toBe(72);
    expect(ribbons[1]?.thickness).toBe(36);
  });

  test('boxes of one column never overlap', () => {
    const flows = Array.from({ length: 10 }, (_, i) => ({
      from: `s${i % 3}`,
      to: `t${i}`,
      kind: 'late',
      weight: BigInt(10 - i),
    }));
    const { boxes, height } = layoutFlows(flows, { width: 800, step: 300, names: 190 });
    const sorted = boxes.toSorted((a, b) => a.x - b.x || a.y - b.y);
    for (const [i, box] of sorted.entries()) {
      const before = sorted[i - 1];
      if (before && before.x === box.x) expect(box.y).toBeGreaterThan(before.y + before.height);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
  });
});
