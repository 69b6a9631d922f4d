// npm run bench:throughput [-- --rows N --runs N --only KIND]: the built program on generated logs, beside what else reads such a file.
// A busy machine changes every figure, so the ratios count: all programs of one table run in turn. Prints only.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { kinds, makeLog, writeRules } from './make-logs.js';
import { compare, measure } from './measure.js';
import { rivals } from './rivals.js';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '400000' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});
const [rows, runs] = [Number(values.rows), Number(values.runs)];
const folder = path.join(tmpdir(), 'attrib-audit-bench-logs');
mkdirSync(folder, { recursive: true });

const audit = (file, ...flags) => [process.execPath, [here('../../bin/attrib-audit.js'), file, '--json', ...flags]];
/** The same with a given number of threads, to be held against each other in one run. */
const byThreads = (file) => ({
  'attrib-audit --threads 2': audit(file, '--threads', '2'),
  'attrib-audit --threads 1': audit(file, '--threads', '1'),
});
const parseOnly = { 'JSON.parse of every line': rivals['JSON.parse of every line'] };
/** Bodies are a seventh of the rows: the file is as large as the one without them. */
const tables = {
  litellm: { count: rows, others: rivals },
  'litellm-bodies': { count: Math.ceil(rows / 7), others: rivals },
  otlp: { count: rows, others: parseOnly },
  events: { count: rows, others: parseOnly },
  portkey: { count: rows, others: parseOnly },
  envoy: { count: rows, others: parseOnly },
  hops: { count: rows, others: parseOnly },
  agents: { count: rows / 4, others: parseOnly },
  nested: { count: rows, others: parseOnly },
  mixed: { count: rows, others: parseOnly },
  'one-trace': { count: Math.ceil(rows / 4), others: parseOnly },
};

console.log(
  `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ${runs} runs, the middle one\n`,
);
for (const [kind, { count, others }] of Object.entries(tables)) {
  if (values.only !== undefined && values.only !== kind) continue;
  const file = logOf(kind, count);
  const commands = { ...byThreads(file), ...mapValues(others, (command) => command(file)) };
  printTable(`${kind}, ${count} calls`, file, count, compare(commands, runs));
}
if (values.only === undefined || values.only === 'shop') await shops();
if (values.only === undefined || values.only === 'transcripts') {
  transcripts('transcripts', 'each on one line');
  transcripts('sessions', 'a line for each block, and the answers of tools');
}
if (values.only === undefined || values.only === 'commands') commands();
if (values.only === undefined || values.only === 'scaling') scaling();

/** The sample company many times over: five logs that see the same calls, in a folder. */
async function shops() {
  const { shop } = await import('../../.bench/shop.mjs');
  const home = path.join(folder, `shop-${rows}`);
  mkdirSync(home, { recursive: true });
  const lines = {};
  let count = 0;
  for (let seed = 1; count < rows; seed++)
    for (const [name, more] of Object.entries(shop(seed))) {
      if (name.startsWith('invoices/')) continue;
      const known = lines[name] ?? [];
      lines[name] = known;
      known.push(...more.slice(name.endsWith('.csv') && known.length > 0 ? 1 : 0)); // a table has one head
      count += more.length;
    }
  for (const [name, own] of Object.entries(lines)) writeFileSync(path.join(home, name), `${own.join('\n')}\n`);
  printTable(`five logs of a shop, ${count} records`, home, count, compare(byThreads(home), runs));
}

/** ccusage looks for transcripts under a home folder of its own. */
function transcripts(kind, how) {
  const program = here('node_modules/ccusage/dist/index.js');
  if (!existsSync(program)) return;
  const count = Math.ceil(rows / 4);
  const home = path.join(folder, `home-${kind}-${count}`);
  mkdirSync(path.join(home, 'projects', 'bench'), { recursive: true });
  const file = path.join(home, 'projects', 'bench', '00000000-0000-4000-8000-000000000000.jsonl');
  makeLog(file, kind, count);
  const ccusage = ['env', [`CLAUDE_CONFIG_DIR=${home}`, process.execPath, program, 'daily', '--offline', '--json']];
  printTable(
    `Claude Code transcripts, ${count} calls, ${how}`,
    file,
    count,
    compare({ 'attrib-audit': audit(file), 'ccusage daily --offline': ccusage }, runs),
  );
}

/** What else looks at every call of a log, beside the plain audit: in the memory that is granted, too. */
function commands() {
  const count = Math.ceil(rows / 4);
  const file = logOf('litellm', count);
  const [registry, budgets, config] = writeRules(folder);
  const run = (...words) => [process.execPath, [here('../../bin/attrib-audit.js'), ...words, '--quiet', file]];
  const printed = {
    audit: run('audit', '--json'),
    'audit --registry': run('audit', '--json', '--registry', registry),
    'audit --registry (budgets)': run('audit', '--json', '--registry', budgets),
    'audit --config (policy)': run('audit', '--json', '--config', config),
    'export --to csv': run('export', '--to', 'csv'),
    'export --to focus': run('export', '--to', 'focus'),
    'reprice --format csv': run('reprice', '--format', 'csv'),
    'explain --top 3': run('explain', '--top', '3'),
    'chargeback --registry': run('chargeback', '--registry', registry),
    'registry suggest': run('registry', 'suggest'),
  };
  printTable(`commands on litellm, ${count} calls`, file, count, compare(printed, runs));
}

/** From one sixteenth of the rows to all of them: time should grow with the input and no faster. */
function scaling() {
  console.log('scaling (litellm)');
  let first;
  for (const times of [1, 2, 4, 8, 16]) {
    const count = Math.ceil((rows * times) / 16);
    const { wall, cpu, peakMb } = measure(audit(logOf('litellm', count)));
    first ??= cpu ?? wall;
    const grown = (cpu ?? wall) / first;
    console.log(
      `${String(times).padStart(4)}x ${String(count).padStart(9)} rows ${seconds(wall)} wall ${seconds(cpu)} cpu ${megabytes(peakMb)}   ${grown.toFixed(1)}x the time`,
    );
  }
}

function logOf(kind, count) {
  const file = path.join(folder, `${kind}-${count}.jsonl`);
  if (!(kind in kinds)) throw new Error(`no log of kind ${kind}`);
  makeLog(file, kind, count);
  return file;
}

function printTable(title, file, count, results) {
  const bytes = sizeOf(file);
  const [[ownName, own] = []] = results; // the first of them is ours
  console.log(`${title}, ${(bytes / 1e6).toFixed(0)} MB`);
  for (const [name, { wall, cpu, peakMb }] of results) {
    const speed = `${Math.round(count / wall)
      .toLocaleString('en-US')
      .padStart(9)} rows/s ${(bytes / 1e6 / wall).toFixed(0).padStart(5)} MB/s`;
    const ratio =
      name === ownName
        ? ''
        : `   audit takes ${(own.wall / wall).toFixed(2)}x wall${cpu ? `, ${(own.cpu / cpu).toFixed(2)}x cpu` : ''}`;
    console.log(`  ${name.padEnd(40)} ${seconds(wall)} wall ${seconds(cpu)} cpu ${megabytes(peakMb)} ${speed}${ratio}`);
  }
  console.log('');
}

function sizeOf(file) {
  const parts = statSync(file).isDirectory() ? readdirSync(file).map((name) => path.join(file, name)) : [file];
  return parts.reduce((sum, part) => sum + statSync(part).size, 0);
}

function seconds(value) {
  return value === undefined ? '      -' : `${value.toFixed(2).padStart(7)} s`;
}

function megabytes(value) {
  return value === undefined ? '     -' : `${value.toFixed(0).padStart(5)} MB`;
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
