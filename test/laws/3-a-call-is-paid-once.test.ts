import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { InputFile } from '../../src/engine/input-file.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { anyLog, healthyPart, inputsOfLines, linesOf, log, type Part, recordLine } from '../generate/arbitrary-log.ts';
import { healthyPlan } from '../generate/healthy-plan.ts';
import { copyOf } from '../generate/in-memory.ts';
import { styles } from '../generate/plan.ts';
import { random } from '../generate/random.ts';
import { hold, reportOf } from './law.ts';
import { withoutProvenance, withoutRepeats } from './without-provenance.ts';

/** Makes the second reading of a file, and says whether places stay what they were. */
const copies: Readonly<Record<string, (file: InputFile) => InputFile>> = {
  'the same file twice': (file) => file,
  'a copy under a later name': (file) => copyOf(file, `z-${file.name}`),
  'a gzipped copy': (file) => copyOf(file, `${file.name}.gz`),
  'a copy under an earlier name': (file) => copyOf(file, `a-${file.name}`),
};

it.each(Object.entries(copies))('%s changes nothing but inputs and duplicates', async (name, copy) => {
  const strip = name.includes('earlier') ? withoutProvenance : (report: AuditReport): unknown => report;
  await hold(fc.tuple(anyLog, fc.boolean()), 25, async ([lines, first]) => {
    const files = inputsOfLines(lines);
    const again = files.map(copy);
    const [once, twice] = [await reportOf(files), await reportOf(first ? [...again, ...files] : [...files, ...again])];
    expect(strip(withoutRepeats(twice))).toEqual(strip(withoutRepeats(once)));
    const added = (report: AuditReport): number => report.ledger.events - report.ledger.billed_calls;
    expect(added(twice) - added(once)).toBe(once.ledger.events);
  });
});

it('another log of the same calls adds evidence, not money', async () => {
  const seen = fc.record({ style: fc.constantFrom(...styles), seed: fc.nat(1_000_000) });
  const twice = seen.map(
    ({ style, seed }): Part =>
      (number) => {
        const plan = healthyPlan(`p${number}`, style, random(seed * 100 + number));
        const calls = new Set(plan.hops.flatMap(({ call }) => (call?.usage && !call.cache_hit ? [call] : [])));
        const logs = [...calls].map(
          ({ model, provider, usage, status, provider_request_id: answer, request_id: asked }) =>
            recordLine('mesh.jsonl', {
              hop: 'gateway',
              component: 'mesh',
              ...(style === 'bifrost' || style === 'helicone'
                ? { request_id: asked }
                : { provider_request_id: answer }),
              model,
              provider,
              status,
              usage: { input: usage?.input, cached_input: usage?.cached, output: usage?.output },
            }),
        );
        return [...linesOf(plan), ...logs];
      },
  );
  await hold(log(twice, healthyPart), 40, async (lines) => {
    const without = await reportOf(inputsOfLines(lines.filter(({ file }) => file !== 'mesh.jsonl')));
    const mesh = lines.filter(({ file }) => file === 'mesh.jsonl').length;
    const report = await reportOf(inputsOfLines(lines));
    expect(report.totals.spend_usd).toBe(without.totals.spend_usd);
    expect(report.totals.calls).toBe(without.totals.calls);
    expect(report.totals.tokens).toEqual(without.totals.tokens);
    expect(report.ledger.excluded_events).toBe(without.ledger.excluded_events + mesh);
  });
});
