// Traces that come back from disk are those of all events at once, judged the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { tracesInShares } from '../../src/audit/audit-traces.ts';
import type { AuditedFacts, CallShare, TraceInShares } from '../../src/audit/audited.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { judgeTraces, readIntoStore } from '../../src/engine/read-traces.ts';
import { compactEvent } from '../../src/model/compact-event.ts';
import type { Event } from '../../src/model/event.ts';
import { compareText } from '../../src/model/place.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { hold, settings } from '../laws/law.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'read-traces-'));
afterAll(() => rmSync(directory, { recursive: true }));

type Told = AuditedFacts & { readonly shares: readonly CallShare[] };
const told = ({ shares, ...facts }: TraceInShares): Told => ({ ...facts, shares: [...shares()] });

const inOrder = (traces: readonly Told[]): readonly Told[] =>
  traces.toSorted((a, b) => compareText(a.trace.id, b.trace.id));

/** Events in columns have no members of their own. */
const said = (traces: readonly Told[]): unknown =>
  JSON.parse(
    JSON.stringify(inOrder(traces), (_, value) => {
      if (typeof value === 'bigint') return `${value}n`;
      return isEvent(value) ? compactEvent(value) : value;
    }),
  );
const isEvent = (value: unknown): value is Event =>
  typeof value === 'object' && value !== null && 'granularity' in value;

it('the traces are the same', async () => {
  const sizes = fc.record({ mostHeld: fc.nat(4), eventsAPart: fc.integer({ min: 1, max: 9 }) });
  await hold(fc.tuple(anyLog, sizes), 60, async ([lines, sizes]) => {
    const { events, inputs } = await readInputs(inputsOfLines(lines));
    const found: Told[] = [];
    const read = await readIntoStore(inputsOfLines(lines), { limits: { ...sizes, directory } }, async (stored) => {
      await judgeTraces(stored, settings, (trace) => found.push(told(trace)));
      return stored.inputs;
    });
    expect(read).toEqual(inputs);
    expect(said(found)).toEqual(said(Array.from(tracesInShares(events, settings), told)));
  });
});
