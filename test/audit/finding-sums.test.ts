// A finding that says what it looks at is not asked about traces without it: then it must have nothing to say about them.
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { auditTrace } from '../../src/audit/audit-trace.ts';
import type { AuditedTrace } from '../../src/audit/audited.ts';
import { findings } from '../../src/audit/findings/index.ts';
import { contentsOf, contentsOfCalls, looksAt } from '../../src/audit/tally/trace-contents.ts';
import type { InputFile } from '../../src/engine/input-file.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { inputOf } from '../generate/in-memory.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { sampleSettings, samplesFolder } from './finding-samples.ts';
import { saidOf } from './said-of.ts';

async function tracesOf(inputs: readonly InputFile[]): Promise<AuditedTrace[]> {
  const { events } = await readInputs(inputs);
  return buildTraces(events).map((trace) => auditTrace(trace, sampleSettings));
}

function saidUnasked(traces: readonly AuditedTrace[]): string[] {
  return traces.flatMap((trace) => {
    const has = contentsOf(trace);
    return findings.flatMap((finding) => {
      const { code, about, check } = finding;
      return looksAt(about, check ? has | contentsOfCalls(trace.calls) : has)
        ? []
        : saidOf(trace, finding).map(({ message }) => `${code}: ${message}`);
    });
  });
}

it('holds for every sample of a finding', async () => {
  const names = readdirSync(samplesFolder, { recursive: true, encoding: 'utf8' });
  const inputs = names.filter((name) => /(^|[\\/])input\.[^\\/]+$/.test(name));
  expect(inputs.length).toBeGreaterThan(80);
  for (const name of inputs) {
    const traces = await tracesOf([inputOf(name, readFileSync(`${samplesFolder}${name}`))]);
    expect(saidUnasked(traces)).toEqual([]);
  }
});

it('holds for any log', async () => {
  await fc.assert(
    fc.asyncProperty(anyLog, async (lines) => {
      expect(saidUnasked(await tracesOf(inputsOfLines(lines)))).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
