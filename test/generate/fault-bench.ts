// The fault bench: healthy traces must raise nothing of warning or above; every injected fault must be named with kind and place.
import { auditTrace } from '../../src/audit/audit-trace.ts';
import { findings } from '../../src/audit/findings/index.ts';
import type { Rules } from '../../src/audit/judge-call.ts';
import { screenEvent } from '../../src/contract/screen-event.ts';
import { mapRecord } from '../../src/formats/map-record.ts';
import type { Event } from '../../src/model/event.ts';
import type { Occurrence } from '../../src/model/finding.ts';
import { buildTraces } from '../../src/trace/build-traces.ts';
import { type Expected, type Fault, faults } from './faults.ts';
import { healthyPlan, type Plan, type Style, styles } from './plan.ts';
import { random } from './random.ts';
import { render } from './render.ts';

export interface BenchRow {
  readonly fault: string;
  readonly traces: number;
  readonly kind_found: number;
  readonly place_found: number;
}

export interface BenchResult {
  readonly healthy: number;
  /** Findings of warning or above on healthy traces, by code. */
  readonly false_alarms: Readonly<Record<string, number>>;
  readonly rows: readonly BenchRow[];
  /** One line for each of the first misses. */
  readonly misses: readonly string[];
}

/** Half of the traces are healthy, the rest has one fault each, evenly over all faults and the styles each applies to. */
export function runFaultBench(traces: number, seed: number, rules: Rules): BenchResult {
  const falseAlarms: Record<string, number> = {};
  const misses: string[] = [];
  const healthy = Math.floor(traces / 2);
  for (let index = 0; index < healthy; index++) {
    const style = styles[index % styles.length] ?? 'event';
    for (const { code, message } of alarms(logged(healthyPlan(index, style, random(seed + index))), rules)) {
      falseAlarms[code] = (falseAlarms[code] ?? 0) + 1;
      if (misses.length < 40) misses.push(`healthy ${style} #${index}: ${code} ${message}`);
    }
  }
  const rows = new Map<string, BenchRow>();
  for (let index = 0; index < traces - healthy; index++) {
    const fault = faults[index % faults.length];
    const style = fault?.styles[Math.floor(index / faults.length) % fault.styles.length];
    if (!fault || !style) continue;
    const found = tryFault(fault, style, index, seed, rules);
    const row = rows.get(fault.name) ?? { fault: fault.name, traces: 0, kind_found: 0, place_found: 0 };
    rows.set(fault.name, {
      ...row,
      traces: row.traces + 1,
      kind_found: row.kind_found + Number(found.kind),
      place_found: row.place_found + Number(found.place),
    });
    if (!found.place && misses.length < 40)
      misses.push(
        `${fault.name} (${style}) #${index}: wanted ${JSON.stringify(found.expected)}, got ${found.got.join(' | ')}`,
      );
  }
  return { healthy, false_alarms: falseAlarms, rows: [...rows.values()], misses };
}

function tryFault(
  fault: Fault,
  style: Style,
  index: number,
  seed: number,
  rules: Rules,
): { kind: boolean; place: boolean; expected: Expected; got: string[] } {
  const chance = random(seed * 7 + index);
  const plan = healthyPlan(index, style, chance, fault.story);
  const { repeat, ...expected } = fault.inject(plan, chance);
  if (repeat) plan.hops.push(repeat);
  const found = allOccurrences(logged(plan), rules);
  const ofKind = found.filter(({ code }) => code === expected.code);
  return {
    kind: ofKind.length > 0,
    place: ofKind.some(({ occurrence, components }) => matches(expected, occurrence, components)),
    expected,
    got: found.map(({ code, occurrence }) => `${code} ${JSON.stringify(occurrence.evidence)}`),
  };
}

function matches(
  { evidence, component }: Expected,
  occurrence: Occurrence,
  components: ReadonlyMap<string, string>,
): boolean {
  const where = occurrence.where
    ? components.get(`${occurrence.where.source}:${occurrence.where.offset}:${occurrence.where.pointer ?? ''}`)
    : undefined;
  return (
    Object.entries(evidence).every(([key, value]) => (occurrence.evidence[key] ?? '').split(' or ').includes(value)) &&
    (component === undefined || where === component)
  );
}

/** The plan as events, through the same reading as any log. */
function logged(plan: Plan): Event[] {
  return Object.entries(render(plan)).flatMap(([source, records]) =>
    records.flatMap((record, index) => {
      const { outcome } = mapRecord(JSON.parse(JSON.stringify(record)), {
        source,
        line: index + 1,
        offset: index * 1000,
      });
      if (outcome.kind !== 'events')
        throw new Error(`${source}: ${JSON.stringify(outcome)} for ${JSON.stringify(record)}`);
      return outcome.events.map(screenEvent);
    }),
  );
}

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly occurrence: Occurrence;
  readonly components: ReadonlyMap<string, string>;
}

function allOccurrences(events: readonly Event[], rules: Rules): Found[] {
  const components = new Map(
    events.map(({ place, component }) => [`${place.source}:${place.offset}:${place.pointer ?? ''}`, component]),
  );
  return buildTraces(events)
    .map((trace) => auditTrace(trace, rules))
    .flatMap((audited) =>
      findings.flatMap(({ code, severity, check }) =>
        [...(check?.(audited) ?? [])].map((occurrence) => ({ code, severity, occurrence, components })),
      ),
    );
}

function alarms(events: readonly Event[], rules: Rules): { code: string; message: string }[] {
  return allOccurrences(events, rules)
    .filter(({ severity }) => severity !== 'note')
    .map(({ code, occurrence }) => ({ code, message: `${occurrence.message} ${JSON.stringify(occurrence.where)}` }));
}
