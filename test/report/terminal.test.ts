// The terminal report: golden files to look at, and what must hold at every width for every document.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuditReport, reportSchema } from '../../src/model/report.ts';
import { amountOf, money, signedMoney } from '../../src/report/figures.ts';
import type { Style } from '../../src/report/index.ts';
import { stripColours, textWidth } from '../../src/report/text-width.ts';
import { hostileReport, payloads, spoil } from './hostile-report.ts';
import { reporters } from './loaded-reporters.ts';
import { ambiguousReport, emptyReport, monthReport } from './sample-report.ts';

const plain: Style = { width: 80, colour: false, unicode: true, top: 10, groups: ['owner_team', 'feature'] };
const documents = { month: monthReport, ambiguous: ambiguousReport, empty: emptyReport, hostile: hostileReport };
const widths = [60, 80, 120];

describe.each(Object.entries(documents))('%s', (name, report) => {
  test.each(widths)('at %i columns', async (width) => {
    const text = reporters.terminal(report, { ...plain, width });
    await expect(text).toMatchFileSnapshot(`snapshots/${name}-${width}.txt`);
  });

  test('unlimited: nothing is shortened', () => {
    const text = reporters.terminal(report, { ...plain, width: Number.POSITIVE_INFINITY });
    expect(text).not.toContain('…');
  });

  test('ASCII only', () => {
    expect(reporters.terminal(report, { ...plain, unicode: false })).toMatch(/^[ -~\n]*$/);
  });

  test('colour changes nothing but colour', () => {
    const painted = reporters.terminal(report, { ...plain, colour: true });
    expect(stripColours(painted)).toBe(reporters.terminal(report, plain));
    if (report !== emptyReport) expect(painted).not.toBe(stripColours(painted));
  });
});

test('month in colour', async () => {
  await expect(reporters.terminal(monthReport, { ...plain, colour: true })).toMatchFileSnapshot(
    'snapshots/month-80-colour.txt',
  );
});

test('month in ASCII', async () => {
  await expect(reporters.terminal(monthReport, { ...plain, unicode: false })).toMatchFileSnapshot(
    'snapshots/month-80-ascii.txt',
  );
});

test('a gate closes the report', () => {
  const checks = [
    { name: 'max-unattributed', limit: '2 %', actual: '11.0 %', passed: false },
    { name: 'max-rejected', limit: '1 %', actual: '0.0 %', passed: true },
  ];
  const report = reportSchema.parse({ ...monthReport, gate: { passed: false, checks } });
  const text = reporters.terminal(report, plain);
  expect(text.slice(text.indexOf('Gate'))).toBe(
    [
      'Gate FAILED  1 of 2 checks failed',
      '          check             limit  actual',
      '  ✗ fail  max-unattributed  2 %    11.0 %',
      '  ✓ pass  max-rejected      1 %    0.0 %',
      '',
    ].join('\n'),
  );
  expect(text).not.toContain('attrib-audit gate');
});

test('a list cut by top says so, and the groups still add up', () => {
  const text = reporters.terminal(monthReport, { ...plain, top: 2 });
  expect(text).toContain('2 more breaks');
  expect(reporters.terminal(monthReport, { ...plain, top: 3 })).toContain('1 more break\n');
  expect(text).toMatch(/\$3,649\.75 +16\.6 % +2 more/);
  expect(text).toMatch(/\$2,420\.00 +11\.0 % +\(no owner\)/);
  expect(text).toMatch(/\$22,000\.00 +all/);
});

test('the limit of the gate is the rest of the coverage aimed at', () => {
  const report = { ...monthReport, coverage: { ...monthReport.coverage, target: 98.1 } };
  expect(reporters.terminal(report, plain)).toContain('attrib-audit gate --max-unattributed 1.9% ');
});

test('more inputs than a command should repeat', () => {
  const [input] = monthReport.generated_from.inputs;
  const inputs = Array.from({ length: 40 }, (_, i) => ({
    ...input,
    path: `logs/${i}.jsonl`,
    rejected: i === 39 ? 2 : 0,
  }));
  const report = reportSchema.parse({ ...monthReport, generated_from: { ...monthReport.generated_from, inputs } });
  const text = reporters.terminal(report, plain);
  expect(text).toContain('Next  FILES: the same 40 inputs as now');
  expect(text).toContain('attrib-audit gate --max-unattributed 2% FILES');
  expect(text).toContain('30 more, nothing rejected');
  expect(text).toContain('logs/39.jsonl');
});

function figuresOf(report: AuditReport): readonly string[] {
  const { coverage, totals, repricing: reprice } = report;
  const amounts = [
    totals.spend_usd,
    ...[coverage.proven, coverage.recoverable, coverage.unattributed].map(({ usd }) => usd),
    ...report.breaks.map(({ usd }) => usd),
    ...report.unattributed.by_cause.map(({ usd }) => usd),
    ...Object.values(report.groups).flatMap((rows) => rows.map(({ usd }) => usd)),
    reprice.logged_usd,
    reprice.repriced_usd,
    ...reprice.mismatches.flatMap(({ logged_usd, repriced_usd }) => [logged_usd, repriced_usd]),
    ...report.repair_plan.map(({ usd }) => usd),
    ...report.excluded.map(({ usd }) => usd),
    ...report.findings.map(({ usd }) => usd),
    report.attempts.retry_usd,
    totals.band.low_usd,
    totals.band.high_usd,
  ];
  const differences = [reprice.delta_usd, reprice.rounding_usd, ...reprice.by_cause.map(({ delta_usd }) => delta_usd)];
  const shown = (text: string, show: typeof money) => (amountOf(text) === 0n ? [] : [show(amountOf(text))]);
  return [...amounts.flatMap((text) => shown(text, money)), ...differences.flatMap((text) => shown(text, signedMoney))];
}

test.each([...widths, Number.POSITIVE_INFINITY])('every figure of every section is there at %d columns', (width) => {
  const text = reporters.terminal(monthReport, { ...plain, width });
  expect(figuresOf(monthReport).filter((figure) => !text.includes(figure))).toEqual([]);
});

test('no line is wider than the screen, and no data steers it', () => {
  const texts = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...payloads)), {
    minLength: 1,
    maxLength: 12,
  });
  const amount = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 24n }), fc.nat(999_999))
    .map(([whole, part]) => `${whole}.${part}`);
  fc.assert(
    fc.property(
      texts,
      fc.array(amount, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 30, max: 160 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 12 }),
      (strings, amounts, width, unicode, top) => {
        const report = spoil(monthReport, strings, amounts);
        const text = reporters.terminal(report, { ...plain, width, unicode, top });
        for (const line of text.split('\n')) {
          expect(textWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test('the order of lists in the document does not matter', () => {
  const { breaks, groups, findings, unattributed, excluded } = monthReport;
  const report = reportSchema.parse({
    ...monthReport,
    breaks: breaks.toReversed(),
    findings: findings.toReversed(),
    excluded: excluded.toReversed(),
    groups: { feature: groups.feature?.toReversed(), owner_team: groups.owner_team?.toReversed() },
    unattributed: { ...unattributed, by_cause: unattributed.by_cause.toReversed() },
  });
  expect(reporters.terminal(report, plain)).toBe(reporters.terminal(monthReport, plain));
});
