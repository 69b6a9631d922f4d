// The shop's invoices against its logs: each planted fault is named, with the amount that samples/shop/README.md works out.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listRates } from '../../pricing/bundled-list.ts';
import { bridgeOf, causesOf, inMemory, reconcileFiles, samples, settings } from './reconcile-samples.ts';

const file = (name: string) => inMemory(name, readFileSync(`${samples}shop/${name}`, 'utf8'));
const invoices = [
  'openai-usage.csv',
  'invoices/openai-costs.csv',
  'invoices/anthropic-usage.json',
  'invoices/anthropic-cost.json',
  'invoices/aws-cur.csv',
].map(file);
const logs = ['app.otlp.jsonl', 'litellm.jsonl', 'bedrock.jsonl', 'envoy.jsonl'].map(file);

test('a bypassed producer, a wrong cache class, a stale rate and streams nobody counted', async () => {
  const document = await reconcileFiles(invoices, logs, {}, { ...settings, rates: listRates });
  expect(bridgeOf(document)).toEqual({
    traced: '5.8288096',
    unlogged: '0.44427', // 0.40632 of the notebook, 0.03795 of the streams
    class: '-0.15282',
  });
  expect(document.totals.invoice_usd).toBe('6.1202596');
  expect(causesOf(document)).toEqual([
    ['unlogged-account', 'gpt-4.1 143850', '0.40632'], // 124,080 input and 19,770 output
    ['unlogged-usage', 'claude-haiku-4-5 30248 input', '0.030248'],
    ['unlogged-usage', 'claude-haiku-4-5 1034 output', '0.00517'],
    ['unlogged-usage', 'claude-haiku-4-5 25320 cached_input', '0.002532'],
    ['class-swapped', 'claude-haiku-4-5 169800 input to cached_input', '-0.15282'],
  ]);
  expect(document.causes[0]?.causes[0]?.places[0]?.detail).toBe(
    'api_key_id key_merch, project_id proj_merchandising: no traced call names it, and what the calls lack is exactly what it used',
  );
  expect(document.logged_costs.by_cause[0]).toMatchObject({
    cause: 'stale-rate',
    models: ['gpt-5.6-luna'],
    calls: 14,
    logged_usd: '1.320012',
    traced_usd: '0.2640024',
    delta_usd: '1.0560096',
  });
});
