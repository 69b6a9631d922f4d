import { expect, test } from 'vitest';
import { progressLine } from '../../src/cli/progress.ts';
import type { InputFile } from '../../src/engine/input-file.ts';
import { testIo } from './test-io.ts';

const file = (size?: number): InputFile => ({ name: 'a', ...(size === undefined ? {} : { size }), async *open() {} });
const clear = '\r\u001B[K';

function drawn(options: {
  tty?: boolean;
  quiet?: boolean;
  ci?: boolean;
  sizes?: (number | undefined)[];
  columns?: number;
}): string {
  let now = 0;
  const io = testIo({
    cwd: '/',
    tty: { stderr: options.tty ?? true },
    clock: () => now,
    ...(options.columns === undefined ? {} : { columns: options.columns }),
    ...(options.ci ? { env: { CI: 'true' } } : {}),
  });
  const progress = progressLine((options.sizes ?? [2_000_000]).map(file), options.quiet === true, io);
  for (now of [100, 499, 500, 550, 599, 600, 1000]) {
    progress.update({ input: 'a', inputsDone: 0, bytes: now * 1000, records: now });
  }
  progress.clear();
  return io.written.stderr;
}

test('nothing for half a second, then at most ten lines a second, gone at the end', () => {
  expect(drawn({})).toBe(
    [
      `${clear}reading 0.5 MB of 2.0 MB, 25 %, 1000 records/s, 2 s left`,
      `${clear}reading 0.6 MB of 2.0 MB, 30 %, 1000 records/s, 2 s left`,
      `${clear}reading 1.0 MB of 2.0 MB, 50 %, 1000 records/s, 1 s left`,
      clear,
    ].join(''),
  );
});

test('a pipe has no end to count down to; several inputs are numbered; a narrow screen cuts', () => {
  expect(drawn({ sizes: [undefined] })).toContain('reading 1.0 MB, 1000 records/s');
  expect(drawn({ sizes: [undefined] })).not.toContain('left');
  expect(drawn({ sizes: [1_000_000, 1_000_000] })).toContain('reading 1 of 2: 1.0 MB of 2.0 MB');
  expect(drawn({ columns: 20 })).toContain(`${clear}reading 1.0 MB of 2${clear}`);
});

test('never where nobody watches: no terminal, --quiet, CI', () => {
  expect(drawn({ tty: false }) + drawn({ quiet: true }) + drawn({ ci: true })).toBe('');
});
