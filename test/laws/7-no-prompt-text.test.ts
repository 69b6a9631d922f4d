import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { auditTrace } from '../../src/audit/audit-trace.ts';
import { inOneShare } from '../../src/audit/audit-traces.ts';
import { explainTrace } from '../../src/audit/explain.ts';
import { findings } from '../../src/audit/findings/index.ts';
import type { InputFile } from '../../src/engine/input-file.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { formats } from '../../src/formats/index.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { explanationToTerminal } from '../../src/report/explanation.ts';
import type { Style } from '../../src/report/index.ts';
import { saidOf } from '../audit/said-of.ts';
import { allSamples, recordsOf } from '../formats/samples.ts';
import { faultyPart, healthyPart, inputsOfLines, type LogLine, log, oddPart } from '../generate/arbitrary-log.ts';
import { inputOf, jsonLines } from '../generate/in-memory.ts';
import { marker, talkativeLines, withPrompts } from '../generate/prompts.ts';
import { reporters } from '../report/loaded-reporters.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { hold, reportOf, settings } from './law.ts';

const style: Style = {
  width: Number.POSITIVE_INFINITY,
  colour: false,
  unicode: true,
  top: 100,
  groups: ['model', 'error'],
};

/** Traces whose explanation is drawn for the terminal as well; drawing says nothing that the document does not. */
const drawn = 3;

/** Everything the program can say about an input. */
async function allSaid(files: readonly InputFile[]): Promise<readonly string[]> {
  const report = await reportOf(files);
  const { events, inputs } = await readInputs(files);
  const audited = buildTraces(events).map((trace) => auditTrace(trace, settings));
  const explanations = audited.map((one) => explainTrace(inOneShare(one), one.trace.id));
  const occurrences = audited.flatMap((one) => findings.flatMap((finding) => saidOf(one, finding)));
  return [
    ...Object.values(reporters).map((reporter) => reporter(report, style)),
    ...explanations.slice(0, drawn).map((explanation) => explanationToTerminal(explanation, style)),
    ...[report, explanations, occurrences, inputs, events].map(jsonOf),
  ];
}

const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner));

function expectSilence(said: readonly string[]): void {
  for (const text of said) {
    const at = text.indexOf(marker);
    expect(at < 0 ? '' : text.slice(Math.max(0, at - 160), at + 60)).toBe('');
  }
}

const talking = (line: LogLine): LogLine => ({
  ...line,
  text: JSON.stringify(withPrompts(line.file, JSON.parse(line.text))),
});

function withoutBytes(report: AuditReport): unknown {
  const { inputs, window } = report.generated_from;
  return { ...report, generated_from: { window, inputs: inputs.map(({ bytes: _bytes, ...input }) => input) } };
}

it('no prompt of any log reaches anything that is said, and none changes what is said', async () => {
  await hold(log(healthyPart, faultyPart), 30, async (lines) => {
    const files = inputsOfLines(lines.map(talking));
    expectSilence(await allSaid(files));
    expect(withoutBytes(await reportOf(files))).toEqual(withoutBytes(await reportOf(inputsOfLines(lines))));
  });
});

it('nor does one of a broken record, an error message or the text between records', async () => {
  const line = fc.constantFrom(...talkativeLines).map((text): LogLine => ({ file: 'odd.jsonl', text, holds: 'prose' }));
  await hold(fc.tuple(log(oddPart), fc.array(line, { minLength: 1, maxLength: 6 })), 25, async ([lines, more]) => {
    expectSilence(await allSaid(inputsOfLines([...lines, ...more])));
    expectSilence(await allSaid(inputsOfLines([...more, ...lines])));
  });
});

/** Tables have columns, which a row cannot add to; all others have samples in JSON. */
const prompted = formats.flatMap(({ id, never_read: paths = [] }) => {
  const records = allSamples().flatMap(({ format, text }) => (format === id ? recordsOf(text) : []));
  const places = paths.flatMap(pathIn);
  return records.length > 0 && places.length > 0 ? [{ id, paths: places, records }] : [];
});

it.each(prompted)('$id never reads what it says it never reads', async ({ id, paths, records }) => {
  const talkative = jsonLines(records.map((record) => everywhere(record, paths)));
  expect(talkative).toContain(marker);
  expectSilence(await allSaid([inputOf(`${id}.jsonl`, talkative)]));
});

/** Some say a word about the path behind it; some are words only. */
function pathIn(text: string): string[] {
  const [path = '', ...words] = text.split(' ');
  return words.length === 0 || words[0]?.startsWith('(') ? [path] : [];
}

/** In the record, and in all that it lists: rows of a page, spans of a batch. */
function everywhere(record: JsonObject, paths: readonly string[]): JsonObject {
  const inside = (value: JsonValue): JsonValue => {
    if (isArray(value)) return value.map((item) => (isObject(item) ? everywhere(item, paths) : item));
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inside(inner)]))
      : value;
  };
  return paths.reduce(putPrompt, inside(record) as JsonObject); // an object in, an object out
}

/** A prompt at the path: as text, or beside what is there already. */
function putPrompt(record: JsonObject, path: string): JsonObject {
  const [key = '', ...rest] = path.split('.');
  const known = record[key];
  const text = `Please tell me where my ${marker} parcel is.`;
  if (rest.length > 0 && (known === undefined || isObject(known)))
    return { ...record, [path]: text, [key]: putPrompt(known ?? {}, rest.join('.')) };
  if (isArray(known)) return { ...record, [key]: [...known, { role: 'user', content: text }] };
  if (typeof known === 'object' && known !== null)
    return { ...record, [key]: { ...known, messages: [{ content: text }] } };
  return { ...record, [key]: text };
}
