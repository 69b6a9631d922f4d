// One metric family: a public name with its samples. Names and labels are only ever added to.
import type { MetricName } from '../../model/metrics.ts';
import { type Sample, samples } from './samples.ts';

export interface Family {
  readonly name: string;
  readonly help: string;
  readonly unit: 'usd' | 'ratio' | 'count' | 'seconds' | 'none';
  readonly samples: readonly Sample[];
}

export type Given<T> = readonly (readonly [Sample['labels'], T])[];

export function family(name: MetricName, help: string, unit: Family['unit'], given: readonly Sample[]): Family {
  return { name: `attrib_audit_${name}`, help, unit, samples: given };
}

export function usd(name: MetricName, help: string, given: Given<string>, same: 'sum' | 'largest' = 'sum'): Family {
  return family(name, help, 'usd', samples(given, same));
}

export function count(name: MetricName, help: string, given: Given<number>): Family {
  return family(name, help, 'count', samples(given.map(([labels, value]) => [labels, String(value)])));
}

export function flag(name: MetricName, help: string, given: Given<boolean>): Family {
  return family(
    name,
    help,
    'none',
    samples(
      given.map(([labels, value]) => [labels, value ? '1' : '0']),
      'largest',
    ),
  );
}
