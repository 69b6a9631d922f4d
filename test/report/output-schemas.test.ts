// Machine outputs against the published schemas, and against the words of others where those can be had.
// SARIF is held to the schema of OASIS in sarif.test.ts; OTLP here to what the protocol's own library writes.
import { readFileSync } from 'node:fs';
import { JsonMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { metricLabels } from '../../src/model/metrics.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { metricFamilies } from '../../src/report/metrics/families.ts';
import { fullReport } from './full-report.ts';
import { attackedReport } from './injections.ts';
import { reporters } from './loaded-reporters.ts';
import { ambiguousReport, emptyReport, monthReport } from './sample-report.ts';
import { shopPolicyReport, shopReport } from './shop-report.ts';

const style = { width: 80, colour: false, unicode: true, top: 10, groups: [] };
const reports: readonly (readonly [string, AuditReport])[] = [
  ['shop', shopReport],
  ['shop with policy', shopPolicyReport],
  ['month', monthReport],
  ['everything', fullReport],
  ['ambiguous', ambiguousReport],
  ['nothing', emptyReport],
  ['attacked', attackedReport],
];

function schemaOf(file: string): string {
  return readFileSync(new URL(`../../schemas/${file}`, import.meta.url), 'utf8');
}

function faultsOf(name: string, documents: readonly unknown[]): readonly unknown[] {
  const ajv = new Ajv2020({ strict: false, discriminator: true });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(schemaOf(`${name}.schema.json`)) as object); // a JSON Schema is an object
  return documents.flatMap((document) => (validate(document) ? [] : [validate.errors?.[0], document]));
}

describe.each(reports)('%s', (_, report) => {
  test('JSON, SARIF, Code Quality and OTLP fit', () => {
    for (const [kind, schema] of [
      ['json', 'report'],
      ['sarif', 'sarif'],
      ['gitlab', 'code-quality'],
      ['otlp-metrics', 'otlp-metrics'],
    ] as const)
      expect(faultsOf(schema, [JSON.parse(reporters[kind](report, style))]), kind).toEqual([]);
  });

  test('every line of JSON lines fits', () => {
    const lines = reporters.jsonl(report, style).trimEnd().split('\n');
    expect(
      faultsOf(
        'report-line',
        lines.map((line) => JSON.parse(line)),
      ),
    ).toEqual([]);
  });

  test('every row of CSV fits', () => {
    const text = reporters.csv(report, style);
    expect(text.split('\n')[0]).toBe(Object.keys(JSON.parse(schemaOf('csv-row.schema.json')).properties).join(','));
    expect(faultsOf('csv-row', parse(text, { columns: true }))).toEqual([]);
  });

  test('every sample of Prometheus and every point of OTLP fits, and both say the same', () => {
    const text = reporters.prometheus(report, style);
    const samples = text.split('\n').flatMap(sampleOf);
    expect(samples.length).toBeGreaterThan(5);
    expect(faultsOf('metric', samples)).toEqual([]);
    const points = pointsOf(JSON.parse(reporters['otlp-metrics'](report, style)));
    expect(faultsOf('metric', points)).toEqual([]);
    expect(points).toEqual(samples.map((one) => ({ ...one, value: plain(Number(one.value)) })));
  });

  test('JUnit fits its XML schema', async () => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'junit.xml', contents: reporters.junit(report, style) }],
      schema: [schemaOf('junit.xsd')],
    });
    expect({ valid, errors: errors.slice(0, 3) }).toEqual({ valid: true, errors: [] });
  });
});

test('the schemas refuse what is none of theirs', async () => {
  for (const name of ['sarif', 'code-quality', 'otlp-metrics', 'csv-row', 'metric'])
    expect(faultsOf(name, [{ a: 1 }]), name).not.toEqual([]);
  const other = { name: 'attrib_audit_spend_usd', labels: { team: 'support' }, value: '1' };
  expect(faultsOf('metric', [other]).length).toBe(2);
  const { valid } = await validateXML({
    xml: [{ fileName: 'other.xml', contents: '<testsuites name="attrib-audit"><testcase/></testsuites>' }],
    schema: [schemaOf('junit.xsd')],
  });
  expect(valid).toBe(false);
});

test('every public metric is written when a document holds everything', () => {
  expect(
    metricFamilies(fullReport)
      .map(({ name }) => name.replace('attrib_audit_', ''))
      .sort(),
  ).toEqual(Object.keys(metricLabels).sort());
});

test('OTLP is what the library of the protocol writes for the same gauges', () => {
  const ours = JSON.parse(reporters['otlp-metrics'](shopReport, style));
  const [{ scopeMetrics, resource }] = ours.resourceMetrics;
  const [{ scope, metrics }] = scopeMetrics;
  const text = JsonMetricsSerializer.serializeRequest({
    resource: resourceFromAttributes(labelsOf(resource.attributes)),
    scopeMetrics: [
      {
        scope,
        metrics: metrics.map((metric: OtlpMetric) => ({
          descriptor: { name: metric.name, description: metric.description, unit: metric.unit, valueType: 1 },
          dataPointType: 2,
          aggregationTemporality: 1,
          dataPoints: metric.gauge.dataPoints.map(({ attributes, timeUnixNano, asDouble }) => ({
            attributes: labelsOf(attributes),
            startTime: [0, 0],
            endTime: [Number(BigInt(timeUnixNano) / 1_000_000_000n), Number(BigInt(timeUnixNano) % 1_000_000_000n)],
            value: asDouble,
          })),
        })),
      },
    ],
  });
  const theirs = JSON.parse(new TextDecoder().decode(text));
  expect(withoutExtras(theirs)).toEqual(ours);
});

interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue: string };
}
interface OtlpMetric {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly gauge: {
    readonly dataPoints: readonly {
      readonly attributes: readonly OtlpAttribute[];
      readonly timeUnixNano: string;
      readonly asDouble: number;
    }[];
  };
}

function labelsOf(attributes: readonly OtlpAttribute[]): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));
}

/** What the library always adds and a gauge may do without. */
function withoutExtras(document: unknown): unknown {
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      key === 'droppedAttributesCount' || key === 'startTimeUnixNano' || (key === 'schemaUrl' && value === '')
        ? undefined
        : value,
    ),
  );
}

function pointsOf(document: {
  resourceMetrics: { scopeMetrics: { metrics: OtlpMetric[] }[] }[];
}): readonly { name: string; labels: Record<string, string>; value: string }[] {
  const metrics = document.resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
  return metrics.flatMap(({ name, gauge }) =>
    gauge.dataPoints.map(({ attributes, asDouble }) => ({
      name,
      labels: labelsOf(attributes),
      value: plain(asDouble),
    })),
  );
}

/** Without an exponent, as the text format of ours never has one. */
function plain(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 });
}

/** One line of the text format: name, labels in braces, value. */
function sampleOf(line: string): readonly { name: string; labels: Record<string, string>; value: string }[] {
  const [, name, braces = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (line.startsWith('#') || name === undefined || value === undefined) return [];
  const pairs = [...braces.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"(?:,|$)/g)];
  const labels = pairs.map(([, key = '', text = '']) => [key, text.replace(/\\(.)/g, '$1')]);
  return [{ name, labels: Object.fromEntries(labels), value }];
}
