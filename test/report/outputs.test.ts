// Every output at once: golden files from a realistic document, and what must hold for all of them.
import { afterEach, describe, expect, test } from 'vitest';
import { type Style, startsLikeOurs } from '../../src/report/index.ts';
import { attackedReport } from './injections.ts';
import { reporters } from './loaded-reporters.ts';
import { ambiguousReport, emptyReport, monthReport } from './sample-report.ts';
import { shopPolicyReport, shopReport } from './shop-report.ts';

const style: Style = {
  width: Number.POSITIVE_INFINITY,
  colour: false,
  unicode: true,
  top: 10,
  groups: ['owner_team', 'feature'],
};
const golden = {
  html: 'html',
  markdown: 'md',
  csv: 'csv',
  jsonl: 'jsonl',
  sarif: 'sarif',
  junit: 'junit.xml',
  gitlab: 'gitlab.json',
  github: 'github.txt',
  prometheus: 'prom',
  'otlp-metrics': 'otlp.json',
  grafana: 'grafana.json',
} as const;
/** Where budgets and policy make a difference of their own. */
const withPolicy = ['html', 'markdown', 'csv', 'jsonl', 'prometheus'] as const;
const kinds = Object.keys(golden) as (keyof typeof golden)[]; // the keys of a literal object

test('every reporter but the terminal and the document itself has a golden file', () => {
  expect(['terminal', 'json', ...kinds]).toEqual(Object.keys(reporters));
});

describe.each(kinds)('%s', (kind) => {
  test('of samples/shop', async () => {
    await expect(reporters[kind](shopReport, style)).toMatchFileSnapshot(`snapshots/outputs/shop.${golden[kind]}`);
  });

  test('of a month and of nothing at all is written without fault', () => {
    for (const report of [monthReport, ambiguousReport, emptyReport]) {
      expect(reporters[kind](report, style).endsWith('\n')).toBe(true);
    }
  });

  test('is recognised as ours, so that the next run may overwrite it', () => {
    for (const report of [shopReport, attackedReport])
      expect(startsLikeOurs(reporters[kind](report, style).slice(0, 2000))).toBe(true);
    if (kind !== 'csv') expect(startsLikeOurs(`x${reporters[kind](shopReport, style)}`)).toBe(false);
  });

  const zone = process.env.TZ;
  const language = process.env.LANG;
  afterEach(() => {
    for (const [name, value] of [
      ['TZ', zone],
      ['LANG', language],
    ] as const) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  test('width, colour, signs, groups, time zone and language change nothing', () => {
    const expected = reporters[kind](shopReport, style);
    for (const other of [
      { ...style, width: 40, colour: true },
      { ...style, unicode: false, groups: [] },
    ])
      expect(reporters[kind](shopReport, other)).toBe(expected);
    process.env.TZ = 'Pacific/Kiritimati';
    process.env.LANG = 'tr_TR.UTF-8';
    expect(reporters[kind](shopReport, style)).toBe(expected);
  });
});

test.each(withPolicy)('%s of samples/shop with its registry, budgets and policy', async (kind) => {
  await expect(reporters[kind](shopPolicyReport, style)).toMatchFileSnapshot(
    `snapshots/outputs/shop-policy.${golden[kind]}`,
  );
});

test('the order of lists in the document changes nothing but JSON lines, which keep it', () => {
  const { breaks, findings, groups, unattributed, excluded, break_slices } = monthReport;
  const shuffled = {
    ...monthReport,
    breaks: breaks.toReversed(),
    break_slices: break_slices.toReversed(),
    findings: findings.toReversed(),
    excluded: excluded.toReversed(),
    unattributed: {
      ...unattributed,
      by_cause: unattributed.by_cause.toReversed(),
      top_calls: unattributed.top_calls.toReversed(),
    },
    groups: Object.fromEntries(Object.entries(groups).map(([name, items]) => [name, items.toReversed()])),
  };
  for (const kind of kinds.filter((name) => name !== 'jsonl'))
    expect(reporters[kind](shuffled, style), kind).toBe(reporters[kind](monthReport, style));
});
