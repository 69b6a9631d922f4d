// What is explained does not depend on how the log is read: all at once, or in parts that waited on disk.
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { auditTrace } from '../../src/audit/audit-trace.ts';
import { inOneShare } from '../../src/audit/audit-traces.ts';
import { explainTrace } from '../../src/audit/explain.ts';
import { explainId, type KeyedExplanation, namesTrace } from '../../src/audit/explain-id.ts';
import { openTop } from '../../src/audit/explain-top.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { judgeTraces, readIntoStore, type StoreOptions } from '../../src/engine/read-traces.ts';
import { compareText } from '../../src/model/place.ts';
import { madeTrace } from '../../src/trace/open-trace.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { hold, settings } from '../laws/law.ts';
import { openTraces } from '../trace/all-traces.ts';

const inParts: StoreOptions = { limits: { mostHeld: 0, eventsAPart: 1, directory: tmpdir() } };
const readings = [{}, inParts];
const written = (id: string): string => `${id.slice(0, 8)}-${id.slice(8)}`.toUpperCase();

it('an id names the traces that all traces tried one by one would give', async () => {
  await hold(fc.tuple(anyLog, fc.nat()), 60, async ([lines, some]) => {
    const files = inputsOfLines(lines);
    const { events } = await readInputs(files);
    const open = openTraces(events);
    const traces = open.map(madeTrace);
    const calls = traces.flatMap((trace) => [...trace.calls, ...trace.free_calls]);
    const known = [
      ...traces.flatMap(({ id, trace_ids }) => [id, ...trace_ids, ...trace_ids.map(written)]),
      ...calls.map(({ key }) => key),
      ...events.flatMap((event) => [event.request_id, event.provider_request_id, event.span_id]),
    ].filter((id) => id !== undefined);
    const id = known[some % known.length] ?? 'none';
    const named = open.filter((one) => namesTrace(one, id)).map(madeTrace);
    for (const options of readings) {
      const found: KeyedExplanation[] = [];
      await readIntoStore(files, options, async ({ parts }) => {
        for await (const { groups, whole } of parts)
          for (const group of groups) found.push(...explainId(group, id, settings, whole));
      });
      found.sort((a, b) => compareText(a.key, b.key));
      expect(found.map(({ explanation }) => explanation.trace.id)).toEqual(named.map((trace) => trace.id));
      const expected = named.map((trace) => explainTrace(inOneShare(auditTrace(trace, settings)), id));
      expect(found.map(({ explanation }) => explanation)).toEqual(expect.arrayContaining(expected));
    }
  });
});

it('the most expensive calls are the same', async () => {
  await hold(fc.tuple(anyLog, fc.integer({ min: 1, max: 4 })), 60, async ([lines, most]) => {
    const files = inputsOfLines(lines);
    const found = await Promise.all(
      readings.map((options) =>
        readIntoStore(files, options, async (read) => {
          const top = openTop(most, settings);
          await judgeTraces(read, settings, top.see);
          return top.finish();
        }),
      ),
    );
    expect(found[1]).toEqual(found[0]);
    expect(found[0]?.explanations).toHaveLength(Math.min(most, found[0]?.of ?? 0));
  });
});
