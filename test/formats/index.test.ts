// The list of formats: every file that defines one is listed, named after its id, and says what its readers must know.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';

const folder = fileURLToPath(new URL('../../src/formats/', import.meta.url));

test('every format is listed and named after its id', () => {
  const files = readdirSync(folder).filter((file) => /= defineFormat\(/.test(readFileSync(`${folder}${file}`, 'utf8')));
  const defining = files.filter((file) => file !== 'format.ts').map((file) => file.replace(/\.ts$/, ''));
  expect(defining.sort()).toEqual(formats.map((format) => format.id).sort());
});

test.each(formats.map((format) => [format.id, format] as const))('%s says what its readers must know', (id, format) => {
  expect(format.title).not.toBe(id);
  expect(format.traps?.length).toBeGreaterThan(0);
  expect(format.never_read?.length).toBeGreaterThan(0);
  expect(format.proves).toBeDefined();
  expect(format.usage === undefined || format.tokens !== undefined).toBe(true);
});
