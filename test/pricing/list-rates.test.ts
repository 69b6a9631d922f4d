// Rows as a list, and the reasons why a row holds or does not.
import { expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import { listRates as rowsOf, showRate } from '../../src/pricing/list-rates.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { list, listRates } from './bundled-list.ts';
import { at, card, rates } from './sample-card.ts';

test('by pattern, tier and day', () => {
  const names = (pattern: string, more = {}): string[] =>
    rowsOf(listRates, { pattern, ...more }).map(({ source }) =>
      `${source.seller}/${source.model} ${source.tier ?? 'standard'} ${source.valid_from ?? ''}`.trim(),
    );
  expect(names('openai/o3', { at: at('2025-06-09T00:00:00Z'), tier: 'standard' })).toContain('openai/o3 standard');
  expect(names('openai/o3', { at: at('2025-06-11T00:00:00Z'), tier: 'standard' })).toContain(
    'openai/o3 standard 2025-06-10',
  );
  expect(names('gpt-5.4', { seller: 'openai', tier: 'flex' })).toContain('openai/gpt-5.4 flex');
  expect(names('gpt-5.4*nano', { seller: 'openai', tier: 'standard' })).toEqual(['openai/gpt-5.4-nano standard']);
  expect(names('claude-sonnet-4-5', { seller: 'Anthropic' })).toEqual([
    'anthropic/claude-sonnet-4-5 batch',
    'anthropic/claude-sonnet-4-5 standard',
  ]);
  expect(names('no such model')).toEqual([]);
});

test('which row, why, and where from', () => {
  const shown = showRate(
    { provider: 'openai', model: 'gpt-5.6-luna', service_tier: 'batch', start: at('2026-08-02T00:00:00Z') },
    listRates,
  );
  expect(shown).toMatchObject({ seller: 'openai', model: 'gpt-5.6-luna' });
  const [held, ...others] = shown.rows;
  expect(held).toMatchObject({
    verdict: 'holds',
    source: { tier: 'batch', valid_from: '2026-07-30', from: 'Portkey models 2026-08-21' },
    multipliers: ['regional processing x 1.1 in ae, au, ca, eu, gb, in, jp, kr, sg, us'],
  });
  expect(held?.prices.map(({ class: name, usd }) => `${name} ${usdToDecimal(usd)}`)).toEqual([
    'input 0.1',
    'cached_input 0.01',
    'cache_write_5m 0.125',
    'output 0.6',
    'web_search 10',
    'file_search 2.5',
  ]);
  expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['other tier', 'other time']));
});

test('a contract goes before the list, and a problem is told', () => {
  const layered = compileRates([
    list,
    card([{ seller: 'openai', model: 'gpt-5.4', prices: { input: '2' }, note: 'deal of May' }], { id: 'contract' }),
  ]);
  const { rows } = showRate({ provider: 'openai', model: 'gpt-5.4' }, layered);
  expect(rows[0]).toMatchObject({ verdict: 'holds', note: 'deal of May', source: { card: 'contract' } });
  expect(rows.find(({ source }) => source.card === 'list-2026-09-23' && source.tier === undefined)?.verdict).toBe(
    'a row goes before it',
  );
  expect(showRate({ provider: 'openai', model: 'gpt-99' }, layered)).toEqual({
    problem:
      'no card lists "gpt-99" of openai: add {"seller":"openai","model":"gpt-99","prices":{"input":"?","output":"?"}} to the rows of a card',
    rows: [],
  });
  expect(showRate({ provider: 'openai', model: 'gpt-5.4', service_tier: 'scale' }, layered).problem).toBe(
    'no price of gpt-5.4 for the scale tier',
  );
});

test('a dispute lists the prices that differ, and its long prompts', () => {
  const by = rates([
    {
      seller: 'acme',
      model: 'm',
      prices: { input: '1', output: '2' },
      over_context: [{ tokens: 1000, prices: { input: '3' } }],
      disputed: [{ source: 'other list', prices: { output: '2.5' }, over_context: [], note: 'seen in March' }],
    },
  ]);
  const [row] = rowsOf(by);
  expect(row?.disputed).toEqual([
    {
      source: 'other list',
      prices: [{ class: 'output', per: 1_000_000, usd: 2_500_000_000_000_000_000n }],
      over_context: [],
      note: 'seen in March',
    },
  ]);
});
