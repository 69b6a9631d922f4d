// Lines read and parts judged by several threads give the report of one thread: for any log, any number of threads, any cut. A port stands
// for a thread, so that what goes over is copied as it is between threads.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { runAudit } from '../../../src/engine/run-audit.ts';
import { createCrew } from '../../../src/engine/threads/crew.ts';
import { runWorker } from '../../../src/engine/threads/run-worker.ts';
import { UsageError } from '../../../src/model/errors.ts';
import { anyLog, inputsOfLines } from '../../generate/arbitrary-log.ts';
import { copyOf, inPieces, inputOf } from '../../generate/in-memory.ts';
import { hold, settings } from '../../laws/law.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'threads-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

function threadsOf(count: number, work: (port: MessagePort) => void): MessagePort[] {
  return Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    work(port2);
    return port1;
  });
}

it('the report is the same', async () => {
  const cut = fc.record({
    threads: fc.integer({ min: 1, max: 3 }),
    mostHeld: fc.nat(4),
    eventsAPart: fc.integer({ min: 1, max: 9 }),
    twice: fc.boolean(),
    judge: fc.boolean(),
    blockBytes: fc.integer({ min: 1, max: 1000 }),
    pieceBytes: fc.integer({ min: 1, max: 2000 }),
  });
  await hold(
    fc.tuple(anyLog, cut),
    100,
    async ([lines, { threads, mostHeld, eventsAPart, twice, judge, blockBytes, pieceBytes }]) => {
      const once = inputsOfLines(lines);
      const [first] = once;
      const files = [...once, ...(twice && first ? [copyOf(first, 'zz-copy.jsonl')] : [])];
      const whole = await runAudit(files, settings);
      const pieces = files.map((file) => inPieces(file, pieceBytes));
      const apart = await runAudit(pieces, settings, {
        limits: { mostHeld, eventsAPart, directory },
        threads: {
          start: () => threadsOf(threads, (port) => runWorker(port, judge ? settings : undefined)),
          judge,
          blockBytes,
        },
      });
      expect(JSON.stringify(apart)).toBe(JSON.stringify(whole));
    },
  );
});

const call = (trace: string): string =>
  `{"trace_id":"${trace}","provider":"openai","model":"gpt-4.1","usage":{"input_tokens":1}}`;
const twoCalls = [inputOf('a.jsonl', `${call('a')}\n${call('b')}\n`)];
const limits = { mostHeld: 0, eventsAPart: 1, directory };

it('a thread that fails fails the audit with its error, and nothing is left', async () => {
  const failing = (hint: string | undefined) => (port: MessagePort) => {
    port.on('message', () => port.postMessage({ kind: 'failed', message: 'no card', hint, stack: 'Error: no card' }));
  };
  const run = (hint: string | undefined) =>
    runAudit(twoCalls, settings, { limits, threads: { start: () => threadsOf(2, failing(hint)), judge: true } });
  await expect(run('name one')).rejects.toThrow(new UsageError('no card', 'name one'));
  await expect(run(undefined)).rejects.toThrow('no card');
  await expect(run(undefined)).rejects.not.toBeInstanceOf(UsageError);
  expect(readdirSync(directory)).toEqual([]);
});

it('a signal ends an audit that waits for its threads', async () => {
  const controller = new AbortController();
  const deaf = threadsOf(1, (port) => {
    port.on('message', () => controller.abort(new Error('interrupted')));
  });
  const run = runAudit(twoCalls, settings, {
    limits,
    signal: controller.signal,
    threads: { start: () => deaf, judge: true },
  });
  await expect(run).rejects.toThrow('interrupted');
});

it('lines are read and parts are judged by every thread', async () => {
  const log = (name: string) =>
    inputOf(name, Array.from({ length: 300 }, (_, number) => `${call(`${name}${number}`)}\n`).join(''));
  const heard: Set<string>[] = [];
  const { report } = await runAudit([inPieces(log('a'), 400), inPieces(log('b'), 700)], settings, {
    limits: { mostHeld: 10, eventsAPart: 20, directory },
    threads: {
      start: () =>
        threadsOf(3, (port) => {
          const kinds = new Set<string>();
          heard.push(kinds);
          port.on('message', ({ kind }: { kind: string }) => kinds.add(kind));
          runWorker(port, settings);
        }),
      judge: true,
      blockBytes: 500,
    },
  });
  expect(report.ledger.records).toBe(600);
  const all = ['finish', 'input', 'lines', 'part', 'whole'];
  expect(heard.map((kinds) => [...kinds].sort())).toEqual([all, all, all]);
});

it('what does not reach the limit starts no thread', async () => {
  const { report } = await runAudit(twoCalls, settings, {
    limits: { ...limits, mostHeld: 2 },
    threads: {
      start: () => {
        throw new Error('a thread was started');
      },
      judge: true,
    },
  });
  expect(report.totals.calls).toBe(2);
});

it('answers wait until they are asked for', async () => {
  const crew = createCrew(
    threadsOf(1, (port) => {
      port.on('message', () => port.postMessage({ kind: 'judged' }));
    }),
  );
  crew.tell(0, { kind: 'finish' });
  crew.tell(0, { kind: 'finish' });
  expect([await crew.hear(0), await crew.hear(0)]).toEqual([{ kind: 'judged' }, { kind: 'judged' }]);
  crew.dismiss();
});
