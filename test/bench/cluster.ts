// npm run bench:cluster [MILLIONS]: events in two shards on this machine, audited in place. Prints what reached the client as a share of all
// events, its memory and its CPU time, for one and for ten times as many events and broken traces, and under budgets and a policy.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadSettings } from '../../src/cli/load-settings.ts';
import { main } from '../../src/cli/main.ts';
import { memoryLimits } from '../../src/cli/memory-limits.ts';
import { type Connection, connect } from '../../src/cli/sources/clickhouse/connection.ts';
import { readSourceUrl } from '../../src/cli/sources/source-url.ts';
import type { Ask } from '../../src/cluster/ask.ts';
import { ddlStatements } from '../../src/cluster/ddl.ts';
import { eventColumns } from '../../src/cluster/event-columns.ts';
import { loadedRows } from '../../src/cluster/keep.ts';
import { sumUp } from '../../src/cluster/sum-up.ts';
import { createEventStore } from '../../src/engine/spill/event-store.ts';
import { sumParts } from '../../src/engine/sum-parts.ts';
import { testIo } from '../cli/test-io.ts';
import { type Cluster, clusterName, startCluster } from '../cluster/clickhouse-servers.ts';
import { plainLog } from '../generate/plain-log.ts';

const millions = Number(process.argv[2] ?? '10');
const tracesInBase = 33_334;
const folder = mkdtempSync(path.join(os.tmpdir(), 'attrib-bench-'));
const cluster = await startCluster();
if (!cluster) process.exit(2);
try {
  console.log('events      broken  back, rows        back, bytes         CPU     wall    memory');
  await bench(cluster, 'tenth', millions / 10, 10);
  await bench(cluster, 'all', millions, 10);
  await bench(cluster, 'few', millions, 1);
  writeFileSync(path.join(folder, 'attrib-audit.config.json'), JSON.stringify(rulesFor(millions)));
  await bench(cluster, 'rules', millions, 10);
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Per million events the plain log spends some 660 dollars a team in 20 days, most of it on one model. */
function rulesFor(size: number): object {
  const usd = (dollars: number): string => (dollars * size).toFixed(2);
  return {
    budgets: [
      { match: { owner_team: '*' }, usd: usd(450), time_zone: 'Europe/Berlin' },
      { match: { owner_team: '*', model: '*' }, usd: usd(20), window: 'day' },
    ],
    policy: {
      premium_models: ['claude-*'],
      rules: [
        { rule: 'over-budget', mode: 'hard', hard_from: '2026-08-10' },
        { rule: 'required-fields', fields: ['owner_team', 'project'] },
        { rule: 'premium-on-short-call', tasks: ['*-flow'] },
      ],
    },
  };
}

/** `broken` of a thousand traces. */
async function bench({ shards }: Cluster, database: string, size: number, broken: number): Promise<void> {
  const [first] = shards;
  const copies = Math.max(1, Math.round((size * 1_000_000) / (tracesInBase * 3)));
  for (const shard of shards) {
    await shard.ask(`CREATE DATABASE ${database}`);
    for (const statement of ddlStatements({ table: 'attrib_events', database, cluster: clusterName }))
      await shard.ask(statement.replaceAll('EXISTS `', `EXISTS ${database}.\``));
  }
  writeFileSync(path.join(folder, 'plain.jsonl'), `${[...plainLog(tracesInBase, broken)].join('\n')}\n`);
  const url = `clickhouse://${first.at}/${database}`;
  const code = await main(['load', 'plain.jsonl', '--to', `${url}?table=base`, '--quiet'], testIo({ cwd: folder }));
  if (code !== 0) throw new Error('the base could not be loaded');
  for (let from = 0; from < copies; from += 10) await first.ask(copiesOf(database, from, Math.min(10, copies - from)));
  const bytes = Number(await first.ask(`SELECT sum(length(event)) FROM ${database}.attrib_events`));
  const events = Number(await first.ask(`SELECT count() FROM ${database}.attrib_events`));
  const used = await audited(url);
  const share = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(2)} %`;
  console.log(
    `${String(events).padEnd(10)}  ${broken / 10} %   ${used.rows} (${share(used.rows, events)})   ${used.bytes} (${share(used.bytes, bytes)})   ${used.cpu.toFixed(1)} s   ${used.wall.toFixed(1)} s   ${Math.round(used.memory / 1e6)} MB`,
  );
  for (const shard of shards) await shard.ask(`DROP DATABASE ${database}`);
}

/** As often as wanted, each copy with ids, times and a source of its own. */
function copiesOf(database: string, from: number, count: number): string {
  const changed: Record<string, string> = {
    trace_id: "lower(hex(sipHash128(concat(trace_id, ' ', toString(k)))))",
    request_id:
      "if(request_id = '', '', substring(lower(hex(sipHash128(concat(request_id, ' ', toString(k))))), 1, 24))",
    source: "concat(source, '.', toString(k))",
    start_ns: 'start_ns + 1000000 * k',
    record_key: 'sipHash64(record_key, k)',
    ties: 'arrayMap(x -> sipHash64(x, k), ties)',
    event_key: "lower(hex(sipHash128(concat(event_key, ' ', toString(k)))))",
  };
  const columns = Object.keys(eventColumns).filter((name) => name !== 'event');
  const fresh = columns.map((name) => `${changed[name] ?? `\`${name}\``} AS new_${name}`);
  const copied = `SELECT ${fresh.join(', ')}, event AS text0 FROM (SELECT *, arrayJoin(range(${count})) + ${from} AS k FROM ${database}.base)`;
  // The text of the event says the same as the columns; its members have the same length in every copy.
  const members = [
    ['trace_id', 32],
    ['request_id', 24],
    ['source', 'plain.jsonl'.length],
    ['start', 19],
  ] as const;
  const column = (name: string): string => (name === 'start' ? 'toString(new_start_ns)' : `new_${name}`);
  const texts = members.reduce((inner, [name, length], index) => {
    const [text, key] = [`text${index}`, `'"${name}":"'`];
    const at = `position(${text}, ${key})`;
    const end = `${at} + ${name.length + 4}`;
    const value = `concat(substring(${text}, 1, ${end} - 1), ${column(name)}, substring(${text}, ${end} + ${length}))`;
    return `SELECT *, if(${at} = 0, ${text}, ${value}) AS text${index + 1} FROM (${inner})`;
  }, copied);
  const into = [...columns, 'event'].map((name) => `\`${name}\``).join(', ');
  return `INSERT INTO ${database}.attrib_events (${into}) SELECT ${columns.map((name) => `new_${name}`).join(', ')}, text${members.length} FROM (${texts})`;
}

interface Used {
  readonly rows: number;
  readonly bytes: number;
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
}

async function audited(url: string): Promise<Used> {
  const settings = { max_query_size: 64 * 1024 * 1024, max_ast_elements: 5_000_000, skip_unavailable_shards: 0 };
  const open = (more: Record<string, number>): Promise<Connection> =>
    connect(readSourceUrl(url, [], url), { user: undefined, password: undefined }, { ...settings, ...more });
  const [merging, alone] = [await open({}), await open({ distributed_group_by_no_merge: 1 })];
  const { audit } = await loadSettings({}, testIo({ cwd: folder }));
  let [rows, bytes] = [0, 0];
  globalThis.gc?.();
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  let memory = 0;
  const store = createEventStore(memoryLimits({ memory: '256MB' }).limits);
  const ask: Ask = async function* (sql, how) {
    for await (const some of (how?.alone ? alone : merging).rows(sql)) {
      rows += some.length;
      for (const row of some) bytes += row.length;
      memory = Math.max(memory, process.memoryUsage().heapUsed);
      yield some;
    }
  };
  const summed = await sumUp(ask, loadedRows('attrib_events', true), audit, (event) => store.add(event, 0));
  const walked = await sumParts(store.parts(), audit);
  if ('in_full' in summed) throw new Error(summed.in_full);
  await summed.settle?.(ask, [walked.tally]);
  if (summed.traces + walked.tally.traces === 0) throw new Error('nothing was summed up');
  store.close();
  const { user, system } = process.cpuUsage(cpu);
  await Promise.all([merging.close(), alone.close()]);
  return { rows, bytes, cpu: (user + system) / 1e6, wall: (performance.now() - wall) / 1000, memory };
}
