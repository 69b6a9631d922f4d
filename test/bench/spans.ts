// npm run bench:spans [THOUSANDS]: spans in a collector's table of a current ClickHouse engine, audited where they are. Prints what reached the
// client as a share of all rows, and its CPU time. Needs npm install --no-save --prefix test/integration.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { loadSettings } from '../../src/cli/load-settings.ts';
import { connect } from '../../src/cli/sources/clickhouse/connection.ts';
import type { Open } from '../../src/cli/sources/clickhouse/kept-events.ts';
import { sumInPlace } from '../../src/cli/sources/clickhouse/sum-in-place.ts';
import { readSourceUrl } from '../../src/cli/sources/source-url.ts';
import { testIo } from '../cli/test-io.ts';
import { plainLog } from '../generate/plain-log.ts';
import { otelTracesSql, rowOfRecord } from '../generate/span-rows.ts';

const thousands = Number(process.argv[2] ?? '1000');
const tracesInBase = 3_334;
const noUser = { user: undefined, password: undefined } as const;
// The bench runs as a bundle elsewhere; npm runs it at the top of the project.
const folder = path.resolve('test/integration');
const server = spawn(process.execPath, [path.join(folder, 'chdb-server.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
const at = await new Promise<string>((resolve, reject) => {
  server.stdout.once('data', (port: Buffer) => resolve(`127.0.0.1:${port.toString().trim()}`));
  server.once('exit', () => reject(new Error('chdb did not start')));
});

console.log('spans       broken  back, rows        back, bytes         CPU     wall');
for (const [table, size, broken] of [
  ['tenth', thousands / 10, 10],
  ['every', thousands, 10],
  ['few', thousands, 1],
] as const)
  await bench(table, size, broken);
server.stdin.end();

/** `broken` of a thousand traces. */
async function bench(table: string, size: number, broken: number): Promise<void> {
  for (const name of [`${table}_base`, table]) await ask(otelTracesSql(`ai.${name}`));
  const rows = [...plainLog(tracesInBase, broken)].map(rowOfRecord).map((row) => JSON.stringify(row));
  await ask(`INSERT INTO ai.${table}_base SETTINGS session_timezone = 'UTC' FORMAT JSONEachRow\n${rows.join('\n')}`);
  const copies = Math.max(1, Math.round((size * 1000) / rows.length));
  for (let from = 0; from < copies; from += 10) await ask(copiesOf(table, from, Math.min(10, copies - from)));
  const spans = Number((await ask(`SELECT count() AS n FROM ai.${table} FORMAT JSONEachRow`)).replace(/\D/g, ''));
  const bytes = (rows.join('\n').length / rows.length) * spans;
  let [backRows, backBytes] = [0, 0];
  const open: Open = async (settings) => {
    const connection = await connect(readSourceUrl(`clickhouse://${at}/ai`, [], ''), noUser, settings);
    return {
      ...connection,
      async *rows(sql, signal) {
        for await (const some of connection.rows(sql, signal)) {
          backRows += some.length;
          for (const row of some) backBytes += row.length;
          yield some;
        }
      },
    };
  };
  const { audit } = await loadSettings({}, testIo({ cwd: folder }));
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const summed = await sumInPlace(open, table, 'spans')(audit, {}, () => undefined);
  if ('in_full' in summed) throw new Error(summed.in_full);
  const { user, system } = process.cpuUsage(cpu);
  const share = (part: number, whole: number): string => `${part} (${((part / whole) * 100).toFixed(2)} %)`;
  console.log(
    `${String(spans).padEnd(10)}  ${broken / 10} %   ${share(backRows, spans)}   ${share(backBytes, bytes)}   ${((user + system) / 1e6).toFixed(1)} s   ${((performance.now() - wall) / 1000).toFixed(1)} s`,
  );
}

function copiesOf(table: string, from: number, count: number): string {
  const id = (column: string, length: number): string =>
    `if(${column} = '', '', substring(lower(hex(sipHash128(concat(${column}, ' ', toString(k))))), 1, ${length}))`;
  const response = "'gen_ai.response.id'";
  const changed: Record<string, string> = {
    Timestamp: 'Timestamp + toIntervalMillisecond(k)',
    TraceId: id('TraceId', 32),
    SpanAttributes: `if(mapContains(SpanAttributes, ${response}), mapUpdate(SpanAttributes, map(${response}, ${id(`SpanAttributes[${response}]`, 24)})), SpanAttributes)`,
  };
  const replaced = Object.entries(changed).map(([name, sql]) => `${sql} AS ${name}`);
  return `INSERT INTO ai.${table} SELECT * EXCEPT k REPLACE (${replaced.join(', ')}) FROM (SELECT *, arrayJoin(range(${count})) + ${from} AS k FROM ai.${table}_base)`;
}

async function ask(sql: string): Promise<string> {
  const answer = await fetch(`http://${at}/`, { method: 'POST', body: sql });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}
