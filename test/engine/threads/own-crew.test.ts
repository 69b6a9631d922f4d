// The first thread reads by kinds and goes on by itself while others have not started or are slow. What is found is the same.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import type { AuditSettings } from '../../../src/audit/settings.ts';
import { runAudit } from '../../../src/engine/run-audit.ts';
import type { FromThread, ToThread } from '../../../src/engine/threads/messages.ts';
import { runWorker } from '../../../src/engine/threads/run-worker.ts';
import type { AuditReport } from '../../../src/model/report.ts';
import { inputOf, onDisk } from '../../generate/in-memory.ts';
import { bytesOf, litellmLog } from '../../generate/litellm-lines.ts';
import { random } from '../../generate/random.ts';
import { settings as shipped } from '../../laws/law.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'own-crew-test-'));
afterAll(() => rmSync(directory, { recursive: true }));
/** A day would be a group in which rows of a kind differ. */
const settings: AuditSettings = { ...shipped, group_by: ['model', 'feature'] };
const module = new WebAssembly.Module(readFileSync('dist/kernel.simd.wasm'));

const bytes = bytesOf(litellmLog(900, [[]], [], false, random(4)));

async function auditWith(port: MessagePort, leastLines = 0): Promise<AuditReport> {
  const { report } = await runAudit([onDisk('log.jsonl', bytes, 40_000)], settings, {
    limits: { mostHeld: 0, eventsAPart: 40, directory },
    kernel: () => module,
    byKinds: { leastBytes: 0, leastLines },
    threads: { start: () => [port], judge: true, blockBytes: 20_000 },
  });
  return report;
}

/** What it is told, and what it says after so many milliseconds. */
function slowThread(wait: number): { readonly port: MessagePort; readonly told: ToThread['kind'][] } {
  const [outer, inner] = [new MessageChannel(), new MessageChannel()];
  const told: ToThread['kind'][] = [];
  runWorker(inner.port2, settings, () => module);
  inner.port1.on('message', (message: FromThread) => {
    setTimeout(() => outer.port2.postMessage(message), message.kind === 'ready' ? 0 : wait);
  });
  outer.port2.on('message', (message: ToThread) => {
    told.push(message.kind);
    inner.port1.postMessage(message);
  });
  return { port: outer.port1, told };
}

it('a thread that never starts is not waited for', async () => {
  const { port1, port2 } = new MessageChannel();
  const told: unknown[] = [];
  port2.on('message', (message) => told.push(message));
  const { report } = await runAudit([inputOf('log.jsonl', bytes)], settings);
  expect(await auditWith(port1)).toEqual(report);
  expect(told).toEqual([]);
});

it('a slow thread holds few blocks, and what it found counts', async () => {
  const { port, told } = slowThread(60);
  const { report } = await runAudit([inputOf('log.jsonl', bytes)], settings);
  expect(await auditWith(port)).toEqual(report);
  const read = told.filter((kind) => kind === 'lines').length;
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(bytes.length / 20_000 / 2);
  expect(told.slice(-2)).toEqual(['part', 'finish']);
});

it('few lines are read by the first thread alone', async () => {
  const { port, told } = slowThread(0);
  await auditWith(port, 2000);
  expect(told).toEqual([]);
});
