import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { InputFile, Progress } from '../../src/engine/input-file.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';

const complete =
  '{"trace_id":"tr_1","provider":"openai","model":"gpt-4.1-mini","usage":{"input":10,"output":2},"owner_team":"support"}';
const step = '{"trace_id":"tr_1","hop":"gateway","owner_team":"support"}';

function input(name: string, ...chunks: (string | Uint8Array)[]): InputFile {
  return {
    name,
    async *open() {
      for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    },
  };
}

function failing(name: string, error: unknown, ...chunks: string[]): InputFile {
  return {
    name,
    async *open() {
      for (const chunk of chunks) yield Buffer.from(chunk);
      throw error;
    },
  };
}

describe('counting', () => {
  test('every record becomes events, skipped or rejected, and the summary says so', async () => {
    const { events, inputs, unreadable } = await readInputs([
      input('a.jsonl', `${complete}\n${step}\n{"tokens":"world"}\nsome prose\n`),
    ]);
    expect(unreadable).toEqual([]);
    expect(events.map(({ role, place }) => [role, place.source, place.line])).toEqual([
      ['call', 'a.jsonl', 1],
      ['step', 'a.jsonl', 2],
    ]);
    expect(inputs).toEqual([
      {
        path: 'a.jsonl',
        format: 'event',
        formats: { event: 2 },
        confidence: 'medium',
        unrecognised: {
          nearest: [expect.objectContaining({ format: 'event' }), expect.objectContaining({ format: 'nested-trace' })],
          map: [],
        },
        records: 3,
        events: 2,
        calls: 1,
        skipped: 0,
        rejected: 1,
        left_out: 0,
        text_lines: 1,
        bytes: Buffer.byteLength(`${complete}\n${step}\n{"tokens":"world"}\nsome prose\n`),
        problems: [
          {
            kind: 'rejected',
            line: 3,
            reason: 'no known format has the keys tokens',
            hint: 'attrib-audit formats lists what is recognised; --from FORMAT forces one',
            records: 1,
          },
        ],
      },
    ]);
  });

  test('problems of one kind are one entry with the first line and a count', async () => {
    const { inputs } = await readInputs([input('a', '{"cost_x":1}\n{"cost_y":1}\n{"cost_x":2}\n')]);
    expect(inputs[0]?.problems.map(({ line, reason, records }) => [line, reason, records])).toEqual([
      [1, 'no known format has the keys cost_x', 2],
      [2, 'no known format has the keys cost_y', 1],
    ]);
  });

  test('more kinds than are shown are summed up, so that the counts still add up', async () => {
    const lines = Array.from({ length: 1500 }, (_, index) => `{"token_${index}":1}`).join('\n');
    const { inputs } = await readInputs([input('a', lines)]);
    const problems = inputs[0]?.problems ?? [];
    expect(problems).toHaveLength(20);
    expect(problems.at(-1)?.reason).toBe('other reasons');
    expect(problems.reduce((sum, { records }) => sum + records, 0)).toBe(1500);
    expect(inputs[0]?.rejected).toBe(1500);
  });

  test('ordinary log lines are passed over and counted, never rejected', async () => {
    const { inputs } = await readInputs([
      input('app.log', `{"level":"info","msg":"started"}\n${complete}\n{"level":"warn","msg":"slow"}\n`),
    ]);
    expect(inputs[0]).toMatchObject({ records: 3, events: 1, skipped: 2, rejected: 0 });
    expect(inputs[0]?.problems).toEqual([
      { kind: 'skipped', line: 1, reason: 'no known format has the keys level, msg', hint: null, records: 2 },
    ]);
  });

  test('bytes are those of the file as stored', async () => {
    const packed = gzipSync(`${complete}\n`);
    const { inputs, events } = await readInputs([input('a.jsonl.gz', packed)]);
    expect(events).toHaveLength(1);
    expect(inputs[0]?.bytes).toBe(packed.length);
  });
});

describe('envelopes', () => {
  test('each member is a record of its own and the envelope is none', async () => {
    const { events, inputs } = await readInputs([
      input('page.json', `{"data":[${complete},${step},{"tokens":"world"}],"next":null}`),
    ]);
    expect(inputs[0]).toMatchObject({ records: 3, events: 2, calls: 1, rejected: 1 });
    expect(events.map(({ place }) => place.line)).toEqual([1, 1]);
  });

  test('members are told apart by place, so that none is taken for a second reading of another', async () => {
    const { events } = await readInputs([input('page.json', `{"data":[${complete},${complete}]}`)]);
    const places = events.map(({ place }) => `${place.offset} ${place.member ?? ''}`);
    expect(new Set(places).size).toBe(2);
  });

  test('envelopes are opened inside each other, but not without end', async () => {
    const wrap = (times: number): string => (times === 0 ? complete : `{"message":${JSON.stringify(wrap(times - 1))}}`);
    expect((await readInputs([input('a', wrap(3))])).inputs[0]).toMatchObject({ records: 1, events: 1 });
    const deep = await readInputs([input('a', wrap(6))]);
    expect(deep.inputs[0]).toMatchObject({ records: 1, rejected: 1 });
    expect(deep.inputs[0]?.problems[0]?.reason).toBe('records are wrapped more than 4 envelopes deep');
  });
});

describe('unreadable inputs', () => {
  test('a truncated archive keeps what was read, and the other inputs are read', async () => {
    const packed = gzipSync(`${`${complete}\n`.repeat(20_000)}`);
    const { inputs, unreadable } = await readInputs([
      input('cut.gz', packed.subarray(0, packed.length - 20)),
      input('whole.jsonl', complete),
    ]);
    expect(unreadable.map((error) => error.input)).toEqual(['cut.gz']);
    expect(inputs[0]?.events).toBeGreaterThan(0);
    expect(inputs[0]?.problems[0]).toMatchObject({ kind: 'unreadable', reason: unreadable[0]?.message });
    expect(inputs[1]).toMatchObject({ records: 1, events: 1 });
  });

  test('a file that goes away is unreadable, with words instead of a code', async () => {
    const gone = Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES', syscall: 'open' });
    const { unreadable } = await readInputs([failing('a.jsonl', gone)]);
    expect(unreadable[0]?.message).toBe('cannot be read: permission denied');
  });

  test('an error that is not about the input is not swallowed', async () => {
    await expect(readInputs([failing('a.jsonl', new TypeError('bug'))])).rejects.toThrow('bug');
  });

  test.each([
    ['PAR1....', 'is a Parquet file whose footer cannot be read: file invalid (footer != PAR1)'],
    ['SQLite format 3\0', 'is an SQLite database, not text'],
    ['\u007fELF\0\0\0', 'is a binary file, not text'],
  ])('binary content is named: %j', async (content, message) => {
    const { unreadable } = await readInputs([input('a.parquet', content)]);
    expect(unreadable[0]?.message).toBe(message);
  });

  test('a log that starts with a run of zero bytes, as after copytruncate, is still a log', async () => {
    const { events, unreadable } = await readInputs([input('app.log', `${'\0'.repeat(5000)}\n${complete}\n`)]);
    expect(unreadable).toEqual([]);
    expect(events).toHaveLength(1);
  });

  test('UTF-16 with its byte order mark is no binary file', async () => {
    const { events, unreadable } = await readInputs([
      input('export.json', Buffer.from(`\uFEFF${complete}`, 'utf16le')),
    ]);
    expect(unreadable).toEqual([]);
    expect(events).toHaveLength(1);
  });
});

describe('underway', () => {
  test('progress counts bytes and records over all inputs', async () => {
    const seen: Progress[] = [];
    await readInputs([input('a', `${complete}\n`), input('b', `${complete}\n${step}\n`)], {
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.at(-1)).toEqual({
      input: 'b',
      inputsDone: 1,
      bytes: Buffer.byteLength(`${complete}\n${complete}\n${step}\n`),
      records: 3,
    });
  });

  test('an abort ends the reading with its reason', async () => {
    const controller = new AbortController();
    const stop = new Error('stop');
    const reading = readInputs([input('a', `${complete}\n`, `${complete}\n`), input('b', complete)], {
      signal: controller.signal,
      onProgress: () => controller.abort(stop),
    });
    await expect(reading).rejects.toBe(stop);
  });

  test('a forced format is used for every record', async () => {
    const { inputs } = await readInputs([input('a', complete)], { from: 'litellm-spend-log' });
    expect(inputs[0]?.formats).toEqual({ 'litellm-spend-log': 1 });
  });
});
