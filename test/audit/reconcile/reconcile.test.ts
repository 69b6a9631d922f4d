// Reconcile on its samples: every difference is named, with the amount that a person works out by hand.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bridgeOf, causesOf, inMemory, reconcileFiles, reconcileSample, samples } from './reconcile-samples.ts';

describe('OpenAI: usage report and cost report', () => {
  test('a bypass, a wrong class and a stale rate', async () => {
    const document = await reconcileSample('openai-three-faults');
    expect(bridgeOf(document)).toEqual({
      traced: '2.68', // 0.72 + 0.56 on gpt-4.1-mini, 1.4 on gpt-4.1
      unlogged: '0.36', // 500,000 x 0.4 / 1M + 100,000 x 1.6 / 1M
      class: '-0.18', // 600,000 x (0.1 - 0.4) / 1M
      rate: '0.7', // 500,000 x (3 - 2) / 1M + 50,000 x (12 - 8) / 1M
      apart: '-0.06', // tax 0.19, credit -0.25
    });
    expect(document.totals.invoice_usd).toBe('3.5');
    expect(causesOf(document)).toEqual([
      ['unlogged-account', 'gpt-4.1-mini 600000', '0.36'],
      ['class-swapped', 'gpt-4.1-mini 600000 input to cached_input', '-0.18'],
      ['rate', 'gpt-4.1 500000 input', '0.5'],
      ['rate', 'gpt-4.1 50000 output', '0.2'],
    ]);
    const rate = document.causes.find(({ group }) => group === 'rate')?.causes[0]?.places[0];
    expect([rate?.rate_usd, rate?.billed_rate_usd, rate?.detail]).toEqual([
      '2',
      '3',
      'stale-rate: the rates of reconcile-samples until 2026-03-01',
    ]);
    expect(document.kept_apart.map(({ kind, usd }) => [kind, usd])).toEqual([
      ['tax', '0.19'],
      ['credit', '-0.25'],
    ]);
  });
  test('the same without a key on any call: the account that fits exactly is named', async () => {
    const document = await reconcileSample('openai-no-keys');
    expect(document.causes[0]?.causes[0]?.places[0]).toMatchObject({
      detail: 'api_key_id key_batch: no traced call names it, and what the calls lack is exactly what it used',
      units: 600_000,
      usd: '0.36',
    });
    expect(bridgeOf(document)).toEqual({
      traced: '2.68',
      unlogged: '0.36',
      class: '-0.18',
      rate: '0.7',
      apart: '-0.06',
    });
  });
  test('what agrees has no cause, and a dimension that is null on every row is not grouped by', async () => {
    const document = await reconcileSample('openai-agrees');
    expect([document.causes, document.totals.delta_usd, document.totals.matched_usd]).toEqual([[], '0', '0.72']);
    expect(document.sellers[0]?.dimensions.find(({ name }) => name === 'api_key_id')).toEqual({
      name: 'api_key_id',
      used: false,
      why: 'the invoice is not grouped by it',
    });
  });
  test('a line of a bill in another currency keeps its tokens and takes those of no other line away', async () => {
    const read = (name: string): string => readFileSync(`${samples}reconcile/openai-agrees/${name}`, 'utf8');
    const bill = read('costs.json').replace('"currency": "usd"', '"currency": "eur"'); // the line of 0.40
    const document = await reconcileFiles(
      [inMemory('costs.json', bill)],
      [inMemory('calls.jsonl', read('calls.jsonl'))],
    );
    expect(document.tokens.map(({ class: meter, billed, logged }) => [meter, billed, logged])).toEqual([
      ['input', 1_000_000, 1_000_000],
      ['output', 200_000, 200_000],
    ]);
    expect(document.not_compared.lines_without_amount).toBe(1);
    // Input and output are two lines of one cell: the price of the one in dollars agrees.
    expect(causesOf(document)).toEqual([['no-dollar-amount', 'gpt-4.1-mini 0', '-0.4']]);
  });
  test('a day whose lines are all in another currency was charged, and at no wrong price', async () => {
    const read = (name: string): string => readFileSync(`${samples}reconcile/openai-agrees/${name}`, 'utf8');
    const [first] = JSON.parse(read('costs.json')).data;
    const foreign = JSON.stringify(first).replaceAll('"usd"', '"eur"').replaceAll('1772496000', '1772582400');
    const next = foreign.replaceAll('1772409600', '1772496000');
    const later = read('calls.jsonl')
      .replaceAll('2026-03-02', '2026-03-03')
      .replace(/(?<=tr_|req_)0/g, '1');
    const document = await reconcileFiles(
      [inMemory('costs.jsonl', `${JSON.stringify(first)}\n${next}`)],
      [inMemory('calls.jsonl', `${read('calls.jsonl')}${later}`)],
    );
    expect(document.not_compared.lines_without_amount).toBe(2);
    expect(document.causes[0]?.causes[0]?.places[0]?.example?.line).toBe(2);
    expect(causesOf(document)).toEqual([['no-dollar-amount', 'gpt-4.1-mini 0', '-0.72']]);
  });
});

test('Anthropic: cents are cents, one-hour writes logged as five-minute ones, priority tokens kept apart', async () => {
  const document = await reconcileSample('anthropic-cents-and-priority');
  // 100 + 20 + 80 + 50 cents; calls 1 + 0.2 + 0.5 + 0.5 dollars
  expect(bridgeOf(document)).toEqual({ traced: '2.2', class: '0.3' });
  expect(document.totals.invoice_usd).toBe('2.5');
  expect(causesOf(document)).toEqual([
    ['class-swapped', 'claude-haiku-4-5 400000 cache_write_5m to cache_write_1h', '0.3'], // x (2 - 1.25) / 1M
  ]);
  expect(document.kept_apart.map(({ kind, lines }) => [kind, lines])).toEqual([['priority', 1]]);
  expect(document.not_compared.apart_use.calls).toBe(1);
});

test('AWS: thousands of tokens, another account, a model nobody logged, tax and credit', async () => {
  const document = await reconcileSample('bedrock-cur-thousands');
  expect(document.tokens.map(({ class: meter, billed, logged }) => [meter, billed, logged])).toEqual([
    ['input', 50_000, 0],
    ['input', 500_000, 501_000], // 433.893 + 66.107 thousand
    ['cached_input', 1_000_000, 1_000_000],
    ['output', 20_500, 20_500],
  ]);
  expect(causesOf(document)).toEqual([
    ['unlogged-model', 'NovaPro 50000', '0.04'],
    ['unbilled-other-account', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0 -1000', '-0.003'],
  ]);
  expect(document.kept_apart.map(({ kind, usd }) => [kind, usd])).toEqual([
    ['tax', '0.2147500001'],
    ['credit', '-0.5'],
  ]);
  expect(document.totals.invoice_usd).toBe('1.8622500001');
});

test('Azure: 1K and 1M meters, a purchase kept apart, billing days that begin before UTC days', async () => {
  const document = await reconcileSample('azure-day-edge');
  expect(bridgeOf(document)).toEqual({ traced: '4.2', apart: '24' });
  expect(document.sellers[0]).toMatchObject({ seller: 'azure', day_offset_hours: -7, moved_usd: '2.1' });
  expect(document.causes.map(({ group, usd }) => [group, usd])).toEqual([['edge', '0']]);
  expect(document.by_day.map(({ key, billed_usd, delta_usd }) => [key, billed_usd, delta_usd])).toEqual([
    ['2026-03-02', '1.05', '0'],
    ['2026-03-03', '2.45', '0'],
    ['2026-03-04', '0.7', '0'],
  ]);
});

test('FOCUS: EffectiveCost alone, and use without a call goes where its tag says when the policy says so', async () => {
  const document = await reconcileSample('focus-prepaid');
  expect(bridgeOf(document)).toEqual({ traced: '0.72', unlogged: '0.36', apart: '0.05' });
  expect(document.exception_bucket.usd).toBe('0.36');
  const tagged = await reconcileSample('focus-prepaid', { policy: 'invoice-tag' });
  expect(tagged.exception_bucket.usd).toBe('0');
  expect(tagged.by_team).toEqual([
    { key: 'search', traced_usd: '0.24', allocated_usd: '0.36', total_usd: '0.6' },
    { key: 'claims', traced_usd: '0.48', allocated_usd: '0', total_usd: '0.48' },
  ]);
});

test('Google Cloud: credits and cache storage kept apart, a failed call not billed', async () => {
  const document = await reconcileSample('gcp-credits');
  expect(bridgeOf(document)).toEqual({ traced: '2.25125', unbilled: '-0.00125', apart: '-0.21' });
  expect(causesOf(document)).toEqual([['unbilled-failed', 'gemini-2.5-pro -1000', '-0.00125']]);
  expect(document.kept_apart.map(({ kind, usd }) => [kind, usd])).toEqual([
    ['credit', '-0.25'],
    ['fee', '0.04'],
  ]);
});

test('policies: nothing, or the difference of a cell in proportion to the cost of its teams', async () => {
  const bucket = await reconcileSample('openai-no-keys');
  expect([bucket.exception_bucket.usd, bucket.policy.id]).toEqual(['0.88', 'exception-bucket']);
  const shared = await reconcileSample('openai-no-keys', { policy: 'traced-share' });
  expect(shared.exception_bucket.usd).toBe('0');
  // 0.36 over 0.48 of claims and 0.24 of search; -0.18 to claims; 0.7 to search
  expect(shared.by_team).toEqual([
    { key: 'search', traced_usd: '1.64', allocated_usd: '0.82', total_usd: '2.46' },
    { key: 'claims', traced_usd: '1.04', allocated_usd: '0.06', total_usd: '1.1' },
  ]);
});

test('Anthropic Console: dollars rounded to cents are rounding; without tokens the class is told, not why', async () => {
  const document = await reconcileSample('anthropic-console-cents');
  // The 2nd: billed 1.62, traced 1 + 123,457 x 5 / 1M. The 3rd: billed 1 + 0.2 + 0.5, traced 3 + 0.5.
  expect(bridgeOf(document)).toEqual({ traced: '5.117285', rounding: '0.002715', unexplained: '-1.8' });
  expect(causesOf(document)).toEqual([
    ['rounding', 'claude-haiku-4-5 0', '0.002715'],
    ['tokens-unknown', 'claude-haiku-4-5 0 input', '-2'],
    ['tokens-unknown', 'claude-haiku-4-5 0 cached_input', '0.2'],
  ]);
  expect(document.totals.remainder_usd).toBe('-1.8');
});

test('a line for tokens whose unit says nothing is use of its model, not a fee', async () => {
  const folder = `${samples}reconcile/bedrock-cur-thousands`;
  const [bill, calls] = ['bill.csv', 'calls.jsonl'].map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  const hour = '2026-03-02 09:00:00.000,2026-03-02 10:00:00.000';
  const line = `${hour},000011112222,111122223333,Usage,xyz,MP:USE1_InputTokenCount-Units,InvokeModelInference,0.5,USD,0.4,Units,Claude Haiku 4.5 (Amazon Bedrock Edition),us-east-1\n`;
  const without = await reconcileFiles([inMemory('bill.csv', bill ?? '')], [inMemory('calls.jsonl', calls ?? '')]);
  const document = await reconcileFiles(
    [inMemory('bill.csv', `${bill}${line}`)],
    [inMemory('calls.jsonl', calls ?? '')],
  );
  expect(document.kept_apart).toEqual(without.kept_apart);
  expect(causesOf(document)).toContainEqual(['unlogged-model', expect.stringContaining('Claude Haiku 4.5'), '0.4']);
});

test('a line with money and no count beside lines that count is held against the money of its class alone', async () => {
  const folder = `${samples}reconcile/bedrock-cur-thousands`;
  const [bill = '', calls = ''] = ['bill.csv', 'calls.jsonl'].map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  const charging = (usd: string): string => bill.replace(',20.5,USD,0.3075,', `,,USD,${usd},`);
  const causesAt = async (usd: string) => {
    const document = await reconcileFiles([inMemory('bill.csv', charging(usd))], [inMemory('calls.jsonl', calls)]);
    expect(document.tokens.some(({ class: meter }) => meter === 'output')).toBe(false);
    return causesOf(document).filter(([cause]) => cause !== 'unlogged-model' && cause !== 'unbilled-other-account');
  };
  expect(await causesAt('0.3075')).toEqual([]);
  expect(await causesAt('0.6075')).toEqual([
    ['tokens-unknown', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0 0 output', '0.3'],
  ]);
});
