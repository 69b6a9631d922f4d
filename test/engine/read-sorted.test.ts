// Texts of events in the order of their keys; nothing is handed over before all is read.
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { eventText } from '../../src/cluster/event-text.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { readSorted } from '../../src/engine/read-sorted.ts';
import type { Event } from '../../src/model/event.ts';
import { compareText } from '../../src/model/place.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { hold } from '../laws/law.ts';

const textOf = (event: Event) => ({ key: event.trace_id ?? '', text: eventText(event) });

it('holds every event once, as it was read', async () => {
  const limits = { mostHeld: 0, eventsAPart: 1, directory: tmpdir() };
  await hold(anyLog, 20, async (lines) => {
    const { events, inputs } = await readInputs(inputsOfLines(lines));
    await readSorted(inputsOfLines(lines), { limits }, textOf, async (read) => {
      expect(read.inputs).toEqual(inputs);
      const expected = events.map(textOf).sort((a, b) => compareText(a.key, b.key) || compareText(a.text, b.text));
      expect([...read.texts()]).toEqual(expected.map(({ text }) => text));
    });
  });
});
