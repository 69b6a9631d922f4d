// The explanation of one trace: golden files to look at, the arithmetic in full, and harmless at every width.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Explanation, explanationSchema } from '../../src/model/explanation.ts';
import { explanationToTerminal } from '../../src/report/explanation.ts';
import type { Style } from '../../src/report/index.ts';
import { stripColours, textWidth } from '../../src/report/text-width.ts';
import { payloads } from './hostile-report.ts';
import { busyExplanation, lostOwnerExplanation } from './sample-explanation.ts';

const plain: Style = { width: 80, colour: false, unicode: true, top: 10, groups: [] };

describe.each([
  ['lost-owner', lostOwnerExplanation],
  ['busy', busyExplanation],
])('%s', (name, explanation) => {
  test.each([60, 80, 120])('at %i columns', async (width) => {
    await expect(explanationToTerminal(explanation, { ...plain, width })).toMatchFileSnapshot(
      `snapshots/explain-${name}-${width}.txt`,
    );
  });

  test('unlimited, ASCII and in colour', () => {
    const unlimited = explanationToTerminal(explanation, { ...plain, width: Number.POSITIVE_INFINITY });
    expect(unlimited).not.toContain('…');
    expect(explanationToTerminal(explanation, { ...plain, unicode: false })).toMatch(/^[ -~\n]*$/);
    const painted = explanationToTerminal(explanation, { ...plain, colour: true });
    expect(stripColours(painted)).toBe(explanationToTerminal(explanation, plain));
  });
});

test('the price is followed line by line', () => {
  const text = explanationToTerminal(busyExplanation, { ...plain, width: 120 });
  expect(text).toContain('520  input         ×   $0.40  / 1M  =   $0.000208');
  expect(text).toContain('1  web_search    ×  $10.00  / 1K  =       $0.01');
  expect(text).toContain(
    'Logged $0.01231, repriced $0.0109156\n    logged 0.01231, card 0.0109156: cached-input-counted-twice',
  );
});

test('the matrix marks where a field was lost', () => {
  const text = explanationToTerminal(lostOwnerExplanation, plain);
  expect(text).toContain('owner_team *   ✓        ✗       ·       support-platform  inherited');
  expect(text).toContain('never present: project, request_source');
});

test('a path of many hops is told in runs', () => {
  const [call] = lostOwnerExplanation.calls;
  if (!call) throw new Error('the sample has a call');
  const path = Array.from({ length: 30 }, (_, i) => ({
    component: `hop-${i + 1}`,
    hop: 'worker',
    stitched: false,
    sighting: i === 29,
  }));
  const cells = path.map((_, i) => ({
    state: i < 4 ? ('present' as const) : i === 4 ? ('dropped' as const) : ('absent' as const),
    value: null,
  }));
  const fields = call.fields.map((field) => ({ ...field, cells }));
  const text = explanationToTerminal(
    { ...lostOwnerExplanation, calls: [{ ...call, path, fields }] },
    { ...plain, width: 120 },
  );
  expect(text).toContain('✓ 1-4, ✗ 5, · 6-30');
});

/** Every free string replaced by the given ones in turn. */
function spoil(explanation: Explanation, texts: readonly string[]): Explanation {
  let next = 0;
  const kept = new Set(['schema_version', 'authority', 'verdict', 'need', 'grade', 'state', 'kind']);
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : (texts[next++ % texts.length] ?? '');
    if (Array.isArray(value)) return value.map((item: unknown) => walk(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name)]));
  };
  return explanationSchema.parse(walk(explanation, ''));
}

test('no line is wider than the screen, and no data steers it', () => {
  const texts = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...payloads)), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(texts, fc.integer({ min: 30, max: 160 }), fc.boolean(), (strings, width, unicode) => {
      const text = explanationToTerminal(spoil(busyExplanation, strings), { ...plain, width, unicode });
      for (const line of text.split('\n')) {
        expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
