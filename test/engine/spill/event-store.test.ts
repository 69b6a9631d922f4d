// Events put aside on disk and audited in parts give the report of events held in memory, whatever the size of the parts.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { readInputs } from '../../../src/engine/read-inputs.ts';
import { runAudit } from '../../../src/engine/run-audit.ts';
import { createRowCodec } from '../../../src/engine/spill/event-row.ts';
import { createEventStore } from '../../../src/engine/spill/event-store.ts';
import { UsageError } from '../../../src/model/errors.ts';
import { anyLog, inputsOfLines } from '../../generate/arbitrary-log.ts';
import { copyOf, inputOf } from '../../generate/in-memory.ts';
import { hold, settings } from '../../laws/law.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'spill-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

it('the report is the same', async () => {
  const sizes = fc.record({ mostHeld: fc.nat(4), eventsAPart: fc.integer({ min: 1, max: 9 }), twice: fc.nat(3) });
  await hold(fc.tuple(anyLog, sizes), 150, async ([lines, { mostHeld, eventsAPart, twice }]) => {
    const once = inputsOfLines(lines);
    const [first] = once;
    const again = twice === 1 && first ? [copyOf(first, 'zz-copy.jsonl')] : twice === 2 && first ? [first] : [];
    const files = [...once, ...again];
    const whole = await runAudit(files, settings);
    const inParts = await runAudit(files, settings, { limits: { mostHeld, eventsAPart, directory } });
    expect(inParts).toEqual(whole);
    expect(JSON.stringify(inParts.report)).toBe(JSON.stringify(whole.report));
  });
});

it('an event comes back as it was', async () => {
  await hold(anyLog, 60, async (lines) => {
    const { events } = await readInputs(inputsOfLines(lines));
    const { toRow, fromRow } = createRowCodec();
    expect(events.map(toRow).map(fromRow)).toStrictEqual(events);
  });
});

/** So small parts that there are more of them than are divided at once. */
const tiny = 1;

it.each([300, tiny])(
  'every event comes back once, and nothing is left in the directory, even while it is read: %d a part',
  async (eventsAPart) => {
    const rows = Array.from({ length: 3000 }, (_, number) =>
      JSON.stringify({
        trace_id: `t${number % 700}`,
        provider: 'openai',
        model: 'gpt-4.1',
        usage: { input_tokens: number },
      }),
    );
    const { events } = await readInputs([inputOf('a.jsonl', `${rows.join('\n')}\n`)]);
    const store = createEventStore({ mostHeld: 100, eventsAPart, directory });
    for (const event of events) store.add(event, 0);
    expect(readdirSync(directory)).toEqual([]);
    const parts = [...store.parts()].map(({ groups }) => [...groups]);
    store.close();
    expect(parts.length).toBeGreaterThan(5);
    const seen = parts.flat(2).map((event) => event.place.line);
    seen.sort((a, b) => a - b);
    expect(seen).toEqual(events.map(({ place }) => place.line));
    // A trace is whole in its group, and alone there.
    const traces = parts.flat().map((events) => [...new Set(events.map(({ trace_id: id = '' }) => id))].join());
    expect(new Set(traces).size).toBe(700);
    expect(traces).toHaveLength(700);
  },
);

it('a directory that takes no files ends the run with a hint', async () => {
  const files = [
    inputOf('a.jsonl', '{"trace_id":"a","provider":"openai","model":"gpt-4.1","usage":{"input_tokens":1}}\n'),
  ];
  const limits = { mostHeld: 0, eventsAPart: 1, directory: `${directory}/not-there` };
  await expect(runAudit(files, settings, { limits })).rejects.toThrow(UsageError);
  await expect(runAudit(files, settings, { limits })).rejects.toThrow(/put aside/);
});
