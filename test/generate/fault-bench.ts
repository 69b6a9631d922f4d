// The fault bench: healthy traces must raise nothing of warning or above; every fault must be named with kind and place, whether its
// trace is audited alone or in one input with all the others.
import { auditTrace } from '../../src/audit/audit-trace.ts';
import { findings } from '../../src/audit/findings/index.ts';
import type { Rules } from '../../src/audit/judge-call.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Event, Place } from '../../src/model/event.ts';
import type { Occurrence } from '../../src/model/finding.ts';
import { saidOf } from '../audit/said-of.ts';
import { buildTraces } from '../trace/all-traces.ts';
import type { Expected, ExpectedPlace, Fault } from './fault.ts';
import { healthyPlan } from './healthy-plan.ts';
import { inputsOf } from './in-memory.ts';
import { type Plan, type Style, styles } from './plan.ts';
import { random } from './random.ts';
import { type Records, render } from './render.ts';

export interface BenchRow {
  readonly fault: string;
  readonly traces: number;
  /** A finding of the right code. */
  readonly kind_found: number;
  /** At every place where the fault shows. */
  readonly place_found: number;
  /** The same code at a place where nothing is wrong. */
  readonly astray: number;
}

export interface BenchResult {
  readonly healthy: Readonly<Record<string, number>>;
  /** Findings of warning or above on healthy traces, by code. */
  readonly false_alarms: Readonly<Record<string, number>>;
  readonly rows: readonly BenchRow[];
  /** Traces whose findings differ when all are audited together. */
  readonly changed_by_company: number;
  /** One line for each of the first misses. */
  readonly misses: readonly string[];
}

export const isFlawless = ({ false_alarms, rows, changed_by_company }: BenchResult): boolean =>
  Object.keys(false_alarms).length === 0 &&
  changed_by_company === 0 &&
  rows.every(({ traces, place_found, astray }) => place_found === traces && astray === 0);

interface Case {
  readonly name: string;
  readonly plan: Plan;
  readonly expected?: Expected;
}

const missesShown = 40;

/** Half of the traces are healthy, the rest has one fault each, evenly over all faults and the styles each applies to. */
export async function runFaultBench(
  traces: number,
  seed: number,
  rules: Rules,
  faults: readonly Fault[],
): Promise<BenchResult> {
  const cases = [...healthyCases(Math.floor(traces / 2), seed), ...faultyCases(Math.ceil(traces / 2), seed, faults)];
  const misses: string[] = [];
  const miss = (line: string): void => {
    if (misses.length < missesShown) misses.push(line);
  };
  const alone: Found[][] = [];
  for (const { plan } of cases) alone.push(await findingsOf(render(plan), rules));
  const falseAlarms: Record<string, number> = {};
  const healthy: Record<string, number> = {};
  const rows = new Map<string, BenchRow>();
  for (const [index, { name, plan, expected }] of cases.entries()) {
    const found = alone[index] ?? [];
    if (!expected) {
      healthy[plan.style] = (healthy[plan.style] ?? 0) + 1;
      for (const { code, message } of found.filter(({ severity }) => severity !== 'note')) {
        falseAlarms[code] = (falseAlarms[code] ?? 0) + 1;
        miss(`healthy ${plan.style} ${plan.id}: ${code} ${message}`);
      }
      continue;
    }
    const verdict = judge(expected, found);
    rows.set(name, addTo(rows.get(name), name, verdict));
    if (!verdict.place || verdict.astray)
      miss(
        `${name} (${plan.style} ${plan.id}): wanted ${JSON.stringify(expected)}, got ${found.map(show).join(' | ')}`,
      );
  }
  const changed = changedByCompany(cases, alone, await findingsTogether(cases, rules), miss);
  return { healthy, false_alarms: falseAlarms, rows: [...rows.values()], changed_by_company: changed, misses };
}

function healthyCases(count: number, seed: number): Case[] {
  return Array.from({ length: count }, (_, index) => {
    const style = styles[index % styles.length] ?? 'event';
    return { name: 'healthy', plan: healthyPlan(`h${index}`, style, random(seed * 1_000_003 + 2 * index)) };
  });
}

function faultyCases(count: number, seed: number, faults: readonly Fault[]): Case[] {
  return Array.from({ length: count }, (_, index) => {
    const fault = faults[index % faults.length];
    const style: Style | undefined = fault?.styles[Math.floor(index / faults.length) % fault.styles.length];
    if (!fault || !style) throw new RangeError('no faults to try');
    const chance = random(seed * 1_000_003 + 2 * index + 1);
    const plan = healthyPlan(`f${index}`, style, chance, fault.wanted);
    return { name: fault.name, plan, expected: fault.inject(plan, chance) };
  });
}

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly evidence: Occurrence['evidence'];
  /** Of the record it points at. */
  readonly component: string | undefined;
  readonly where: Place | undefined;
}

async function findingsOf(records: Records, rules: Rules): Promise<Found[]> {
  const { events, inputs } = await readInputs(inputsOf(records));
  const lost = inputs.filter(({ skipped, rejected }) => skipped + rejected > 0);
  if (lost.length > 0) throw new Error(`generated records are not all events: ${JSON.stringify(lost)}`);
  const components = new Map(events.map((event: Event) => [placeKey(event.place), event.component]));
  return buildTraces(events)
    .map((trace) => auditTrace(trace, rules))
    .flatMap((audited) =>
      findings.flatMap((finding) =>
        saidOf(audited, finding).map(({ message, evidence, where }) => {
          const { code, severity } = finding;
          return { code, severity, message, evidence, where, component: where && components.get(placeKey(where)) };
        }),
      ),
    );
}

const placeKey = ({ source, offset, pointer }: Place): string => `${source} ${offset} ${pointer ?? ''}`;

function judge(
  { code, places }: Expected,
  found: readonly Found[],
): { kind: boolean; place: boolean; astray: boolean } {
  const ofKind = found.filter((one) => one.code === code);
  return {
    kind: ofKind.length > 0,
    place: places.length > 0 && places.every((place) => ofKind.some((one) => isAt(place, one))),
    astray: ofKind.some((one) => !places.some((place) => isAt(place, one))),
  };
}

/** One occurrence may speak of several fields, owners or formulas: those expected must be among them. */
function isAt({ evidence = {}, component }: ExpectedPlace, found: Found): boolean {
  return (
    (component === undefined || found.component === component) &&
    Object.entries(evidence).every(([key, value]) => {
      const shown = (found.evidence[key] ?? found.evidence[`${key}s`] ?? '').split(/, | or /);
      return value.split(', ').every((part) => part.split('|').some((either) => shown.includes(either)));
    })
  );
}

function addTo(row: BenchRow | undefined, fault: string, verdict: ReturnType<typeof judge>): BenchRow {
  const { traces, kind_found, place_found, astray } = row ?? { traces: 0, kind_found: 0, place_found: 0, astray: 0 };
  return {
    fault,
    traces: traces + 1,
    kind_found: kind_found + Number(verdict.kind),
    place_found: place_found + Number(verdict.place),
    astray: astray + Number(verdict.astray),
  };
}

/** All plans in one input for each kind of log; every finding goes back to the plan whose record it points at. */
async function findingsTogether(cases: readonly Case[], rules: Rules): Promise<Found[][]> {
  const all: Records = {};
  const caseAt = new Map<string, number>();
  for (const [index, { plan }] of cases.entries()) {
    for (const [file, records] of Object.entries(render(plan))) {
      all[file] ??= [];
      for (const record of records) caseAt.set(`${file}:${all[file].push(record)}`, index);
    }
  }
  const together: Found[][] = cases.map(() => []);
  for (const one of await findingsOf(all, rules))
    together[caseAt.get(`${one.where?.source}:${one.where?.line}`) ?? -1]?.push(one);
  return together;
}

function changedByCompany(
  cases: readonly Case[],
  alone: readonly Found[][],
  together: readonly Found[][],
  miss: (line: string) => void,
): number {
  return cases.filter(({ name, plan }, index) => {
    const [before, after] = [alone[index] ?? [], together[index] ?? []].map((found) => found.map(show).sort());
    const same = JSON.stringify(before) === JSON.stringify(after);
    if (!same)
      miss(
        `${name} (${plan.style} ${plan.id}) in company: ${difference(before, after)}; alone: ${difference(after, before)}`,
      );
    return !same;
  }).length;
}

function difference(from: readonly string[] = [], to: readonly string[] = []): string {
  return to.filter((one) => !from.includes(one)).join(' | ') || 'nothing';
}

function show({ code, message, evidence, component }: Found): string {
  return `${code} @${component}: ${message} ${JSON.stringify(evidence)}`;
}
