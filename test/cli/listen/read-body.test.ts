import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/cli/listen/answer.ts';
import { readExport, readRecords } from '../../../src/cli/listen/read-body.ts';
import { requestAsJson, requestAsProtobuf } from '../../scan/otlp-requests.ts';

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) return `${error.status} ${error.lost ? 'lost: ' : ''}${error.message}`;
    throw error;
  }
  return 'taken';
}

describe('an export request', () => {
  test('becomes one record for every span, with its resource and scope', () => {
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
    const scope = { name: 'sdk' };
    const body = json({
      resourceSpans: [
        { resource, scopeSpans: [{ scope, spans: [{ spanId: '1' }, { spanId: '2' }] }, { spans: [{ spanId: '3' }] }] },
        { scopeSpans: [] },
        {},
      ],
    });
    expect(readExport(body, 'json', 'spans').map((line) => JSON.parse(line))).toEqual([
      { resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [{ spanId: '1' }] }] }] },
      { resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [{ spanId: '2' }] }] }] },
      { resourceSpans: [{ resource, scopeSpans: [{ spans: [{ spanId: '3' }] }] }] },
    ]);
  });

  test('log records likewise', () => {
    const body = json({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: 1 }, { body: 2 }] }] }] });
    expect(readExport(body, 'json', 'logs')).toEqual([
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":1}]}]}]}',
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":2}]}]}]}',
    ]);
  });

  test('in protobuf has as many, with the same ids and times', () => {
    const essence = (lines: readonly string[]): readonly unknown[] =>
      lines.map((line) => {
        const { traceId, spanId, name } = JSON.parse(line).resourceSpans[0].scopeSpans[0].spans[0];
        return { traceId, spanId, name };
      });
    const fromProtobuf = readExport(requestAsProtobuf, 'protobuf', 'spans');
    expect(fromProtobuf).toHaveLength(2);
    expect(essence(fromProtobuf)).toEqual(essence(readExport(requestAsJson, 'json', 'spans')));
    expect(fromProtobuf[0]).toContain('"startTimeUnixNano":"1770000000123456789"');
  });

  test('an empty one holds nothing', () => {
    expect([
      readExport(json({}), 'json', 'spans'),
      readExport(Buffer.alloc(0), 'protobuf', 'spans'),
      readExport(json({ resourceSpans: [] }), 'json', 'spans'),
    ]).toEqual([[], [], []]);
  });

  test.each([
    ['no JSON', Buffer.from('{"resourceSpans":'), 'is not one JSON object, or it nests deeper than 200 levels'],
    ['a list', Buffer.from('[]'), 'is not one JSON object, or it nests deeper than 200 levels'],
    ['far too deep', Buffer.from(`{"a":${'['.repeat(300)}${']'.repeat(300)}}`), 'nests deeper than 200 levels'],
    ['another signal', json({ resourceLogs: [] }), 'is no OTLP export request: it has no resourceSpans'],
    ['a text for a list', json({ resourceSpans: 'all' }), 'resourceSpans is no list of objects'],
    ['spans that are none', json({ resourceSpans: [{ scopeSpans: [{ spans: [1] }] }] }), 'spans is no list of objects'],
  ])('%s is refused whole', async (_, body, reason) => {
    const told = await refusal(() => readExport(body, 'json', 'spans'));
    expect(told).toMatch(/^400 lost: the body /);
    expect(told).toContain(reason);
  });

  test('protobuf that is cut off is refused, and says where', async () => {
    const cut = requestAsProtobuf.subarray(0, requestAsProtobuf.length - 3);
    expect(await refusal(() => readExport(cut, 'protobuf', 'spans'))).toMatch(
      /^400 lost: the body is no OTLP request in protobuf: a field is longer than what contains it \(byte \d+\)$/,
    );
  });

  test('a cut anywhere throws nothing but refusals', async () => {
    for (let length = 0; length < requestAsProtobuf.length; length++) {
      const told = await refusal(() => readExport(requestAsProtobuf.subarray(0, length), 'protobuf', 'spans'));
      expect(told).toMatch(/^(?:400 lost: |taken$)/);
    }
  });

  test('a large resource around many spans does not multiply without end', async () => {
    const resource = { attributes: [{ key: 'pad', value: { stringValue: 'x'.repeat(1_000_000) } }] };
    const spans = Array.from({ length: 200 }, () => ({}));
    expect(
      await refusal(() =>
        readExport(json({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }), 'json', 'spans'),
      ),
    ).toBe('413 lost: with its resource beside every span the batch has more than 134,217,728 bytes');
  });

  test('names of the prototype are only names', () => {
    const body = Buffer.from('{"resourceSpans":[{"__proto__":{"polluted":1},"scopeSpans":[{"spans":[{}]}]}]}');
    expect(readExport(body, 'json', 'spans')).toEqual([
      '{"resourceSpans":[{"__proto__":{"polluted":1},"scopeSpans":[{"spans":[{}]}]}]}',
    ]);
    expect('polluted' in {}).toBe(false);
  });
});

describe('records', () => {
  test.each([
    ['one', '{"a":1}', ['{"a":1}']],
    ['JSON Lines', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['an array', ' [ {"a":1},\n {"b":2} ] ', ['{"a":1}', '{"b":2}']],
    ['on several lines', '{\n  "a": [\n 1 ] }', ['{"a":[1]}']],
    [
      'with numbers beyond floats',
      '{"cost":0.12345678901234567890,"id":12345678901234567890}',
      ['{"cost":"0.12345678901234567890","id":"12345678901234567890"}'],
    ],
  ])('%s', async (_, body, lines) => {
    expect(await readRecords(Buffer.from(body))).toEqual(lines);
  });

  test.each([
    ['nothing', '', 'the body holds no record'],
    ['only text', 'hello', 'between the records stands something that is no JSON'],
    ['text between', '{"a":1}\nhello\n{"b":2}', 'between the records stands something that is no JSON'],
    ['cut off', '{"a":1}\n{"b":', 'the input ends in the middle of this record (line 2)'],
    ['a number', '[1]', 'no JSON'],
  ])('%s is refused whole', async (_, body, reason) => {
    const told = await refusal(() => readRecords(Buffer.from(body)));
    expect(told).toMatch(/^400 lost: /);
    expect(told).toContain(reason);
  });
});
