// Prometheus text format, for the textfile collector. Gauges without time stamps: the collector takes the time of its scrape.
import { metricFamilies } from './metrics/families.ts';
import type { Sample } from './metrics/samples.ts';
import type { Reporter } from './style.ts';

export const reportToPrometheus: Reporter = (report) =>
  metricFamilies(report)
    .map(({ name, help, samples }) => {
      const lines = samples.map((sample) => `${name}${labelsText(sample)} ${sample.value}\n`);
      return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
    })
    .join('');

/** Label values are printable already: no line break is in them. */
function labelsText({ labels }: Sample): string {
  const pairs = Object.entries(labels).map(([name, text]) => {
    return `${name}="${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
