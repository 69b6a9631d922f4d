// Whole logs for the laws: healthy and faulty traces of all styles, odd records, and the rubbish that stands between records.
import * as fc from 'fast-check';
import type { InputFile } from '../../src/engine/input-file.ts';
import { faults } from './faults.ts';
import { healthyPlan } from './healthy-plan.ts';
import { inputOf } from './in-memory.ts';
import { oddRecord, oddTrace, otherWords } from './noise.ts';
import { type Plan, styles } from './plan.ts';
import { random } from './random.ts';
import { render } from './render.ts';

/** One line of one file. `holds` says what it is by construction. */
export interface LogLine {
  readonly file: string;
  readonly text: string;
  readonly holds: 'record' | 'broken record' | 'prose';
}

/** A part of a log; its number in the log makes its ids its own. */
export type Part = (number: number) => readonly LogLine[];

const seeds = fc.nat(1_000_000);

export const linesOf = (plan: Plan): LogLine[] =>
  Object.entries(render(plan)).flatMap(([file, records]) => records.map((record) => recordLine(file, record)));

export const recordLine = (file: string, record: object): LogLine => ({
  file,
  text: JSON.stringify(record),
  holds: 'record',
});

export const healthyPart: fc.Arbitrary<Part> = fc.record({ style: fc.constantFrom(...styles), seed: seeds }).map(
  ({ style, seed }) =>
    (number) =>
      linesOf(healthyPlan(`p${number}`, style, random(seed * 100 + number))),
);

export const faultyPart: fc.Arbitrary<Part> = fc
  .record({ fault: fc.constantFrom(...faults), style: fc.nat(9), seed: seeds })
  .map(({ fault, style, seed }) => (number) => {
    const chance = random(seed * 100 + number);
    const plan = healthyPlan(`p${number}`, fault.styles[style % fault.styles.length] ?? 'event', chance, fault.wanted);
    fault.inject(plan, chance);
    return linesOf(plan);
  });

/** An odd record: alone, written twice, or beside one that says the same but for a field or two. */
export const oddPart: fc.Arbitrary<Part> = fc
  .record({
    record: fc.oneof({ arbitrary: oddRecord, weight: 5 }, { arbitrary: oddTrace, weight: 1 }),
    beside: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      { arbitrary: fc.constant([{}]), weight: 1 },
      { arbitrary: fc.array(otherWords, { minLength: 1, maxLength: 2 }), weight: 2 },
    ),
  })
  .map(
    ({ record, beside }) =>
      () =>
        [{}, ...beside].map((other) => recordLine('odd.jsonl', { ...record, ...other })),
  );

const rubbish: readonly Omit<LogLine, 'file'>[] = [
  { holds: 'prose', text: 'Rotated at midnight; see the runbook for [older] logs.' },
  { holds: 'prose', text: '# exported by hand' },
  { holds: 'record', text: '{}' },
  { holds: 'record', text: '{"level":"info","msg":"started","port":8080}' },
  { holds: 'record', text: '{"data":[]}' },
  { holds: 'record', text: '{"resourceMetrics":[]}' },
  { holds: 'broken record', text: '{"trace_id":"cut-off","gateway":{"team":"sup' },
  { holds: 'broken record', text: "{'trace_id': 'python', 'model': None}" },
  { holds: 'broken record', text: '{"trace_id":"t","usage":{"input":1,}' },
  { holds: 'broken record', text: '{"trace_id":"t","usage":{"input":01}}' },
];

export const rubbishPart: fc.Arbitrary<Part> = fc
  .record({ line: fc.constantFrom(...rubbish), file: fc.constantFrom('odd.jsonl', 'litellm.jsonl', 'otlp.jsonl') })
  .map(({ line, file }) => () => [{ file, ...line }]);

export function log(...parts: readonly fc.Arbitrary<Part>[]): fc.Arbitrary<readonly LogLine[]> {
  return fc
    .array(fc.oneof(...parts), { minLength: 1, maxLength: 10 })
    .map((list) => list.flatMap((part, number) => part(number)));
}

/** Everything mixed. */
export const anyLog = log(healthyPart, faultyPart, oddPart, oddPart, rubbishPart);
/** Records only, each of which is read. */
export const recordLog = log(healthyPart, faultyPart, oddPart, oddPart);

/** One input for each file name, its lines in the given order. */
export function inputsOfLines(lines: readonly LogLine[]): InputFile[] {
  const files = new Map<string, string[]>();
  for (const { file, text } of lines) {
    const known = files.get(file);
    if (known) known.push(text);
    else files.set(file, [text]);
  }
  return [...files].map(([name, texts]) => inputOf(name, texts.map((text) => `${text}\n`).join('')));
}
