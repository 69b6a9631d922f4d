// Logs in which every second request has a fault: every kind in every style it applies to, between healthy requests. A file for each system.
import { faults } from './faults.ts';
import { healthyPlan } from './healthy-plan.ts';
import { random } from './random.ts';
import { render } from './render.ts';

/** Lines of JSON by file name. */
export function faultyLogs(traces: number, seed: number): Record<string, string> {
  const lines = new Map<string, string[]>();
  for (let index = 0; index < traces; index += 1) {
    const chance = random(seed + index);
    const pair = Math.floor(index / 2);
    const fault = faults[pair % faults.length];
    const style = fault?.styles[Math.floor(pair / faults.length) % fault.styles.length] ?? 'event';
    const plan = healthyPlan(`x${index}`, style, chance, index % 2 === 0 ? fault?.wanted : {});
    if (index % 2 === 0) fault?.inject(plan, chance);
    for (const [file, records] of Object.entries(render(plan))) {
      const known = lines.get(file) ?? [];
      if (known.length === 0) lines.set(file, known);
      for (const record of records) known.push(JSON.stringify(record));
    }
  }
  return Object.fromEntries([...lines].map(([file, list]) => [file, `${list.join('\n')}\n`]));
}
