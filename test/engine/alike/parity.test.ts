// Rows read by kinds give the report of rows that are all read as records: for any rows, any cut, any number of threads.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { AuditSettings } from '../../../src/audit/settings.ts';
import type { InputFile } from '../../../src/engine/input-file.ts';
import { type AuditOptions, runAudit } from '../../../src/engine/run-audit.ts';
import { runWorker } from '../../../src/engine/threads/run-worker.ts';
import { inPieces, inputOf } from '../../generate/in-memory.ts';
import { litellmLog, twists } from '../../generate/litellm-lines.ts';
import { random } from '../../generate/random.ts';
import { hold, settings } from '../../laws/law.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'alike-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

const module = new WebAssembly.Module(readFileSync('dist/kernel.simd.wasm'));
const kernel = (): WebAssembly.Module => module;

/** As a file on disk: it can be read again. */
function fileOf(bytes: Uint8Array, pieceBytes: number): InputFile {
  return { ...inPieces(inputOf('log.jsonl', bytes), pieceBytes), readAt: async (from, to) => bytes.subarray(from, to) };
}

interface Cut {
  readonly threads: number;
  readonly blockBytes: number;
  readonly pieceBytes: number;
  readonly eventsAPart: number;
}

function optionsOf({ threads, blockBytes, eventsAPart }: Cut, set: AuditSettings): AuditOptions {
  const ports = (): MessagePort[] =>
    Array.from({ length: threads }, () => {
      const { port1, port2 } = new MessageChannel();
      runWorker(port2, set, kernel);
      return port1;
    });
  return {
    limits: { mostHeld: 0, eventsAPart, directory },
    kernel,
    byKinds: { leastBytes: 0, blockBytes },
    ...(threads > 0 && { threads: { start: ports, judge: true, blockBytes } }),
  };
}

async function holdsFor(text: string, cut: Cut, more: Partial<AuditSettings>): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  const set = { ...settings, group_by: ['model', 'feature', 'cost_center'], ...more };
  const whole = await runAudit([inputOf('log.jsonl', bytes)], set);
  const byKinds = await runAudit([fileOf(bytes, cut.pieceBytes)], set, optionsOf(cut, set));
  expect(byKinds.unreadable).toEqual([]);
  expect(byKinds.report).toEqual(whole.report);
}

const cuts = fc.record({
  threads: fc.nat(2),
  blockBytes: fc.integer({ min: 1, max: 60_000 }),
  pieceBytes: fc.integer({ min: 500, max: 100_000 }),
  eventsAPart: fc.constantFrom(1, 50, 100_000),
});

const groupings = fc.constantFrom<readonly string[]>(
  [],
  ['model', 'component', 'feature', 'error', 'grade'],
  ['cost_center', 'tenant_id_hash', 'provider'],
  ['workflow_id', 'virtual_key', 'session_id', 'environment', 'request_source', 'service'],
  ['user_id_hash', 'account_id', 'principal', 'project', 'api_key_id', 'request_id', 'status', 'part', 'parent'],
  ['day', 'model'],
);

it('for healthy rows', async () => {
  for (const threads of [0, 2])
    await holdsFor(
      litellmLog(3000, [[]], [], false, random(1)),
      { threads, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 },
      {},
    );
});

it.each(Object.keys(twists))('for rows with: %s', async (name) => {
  const text = litellmLog(700, [[], [name]], [name], false, random(3));
  await holdsFor(text, { threads: 0, blockBytes: 40_000, pieceBytes: 50_000, eventsAPart: 1000 }, {});
});

it('for any rows', async () => {
  const names = fc.constantFrom(...Object.keys(twists));
  const log = fc.record({
    rows: fc.integer({ min: 1, max: 1200 }),
    profiles: fc.array(fc.array(names, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
    odd: fc.array(names, { maxLength: 8 }),
    between: fc.boolean(),
    seed: fc.nat(1_000_000),
    lastFeed: fc.boolean(),
  });
  await hold(
    fc.tuple(log, cuts, groupings),
    30,
    async ([{ rows, profiles, odd, between, seed, lastFeed }, cut, group_by]) => {
      const text = litellmLog(rows, profiles, odd, between, random(seed));
      await holdsFor(lastFeed ? `${text}\n` : text, cut, { group_by });
    },
  );
}, 120_000);
