import { expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { type InputsRead, readInputs } from '../../src/engine/read-inputs.ts';
import { anyLog, inputsOfLines, type LogLine } from '../generate/arbitrary-log.ts';
import { hold, settings } from './law.ts';

it('every record of every input becomes an event, is skipped or is rejected, and the counts add up', async () => {
  await hold(anyLog, 100, async (lines) => {
    const { events, inputs } = await readInputs(inputsOfLines(lines));
    const { ledger, totals, excluded } = audit(events, inputs, settings);
    for (const { path, records, skipped, rejected, events: read, problems } of inputs) {
      const own = events.filter(({ place }) => place.source === path);
      const withEvents = new Set(own.map(({ place }) => `${place.offset} ${place.member ?? ''}`)).size;
      expect(own).toHaveLength(read);
      expect(records).toBe(withEvents + skipped + rejected);
      expect(problems.reduce((sum, problem) => sum + (problem.kind === 'rejected' ? problem.records : 0), 0)).toBe(
        rejected,
      );
    }
    expect(ledger.records).toBe(totals.records);
    expect(ledger.records).toBe(ledger.with_events + ledger.skipped + ledger.rejected);
    expect(ledger.events).toBe(events.length);
    expect(ledger.events).toBe(totals.events);
    expect(ledger.events).toBe(ledger.billed_calls + ledger.excluded_events);
    const counted = (unit: 'record' | 'event'): number =>
      excluded.filter((row) => row.unit === unit).reduce((sum, row) => sum + row.records, 0);
    expect(counted('event')).toBe(ledger.excluded_events);
    expect(counted('record')).toBe(ledger.skipped + ledger.rejected);
  });
});

it('each line has exactly one outcome, and the same one alone as among the others', async () => {
  await hold(anyLog, 40, async (lines) => {
    const together = await readInputs(inputsOfLines(lines));
    const alone = await Promise.all(lines.map((line) => readInputs(inputsOfLines([line]))));
    for (const [index, line] of lines.entries()) checkOutcome(line, alone[index]);
    for (const { path, records, events, skipped, rejected, text_lines } of together.inputs) {
      const parts = alone.flatMap(({ inputs }) => inputs.filter((input) => input.path === path));
      const sum = (amount: (input: (typeof parts)[number]) => number): number =>
        parts.reduce((total, input) => total + amount(input), 0);
      expect({ path, records, events, skipped, rejected, text_lines }).toEqual({
        path,
        records: sum((input) => input.records),
        events: sum((input) => input.events),
        skipped: sum((input) => input.skipped),
        rejected: sum((input) => input.rejected),
        text_lines: sum((input) => input.text_lines),
      });
      const own = lines.filter(({ file }) => file === path);
      const hit = new Set(together.events.filter(({ place }) => place.source === path).map(({ place }) => place.line));
      const expected = own.flatMap((line, position) =>
        (alone[lines.indexOf(line)]?.events.length ?? 0) > 0 ? [position + 1] : [],
      );
      expect([...hit].sort((a, b) => a - b)).toEqual(expected);
    }
  });
});

function checkOutcome({ holds, text }: LogLine, read: InputsRead | undefined): void {
  const [input] = read?.inputs ?? [];
  const events = read?.events.length ?? 0;
  const outcomes = (events > 0 ? 1 : 0) + (input?.skipped ?? 0) + (input?.rejected ?? 0);
  expect({ text, records: input?.records, outcomes }).toEqual({
    text,
    records: holds === 'prose' ? 0 : 1,
    outcomes: holds === 'prose' ? 0 : 1,
  });
  if (holds === 'broken record') expect(input?.rejected, text).toBe(1);
  if (holds === 'prose') expect(input?.text_lines, text).toBe(1);
}
