import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutLines, type Fill, fillFrom, type LineBlocks } from '../../src/scan/line-blocks.ts';
import { hold } from '../laws/law.ts';

/** Gives the bytes in pieces, and fails at the end when it is told to. */
function fillOf(bytes: Uint8Array, piece: number, error?: Error): Fill {
  let at = 0;
  return async (into) => {
    const part = bytes.subarray(at, at + Math.min(piece, into.length));
    into.set(part);
    at += part.length;
    if (part.length === 0 && error) throw error;
    return part.length;
  };
}

async function blocksOf(blocks: LineBlocks): Promise<string[]> {
  const texts: string[] = [];
  for (let bytes = await blocks.next(); bytes; bytes = await blocks.next()) {
    texts.push(bytes.toString());
    bytes.fill(0); // it is the reader's own
    blocks.done(bytes);
  }
  return texts;
}

it('blocks are whole lines, and with what stands behind them all there is', async () => {
  const text = fc.array(fc.constantFrom('a', 'bcd', '\n', '\n\n', 'e'.repeat(30)), { maxLength: 60 });
  const run = fc.record({ text, piece: fc.integer({ min: 1, max: 50 }), blockBytes: fc.integer({ min: 1, max: 40 }) });
  await hold(run, 500, async ({ text, piece, blockBytes }) => {
    const whole = text.join('');
    const blocks = cutLines(fillOf(Buffer.from(whole), piece), blockBytes);
    const found = await blocksOf(blocks);
    const { bytes, failure } = blocks.end();
    expect(failure).toBeUndefined();
    expect(found.join('') + Buffer.from(bytes).toString()).toBe(whole);
    for (const block of found) expect(block.endsWith('\n')).toBe(true);
    expect(bytes.includes(0x0a)).toBe(false);
  });
});

it('what came before a failure is given first', async () => {
  const error = new Error('the disk is gone');
  const blocks = cutLines(fillOf(Buffer.from('a\nbc\nd'), 2, error), 4);
  expect(await blocksOf(blocks)).toEqual(['a\n', 'bc\n']);
  expect(blocks.end()).toEqual({ bytes: Buffer.from('d'), failure: { error } });
});

it('memory that is needed no more is filled again', async () => {
  const blocks = cutLines(fillOf(Buffer.from('a\nb\n'.repeat(100)), 8), 8);
  const used = new Set<ArrayBuffer>();
  for (let bytes = await blocks.next(); bytes; bytes = await blocks.next()) {
    used.add(bytes.buffer);
    blocks.done(bytes);
  }
  expect(used.size).toBe(2);
});

it('a stream fills it with what is left of it', async () => {
  async function* chunks() {
    yield Buffer.from('b\nc');
    yield Buffer.alloc(0);
    yield Buffer.from('\nd');
  }
  const blocks = cutLines(fillFrom(Buffer.from('a\n'), chunks()), 3);
  expect(await blocksOf(blocks)).toEqual(['a\n', 'b\n', 'c\n']);
  expect(blocks.end().bytes.toString()).toBe('d');
});
