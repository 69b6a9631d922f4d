// Price changes the catalogues have wrong or without a date: whole rows of our own, each with where the fact is from.
import type { RateCardWire } from '../../model/rate-card.ts';

type WireRow = RateCardWire['rows'][number];

/** Takes the place of all rows of the model; the names of the model stay as they were. */
export interface DatedChange {
  readonly seller: string;
  readonly model: string;
  readonly rows: readonly Omit<WireRow, 'seller' | 'model'>[];
}

const fees = { web_search: '10', file_search: '2.5' };
const sonnet = { input: '3', cache_write_5m: '3.75', cached_input: '0.3', output: '15', cache_write_1h: '6' };
const sonnet4 = { ...sonnet, web_search: '10' };
const sonnetLong = { input: '6', cache_write_5m: '7.5', cached_input: '0.6', output: '22.5', cache_write_1h: '12' };
const video = { video_in: 'input' } as const;

const govSonnet = {
  prices: { input: '3.3', cache_write_5m: '4.125', cached_input: '0.33', output: '16.5', cache_write_1h: '6.6' },
  over_context: [
    {
      tokens: 200_000,
      op: '>' as const,
      prices: { input: '6.6', cache_write_5m: '8.25', cached_input: '0.66', output: '24.75', cache_write_1h: '13.2' },
    },
  ],
  source: 'genai+',
};

/** Cached input of Gemini 2.5 became 60 % cheaper some time between two monthly copies of a catalogue, on a day Google did not publish. */
function cachedInputLowered(
  model: string,
  now: WireRow['prices'],
  before: string,
  rest: Pick<WireRow, 'over_context'> & { readonly longBefore?: WireRow['over_context'] } = {},
): DatedChange {
  const { over_context, longBefore } = rest;
  const old = {
    prices: { ...now, cached_input: before },
    ...(longBefore && { over_context: longBefore }),
    fallback: video,
    source: 'own',
  };
  const current = { prices: now, ...(over_context && { over_context }), fallback: video };
  return {
    seller: 'google',
    model,
    rows: [
      { valid_to: '2025-11-01', ...old },
      {
        valid_from: '2025-11-01',
        valid_to: '2026-02-01',
        ...current,
        source: 'own',
        disputed: [
          {
            source: 'litellm-2025-11',
            prices: { cached_input: before },
            ...(longBefore && { over_context: longBefore }),
            note: 'the lower cached rate came in on an unknown day of these months',
          },
        ],
      },
      { valid_from: '2026-02-01', ...current },
    ],
  };
}

function premiumRemoved(model: string, prices: WireRow['prices'], long: WireRow['prices']): DatedChange {
  const over_context = [{ tokens: 200_000, op: '>' as const, prices: long }];
  return {
    seller: 'google',
    model,
    rows: [
      { valid_to: '2026-03-13', prices, over_context, source: 'own' },
      { valid_from: '2026-03-13', prices, source: 'own' },
    ],
  };
}

/** OpenAI's models that search once for each answer, which no log counts. Its fee depended on the size of the search context, which no log says. */
function searching(
  model: string,
  dated: readonly string[],
  prices: WireRow['prices'],
  bySize: readonly string[],
): DatedChange[] {
  const note = 'the fee of a search with low, medium or high context';
  const disputed = bySize.map((requests) => ({ source: 'litellm', prices: { requests }, note }));
  const row = { prices: { ...prices, requests: '0.01', web_search: '0' }, ...(disputed.length > 0 && { disputed }) };
  return [
    { seller: 'openai', model, rows: [row] },
    ...dated.map((id) => ({ seller: 'openai', model: id, rows: [{ alias_of: model, prices: {} }] })),
  ];
}

export const datedChanges: readonly DatedChange[] = [
  ...searching(
    'gpt-4o-search-preview',
    [], // the base knows its dated name
    { input: '2.5', cached_input: '1.25', output: '10' },
    ['0.03', '0.035', '0.05'],
  ),
  ...searching(
    'gpt-4o-mini-search-preview',
    ['gpt-4o-mini-search-preview-2025-03-11'],
    { input: '0.15', cached_input: '0.075', output: '0.6' },
    ['0.025', '0.0275', '0.03'],
  ),
  ...searching(
    'gpt-5-search-api',
    ['gpt-5-search-api-2025-10-14'],
    { input: '1.25', cached_input: '0.125', output: '10' },
    [],
  ),
  {
    // OpenAI, 2025-06-10: o3 costs 80 % less, cached input too.
    seller: 'openai',
    model: 'o3',
    rows: [
      { valid_to: '2025-06-10', prices: { input: '10', cached_input: '2.5', output: '40', ...fees }, source: 'own' },
      { valid_from: '2025-06-10', prices: { input: '2', cached_input: '0.5', output: '8', ...fees } },
    ],
  },
  cachedInputLowered('gemini-2.5-pro', { input: '1.25', cached_input: '0.125', output: '10' }, '0.3125', {
    over_context: [{ tokens: 200_000, op: '>', prices: { input: '2.5', cached_input: '0.25', output: '15' } }],
    longBefore: [{ tokens: 200_000, op: '>', prices: { input: '2.5', cached_input: '0.625', output: '15' } }],
  }),
  cachedInputLowered(
    'gemini-2.5-flash',
    { input: '0.3', cached_input: '0.03', output: '2.5', audio_in: '1', cached_audio_in: '0.1' },
    '0.075',
  ),
  cachedInputLowered(
    'gemini-2.5-flash-lite',
    { input: '0.1', cached_input: '0.01', output: '0.4', audio_in: '0.3', cached_audio_in: '0.03' },
    '0.025',
  ),
  {
    // Anthropic, 2025-08-12: prompts over 200,000 tokens of Sonnet 4 cost double. The catalogues have since dropped it.
    seller: 'anthropic',
    model: 'claude-sonnet-4-0',
    rows: [
      { valid_to: '2025-08-12', prices: sonnet4, source: 'own' },
      {
        valid_from: '2025-08-12',
        valid_to: '2026-01-01',
        prices: sonnet4,
        over_context: [{ tokens: 200_000, op: '>', prices: sonnetLong }],
        source: 'own',
      },
      {
        valid_from: '2026-01-01',
        prices: sonnet4,
        over_context: [{ tokens: 200_000, op: '>', prices: sonnetLong }],
        source: 'own',
        disputed: [{ source: 'genai', prices: {}, over_context: [], note: 'lists no price for long prompts any more' }],
      },
    ],
  },
  // Anthropic, 2026-03-13: no long-context premium for the 4.6 models; Google sells at Anthropic's prices.
  premiumRemoved(
    'claude-opus-4-6',
    { input: '5', cache_write_5m: '6.25', cached_input: '0.5', output: '25', cache_write_1h: '10' },
    { input: '10', cache_write_5m: '12.5', cached_input: '1', output: '37.5', cache_write_1h: '20' },
  ),
  premiumRemoved('claude-sonnet-4-6', sonnet, sonnetLong),
  {
    // AWS GovCloud: 1.1 times the list price; one catalogue has 1.2 times since July 2026.
    seller: 'aws',
    model: 'us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
    rows: [
      { valid_to: '2026-07-01', ...govSonnet },
      {
        valid_from: '2026-07-01',
        ...govSonnet,
        disputed: [
          {
            source: 'litellm',
            prices: { input: '3.6', cache_write_5m: '4.5', cached_input: '0.36', output: '18', cache_write_1h: '7.2' },
            over_context: [
              {
                tokens: 200_000,
                op: '>',
                prices: {
                  input: '7.2',
                  cache_write_5m: '9',
                  cached_input: '0.72',
                  output: '27',
                  cache_write_1h: '14.4',
                },
              },
            ],
            note: '1.2 times the list price since July 2026',
          },
        ],
      },
    ],
  },
  {
    // Mistral, 2025-12-02: the moving name went on to Mistral Large 3.
    seller: 'mistral',
    model: 'mistral-large-latest',
    rows: [
      { valid_to: '2025-12-02', prices: { input: '2', output: '6' }, source: 'own' },
      {
        valid_from: '2025-12-02',
        prices: { input: '0.5', output: '1.5' },
        source: 'own',
        disputed: [{ source: 'genai', prices: { input: '2', output: '6' }, note: 'has not moved the name on' }],
      },
    ],
  },
  {
    // Announced in 2026 for September and cancelled: the price stays. One feed carried the increase.
    seller: 'anthropic',
    model: 'claude-sonnet-5',
    rows: [
      {
        prices: {
          input: '2',
          cache_write_5m: '2.5',
          cached_input: '0.2',
          output: '10',
          cache_write_1h: '4',
          web_search: '10',
        },
        note: 'the increase announced for 2026-09 was cancelled',
      },
    ],
  },
  {
    // api-docs.deepseek.com/quick_start/pricing and its news: 2025-02-09, 2025-02-26, 2025-09-05, 2025-09-29.
    seller: 'deepseek',
    model: 'deepseek-chat',
    rows: deepSeek(
      {
        valid_to: '2025-02-08T16:00:00Z',
        prices: { input: '0.14', cached_input: '0.014', output: '0.28' },
        source: 'own',
      },
      { valid_from: '2025-02-08T16:00:00Z', prices: { input: '0.27', cached_input: '0.07', output: '1.1' } },
    ),
  },
  {
    seller: 'deepseek',
    model: 'deepseek-reasoner',
    rows: deepSeek(undefined, { prices: { input: '0.55', cached_input: '0.14', output: '2.19' } }),
  },
];

/** Cheap nights from 2025-02-26 to 2025-09-05; one price for both names from then on. */
function deepSeek(
  first: DatedChange['rows'][number] | undefined,
  day: DatedChange['rows'][number],
): DatedChange['rows'] {
  const nights = { valid_from: '2025-02-26T16:30:00Z', valid_to: '2025-09-05T16:00:00Z' };
  return [
    ...(first ? [first] : []),
    { ...day, valid_to: nights.valid_from, source: 'own' },
    { ...nights, prices: day.prices, source: 'own' },
    {
      ...nights,
      time_of_day: { from: '16:30', to: '00:30' },
      prices: { input: '0.135', cached_input: '0.035', output: '0.55' },
      source: 'own',
    },
    {
      valid_from: '2025-09-05T16:00:00Z',
      valid_to: '2025-09-29',
      prices: { input: '0.56', cached_input: '0.07', output: '1.68' },
      source: 'own',
    },
    {
      valid_from: '2025-09-29',
      valid_to: '2026-07-24T15:59:00Z',
      prices: { input: '0.28', cached_input: '0.028', output: '0.42' },
      source: 'own',
      disputed: [
        { source: 'genai', prices: day.prices, note: 'still has the day price of 2025' },
        {
          source: 'portkey',
          prices: { input: '0.14', cached_input: '0.0028', output: '0.28' },
          note: 'has the price of deepseek-v4-flash, undated',
        },
      ],
    },
    {
      valid_from: '2026-07-24T15:59:00Z',
      alias_of: 'deepseek-v4-flash',
      prices: {},
      source: 'own',
      note: 'the name stands for deepseek-v4-flash since then',
    },
  ];
}
