import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/cli/listen/answer.ts';
import { openInbox } from '../../../src/cli/listen/inbox.ts';

const roomy = { keptBytes: 10_000, sources: 2 };

async function contents(inbox: ReturnType<typeof openInbox>): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const { name, open } of inbox.files((source) => `${source}.jsonl`)) {
    let text = '';
    for await (const chunk of open()) text += Buffer.from(chunk).toString();
    files[name] = text;
  }
  return files;
}

function refusalOf(work: () => void): Refusal | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return undefined;
}

describe('what is kept', () => {
  test('is read by source, in the order of the texts, however it came', async () => {
    const one = openInbox(roomy);
    one.keep('traces', ['{"b":1}', '{"a":1}']);
    one.keep('logs', ['{"c":1}']);
    const other = openInbox(roomy);
    other.keep('logs', ['{"c":1}']);
    other.keep('traces', ['{"a":1}']);
    other.keep('traces', ['{"b":1}']);
    expect(await contents(one)).toEqual({ 'logs.jsonl': '{"c":1}\n', 'traces.jsonl': '{"a":1}\n{"b":1}\n' });
    expect(await contents(other)).toEqual(await contents(one));
    expect([one.records(), other.records()]).toEqual([3, 3]);
  });

  test('twice the same text is two records: the audit tells duplicates, not the inbox', async () => {
    const inbox = openInbox(roomy);
    inbox.keep('records', ['{}', '{}']);
    expect(await contents(inbox)).toEqual({ 'records.jsonl': '{}\n{}\n' });
  });

  test('arrives whole in pieces', async () => {
    const inbox = openInbox({ keptBytes: 1_000_000, sources: 1 });
    const lines = Array.from({ length: 2500 }, (_, index) => `{"n":${10_000 + index}}`);
    inbox.keep('records', lines);
    expect((await contents(inbox))['records.jsonl']).toBe(`${lines.join('\n')}\n`);
  });
});

describe('bounds', () => {
  test('a batch that does not fit is kept not even in part', () => {
    const inbox = openInbox({ keptBytes: 200, sources: 1 });
    inbox.keep('traces', ['{"a":1}']);
    const refusal = refusalOf(() => inbox.keep('traces', ['{"b":1}', 'x'.repeat(200)]));
    expect(refusal).toMatchObject({ status: 429, lost: true, retryAfter: 30 });
    expect(refusal?.message).toBe('nothing more is kept: there is room for 200 bytes (--max-kept)');
    expect([inbox.records(), inbox.bytes()]).toEqual([1, 71]);
    inbox.keep('traces', ['{"c":1}']);
    expect(inbox.records()).toBe(2);
  });

  test('many tiny records fill it too', () => {
    const inbox = openInbox({ keptBytes: 64 * 100, sources: 1 });
    expect(
      refusalOf(() =>
        inbox.keep(
          'records',
          Array.from({ length: 100 }, () => '{}'),
        ),
      )?.status,
    ).toBe(429);
  });

  test('a text counts as what it takes in memory: two bytes a character where one byte is not enough for all', () => {
    const inbox = openInbox({ keptBytes: 10_000, sources: 1 });
    inbox.keep('a', ['a'.repeat(100)]);
    inbox.keep('a', [`${'a'.repeat(98)}é`]);
    inbox.keep('a', ['語'.repeat(100)]);
    expect(inbox.bytes()).toBe(100 + 2 * 99 + 300 + 3 * 64);
  });

  test('sources have a number', () => {
    const inbox = openInbox(roomy);
    inbox.keep('a', ['{}']);
    inbox.keep('b', ['{}']);
    expect(refusalOf(() => inbox.keep('c', ['{}']))).toMatchObject({
      status: 400,
      message: 'there are more than 2 sources',
    });
    inbox.keep('a', ['{}']);
    expect(inbox.records()).toBe(3);
  });

  test('a record too large to be read again is refused', () => {
    const inbox = openInbox({ keptBytes: 1e9, sources: 1 });
    expect(refusalOf(() => inbox.keep('a', ['{}', 'é'.repeat(8 * 1024 * 1024 + 1)]))).toMatchObject({
      status: 413,
      message: 'a record has more than 16,777,216 bytes',
    });
    expect(inbox.records()).toBe(0);
  });
});
