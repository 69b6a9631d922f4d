// Reference files of OpenTelemetry, Envoy AI Gateway, OpenInference and Weaver: what each of them must become, figure by figure.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { readRecord, recordsOf } from './samples.ts';

const fixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));

/** False with a printed reason when the folder is not there. */
function isThere(folder: string): boolean {
  const there = existsSync(`${fixtures}${folder}`);
  if (!there) console.warn(`skipped: no reference files at ${folder}`);
  return there;
}

const readAll = (file: string) =>
  recordsOf(readFileSync(`${fixtures}${file}`, 'utf8')).flatMap((record) => readRecord(record, 1));

function onlyEvent(file: string): Event {
  const reads = readAll(file);
  const [event, ...more] = reads.flatMap(({ outcome }) => (outcome.kind === 'events' ? outcome.events : []));
  expect(reads.length).toBe(1);
  expect(more).toEqual([]);
  if (!event) throw new Error(`${file} gave no event`);
  return event;
}

const gpt5nano = { provider: 'openai', model: 'gpt-5-nano', response_model: 'gpt-5-nano-2025-08-07', status: 'ok' };
const refused = {
  provider: 'openai',
  model: 'gpt-5-nano',
  response_model: undefined,
  status: 'error',
  error: 'openai.BadRequestError',
  usage: undefined,
};
const babbage = { provider: 'openai', model: 'babbage-002', response_model: 'babbage:2023-07-21-v2', status: 'ok' };
const unmeasured = {
  provider: 'openai',
  response_model: undefined,
  status: 'ok',
  usage: undefined,
  raw_usage: undefined,
};

/** Prompt tokens hold audio, completion tokens hold reasoning: 377 completion tokens of which 320 reasoned leave 57 of output. */
const expected: Readonly<Record<string, Readonly<Record<string, Partial<Record<keyof Event, unknown>>>>>> = {
  'openinference-otlp': {
    'azure-chat-basic.json': { ...gpt5nano, usage: { input: 8, output: 79, reasoning: 192 } },
    'chat-bad-request.json': refused,
    'chat-basic.json': { ...gpt5nano, usage: { input: 8, output: 57, reasoning: 320 } },
    'chat-detailed-usage.json': { ...gpt5nano, usage: { input: 12, reasoning: 100 }, streamed: undefined },
    'chat-reasoning.json': { ...gpt5nano, usage: { input: 27, output: 75, reasoning: 192 } },
    'chat-streaming-detailed-usage.json': { ...gpt5nano, usage: { input: 12, reasoning: 100 }, streamed: true },
    'chat-unknown-model.json': { ...refused, model: 'gpt-4.1-nano-wrong', error: 'openai.NotFoundError' },
  },
  'envoy-ai-gateway': {
    'audio-transcription-basic.json': { ...unmeasured, model: 'whisper-1', operation: 'Transcription' },
    'chat-audio-to-text.json': {
      provider: 'openai',
      model: 'gpt-4o-audio-preview',
      response_model: 'gpt-4o-audio-preview-2025-06-03',
      status: 'ok',
      usage: { input: 27, audio_in: 1, output: 17 },
    },
    'chat-multiturn.json': { ...gpt5nano, usage: { input: 50, output: 14, reasoning: 512 } },
    'chat-no-messages.json': refused,
    'chat-parallel-tools.json': { ...gpt5nano, usage: { input: 162, output: 27, reasoning: 192 } },
    'chat-streaming.json': { ...gpt5nano, usage: undefined, streamed: true },
    'chat-text-to-image-tool.json': { ...gpt5nano, usage: { input: 206, reasoning: 150 } },
    'chat-tools.json': { ...gpt5nano, usage: { input: 162, output: 31, reasoning: 256 } },
    'completion-bad-request.json': { ...refused, model: 'babbage-002' },
    'completion-basic.json': { ...babbage, usage: { input: 31, output: 25 }, streamed: undefined },
    'completion-streaming-usage.json': { ...babbage, usage: { input: 31, output: 25 }, streamed: true },
    'embeddings-bad-request.json': { ...refused, provider: undefined, model: 'text-embedding-3-small' },
    'image-generation-basic.json': { ...unmeasured, model: 'gpt-image-1-mini', operation: 'ImagesResponse' },
  },
};

for (const [folder, files] of Object.entries(expected)) {
  test(`${folder}: every file has its figures here`, () => {
    if (!isThere(folder)) return;
    const present = readdirSync(`${fixtures}${folder}`).filter((file) => file.endsWith('.json'));
    expect(present.sort()).toEqual(Object.keys(files).sort());
  });
  test.each(Object.entries(files))(`${folder}/%s`, (file, figures) => {
    if (!isThere(folder)) return;
    const event = onlyEvent(`${folder}/${file}`);
    const compared: Partial<Record<keyof Event, unknown>> = {};
    for (const key of Object.keys(figures) as (keyof Event)[]) compared[key] = event[key]; // keys of the expected figures
    expect(compared).toEqual(figures);
    expect(event).toMatchObject({ role: 'call', hop: 'app', component: 'otlp', granularity: 'call', notes: [] });
    expect(event.trace_id ?? event.span_id ?? event.start).toBeUndefined(); // cleared upstream
    expect(event.place).toEqual({ source: 'input', line: 1, offset: 1, format: 'otlp-json' });
  });
}

test('otlp-json/trace.json: a server span without model attributes is a step', () => {
  if (!isThere('otlp-json')) return;
  const event = onlyEvent('otlp-json/trace.json');
  expect(event).toMatchObject({
    role: 'step',
    hop: 'app',
    component: 'my.service',
    service: 'my.service',
    trace_id: '5b8efff798038103d269b633813fc60c',
    span_id: 'eee19b7ec3c1b174',
    parent_span_id: 'eee19b7ec3c1b173',
    operation: "I'm a server span",
    producer: 'my.library',
    producer_version: '1.0.0',
    start: 1_544_712_660_000_000_000n,
    end: 1_544_712_661_000_000_000n,
  });
  expect(event.usage).toBeUndefined();
});

test('otlp-json/logs.json: a log record about nothing we ask for is skipped, and says so', () => {
  if (!isThere('otlp-json')) return;
  expect(readAll('otlp-json/logs.json').map(({ format, outcome }) => ({ format, outcome }))).toEqual([
    {
      format: 'otlp-json',
      outcome: {
        kind: 'skipped',
        reason: 'not a model call',
        detail: 'log records without a trace id and an owner or model',
      },
    },
  ]);
});

test('weaver-live-check/span.json: name/value attributes of other telemetry are passed over and counted', () => {
  if (!isThere('weaver-live-check')) return;
  expect(readAll('weaver-live-check/span.json').map(({ format, outcome }) => ({ format, kind: outcome.kind }))).toEqual(
    [
      { format: undefined, kind: 'skipped' },
      { format: undefined, kind: 'skipped' },
    ],
  );
});

test('no text of a prompt or completion is in any event', () => {
  if (!isThere('envoy-ai-gateway')) return;
  const events = Object.keys(expected['envoy-ai-gateway'] ?? {}).map((file) => onlyEvent(`envoy-ai-gateway/${file}`));
  const text = JSON.stringify(events);
  for (const words of ['weather', 'fibonacci', 'def fib', 'yarn', 'The sun rises', 'Error code', 'Traceback']) {
    expect(text).not.toContain(words);
  }
});
