// The worst traces: one for each kind of trouble, the same however the input is cut, explained in full but never without bound.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { auditTrace } from '../../src/audit/audit-trace.ts';
import type { AuditedTrace } from '../../src/audit/audited.ts';
import {
  addLoss,
  type Candidate,
  candidateOf,
  type Loss,
  mergeCandidates,
  newLoss,
  watchOffenders,
} from '../../src/audit/offenders.ts';
import { pathsOf as pathsOfCalls } from '../../src/audit/waterfall.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Event } from '../../src/model/event.ts';
import { reportSchema } from '../../src/model/report.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

const without = (field: 'owner_team' | 'feature', trace_id: string): Event => {
  const { [field]: _, ...event } = ownedCall({ trace_id });
  return event;
};

function lossOf(audited: AuditedTrace): Loss {
  const loss = newLoss();
  addLoss(loss, audited);
  return loss;
}

const pathsOf =
  ({ trace }: AuditedTrace): Parameters<typeof candidateOf>[2] =>
  () =>
    pathsOfCalls([...trace.calls, ...trace.free_calls]);

describe('the worst traces', () => {
  it('are one for each thing to repair, and a proven trace is none', () => {
    const report = audit(
      [ownedCall({ trace_id: 'a' }), without('owner_team', 'c'), without('owner_team', 'b'), without('feature', 'd')],
      [],
      sampleSettings,
    );
    expect(report.offenders?.map(({ explanation, usd, calls }) => [explanation.asked_for, usd, calls])).toEqual([
      ['b', '0.000768', 1],
      ['d', '0.000768', 1],
    ]);
    expect(reportSchema.parse(report)).toEqual(report);
  });

  it('are cut to what a reader can follow, and say what was left out', () => {
    const calls = Array.from({ length: 60 }, (_, i) => ({
      ...without('owner_team', 'long'),
      request_id: `request-${i}`,
      span_id: `span-${i}`,
    }));
    const [offender] = audit(calls, [], sampleSettings).offenders ?? [];
    expect(offender?.calls).toBe(60);
    expect([offender?.explanation.waterfall.length, offender?.hops_left_out]).toEqual([40, 20]);
    expect([offender?.explanation.calls.length, offender?.calls_left_out]).toEqual([2, 58]);
  });

  it('are the same however the log is cut, and watching finds them', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.nat(20), async (lines, at) => {
        const { events } = await readInputs(inputsOfLines(lines));
        const audited = buildTraces(events).map((trace) => auditTrace(trace, sampleSettings));
        const candidates = audited.flatMap((one) => candidateOf(lossOf(one), one, pathsOf(one)) ?? []);
        const listOf = (some: readonly Candidate[]) =>
          some.reduce<readonly Candidate[]>((list, one) => mergeCandidates(list, [one]), []);
        const [whole, first, rest] = [candidates, candidates.slice(0, at), candidates.slice(at)].map(listOf);
        if (!whole || !first || !rest) throw new Error('three lists');
        expect(mergeCandidates(rest, first)).toEqual(whole);
        const watch = watchOffenders();
        for (const one of audited.toReversed()) watch.see(lossOf(one), one, pathsOf(one));
        expect(watch.list().map((one) => one.explain())).toEqual(whole.map((one) => one.explain()));
      }),
      { numRuns: 40 },
    );
  });
});
