// Traffic under other models: sums that neither the order of traces nor the way of reading changes.
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { tracesInShares } from '../../../src/audit/audit-traces.ts';
import { openSwap, type Swap } from '../../../src/audit/reprice/swap.ts';
import { readInputs } from '../../../src/engine/read-inputs.ts';
import { judgeTraces, readIntoStore } from '../../../src/engine/read-traces.ts';
import { anyLog, inputsOfLines } from '../../generate/arbitrary-log.ts';
import { hold, settings } from '../../laws/law.ts';
import { ownedCall } from '../audited-events.ts';
import { sampleSettings } from '../finding-samples.ts';

const swaps: readonly Swap[] = [
  { option: 'gpt-4.1 -> gpt-4.1-mini', from: 'gpt-4.1', to: { model: 'gpt-4.1-mini' } },
  { option: 'batch', to: { service_tier: 'batch' } },
];

test('the document is the same in any order, and when events waited on disk', async () => {
  const limits = { mostHeld: 0, eventsAPart: 1, directory: tmpdir() };
  await hold(anyLog, 60, async (lines) => {
    const files = inputsOfLines(lines);
    const { events } = await readInputs(files);
    const whole = openSwap(swaps, settings);
    for (const audited of [...tracesInShares(events, settings)].reverse()) whole.see(audited);
    await readIntoStore(files, { limits }, async (read) => {
      const parts = openSwap(swaps, settings);
      await judgeTraces(read, settings, parts.see);
      expect(parts.finish()).toEqual(whole.finish());
    });
  });
});

test('usage adds up exactly: whole numbers stay whole, parts of seconds are no sum of floats', () => {
  const sums = openSwap(swaps, sampleSettings);
  const input = 2 ** 40 + 1;
  const calls = [0.1, 0.2, 0.3].map((seconds, n) =>
    ownedCall({ trace_id: `t${n}`, usage: { input, output: 0, seconds } }),
  );
  for (const audited of tracesInShares(calls, sampleSettings)) sums.see(audited);
  expect(sums.finish().workloads.map(({ usage }) => usage)).toEqual([{ input: 3 * input, seconds: 0.6 }]);
});
