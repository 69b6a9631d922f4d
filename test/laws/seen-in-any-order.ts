// A fold over traces gives one document, in whatever order they are seen, held in memory or come back from disk.
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { TraceInShares } from '../../src/audit/audited.ts';
import type { AuditSettings } from '../../src/audit/settings.ts';
import { judgeTraces, readIntoStore, type StoredInputs, type StoreOptions } from '../../src/engine/read-traces.ts';
import { anyLog, inputsOfLines, type LogLine } from '../generate/arbitrary-log.ts';
import { hold } from './law.ts';

/** As little as can be is held. */
const onDisk: StoreOptions = { limits: { mostHeld: 0, eventsAPart: 1, directory: tmpdir() } };

export interface Fold {
  see(audited: TraceInShares): void;
  finish(): unknown;
}

export async function holdInAnyOrder(
  settings: AuditSettings,
  runs: number,
  open: (read: StoredInputs) => Fold,
): Promise<void> {
  const seen = (lines: readonly LogLine[], options: StoreOptions, order: number): Promise<unknown> =>
    readIntoStore(inputsOfLines(lines), options, async (read) => {
      const traces: TraceInShares[] = [];
      await judgeTraces(read, settings, (trace) => traces.push(trace));
      const { see, finish } = open(read);
      for (let at = 0; traces.length > 0; at += order) {
        const [audited] = traces.splice(at % traces.length, 1);
        if (audited) see(audited);
      }
      return finish();
    });
  await hold(fc.tuple(anyLog, fc.nat(50)), runs, async ([lines, order]) => {
    const usual = await seen(lines, {}, 0);
    expect(await seen(lines, {}, order)).toEqual(usual);
    expect(await seen(lines, onDisk, order)).toEqual(usual);
  });
}
