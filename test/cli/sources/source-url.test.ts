import { expect, test } from 'vitest';
import { isSourceUrl, readSourceUrl } from '../../../src/cli/sources/source-url.ts';

const example = 'clickhouse://user@host:8123/database?table=otel_traces';
const read = (text: string) => readSourceUrl(text, ['table', 'secure'], example);
const fault = (text: string): string => {
  try {
    return `read: ${JSON.stringify(read(text))}`;
  } catch (error) {
    return String(error);
  }
};

test('a URL is told from a path', () => {
  expect(
    ['clickhouse://h/d', 'POSTGRES://h', 'x+y://h', 'logs/a.jsonl', 'C:\\logs', '-', 'a:b', './clickhouse://h'].map(
      isSourceUrl,
    ),
  ).toEqual([true, true, true, false, false, false, false, false]);
});

test('its parts are read; user and password are not in its name', () => {
  expect(read('clickhouse://audit:p%40ss%2Fw%3Ard@ch.internal:8123/logs?table=otel_traces')).toEqual({
    scheme: 'clickhouse',
    host: 'ch.internal',
    port: 8123,
    database: 'logs',
    parameters: { table: 'otel_traces' },
    user: 'audit',
    password: 'p@ss/w:rd',
    name: 'clickhouse://ch.internal:8123/logs?table=otel_traces',
  });
  expect(read('clickhouse://[::1]')).toMatchObject({ host: '::1', database: undefined, name: 'clickhouse://[::1]' });
});

test.each([
  ['an unescaped slash', 'clickhouse://bob:hun/ter2@host:8123/db'],
  ['an unescaped hash', 'clickhouse://bob:hun#ter2@host:8123/db'],
  ['a bad escape', 'clickhouse://bob:hun%ter2@host:8123/db'],
  ['a bad port', 'clickhouse://bob:hunter2@host:99999/db'],
  ['no host', 'clickhouse://'],
])('%s cannot be read, and nothing of it is quoted', (_, url) => {
  expect(fault(url)).toBe('UsageError: a source URL cannot be read');
});

test('a password as a parameter is refused without its value', () => {
  expect(fault('clickhouse://host/db?password=hunter2')).toBe(
    'UsageError: clickhouse:// takes no user or password as a parameter',
  );
  expect(fault('clickhouse://host/db?tabel=x')).toBe('UsageError: clickhouse:// knows no parameter "tabel"');
  expect(fault('clickhouse://host/db?table=x&table=y')).toBe('UsageError: clickhouse:// has the parameter table twice');
});
