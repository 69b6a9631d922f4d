// Whether rows that are read by kinds give the report of rows that are all read as records.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { AuditSettings } from '../../../src/audit/settings.ts';
import { callFilter, type FilterFlags } from '../../../src/cli/call-filter.ts';
import { compileContract } from '../../../src/contract/compile-contract.ts';
import { defaultContract } from '../../../src/contract/default-contract.ts';
import { type AuditOptions, runAudit } from '../../../src/engine/run-audit.ts';
import { rowsOf } from '../../../src/engine/spill/framed-rows.ts';
import type { ToThread } from '../../../src/engine/threads/messages.ts';
import { runWorker } from '../../../src/engine/threads/run-worker.ts';
import { inputOf, onDisk } from '../../generate/in-memory.ts';
import { settings } from '../../laws/law.ts';

const module = new WebAssembly.Module(readFileSync('dist/kernel.simd.wasm'));
export const kernel = (): WebAssembly.Module => module;

export interface Cut {
  readonly threads: number;
  readonly blockBytes: number;
  readonly pieceBytes: number;
  readonly eventsAPart: number;
}

function optionsOf(
  { threads, blockBytes, eventsAPart }: Cut,
  set: AuditSettings,
  onTold: (message: ToThread) => void = () => {},
): AuditOptions {
  const ports = (): MessagePort[] =>
    Array.from({ length: threads }, () => {
      const { port1, port2 } = new MessageChannel();
      port2.on('message', onTold);
      runWorker(port2, set, kernel);
      return port1;
    });
  return {
    limits: { mostHeld: 0, eventsAPart, directory: tmpdir() },
    kernel,
    byKinds: { leastBytes: 0, leastLines: 0, blockBytes },
    ...(threads > 0 && { threads: { start: ports, judge: true, blockBytes } }),
  };
}

/** An hour would be a group in which rows of a kind differ. */
export const byName: AuditSettings = { ...settings, group_by: ['model', 'feature', 'cost_center'] };

export async function holdsFor(bytes: Buffer, cut: Cut, more: Partial<AuditSettings>): Promise<void> {
  return holdsForAll([['log.jsonl', bytes]], cut, more);
}

export async function holdsForAll(
  logs: readonly (readonly [name: string, bytes: Uint8Array])[],
  cut: Cut,
  more: Partial<AuditSettings>,
): Promise<void> {
  const set = { ...byName, ...more };
  const whole = await runAudit(
    logs.map(([name, bytes]) => inputOf(name, bytes)),
    set,
  );
  const files = logs.map(([name, bytes]) => onDisk(name, bytes, cut.pieceBytes));
  const byKinds = await runAudit(files, set, optionsOf(cut, set));
  expect(byKinds.unreadable).toEqual([]);
  expect(byKinds.report).toEqual(whole.report);
}

export const cuts = fc.record({
  threads: fc.nat(2),
  blockBytes: fc.integer({ min: 1, max: 60_000 }),
  pieceBytes: fc.integer({ min: 500, max: 100_000 }),
  eventsAPart: fc.constantFrom(1, 50, 100_000),
});

export const groupings = fc.constantFrom<readonly string[]>(
  [],
  ['model', 'component', 'feature', 'error', 'grade'],
  ['cost_center', 'tenant_id_hash', 'provider'],
  ['workflow_id', 'virtual_key', 'session_id', 'environment', 'request_source', 'service'],
  ['user_id_hash', 'account_id', 'principal', 'project', 'api_key_id', 'request_id', 'status', 'part', 'parent'],
  ['day', 'model'],
  ['week', 'month'],
  ['hour'],
);

export const selections = fc.constantFrom<FilterFlags>(
  {},
  { since: '2026-08-30T01:00', until: '2026-08-30T05:30' },
  { filter: ['owner_team=team-1', 'owner_team=team-12', 'feature=chat'] },
  { filter: ['owner_team=missing'], until: '2026-09-01' },
  { filter: ['part=unattributed', 'price_source=missing'] },
  { filter: ['model=gpt-4.1', 'grade=none', 'status=success'] },
  { filter: ['request_id=nobody', 'workflow_id='] },
  { filter: ['source=a.jsonl', 'day=2026-08-30'] },
);
export const selected = (flags: FilterFlags): Pick<AuditSettings, 'select'> => {
  const select = callFilter(flags);
  return select ? { select } : {};
};

const shipped = defaultContract();
const { schema } = shipped;
const withRule = (field: string, rule: object): string =>
  JSON.stringify({ ...schema, properties: { ...Object(schema.properties), [field]: rule } });
/** Required are other fields; rules of their own about names and counts. */
export const contracts = fc.constantFrom(
  shipped,
  ...[
    withRule('owner_team', { type: 'string', pattern: '^team-[0-4]$' }),
    withRule('tenant_id_hash', { enum: ['t_1', 'none', 'value-3'] }),
    withRule('session_id', { type: 'string' }),
    '{"required":["owner_team"],"properties":{"feature":{"maxLength":9},"request_id":{"type":"string"}}}',
    '{"required":["owner_team","model"],"recommended":["trace_id","session_id"]}',
    '{"properties":{"usage":{"properties":{"input":{"maximum":4000}}}}}',
    '{"properties":{"logged_cost_usd":{"type":"string","maxLength":7}}}',
    '{"if":{"properties":{"workflow_id":{"const":"workflow-3"}}},"then":{"required":["user_id_hash"]}}',
    '{"minProperties":14,"recommended":["cost_center"]}',
  ].map((given) => compileContract(JSON.parse(given), 'own')),
);

/** How many events were judged one by one. */
export async function readAsRecords(bytes: Buffer, more: Partial<AuditSettings> = {}): Promise<number> {
  const set = { ...byName, ...more };
  let read = 0;
  const countJudged = (message: ToThread): void => {
    if (message.kind === 'part') read += [...rowsOf([Buffer.from(message.rows.slice().buffer)])].length;
  };
  const cut = { threads: 2, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 };
  await runAudit([onDisk('log.jsonl', bytes, cut.pieceBytes)], set, optionsOf(cut, set, countJudged));
  return (read / 2) * 3; // the first thread judges every third part and tells nobody
}
