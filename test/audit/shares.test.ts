// A trace in shares: its calls made and judged a few at a time come to what they come to all at once.
import { describe, expect, it } from 'vitest';
import { reportOf } from '../../src/audit/audit.ts';
import { auditTrace } from '../../src/audit/audit-trace.ts';
import type { AuditSettings } from '../../src/audit/settings.ts';
import { startAudit } from '../../src/audit/start-audit.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Event } from '../../src/model/event.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { readRegistry } from '../../src/registry/read-registry.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { hold } from '../laws/law.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { at, makeCall } from '../trace/make-event.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

function inShares(events: readonly Event[], settings: AuditSettings, mostTogether: number): AuditReport {
  const sums = startAudit(settings, { mostTogether });
  sums.add(events);
  return reportOf([sums.summed()], [], settings);
}

function atOnce(events: readonly Event[], settings: AuditSettings): AuditReport {
  const sums = startAudit(settings);
  for (const trace of buildTraces(events)) sums.see(auditTrace(trace, settings));
  return reportOf([sums.summed()], [], settings);
}

const registry = readRegistry({ teams: [{ id: 'support', aliases: ['Support-Platform'] }] }, 'registry.json');
const kinds: readonly (readonly [string, AuditSettings])[] = [
  ['all calls', sampleSettings],
  ['calls that are asked for', { ...sampleSettings, select: ({ part }) => part !== 'recoverable' }],
  ['no call', { ...sampleSettings, select: () => false }],
  ['calls of a registry', { ...sampleSettings, registry }],
];

describe('whatever the shares', () => {
  it.each(kinds)('the report is the same: %s', async (_, settings) => {
    await hold(anyLog, 40, async (lines) => {
      const { events } = await readInputs(inputsOfLines(lines));
      // All records in one trace, too: most logs have many small ones.
      for (const some of [events, events.map((event) => ({ ...event, trace_id: 'one' }))]) {
        const whole = atOnce(some, settings);
        expect(inShares(some, settings, 1)).toEqual(whole);
        expect(inShares(some, settings, 3)).toEqual(whole);
      }
    });
  });

  it('an attempt in one share explains that in another', () => {
    const failed = makeCall({ trace_id: 't', request_id: 'r', status: 'error', start: at(0), usage: { input: 9 } });
    const again = ownedCall({ trace_id: 't', request_id: 'r', attempt: 1, start: at(1) });
    for (const together of [1, 2]) {
      const { questions } = inShares([failed, again], sampleSettings, together);
      expect(questions.find(({ id }) => id === 'Q6')?.verdict).toBe('pass');
    }
    expect(inShares([again], sampleSettings, 1).questions.find(({ id }) => id === 'Q6')?.verdict).toBe('fail');
  });
});
