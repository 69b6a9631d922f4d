// OTLP in protobuf: what OpenTelemetry's exporter wrote in both encodings is the same record, and no byte of it can do harm.
import { describe, expect, test } from 'vitest';
import { isArray, isObject, type JsonValue } from '../../src/model/json.ts';
import type { ScanLimits } from '../../src/scan/limits.ts';
import { fieldAt } from '../../src/scan/protobuf.ts';
import { recogniseOtlp, scanOtlp } from '../../src/scan/scan-otlp.ts';
import type { Scanned } from '../../src/scan/scanned.ts';
import { prefixed, requestAsJson, requestAsProtobuf, zstdFrame } from './otlp-requests.ts';
import { inChunks, toLine } from './read-all.ts';

async function scan(bytes: Buffer, chunk = 1000, limits: ScanLimits = {}): Promise<readonly Scanned[]> {
  const framing = recogniseOtlp(bytes.subarray(0, 4096));
  if (framing === undefined) throw new Error('not recognised');
  const found: Scanned[] = [];
  for await (const batch of scanOtlp(inChunks(bytes, chunk), framing, limits)) found.push(...batch);
  return found;
}

/** What the two encodings of protobuf's JSON differ in: empty lists and zeros that need not be written, dropped counts, flags of links. */
function comparable(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(comparable);
  if (!isObject(value)) return value;
  const left = ['droppedAttributesCount', 'droppedEventsCount', 'droppedLinksCount', 'flags'];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !left.includes(key) && !(isArray(inner) && inner.length === 0) && inner !== 0)
      .map(([key, inner]) => [key, key === 'intValue' ? String(inner) : comparable(inner)]),
  );
}

/** A field of bytes: tag, length in groups of seven bits, content. */
function within(tag: number, content: Buffer): Buffer {
  const head = [tag];
  for (let rest = content.length; ; rest >>= 7) {
    head.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    if (rest <= 0x7f) return Buffer.concat([Buffer.from(head), content]);
  }
}

/** The content of the first message with this number. */
function contentOf(bytes: Buffer, number: number): Buffer {
  for (let at = 0; at < bytes.length; ) {
    const field = fieldAt(bytes, at, bytes.length);
    if (field.number === number) return bytes.subarray(field.from, field.to);
    at = field.to;
  }
  throw new Error(`no field ${number}`);
}

const listAt = (value: JsonValue | undefined, key: string): readonly JsonValue[] => {
  const list = isObject(value) ? value[key] : undefined;
  return isArray(list) ? list : [];
};
const memberAt = (value: JsonValue, key: string): JsonValue => (isObject(value) ? (value[key] ?? null) : null);

/** Every span with the resource and the scope it stands under, however the groups are cut. */
function spansOf(found: readonly Scanned[]): readonly JsonValue[] {
  return found
    .flatMap((one) => (one.kind === 'record' ? listAt(one.value, 'resourceSpans') : []))
    .flatMap((group) =>
      listAt(group, 'scopeSpans').flatMap((inner) =>
        listAt(inner, 'spans').map((span) => [memberAt(group, 'resource'), memberAt(inner, 'scope'), span]),
      ),
    );
}

const expected = comparable(JSON.parse(requestAsJson.toString()));
const valuesOf = (found: readonly Scanned[]): readonly JsonValue[] =>
  found.map((one) => (one.kind === 'record' ? comparable(one.value) : one.reason));

describe('the same record in every container', () => {
  test.each([1, 7, 1000, 1_000_000])('bare, in chunks of %d', async (chunk) => {
    expect(recogniseOtlp(requestAsProtobuf)).toBe('bare');
    expect(valuesOf(await scan(requestAsProtobuf, chunk))).toEqual([expected]);
    expect(valuesOf(await scan(Buffer.concat([requestAsProtobuf, requestAsProtobuf]), chunk))).toEqual([
      expected,
      expected,
    ]);
  });

  test.each([1, 7, 1000, 1_000_000])(
    'length-prefixed, each request its own zstd frame or none, in chunks of %d',
    async (chunk) => {
      const file = prefixed(requestAsProtobuf, zstdFrame(requestAsProtobuf), zstdFrame(requestAsJson));
      expect(recogniseOtlp(file)).toBe('length-prefixed');
      const found = await scan(file, chunk);
      expect(valuesOf(found)).toEqual([expected, expected, expected]);
      expect(found.map(({ line, offset }) => [line, offset])).toEqual([
        [1, 0],
        [2, 4 + requestAsProtobuf.length],
        [3, 8 + requestAsProtobuf.length + zstdFrame(requestAsProtobuf).length],
      ]);
    },
  );
});

test('every kind of value, and ids and times to the last digit', async () => {
  const field = (number: number, body: Buffer | string): Buffer => within(number * 8 + 2, Buffer.from(body));
  const fixed = (number: number, value: bigint): Buffer => {
    const bytes = Buffer.alloc(9, number * 8 + 1);
    bytes.writeBigUInt64LE(value, 1);
    return bytes;
  };
  const attribute = (key: string, value: Buffer): Buffer => field(9, Buffer.concat([field(1, key), field(2, value)]));
  const double = Buffer.concat([Buffer.from([0x21]), Buffer.from('000000000000f87f', 'hex')]);
  const pair = Buffer.concat([field(1, '__proto__'), field(2, Buffer.from([0x10, 1]))]);
  const span = Buffer.concat([
    field(1, Buffer.from('0102030405060708090a0b0c0d0e0fff', 'hex')),
    field(2, Buffer.from('00000000000000ff', 'hex')),
    fixed(7, 1_770_000_000_123_456_789n),
    attribute('int', Buffer.from('18ffffffffffffffffff01', 'hex')),
    attribute('nan', double),
    attribute('bytes', field(7, Buffer.from([0xff, 0]))),
    attribute('list', field(5, field(1, field(1, 'a')))),
    attribute('map', field(6, field(1, pair))),
    field(14, 'a field nobody knows'),
  ]);
  const [record] = await scan(field(1, field(2, field(2, span))));
  expect(record).toMatchObject({
    value: {
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                {
                  traceId: '0102030405060708090a0b0c0d0e0fff',
                  spanId: '00000000000000ff',
                  startTimeUnixNano: '1770000000123456789',
                  attributes: [
                    { key: 'int', value: { intValue: '-1' } },
                    { key: 'nan', value: { doubleValue: 'NaN' } },
                    { key: 'bytes', value: { bytesValue: '/wA=' } },
                    { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }] } } },
                    {
                      key: 'map',
                      value: { kvlistValue: { values: [{ key: '__proto__', value: { boolValue: true } }] } },
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  });
});

describe('the other signals have the same outer shape', () => {
  const wrapped = (inner: string): Buffer => {
    const item = Buffer.from(inner, 'hex');
    return within(0x0a, within(0x12, within(0x12, item)));
  };
  test('log records', async () => {
    expect(valuesOf(await scan(wrapped('09010000000000000022046e616d65')))).toEqual([
      { resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: '1' }] }] }] },
    ]);
  });
  test('metrics are recognised and not read', async () => {
    expect(valuesOf(await scan(wrapped('0a05746f6b656e12056120746f6b2a00')))).toEqual([{ resourceMetrics: [{}] }]);
  });
});

describe('what is no OTLP', () => {
  test.each([
    ['JSON behind an empty line', '\n\n{"a":1}\n'],
    ['JSON', '{"resourceSpans":[]}'],
    ['lines', '\nhello\nworld\n'],
    ['zeros and then a log', '\0\0\0\0\0\0{"a":1}'],
    ['Parquet', 'PAR1\u0015\u0004'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(recogniseOtlp(Buffer.from(text))).toBeUndefined();
  });
});

describe('hostile and broken input', () => {
  test('cut anywhere: what stood before is read, the rest is one rejected request with its place', async () => {
    const file = prefixed(requestAsProtobuf, zstdFrame(requestAsProtobuf));
    const second = 4 + requestAsProtobuf.length;
    for (let end = 40; end < file.length; end += 13) {
      const found = await scan(file.subarray(0, end));
      const [first, last, ...more] = found;
      expect(more).toEqual([]);
      if (end < second) {
        expect(found.map(toLine)).toEqual(['1@0 ! the input ends inside a request']);
      } else if (end === second) {
        expect(found.map(({ kind }) => kind)).toEqual(['record']);
      } else {
        expect(first?.kind).toBe('record');
        expect(last && toLine(last)).toBe(`2@${second} ! the input ends inside a request`);
      }
    }
  });

  test('every byte replaced: no throw, and every request is a record or rejected', async () => {
    for (let at = 4; at < requestAsProtobuf.length; at++) {
      const bad = Buffer.from(requestAsProtobuf);
      bad[at] = (bad[at] ?? 0) ^ 0xff;
      const found: Scanned[] = [];
      for await (const batch of scanOtlp(inChunks(prefixed(bad, requestAsProtobuf), 100), 'length-prefixed')) {
        found.push(...batch);
      }
      expect(found.length).toBe(2);
      expect(found[1]?.kind).toBe('record');
    }
  });

  test.each([
    ['a length beyond the end', '0a0412021205', 'a field is longer than what contains it (byte 4 of it)'],
    ['an endless number', `0a0d120b12${'ff'.repeat(10)}`, 'a number has more than ten bytes (byte 5 of it)'],
    ['a wire type of old', '0a0312010b', 'a field has a wire type that no longer exists (byte 4 of it)'],
    ['field number 0', '0a0412020000', 'a field has no valid number (byte 4 of it)'],
  ])('%s', async (_, hex, reason) => {
    const found: Scanned[] = [];
    const file = prefixed(Buffer.from(hex, 'hex'), requestAsProtobuf);
    for await (const batch of scanOtlp(inChunks(file, 100), 'length-prefixed')) found.push(...batch);
    expect(found.map((one) => (one.kind === 'rejected' ? one.reason : one.kind))).toEqual([
      `no OTLP request: ${reason}`,
      'record',
    ]);
  });

  test('values nested without end', async () => {
    let value: Buffer = Buffer.from([0x0a, 0x01, 0x41]);
    for (let depth = 0; depth < 300; depth++) value = within(0x2a, within(0x0a, value));
    const span = within(0x4a, within(0x12, value));
    const request = within(
      0x0a,
      within(0x12, within(0x12, Buffer.concat([Buffer.from('390100000000000000', 'hex'), span]))),
    );
    const [found] = await scan(prefixed(request));
    expect(found).toMatchObject({
      kind: 'rejected',
      reason: expect.stringMatching(/^no OTLP request: messages are nested deeper than limits.depth/),
    });
  });

  test('a request larger than the limit is passed over, a frame that unpacks to more, too', async () => {
    const limits = { recordBytes: requestAsProtobuf.length };
    const large = Buffer.concat([requestAsProtobuf, requestAsProtobuf]);
    const found = await scan(
      prefixed(requestAsProtobuf, large, zstdFrame(Buffer.alloc(10)), requestAsProtobuf),
      64,
      limits,
    );
    expect(found.map(toLine).map((line) => line.replace(/\{.*/, '{…'))).toEqual([
      '1@0 {…',
      `2@${4 + requestAsProtobuf.length} ! the record has ${large.length.toLocaleString('en')} bytes, more than limits.recordBytes (${limits.recordBytes})`,
      expect.stringMatching(/^3@\d+ ! no OTLP request: a field has no valid number/),
      expect.stringMatching(/^4@\d+ \{…$/),
    ]);
    const rle = Buffer.from('28b52ffd0058020010410100 00'.replace(' ', ''), 'hex');
    const [bomb] = await scan(prefixed(rle), 64, limits);
    expect(bomb).toMatchObject({ kind: 'rejected', reason: expect.stringMatching(/unpacks to more than .* bytes/) });
  });

  describe('a resource group larger than a record may be', () => {
    const group = contentOf(requestAsProtobuf, 1);
    const scope = contentOf(group, 2);
    const limits = { recordBytes: requestAsProtobuf.length * 3 };
    const times = (part: Buffer): Buffer => Buffer.concat(Array.from({ length: 40 }, () => part));
    const manyScopes = within(0x0a, Buffer.concat([within(0x0a, contentOf(group, 1)), times(within(0x12, scope))]));
    const spans = times(within(0x12, contentOf(scope, 2)));
    const bigScope = within(0x12, Buffer.concat([within(0x0a, contentOf(scope, 1)), spans]));
    const manySpans = within(0x0a, Buffer.concat([within(0x0a, contentOf(group, 1)), bigScope]));

    test.each([
      ['many scopes', manyScopes, 1],
      ['many scopes', manyScopes, 100],
      ['many scopes', manyScopes, 1_000_000],
      ['one scope of many spans', manySpans, 1],
      ['one scope of many spans', manySpans, 100],
      ['one scope of many spans', manySpans, 1_000_000],
    ])('%s: read in pieces, each span under its resource and scope', async (_, many, chunk) => {
      const input = Buffer.concat([many, requestAsProtobuf]);
      const found = await scan(input, chunk, limits);
      const [whole, other] = await scan(input);
      expect(found.map(({ kind }) => kind)).toEqual(found.map(() => 'record'));
      expect(found.length).toBeGreaterThan(10);
      expect(whole && spansOf([whole]).length).toBeGreaterThanOrEqual(40);
      expect(spansOf(found)).toEqual([whole, other].flatMap((one) => (one ? spansOf([one]) : [])));
    });

    test('cut off inside, and between two of its pieces', async () => {
      const found = await scan(manyScopes.subarray(0, manyScopes.length - 5), 1000, limits);
      const end = { kind: 'rejected', reason: 'the input ends inside a request' };
      expect(found.at(-1)).toMatchObject(end);
      expect(found.slice(0, -1).every(({ kind }) => kind === 'record')).toBe(true);
      expect((await scan(manyScopes.subarray(0, found.at(-1)?.offset), 1000, limits)).at(-1)).toMatchObject(end);
    });

    test('a span larger than that is passed over, the others are read', async () => {
      const span = within(0x12, within(0x2a, Buffer.alloc(limits.recordBytes, 'x')));
      const both = within(0x12, Buffer.concat([span, within(0x12, contentOf(scope, 2))]));
      const found = await scan(within(0x0a, Buffer.concat([within(0x0a, Buffer.alloc(0)), both])), 1000, limits);
      expect(found.map(({ kind }) => kind)).toEqual(['rejected', 'record']);
      expect(spansOf(found)).toMatchObject([[{}, null, { traceId: expect.stringMatching(/^[0-9a-f]{32}$/) }]]);
    });
  });

  test('a bare request whose outermost field is broken: nothing tells where the next begins', async () => {
    const found = await scan(Buffer.concat([requestAsProtobuf, Buffer.alloc(20)]));
    expect(found.map(toLine)[1]).toBe(`2@${requestAsProtobuf.length} ! no OTLP request: a field has no valid number`);
    expect(found.length).toBe(2);
  });
});
