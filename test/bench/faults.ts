// npm run bench:faults [TRACES] [SEED]: the fault bench at full size. Prints the matrix; exit 1 when anything is missed or invented.
import { readFileSync } from 'node:fs';
import { defaultContract } from '../../src/contract/default-contract.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { trustedCatalogue } from '../../src/pricing/trusted-catalogue.ts';
import { type BenchResult, isFlawless, runFaultBench } from '../generate/fault-bench.ts';
import { faults } from '../generate/faults.ts';

const [traces = '10000', seed = '1'] = process.argv.slice(2);
const begun = performance.now();
const rules = {
  contract: defaultContract(),
  rates: compileRates([trustedCatalogue(readFileSync('src/pricing/catalogue/list.json', 'utf8'))]),
};
const result = await runFaultBench(Number(traces), Number(seed), rules, faults);
for (const line of matrixOf(result)) console.log(line);
console.log(`\n${traces} traces, seed ${seed}, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
process.exitCode = isFlawless(result) ? 0 : 1;

function* matrixOf({ rows, healthy, false_alarms, changed_by_company, misses }: BenchResult): Iterable<string> {
  const width = Math.max(...rows.map(({ fault }) => fault.length));
  yield `${'fault'.padEnd(width)}  traces    kind   place  astray`;
  for (const { fault, traces: tried, kind_found: kind, place_found: place, astray } of rows)
    yield `${fault.padEnd(width)}  ${cells(tried, kind, place, astray)}${place === tried && astray === 0 ? '' : '  MISSED'}`;
  const sum = (amount: (row: BenchResult['rows'][number]) => number): number =>
    rows.reduce((total, row) => total + amount(row), 0);
  yield `${'all faults'.padEnd(width)}  ${cells(
    sum((row) => row.traces),
    sum((row) => row.kind_found),
    sum((row) => row.place_found),
    sum((row) => row.astray),
  )}`;
  const styles = Object.entries(healthy).map(([style, count]) => `${count} ${style}`);
  yield `\nhealthy traces: ${styles.join(', ')}`;
  const alarms = Object.entries(false_alarms).map(([code, count]) => `${count} x ${code}`);
  yield `false alarms of warning or above: ${alarms.join(', ') || 'none'}`;
  yield `traces whose findings change when all are audited together: ${changed_by_company}`;
  if (misses.length > 0) yield `\nfirst misses:\n${misses.join('\n')}`;
}

function cells(...counts: readonly number[]): string {
  return counts.map((count) => String(count).padStart(6)).join('  ');
}
