// Start-up: wall time of the built program for what people run most, median of ten. Prints only; a busy machine must not fail a test.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/attrib-audit.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'attrib-audit-bench-'));
const logs = path.join(folder, 'ten-traces.jsonl');
writeFileSync(logs, Array.from({ length: 10 }, (_, index) => trace(index)).join(''));

// Where a machine names certificates of its own, Node reads them at every start, which takes longer than help.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const rows = [
  ['node itself', ['-e', '0'], undefined],
  ['--version', [bin, '--version'], undefined],
  ['--help', [bin, '--help'], 100],
  ['audit of ten traces', [bin, logs], 150],
  ['audit of ten traces, --json', [bin, logs, '--json'], 200],
  ['explain one of them', [bin, 'explain', 'tr_3', logs], 200],
];
for (const [name, args, goal] of rows) {
  const ms = median(Array.from({ length: 10 }, () => timed(args)));
  console.log(
    `${name.padEnd(28)} ${ms.toFixed(0).padStart(5)} ms${goal === undefined ? '' : `   goal under ${goal} ms`}`,
  );
}
rmSync(folder, { recursive: true });

function timed(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, env });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

function median(numbers) {
  const sorted = numbers.sort((a, b) => a - b);
  return (sorted[4] + sorted[5]) / 2;
}

/** An app span, the gateway's row and the provider's, one owner lost on the way now and then. */
function trace(index) {
  const start = `2026-09-${String(index + 1).padStart(2, '0')}T10:00:00Z`;
  const owner = { owner_team: 'support', workflow_id: 'triage', feature: 'tickets', environment: 'production' };
  const call = {
    provider: 'openai',
    model: 'gpt-4.1-mini',
    usage: { input: 1200 + index, output: 300 },
    provider_request_id: `req_${index}`,
  };
  return [
    { trace_id: `tr_${index}`, span_id: `a${index}`, hop: 'app', service: 'desk', ...owner, start },
    {
      trace_id: `tr_${index}`,
      span_id: `b${index}`,
      parent_span_id: `a${index}`,
      hop: 'gateway',
      ...(index % 3 === 0 ? {} : owner),
      ...call,
      start,
      logged_cost_usd: 0.00096,
    },
    { hop: 'provider', ...call, start },
  ]
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('');
}
