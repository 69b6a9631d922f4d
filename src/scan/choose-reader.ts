// Table or JSON: holds the first bytes back until they or the name of the input tell, then hands everything to the reader for it.
import { lineFeed } from './byte-codes.ts';
import { createWindow } from './byte-window.ts';
import { createFramer } from './framer.ts';
import type { ScanLimits } from './limits.ts';
import { createTableReader } from './read-table.ts';
import type { RecordReader } from './record-reader.ts';
import type { Scanned } from './scanned.ts';
import { headLimit, recogniseTable } from './table-head.ts';

export function createReader(limits: Required<ScanLimits>, name: string | undefined): RecordReader {
  const head = createWindow();
  let reader: RecordReader | undefined;

  function choose(complete: boolean): readonly Scanned[] {
    const verdict = recogniseTable(head.view, complete, name);
    if (verdict === 'more' && !complete) return [];
    reader = typeof verdict === 'string' ? createFramer(limits) : createTableReader(verdict, limits);
    return reader.feed(head.view);
  }

  return {
    feed(chunk) {
      if (reader !== undefined) return reader.feed(chunk);
      const first = head.view.length === 0;
      head.append(chunk);
      // Only the first byte and the end of a row can tell more than was known before.
      return first || chunk.includes(lineFeed) || head.view.length >= headLimit ? choose(false) : [];
    },
    end() {
      const found = reader === undefined ? choose(true) : [];
      return [...found, ...(reader?.end() ?? [])];
    },
    textLines: () => reader?.textLines() ?? 0,
    fresh: () => reader?.fresh?.() ?? false,
    pass: (lines) => reader?.pass?.(lines),
  };
}
