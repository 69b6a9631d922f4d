// The inbox: records kept as lines of JSON, by source. Read in the order of their texts, so that neither the order in which they came
// nor how they were batched can be seen in the report.
import type { InputFile } from '../../engine/input-file.ts';
import { compareText } from '../../model/place.ts';
import { groupDigits, scanDefaults } from '../../scan/limits.ts';
import { Refusal } from './answer.ts';
import type { ListenLimits } from './limits.ts';

export interface Inbox {
  /** All of them or, when it throws a Refusal, none. */
  keep(source: string, lines: readonly string[]): void;
  files(nameOf: (source: string) => string): readonly InputFile[];
  /** Changes when something is kept. */
  version(): number;
  records(): number;
  bytes(): number;
}

/** What a line costs besides its text. */
const lineOverhead = 64;
/** The memory of a text: two bytes a character where one of them needs more than one. */
const heldBytes = (line: string, size: number): number =>
  size === line.length ? size : Math.max(size, 2 * line.length);
/** Sent again this late, it will most likely find the next run. */
const retryWhenFull = 30;

export function openInbox(limits: Pick<ListenLimits, 'keptBytes' | 'sources'>): Inbox {
  const sources = new Map<string, string[]>();
  let records = 0;
  let bytes = 0;
  return {
    keep: (source, lines) => {
      const sizes = lines.map((line) => Buffer.byteLength(line));
      if (sizes.some((size) => size > scanDefaults.recordBytes)) {
        const most = groupDigits(scanDefaults.recordBytes);
        throw new Refusal(413, `a record has more than ${most} bytes`, { lost: true });
      }
      const more = lines.reduce((sum, line, at) => sum + heldBytes(line, sizes[at] ?? 0) + lineOverhead, 0);
      if (bytes + more > limits.keptBytes) {
        const message = `nothing more is kept: there is room for ${groupDigits(limits.keptBytes)} bytes (--max-kept)`;
        throw new Refusal(429, message, { lost: true, retryAfter: retryWhenFull });
      }
      if (!sources.has(source) && sources.size >= limits.sources) {
        throw new Refusal(400, `there are more than ${limits.sources} sources`, { lost: true });
      }
      const kept = sources.get(source) ?? [];
      sources.set(source, kept);
      for (const line of lines) kept.push(line);
      records += lines.length;
      bytes += more;
    },
    files: (nameOf) =>
      [...sources]
        .filter(([, lines]) => lines.length > 0)
        .sort(([a], [b]) => compareText(a, b))
        .map(([source, lines]) => fileOf(nameOf(source), [...lines].sort(compareText))),
    version: () => records,
    records: () => records,
    bytes: () => bytes,
  };
}

const linesAtOnce = 1000;

function fileOf(name: string, lines: readonly string[]): InputFile {
  return {
    name,
    open: async function* () {
      for (let from = 0; from < lines.length; from += linesAtOnce) {
        yield Buffer.from(`${lines.slice(from, from + linesAtOnce).join('\n')}\n`);
      }
    },
  };
}
