// Lines are read once more in the order of the file, each with its place, from files stored or packed.
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type LineToRead, onlyOne } from '../../../src/engine/alike/alike-rows.ts';
import { secondReading } from '../../../src/engine/alike/read-again.ts';
import { UnreadableInput } from '../../../src/model/errors.ts';
import type { Event } from '../../../src/model/event.ts';
import { onDisk } from '../../generate/in-memory.ts';
import { healthyRow, lineOf } from '../../generate/litellm-lines.ts';
import { random } from '../../generate/random.ts';

const chance = random(1);
const lines = Array.from({ length: 400 }, (_, index) => lineOf(healthyRow(index, chance)));
const bytes = Buffer.from(lines.join('\n'));
const places: LineToRead[] = [];
for (const [index, text] of lines.entries()) {
  const before = places.at(-1);
  const offset = before === undefined ? 0 : before.offset + before.length + 1;
  places.push({ input: 0, offset, length: Buffer.byteLength(text), line: index + 1, part: onlyOne });
}

async function read(stored: Buffer, wanted: readonly LineToRead[]): Promise<readonly Event[]> {
  const events: Event[] = [];
  const file = onDisk('log.jsonl', stored, 1000);
  const again = secondReading([file], (event) => events.push(event), undefined);
  try {
    await again.read(wanted.slice(0, 2));
    await again.read(wanted.slice(2));
  } finally {
    await again.close();
  }
  return events;
}

it.each([
  ['stored', bytes],
  ['packed', gzipSync(bytes)],
])('reads %s lines in the order of the file, each with its place', async (_, stored) => {
  const wanted = [0, 7, 8, 200, 399].map((index) => places[index] as LineToRead); // there are 400
  const events = await read(stored, wanted);
  expect(events.map(({ place: { source, line, offset } }) => ({ source, line, offset }))).toEqual(
    [0, 7, 8, 200, 399].map((index) => ({ source: 'log.jsonl', line: index + 1, offset: places[index]?.offset })),
  );
  expect(events.map(({ request_id: id }) => id)).toEqual(
    [0, 7, 8, 200, 399].map((index) => JSON.parse(lines[index] ?? '').request_id),
  );
});

it.each([
  ['is cut off', bytes.subarray(0, 1000)],
  ['is empty', Buffer.alloc(0)],
  ['has other lines now', Buffer.from(`${'x'.repeat(50)}\n${bytes}`)],
  ['holds no calls any more', Buffer.from('{"a":1}'.padEnd(bytes.length))],
])('a file that %s changed while it was read', async (_, changed) => {
  for (const stored of [changed, gzipSync(changed)]) {
    const all = read(stored, places);
    await expect(all).rejects.toThrow(UnreadableInput);
    await expect(all).rejects.toThrow('changed while it was read');
  }
});

it('a signal ends it', async () => {
  const stop = AbortSignal.abort(new Error('stopped'));
  const { read, close } = secondReading([onDisk('log.jsonl', bytes, 1000)], () => {}, stop);
  await expect(read(places)).rejects.toThrow('stopped');
  await close();
});
