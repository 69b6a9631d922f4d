// A report with an attack in every field injects nothing into any output: one test per output.
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { attackedReport } from './injections.ts';
import { reporters } from './loaded-reporters.ts';

const style = { width: Number.POSITIVE_INFINITY, colour: false, unicode: true, top: 100, groups: [] };
const textOf = (kind: keyof typeof reporters) => reporters[kind](attackedReport, style);

/** What can steer a terminal, hide or reorder text, or cannot be written as UTF-8. */
const steering = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** What a CI system takes for a command; GitHub looks for the second form anywhere in a line. */
const command = /^\s*::\w|##\w*\[/m;

function harmless(text: string): void {
  expect(text).not.toMatch(steering);
  expect(text).not.toMatch(command);
}

function rowsOf(csv: string): readonly (readonly string[])[] {
  return csv
    .trimEnd()
    .split('\n')
    .map((line) => line.match(/(?:^|,)(?:"(?:[^"]|"")*"|[^",]*)/g)?.map((cell) => cell.replace(/^,/, '')) ?? []);
}

test('terminal', () => {
  harmless(textOf('terminal'));
});

test('json', () => {
  harmless(textOf('json'));
  expect(JSON.parse(textOf('json'))).toEqual(JSON.parse(JSON.stringify(attackedReport)));
});

test('html: the only tags and attributes are ours', () => {
  const page = textOf('html');
  harmless(page.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, ''));
  const body = page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<script>[\s\S]*?<\/script>/, '');
  const tags = new Set([...body.matchAll(/<(\w+)/g)].map((match) => match[1]));
  for (const tag of ['script', 'img', 'b', 'iframe', 'object', 'form', 'base']) expect(tags.has(tag), tag).toBe(false);
  const attributes = [...body.matchAll(/<\w+((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g)].flatMap((match) =>
    [...(match[1] ?? '').matchAll(/\s([\w-]+)(?:="[^"]*")?/g)].map((name) => name[1] ?? ''),
  );
  expect(
    [...new Set(attributes)].filter((name) => name.startsWith('on') || ['style', 'src', 'action'].includes(name)),
  ).toEqual([]);
  // Every < begins one of those tags: nothing is left that a browser could read otherwise.
  const rest = body.replace(
    /<\/?\w+(?:\s+[\w-]+(?:="[^"]*")?)*\s*\/?>|<!doctype html>|<!-- attrib-audit report -->/g,
    '',
  );
  expect(rest).not.toMatch(/[<>]/);
});

test('markdown: no tag, link, mention, reference or extra cell', () => {
  const text = textOf('markdown');
  harmless(text);
  // Every row of a table has as many cells as its head.
  const barsOf = (line: string) => line.replace(/\\./g, '').match(/\|/g)?.length ?? 0;
  const tables = text.match(/(?:^\|.*\n)+/gm) ?? [];
  expect(tables.length).toBe(12);
  for (const rows of tables.map((rows) => rows.trimEnd().split('\n')))
    for (const row of rows) expect(barsOf(row), row).toBe(barsOf(rows[0] ?? ''));
  const visible = text
    .replace(/<!-- (?:attrib-audit report )?-->/g, '\u0001')
    .replace(/<code>[^<]*<\/code>/g, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/\\[!-/:-@[-`{-~]/g, '');
  expect(visible).not.toMatch(/<(?![\d$])|\]\(|https?:|[@#]\w|`/);
});

test('csv: no formula, no extra cell, no extra row', () => {
  const text = textOf('csv');
  harmless(text);
  const rows = rowsOf(text);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([26]));
  const [, ...data] = rows;
  for (const row of data)
    for (const cell of row) {
      if (cell.startsWith('"')) expect(cell).not.toMatch(/^"\s*[=+\-@＝＋－＠]/);
      else expect(cell).toMatch(/^(?:-?\d+(?:\.\d+)?)?$/);
    }
  expect(text).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
});

test('jsonl: one object a line, each with its kind', () => {
  const text = textOf('jsonl');
  harmless(text);
  const records = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(records.every((record) => /^[a-z_]+$/.test(record.record))).toBe(true);
});

test('sarif: no link in a message, no place that is not a relative reference', () => {
  const text = textOf('sarif');
  harmless(text);
  expect(text).not.toContain('](');
  const log = JSON.parse(text);
  const uris = [...text.matchAll(/"uri": "([^"]*)"/g)].map((match) => match[1] ?? '');
  expect(uris.filter((uri) => !/^[\w.~!*'()%/-]*$/.test(uri))).toEqual([]);
  expect(log.runs[0].results.length).toBeGreaterThan(20);
});

test('junit: well-formed XML without entities of its own', () => {
  const text = textOf('junit');
  harmless(text);
  expect(text).not.toContain(']]>');
  expect(text).not.toMatch(/<!(?!--)/);
  expect(text.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
  // Tags are balanced, and every < begins one of ours.
  const open: string[] = [];
  for (const [tag, close, name, self] of text.matchAll(/<(\/?)([\w-]+)(?:\s+\w+="[^"<]*")*\s*(\/?)>|<[^?!]/g)) {
    expect(name, tag).toMatch(/^(?:testsuites|testsuite|testcase|failure|skipped|system-out)$/);
    if (close) expect(open.pop()).toBe(name);
    else if (!self) open.push(name ?? '');
  }
  expect(open).toEqual([]);
});

test('gitlab: strings only where strings belong', () => {
  const text = textOf('gitlab');
  harmless(text);
  const validate = new Ajv().compile({
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
      properties: {
        description: { type: 'string' },
        check_name: { type: 'string' },
        fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}$' },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        location: {
          type: 'object',
          required: ['path', 'lines'],
          properties: {
            path: { type: 'string', minLength: 1 },
            lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
          },
        },
      },
    },
  });
  expect(validate(JSON.parse(text))).toBe(true);
});

test('github: one command a line, and only the three we write', () => {
  const text = textOf('github');
  expect(text).not.toMatch(steering);
  const lines = text.trimEnd().split('\n');
  expect(lines.length).toBe(11);
  for (const line of lines) {
    expect(line).toMatch(/^::(?:error|warning|notice) (?:file=[^,:]*,line=\d+,)?title=[^:,]*::[^\r\n]*$/);
    expect(line).not.toMatch(/##\w*\[|%(?!25|0A|0D|3A|2C)/);
  }
});

describe('metrics', () => {
  test('prometheus: every line is a comment or a sample of ours, and no series stands twice', () => {
    const text = textOf('prometheus');
    harmless(text);
    const lines = text.trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) attrib_audit_\w+ .*|attrib_audit_\w+(?:\{\w+="(?:[^"\\]|\\["\\])*"(?:,\w+="(?:[^"\\]|\\["\\])*")*\})? -?\d+(?:\.\d+)?(?:e-\d+)?)$/,
      );
    const series = lines.filter((line) => !line.startsWith('#')).map((line) => line.replace(/ [^ ]*$/, ''));
    expect(series.filter((name, i) => series.indexOf(name) !== i)).toEqual([]);
  });

  test('otlp-metrics: a document of strings and numbers', () => {
    const text = textOf('otlp-metrics');
    harmless(text);
    const [resource] = JSON.parse(text).resourceMetrics;
    for (const metric of resource.scopeMetrics[0].metrics)
      for (const point of metric.gauge.dataPoints) expect(Number.isFinite(point.asDouble), metric.name).toBe(true);
  });

  test('grafana: nothing of the report is in it', () => {
    harmless(textOf('grafana'));
    expect(textOf('grafana')).not.toContain('evil');
  });
});
