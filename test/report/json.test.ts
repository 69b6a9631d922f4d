// The JSON reporter: the document and nothing but the document, in the schema's order.
import { expect, test } from 'vitest';
import { type AuditReport, reportSchema } from '../../src/model/report.ts';
import { hostileReport } from './hostile-report.ts';
import { reporters } from './loaded-reporters.ts';
import { ambiguousReport, emptyReport, monthReport } from './sample-report.ts';

const style = { width: 80, colour: true, unicode: true, top: 3, groups: [] };

test.each([
  ['month', monthReport],
  ['ambiguous', ambiguousReport],
  ['empty', emptyReport],
  ['hostile', hostileReport],
])('%s reads back as the same document', (_, report) => {
  const text = reporters.json(report, style);
  expect(JSON.parse(text)).toEqual(report);
  expect(text.endsWith('}\n')).toBe(true);
  expect(text.startsWith('{\n  "schema_version": "1.0",\n  "tool": {\n    "name"')).toBe(true);
});

test('keys stand in the order of the schema, however the report was built', () => {
  const backwards = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(backwards);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, backwards(item)]),
    );
  };
  // The cast holds because only the order of keys changed; dictionaries keep the order they were built in, so they are left out.
  const report = { ...(backwards(emptyReport) as AuditReport), groups: {} };
  const keys = Object.keys(JSON.parse(reporters.json(report, style)));
  expect(keys).toEqual(Object.keys(reportSchema.shape).filter((key) => key in emptyReport));
  expect(reporters.json(report, style)).toBe(reporters.json({ ...emptyReport, groups: {} }, style));
});

test('nothing in it can steer a terminal', () => {
  const text = reporters.json(hostileReport, style);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});
