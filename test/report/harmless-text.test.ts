// Small borders of their own: Markdown cells, paths as URIs, XML text, CI commands, fingerprints, how our outputs begin.
import { expect, test } from 'vitest';
import { fingerprint } from '../../src/model/fingerprint.ts';
import { code, prose } from '../../src/report/markdown/text.ts';
import { startsLikeOurs } from '../../src/report/own-output.ts';
import { pathToUri, repositoryPath } from '../../src/report/paths.ts';
import { printable } from '../../src/report/printable.ts';
import { xmlText } from '../../src/report/xml.ts';

test.each([
  ['plain', '`plain`'],
  ['<b>[x](y) @z #1', '`<b>[x](y) @z #1`'],
  ['', '(empty)'],
  ['a|b', '<code>a&#124;b</code>'],
  ['`<i>`', '<code>&#96;&#60;i&#62;&#96;</code>'],
])('code: %j', (text, expected) => expect(code(text)).toBe(expected));

test.each([
  ['carry owner_team, feature', 'carry owner\\_team, feature'],
  ['@all see #12 <b>', '\\@<!-- -->all see \\#<!-- -->12 \\<b\\>'],
  ['https://evil.example www.evil.example', 'https\\://evil.example www\\.evil.example'],
  ['[a](b) | $x$ `c`', '\\[a\\](b) \\| \\$x\\$ \\`c\\`'],
  ['1. list', '1\\. list'],
  ['75.41 % by spend', '75.41 % by spend'],
  ['- item', '\\- item'],
])('prose: %j', (text, expected) => expect(prose(text)).toBe(expected));

test.each([
  ['logs/a b.jsonl', 'logs/a%20b.jsonl'],
  ['./logs/a.jsonl', 'logs/a.jsonl'],
  ['/var/log/ä.jsonl', 'file:///var/log/%C3%A4.jsonl'],
  ['C:\\logs\\a.jsonl', 'file:///C:/logs/a.jsonl'],
  ['logs\\a.jsonl', 'logs/a.jsonl'],
  ['<stdin>', '%3Cstdin%3E'],
  ['a\\"b', 'a%5C%22b'],
  ['\ud800', '%EF%BF%BD'],
])('path as URI: %j', (path, expected) => expect(pathToUri(path)).toBe(expected));

test('a path stays exact but for a leading dot', () => {
  expect([repositoryPath('././a'), repositoryPath('.'), repositoryPath('../a')]).toEqual(['a', '.', '../a']);
});

test('XML text holds no character that XML cannot', () => {
  expect(xmlText('a]]><b a="1">&\'\u0000\u000b\ufffe\ud800')).toBe(
    'a]]&gt;&lt;b a=&quot;1&quot;&gt;&amp;&#39;\ufffd\ufffd\ufffd\ufffd',
  );
});

test.each([
  ['::error::x', '\\x3a:error::x'],
  ['see ::warning file=a::b', 'see \\x3a:warning file=a::b'],
  ['##[error]x ##vso[task] ## [ok]', '##\\x5berror]x ##vso\\x5btask] ## [ok]'],
  ['arn:aws:bedrock:us-east-1::foundation-model/x', 'arn:aws:bedrock:us-east-1::foundation-model/x'],
])('a CI log takes no text for a command: %j', (text, expected) => {
  expect(printable(text, true)).toBe(expected);
  expect(printable(text, false)).toBe(expected);
});

test('fingerprints are FNV-1a of the words, and words do not run together', () => {
  // The published test vector of FNV-1a 64 for "a" is af63dc4c8601ec8c; ours is over JSON, so only its shape can be compared.
  expect(fingerprint(['trace/field-dropped', 'owner_team', 'gateway', 'router'])).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint(['ab', 'c'])).not.toBe(fingerprint(['a', 'bc']));
});

test('a file of somebody else is not ours', () => {
  for (const text of [
    '',
    '{}',
    '[1]',
    '# HELP node_cpu_seconds_total',
    '<!doctype html>\n<html>',
    '{"record":"other"}',
    '[\n  {\n    "description": "x"\n',
  ])
    expect(startsLikeOurs(text), text).toBe(false);
  // An empty list of problems is what GitLab gets when there are none.
  expect(startsLikeOurs('[]\n')).toBe(true);
});
