// OTLP/JSON metrics for a collector: the same gauges as for Prometheus, at the time of the last call.
import type { OtlpMetrics } from '../model/otlp-metrics.ts';
import { jsonText } from './json-text.ts';
import { metricFamilies } from './metrics/families.ts';
import type { Family } from './metrics/family.ts';
import type { Sample } from './metrics/samples.ts';
import type { Reporter } from './style.ts';

/** In braces: counted things, which a translator does not append to the name. */
const units: Readonly<Record<Family['unit'], string>> = {
  usd: '{USD}',
  ratio: '1',
  count: '{count}',
  seconds: 's',
  none: '',
};

export const reportToOtlpMetrics: Reporter = (report) => {
  const time = nanoseconds(report.generated_from.window.to);
  const { name, version } = report.tool;
  const metrics = metricFamilies(report).map((family) => ({
    name: family.name,
    description: family.help,
    unit: units[family.unit],
    gauge: { dataPoints: family.samples.map((sample) => pointOf(sample, time)) },
  }));
  const document: OtlpMetrics = {
    resourceMetrics: [
      {
        resource: { attributes: [attribute('service.name', name), attribute('service.version', version)] },
        scopeMetrics: [{ scope: { name, version }, metrics }],
      },
    ],
  };
  return jsonText(document);
};

function pointOf({ labels, value }: Sample, timeUnixNano: string) {
  const attributes = Object.entries(labels).map(([key, text]) => attribute(key, text));
  return { attributes, timeUnixNano, asDouble: Number(value) };
}

function attribute(key: string, stringValue: string) {
  return { key, value: { stringValue } };
}

/** An ISO instant with up to nine decimals, as the quoted integer of OTLP/JSON; "0" (unknown) without one. */
function nanoseconds(instant: string | null): string {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(instant ?? '');
  const time = match ? Date.parse(`${match[1]}Z`) : Number.NaN;
  if (!match || Number.isNaN(time)) return '0';
  return String(BigInt(time) * 1_000_000n + BigInt((match[2] ?? '').padEnd(9, '0')));
}
