// Reference files of Langfuse, LangSmith and Datadog: the calls each of them holds, with their figures.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Call } from '../../src/model/trace.ts';
import type { Usage } from '../../src/model/usage.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readRecord, scannedRecords } from './samples.ts';

const fixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));

async function readAll(file: string) {
  const records = await scannedRecords(readFileSync(`${fixtures}${file}`, 'utf8'));
  return records.flatMap((record, index) => readRecord(record, index + 1));
}

interface Expected {
  readonly format: string;
  readonly events: number;
  readonly user?: string;
  /** Model that served, else asked for, with its usage, in order of time. */
  readonly calls: readonly (readonly [string, Usage | undefined])[];
}

const claude = 'claude-sonnet-4-5-20250929';
const expected: Readonly<Record<string, Expected>> = {
  'langfuse/claude-agent-2025-12-22.trace.json': {
    format: 'langfuse-observation',
    events: 7,
    calls: [
      [claude, { input: 19, output: 29 }],
      [claude, { input: 5, output: 53 }],
      [claude, { input: 5, output: 56 }],
      [claude, { input: 5, output: 94 }],
    ],
  },
  'langfuse/google-adk-2025-08-28.trace.json': {
    format: 'langfuse-observation',
    events: 5,
    user: 'demo-user',
    calls: [
      ['gemini-2.0-flash', { input: 28, output: 3 }],
      ['gemini-2.0-flash', { input: 39, output: 6 }],
    ],
  },
  'langfuse/llamaindex-2025-06-05.trace.json': {
    format: 'langfuse-observation',
    events: 2,
    user: 'user_123',
    calls: [['gpt-4o', { input: 13, output: 81 }]],
  },
  'langfuse/pydantic-ai-2025-06-06.trace.json': {
    format: 'langfuse-observation',
    events: 3,
    user: 'user_123',
    calls: [['gpt-4o-2024-08-06', { input: 31, output: 96 }]],
  },
  'langfuse/vercel-aisdk-2025-11-17.trace.json': {
    format: 'langfuse-observation',
    events: 3,
    calls: [['gpt-5-2025-08-07', { input: 62, output: 85 }]],
  },
  'langsmith/langsmith_js_wrap_openai_default.json': {
    format: 'langsmith-run',
    events: 1,
    calls: [['gpt-4o-mini-2024-07-18', { input: 9, output: 9 }]],
  },
  'langsmith/langsmith_js_wrap_openai_reasoning.json': {
    format: 'langsmith-run',
    events: 1,
    calls: [['o1-mini-2024-09-12', { input: 43, output: 941, reasoning: 960 }]],
  },
  'langsmith/langsmith_py_wrap_openai_.json': {
    format: 'langsmith-run',
    events: 1,
    calls: [['gpt-4o-mini-2024-07-18', { input: 9, output: 9 }]],
  },
  'datadog-apm/vllm_llmobs_chat.json': {
    format: 'datadog-apm',
    events: 1,
    calls: [['facebook/opt-125m', undefined]],
  },
};

const served = ({ metering }: Call): readonly [string | undefined, Usage | undefined] => [
  metering.response_model ?? metering.model,
  metering.usage,
];

test.each(Object.entries(expected))('%s', async (file, { format, events: count, user, calls }) => {
  if (!existsSync(`${fixtures}${file}`)) {
    console.warn(`skipped: no reference file ${file}`);
    return;
  }
  const reads = await readAll(file);
  expect(reads.map((read) => read.format)).toEqual([format]);
  const events = reads.flatMap(({ outcome }) => (outcome.kind === 'events' ? outcome.events : []));
  expect(events.length).toBe(count);
  const traces = buildTraces(events);
  expect(traces.length).toBe(1);
  expect(traces[0]?.calls.map(served)).toEqual(calls);
  expect(new Set(events.map((event) => event.user_id_hash))).toEqual(new Set([user]));
  expect(events.flatMap((event) => event.notes)).toEqual([]);
  const text = JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(text).not.toMatch(/weather in|howdy|What is Langfuse|transpose|user@langfuse/i);
});
