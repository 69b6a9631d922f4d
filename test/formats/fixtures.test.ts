// Every reference file is read by the right format, with the counts its facts imply. A folder that nobody wrote down here fails the test.
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readInputs } from '../../src/engine/read-inputs.ts';

const folder = fileURLToPath(new URL('../../../shared/fixtures', import.meta.url));

interface Expected {
  readonly format: string | null;
  readonly records: number;
  readonly calls: number;
  /** Rows that sum several requests. */
  readonly sums?: number;
  readonly skipped?: number;
}

const oneCall = (format: string): Expected => ({ format, records: 1, calls: 1 });
const all = (format: string, directory: string, names: readonly string[]): Readonly<Record<string, Expected>> =>
  Object.fromEntries(names.map((name) => [`${directory}/${name}.json`, oneCall(format)]));

const expected: Readonly<Record<string, Expected>> = {
  // No AI meter among them: recognised, read and passed over.
  'azure-cost-export/sample-anonymous-ea-export-dataset.csv': {
    format: 'azure-cost-export',
    records: 27,
    calls: 0,
    sums: 0,
    skipped: 27,
  },
  ...all('datadog-apm', 'datadog-apm', ['vllm_llmobs_chat']),
  ...all('otlp-json', 'envoy-ai-gateway', [
    'audio-transcription-basic',
    'chat-audio-to-text',
    'chat-multiturn',
    'chat-no-messages',
    'chat-parallel-tools',
    'chat-streaming',
    'chat-text-to-image-tool',
    'chat-tools',
    'completion-bad-request',
    'completion-basic',
    'completion-streaming-usage',
    'embeddings-bad-request',
    'image-generation-basic',
  ]),
  'focus/virtual_currency_pricing_model_a1.csv': { format: 'focus', records: 1, calls: 0, sums: 1 },
  'focus/virtual_currency_pricing_model_a2.csv': { format: 'focus', records: 3, calls: 0, sums: 3 },
  'focus/virtual_currency_pricing_model_b2.csv': { format: 'focus', records: 3, calls: 0, sums: 3 },
  'focus/virtual_currency_pricing_model_c.csv': { format: 'focus', records: 2, calls: 0, sums: 2 },
  // A download holds every observation twice: once in the trace, once beside it. Each counts once.
  'langfuse/claude-agent-2025-12-22.trace.json': { format: 'langfuse-observation', records: 1, calls: 4 },
  'langfuse/google-adk-2025-08-28.trace.json': { format: 'langfuse-observation', records: 1, calls: 2 },
  'langfuse/llamaindex-2025-06-05.trace.json': { format: 'langfuse-observation', records: 1, calls: 1 },
  'langfuse/pydantic-ai-2025-06-06.trace.json': { format: 'langfuse-observation', records: 1, calls: 1 },
  // Parent and child are both costed generations; the parent only sums up.
  'langfuse/vercel-aisdk-2025-11-17.trace.json': { format: 'langfuse-observation', records: 1, calls: 1 },
  ...all('langsmith-run', 'langsmith', [
    'langsmith_js_wrap_openai_default',
    'langsmith_js_wrap_openai_reasoning',
    'langsmith_py_wrap_openai_',
  ]),
  ...all('litellm-spend-log', 'litellm', ['spend_logs_payload', 'spend_logs_payload.2025-09']),
  ...all('litellm-standard-log', 'litellm', ['standard_logging_payload']),
  ...all('litellm-langfuse', 'litellm-langfuse', [
    'completion_with_langfuse_metadata',
    'completion_with_no_choices',
    'completion_with_router',
    'completion_with_tags_stream',
  ]),
  ...all('otlp-json', 'openinference-otlp', [
    'azure-chat-basic',
    'chat-bad-request',
    'chat-basic',
    'chat-detailed-usage',
    'chat-reasoning',
    'chat-streaming-detailed-usage',
    'chat-unknown-model',
  ]),
  // No GenAI in them: a log record is passed over, the span is a step.
  'otlp-json/logs.json': { format: 'otlp-json', records: 1, calls: 0, skipped: 1 },
  'otlp-json/trace.json': { format: 'otlp-json', records: 1, calls: 0 },
  // A look-alike: name and value pairs are no OTLP.
  'weaver-live-check/span.json': { format: null, records: 2, calls: 0, skipped: 2 },
};

function files(): readonly string[] {
  if (!existsSync(folder)) {
    console.info(`the reference files are not here (${folder}); their counts are not checked`);
    return [];
  }
  return readdirSync(folder)
    .flatMap((directory) => readdirSync(`${folder}/${directory}`).map((file) => `${directory}/${file}`))
    .filter((file) => !file.endsWith('.md'))
    .sort();
}

const present = files();

test('every reference file has its counts here', () => {
  expect(present.filter((file) => !Object.hasOwn(expected, file))).toEqual([]);
  expect(present.length === 0 || Object.keys(expected).every((file) => present.includes(file))).toBe(true);
});

test('each is read by its format, with its counts, and nothing of it is rejected', async () => {
  const inputs = present.map((name) => ({ name, open: () => createReadStream(`${folder}/${name}`) }));
  const read = await readInputs(inputs);
  const found = read.inputs.map(({ path, format, records, calls, skipped, rejected, left_out }) => {
    const sums = read.events.filter(
      ({ place, granularity }) => place.source === path && granularity === 'aggregate',
    ).length;
    return [path, { format, records, calls, sums, skipped, lost: rejected + left_out }];
  });
  const wanted = present.map((file) => [file, { sums: 0, skipped: 0, lost: 0, ...expected[file] }]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  expect(read.unreadable).toEqual([]);
});
