// OTLP in protobuf through the whole reading: the same events as from JSON, and other binary files still refused.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { InputFile } from '../../src/engine/input-file.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { prefixed, requestAsJson, requestAsProtobuf, zstdFrame } from '../scan/otlp-requests.ts';

function input(name: string, bytes: Uint8Array): InputFile {
  return {
    name,
    async *open() {
      yield bytes;
    },
  };
}

describe('OTLP in protobuf', () => {
  test.each([
    ['bare', requestAsProtobuf],
    ['packed by gzip', gzipSync(requestAsProtobuf)],
    ['length-prefixed', prefixed(requestAsProtobuf)],
    ['length-prefixed and compressed', prefixed(zstdFrame(requestAsProtobuf))],
  ])('%s: the events of the same request as JSON', async (_, bytes) => {
    const [json, proto] = await Promise.all([requestAsJson, bytes].map((each) => readInputs([input('traces', each)])));
    expect(proto?.events.length).toBe(2);
    expect(proto?.events).toEqual(json?.events);
    expect(proto?.inputs[0]).toMatchObject({ format: 'otlp-json', records: 1, calls: 1, bytes: bytes.length });
    expect(proto?.events[0]).toMatchObject({
      role: 'call',
      model: 'gpt-4.1',
      owner_team: 'support',
      service: 'support-api',
      usage: { input: 1000, cached_input: 200, output: 300 },
      start: 1_770_000_000_123_456_789n,
    });
  });

  test('other binary files are refused', async () => {
    const { unreadable } = await readInputs([input('picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'))]);
    expect(unreadable.map(({ message }) => message)).toEqual(['is a binary file, not text']);
  });
});
