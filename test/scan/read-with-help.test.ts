// Lines that are read elsewhere: whatever the input looks like, however it is cut, the same is found as without help.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFramer } from '../../src/scan/framer.ts';
import { scanDefaults } from '../../src/scan/limits.ts';
import type { LineBlock, LineHelper } from '../../src/scan/read-with-help.ts';
import { scanRecords } from '../../src/scan/scan-records.ts';
import type { Scanned } from '../../src/scan/scanned.ts';
import { hold } from '../laws/law.ts';

/** What it read stands in `found` where it counts. */
function helperOf(
  blockBytes: number,
  after: number,
  found: Scanned[],
  stored?: LineHelper['stored'],
): LineHelper & { readonly counted: () => number } {
  const waiting: LineBlock[] = [];
  let [asked, counted] = [0, 0];
  return {
    blockBytes,
    ...(stored && { stored }),
    ready: () => asked++ >= after,
    full: () => waiting.length >= 3,
    give: (block) => void waiting.push(block),
    takeBack: async () => {
      const { bytes, line, offset } = waiting.shift() ?? { bytes: new Uint8Array(), line: 0, offset: 0 };
      const framer = createFramer(scanDefaults, { line, offset });
      const here = framer.feed(bytes);
      if (!framer.fresh()) return { bytes };
      const accept = (): void => {
        counted += 1;
        found.push(...here);
      };
      return { bytes, found: { textLines: framer.textLines(), accept } };
    },
    counted: () => counted,
  };
}

function storedOf(bytes: Uint8Array, most: number): NonNullable<LineHelper['stored']> {
  return async () => ({
    async read(into, from) {
      const part = bytes.subarray(from, from + Math.min(most, into.length));
      into.set(part);
      return part.length;
    },
    close: async () => {},
  });
}

async function scan(text: string, chunkBytes: number, name: string, helperFor?: (found: Scanned[]) => LineHelper) {
  const found: Scanned[] = [];
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const helper = helperFor?.(found);
  const batches = scanRecords(chunks(), { name, ...(helper && { helper }) });
  for (let batch = await batches.next(); ; batch = await batches.next()) {
    if (batch.done) return { found, totals: batch.value };
    found.push(...batch.value);
  }
}

const line = fc.constantFrom(
  '{"a":1}\n',
  '{"a":{"b":"c"}}\r\n',
  ' {"a":2},\n',
  '{"a":1} {"b":2}\n',
  '{\n  "a": 1\n}\n',
  '{"a":\n',
  '1}\n',
  '{"data": [\n',
  ']}\n',
  '[\n',
  ']\n',
  '{}\n',
  '{}',
  'x {} y\n',
  'level=info msg={"a":1}\n',
  '```json\n',
  '{"a": tru}\n',
  '{"a":"unclosed\n',
  'a,b,c\n',
  '\n',
  '{"a":"\u{1F600}"}\n',
);

it('finds the same, wherever records, lists and text stand', async () => {
  const cut = fc.record({
    blockBytes: fc.integer({ min: 1, max: 60 }),
    chunkBytes: fc.integer({ min: 1, max: 80 }),
    after: fc.nat(5),
    isStored: fc.boolean(),
  });
  await hold(
    fc.tuple(fc.array(line, { maxLength: 40 }), cut),
    2000,
    async ([lines, { blockBytes, chunkBytes, after, isStored }]) => {
      const text = lines.join('');
      const wanted = await scan(text, 1 << 20, 'a.log');
      const stored = isStored ? storedOf(Buffer.from(text), chunkBytes) : undefined;
      const helped = await scan(text, chunkBytes, 'a.log', (found) => helperOf(blockBytes, after, found, stored));
      expect(helped.found).toEqual(wanted.found);
      expect(helped.totals.text_lines).toBe(wanted.totals.text_lines);
      if (!isStored) expect(helped.totals.bytes).toBe(wanted.totals.bytes);
    },
  );
});

it('has plain lines read by the helper, and a table by nobody else', async () => {
  const helpers: ReturnType<typeof helperOf>[] = [];
  const helperFor = (found: Scanned[]): LineHelper => {
    const helper = helperOf(50, 1, found);
    helpers.push(helper);
    return helper;
  };
  const { found } = await scan('{"a":1}\n'.repeat(2000), 40, 'a.jsonl', helperFor);
  expect(found).toHaveLength(2000);
  expect(found.at(-1)).toEqual({ kind: 'record', value: { a: 1 }, line: 2000, offset: 1999 * 8 });
  const table = await scan(`a,b\n${'1,2\n'.repeat(200)}`, 40, 'a.csv', helperFor);
  expect(table.found).toHaveLength(200);
  expect(helpers.map((helper) => helper.counted() > 100)).toEqual([true, false]);
});
