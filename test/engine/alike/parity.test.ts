import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupNames } from '../../../src/audit/group-keys.ts';
import type { AuditSettings } from '../../../src/audit/settings.ts';
import type { FilterFlags } from '../../../src/cli/call-filter.ts';
import { whatDiffers } from '../../../src/engine/alike/what-differs.ts';
import type { Format } from '../../../src/formats/format.ts';
import { formats } from '../../../src/formats/index.ts';
import { rolesIn, wayOfCounting, waysOfCounting } from '../../../src/formats/value-roles.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import { registrySchema } from '../../../src/model/registry.ts';
import { compileRegistry, type Registry } from '../../../src/registry/registry.ts';
import { allSamples, readRecord, recordsOf } from '../../formats/samples.ts';
import { jsonLines } from '../../generate/in-memory.ts';
import { bytesOf, healthyRow, lineOf, litellmLog, type Row, twists } from '../../generate/litellm-lines.ts';
import { type Random, random } from '../../generate/random.ts';
import { varyRecord } from '../../generate/vary-record.ts';
import { hold, settings } from '../../laws/law.ts';
import {
  byName,
  contracts,
  cuts,
  groupings,
  holdsFor,
  holdsForAll,
  readAsRecords,
  selected,
  selections,
} from './parity.ts';

const registryOf = (file: Parameters<typeof registrySchema.parse>[0]): Registry =>
  compileRegistry(registrySchema.parse(file));
const team = (id: number, more: object = {}) => ({ id: `team-${id}`, ...more });
const teams = [
  ...[0, 1, 2, 3].map((id) => team(id, { cost_center: `cc-${id}` })),
  team(4),
  team(5, { valid_from: '2026-08-30', valid_to: '2026-09-01', successor: 'team-4' }),
  team(6, { aliases: ['Team-7', { name: 'team-8', valid_to: '2026-08-31' }], parent: 'retail' }),
];
const ofKey = (virtual_key: string, id: number, more: object = {}) => ({
  match: { virtual_key },
  team: `team-${id}`,
  ...more,
});
const keys = [ofKey('svc-1', 0), ofKey('svc-2', 1), ofKey('svc-3', 4), ofKey('svc-1*', 2)];
const registries = [
  { teams },
  { teams, identities: keys },
  {
    teams,
    identities: [
      ...keys,
      ofKey('svc-4', 0, { exclusive: true }),
      ofKey('svc-5', 1, { workflow_id: 'nightly', environment: 'staging' }),
      ofKey('svc-6', 2, { valid_to: '2026-08-31' }),
      ofKey('svc-7', 3),
      ofKey('svc-7', 4),
    ],
  },
  { teams, identities: [...keys, { match: { api_key_id: '*a' }, team: 'team-3' }] },
  { teams, identities: [{ match: { service: '*' }, team: 'team-4' }, ofKey('*', 0)] },
].map(registryOf);
const someRegistry = fc.option(fc.constantFrom(...registries), { nil: undefined });
const withRegistry = (registry: Registry | undefined): Pick<AuditSettings, 'registry'> =>
  registry ? { registry } : {};

describe.each(registries.map((registry) => ({ registry })))('for rows with a registry', ({ registry }) => {
  it.each(['no labels', 'no workflow', 'other day', 'no owner'])('and %s', async (name) => {
    const log = bytesOf(litellmLog(490, [[name], [name], []], ['no owner'], false, random(5)));
    const cut = { threads: 0, blockBytes: 40_000, pieceBytes: 50_000, eventsAPart: 1000 };
    await holdsFor(log, cut, { registry, group_by: ['model', 'virtual_key', 'workflow_id'] });
  });
});

/** Each would be wrong where rows were told apart by less; a row has one of few values. */
const mappedAlike: Readonly<
  Record<string, { readonly registry: object; readonly row: (row: Row, at: number) => void }>
> = {
  'teams that end': {
    registry: { teams: [team(1, { valid_to: '2026-09-02', successor: 'team-2' }), team(2)] },
    row: (row, at) => says(row, { team: `team-${1 + (at % 2)}` }),
  },
  'names that begin': {
    registry: { teams: [team(1, { aliases: ['first', { name: 'second', valid_from: '2026-09-03' }] })] },
    row: (row, at) => says(row, { team: ['first', 'second', 'team-1'][at % 3] }),
  },
  'rules that end': {
    registry: { teams, identities: [ofKey('svc-1', 0, { valid_to: '2026-09-02' })] },
    row: (row, at) => says(row, { team: null, key: `svc-${1 + (at % 2)}` }),
  },
  'rules for two identities': {
    registry: { teams, identities: [ofKey('svc-1', 0), { match: { api_key_id: 'key-1' }, team: 'team-1' }] },
    row: (row, at) => says(row, { key: `svc-${1 + (at % 3)}`, hash: `key-${1 + (at % 2)}` }),
  },
  'keys that are none': {
    registry: { teams },
    row: (row, at) => {
      says(row, { team: null, key: 'none', hash: 'none' });
      row.metadata.user_api_key_project_id = `project-${at % 2}`;
    },
  },
  'an owner who is none': {
    registry: { teams, identities: [ofKey('svc-1', 0), ofKey('svc-2', 1)] },
    row: (row, at) => says(row, { team: 'none', key: `svc-${1 + (at % 3)}` }),
  },
  'an owner who is another': {
    registry: { teams, identities: [ofKey('svc-1', 0, { exclusive: true })] },
    row: (row, at) => says(row, { team: `team-${at % 3}`, key: `svc-${1 + (at % 2)}` }),
  },
  'a workflow for a key of one team': {
    registry: { teams, identities: [ofKey('svc-1', 0, { workflow_id: 'nightly' })] },
    row: (row, at) => {
      says(row, { team: `team-${at % 3}`, key: `svc-${1 + (at % 2)}` });
      delete row.labels.workflow_id;
    },
  },
  'owners nobody knows': {
    registry: { teams, identities: [ofKey('svc-1', 0)] },
    row: (row, at) => says(row, { team: `squad-${at % 2}`, key: `svc-${1 + (at % 3)}` }),
  },
  'cost centers': {
    registry: { teams },
    row: (row, at) => {
      says(row, { team: `team-${at % 7}` });
      delete row.labels.cost_center;
    },
  },
};

function says(row: Row, { team, key, hash }: { team?: unknown; key?: string; hash?: string }): void {
  if (team !== undefined) {
    Object.assign(row.metadata, { user_api_key_team_id: team, user_api_key_team_alias: team });
    row.columns.team_id = team;
  }
  if (key !== undefined) row.metadata.user_api_key_alias = key;
  if (hash !== undefined) {
    row.metadata.user_api_key = hash;
    row.columns.api_key = hash;
  }
}

describe.each(Object.entries(mappedAlike))('for a registry with %s', (_, { registry, row }) => {
  it.each([[[]], [['cost_center', 'parent']]])('grouped by %j', async (group_by) => {
    const chance = random(5);
    const lines = Array.from({ length: 490 }, (_, at) => {
      const one = healthyRow(at, chance, [['openai', 'gpt-4.1', 2, 8]]);
      one.columns.startTime = new Date(Date.UTC(2026, 7, 30) + at * 1_000_000).toISOString();
      row(one, at);
      return lineOf(one);
    });
    const cut = { threads: 0, blockBytes: 40_000, pieceBytes: 50_000, eventsAPart: 1000 };
    await holdsFor(bytesOf(lines.join('\n')), cut, { registry: registryOf(registry), group_by });
  });
});

it('for rows with a registry, most of which are read by kinds', async () => {
  const log = bytesOf(litellmLog(490, [['no labels'], []], ['no owner'], false, random(5)));
  for (const registry of registries.slice(0, 4))
    expect(await readAsRecords(log, { registry, group_by: ['model'] })).toBeLessThan(420);
});

it('for healthy rows, most of which are never read as records', async () => {
  const rows = 1200;
  const bytes = bytesOf(litellmLog(rows, [[]], [], false, random(1)));
  const cut = { threads: 2, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 };
  await holdsFor(bytes, cut, {});
  await holdsFor(bytes, { ...cut, threads: 0 }, {});
  const read = await readAsRecords(bytes);
  expect(read).toBeGreaterThan(100); // examples are
  expect(read).toBeLessThan(rows / 4);
});

it('for replies whose cache writes have no lifetime: those that wrote most are the examples', async () => {
  const chance = random(4);
  const reply = (at: number): JsonObject => ({
    type: 'assistant',
    sessionId: 'session-1',
    cwd: `/work/shop-${at % 2}`,
    timestamp: new Date(Date.UTC(2026, 9, 1) + at * 1000).toISOString(),
    requestId: `req_${chance.hex(24)}`,
    message: {
      id: `msg_${chance.pick(['', 'bdrk_', 'vrtx_'])}${chance.hex(24)}`,
      model: 'claude-sonnet-4-5-20250929',
      usage: {
        input_tokens: 1 + chance.int(900),
        cache_creation_input_tokens: 1 + chance.int(5000),
        output_tokens: 1 + chance.int(900),
      },
    },
  });
  const bytes = Buffer.from(jsonLines(Array.from({ length: 600 }, (_, at) => reply(at))));
  await holdsFor(bytes, { threads: 0, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 }, {});
  expect(await readAsRecords(bytes)).toBeLessThan(200);
});

it('for transcripts of which most lines are no calls', async () => {
  const chance = random(6);
  const line = (at: number): JsonObject => {
    const common = {
      sessionId: 'session-1',
      cwd: '/work/shop',
      uuid: chance.hex(32),
      timestamp: new Date(Date.UTC(2026, 9, 1) + at * 1000).toISOString(),
    };
    const isMeasured = at > 50 && chance.chance(50);
    const usage = { input_tokens: isMeasured ? chance.int(900) : 0, output_tokens: isMeasured ? 900 : 0 };
    const message = { id: `msg_${chance.hex(24)}`, model: 'claude-sonnet-4-5-20250929', usage };
    const result = { stdout: chance.hex(chance.int(200)), stderr: '' };
    return chance.pick<JsonObject>([
      { type: 'assistant', ...common, requestId: `req_${chance.hex(24)}`, message },
      { type: 'user', ...common, message: { role: 'user', content: chance.hex(30) }, toolUseResult: result },
      { type: 'user', ...common, message: { role: 'user', content: [{ type: 'text', text: 'go on' }] } },
      { type: 'system', ...common, subtype: 'turn_duration', content: '', durationMs: chance.int(9000) },
      { type: 'progress', ...common, data: { message } },
    ]);
  };
  const bytes = Buffer.from(jsonLines(Array.from({ length: 900 }, (_, at) => line(at))));
  await holdsFor(bytes, { threads: 0, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 }, {});
  expect(await readAsRecords(bytes)).toBeLessThan(200);
});

it.each([1, 2, 3, 4])('for transcripts whose replies stand on several lines (%i)', async (seed) => {
  const chance = random(seed);
  const times = { at: Date.UTC(2026, 9, 1) };
  const reply = (): readonly JsonObject[] => {
    const ids = { requestId: `req_${chance.hex(24)}`, sessionId: `session-${chance.int(3)}` };
    const message = { id: `msg_${chance.hex(24)}`, model: 'claude-sonnet-4-5-20250929' };
    const [input, output] = [1 + chance.int(900), 2 + chance.int(900)];
    const cwd = `/work/shop-${chance.int(2)}`;
    const isGrowing = chance.chance(20);
    const writes = chance.pick([0, 1 + chance.int(5000)]);
    return Array.from({ length: 1 + chance.int(3) }, (_, block): JsonObject => {
      times.at += chance.pick([0, 50, 900]);
      const grown = isGrowing ? chance.pick([7, output, output + block]) : output;
      return {
        type: chance.chance(5) ? 'user' : 'assistant',
        ...ids,
        ...(chance.chance(3) && { requestId: `req_${chance.hex(24)}` }),
        ...(chance.chance(3) && { isSidechain: true }),
        cwd: chance.chance(3) ? '/work/other' : cwd,
        uuid: chance.hex(32),
        timestamp: new Date(times.at - (chance.chance(5) ? 5000 : 0)).toISOString(),
        message: {
          ...message,
          stop_reason: chance.chance(10) ? 'tool_use' : null,
          usage: { input_tokens: input, cache_creation_input_tokens: writes, output_tokens: grown },
        },
      };
    });
  };
  const replies = Array.from({ length: 300 }, reply);
  const lines = replies.flatMap((own, at) =>
    chance.chance(10) ? [...own.slice(0, 1), ...(replies[at + 1] ?? [])] : own,
  );
  const bytes = Buffer.from(jsonLines(lines.slice(0, 590))); // so few are not tried out first
  await holdsFor(bytes, { threads: 0, blockBytes: 500_000, pieceBytes: 70_000, eventsAPart: 50 }, {});
  expect(await readAsRecords(bytes)).toBeLessThan(500);
});

it('for streams of which some say next to nothing', async () => {
  const chance = random(5);
  const generation = (): JsonObject => ({
    id: `gen-${chance.hex(20)}`,
    created_at: `2026-10-01T00:00:${10 + chance.int(50)}.000Z`,
    model: 'openai/gpt-4.1-mini',
    provider_name: 'OpenAI',
    streamed: true,
    generation_time: chance.int(20_000),
    native_tokens_prompt: 1 + chance.int(900),
    native_tokens_completion: chance.chance(5) ? chance.int(3) : 2 + chance.int(900),
    total_cost: 0.001,
  });
  const bytes = Buffer.from(jsonLines(Array.from({ length: 600 }, generation)));
  await holdsFor(bytes, { threads: 0, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 }, {});
  expect(await readAsRecords(bytes)).toBeLessThan(300);
});

it('for access logs with whatever keys their operator chose', async () => {
  const chance = random(8);
  const line = (): JsonObject => ({
    start_time: `2026-10-03T08:15:${10 + chance.int(50)}Z`,
    response_code: 200,
    upstream_cluster: 'httproute/default/ai-route/rule/0',
    'x-request-id': chance.hex(32),
    'gen_ai.request.model': 'gpt-4.1-mini',
    'gen_ai.usage.input_tokens': 1 + chance.int(900),
    'gen_ai.usage.output_tokens': 1 + chance.int(900),
    'x-team': chance.pick(['claims', 'search', 'none', '']),
  });
  const bytes = Buffer.from(jsonLines(Array.from({ length: 500 }, line)));
  await holdsFor(bytes, { threads: 0, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 }, { group_by: [] });
  expect(await readAsRecords(bytes)).toBeLessThan(400);
});

it('for dictionaries that are written as an object, as text and as two lists', async () => {
  const chance = random(9);
  const row = (): JsonObject => {
    const team = chance.pick(['claims', 'search', 'none', '']);
    return {
      id: chance.hex(32),
      created_at: `2026-10-03T08:15:${10 + chance.int(50)}.000Z`,
      ai_org: 'openai',
      ai_model: 'gpt-4.1-mini',
      req_units: 1 + chance.int(900),
      res_units: 1 + chance.int(900),
      metadata: chance.chance(80)
        ? { owner_team: team, _user: `u-${chance.int(99)}` }
        : chance.pick<JsonValue>([JSON.stringify({ owner_team: team }), { key: ['owner_team'], value: [team] }]),
    };
  };
  const bytes = Buffer.from(jsonLines(Array.from({ length: 900 }, row)));
  await holdsFor(bytes, { threads: 0, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 }, { group_by: [] });
  expect(await readAsRecords(bytes)).toBeLessThan(700);
});

it('for calls with a span of their own, of which some have parents or no trace', async () => {
  const chance = random(10);
  const call = (): JsonObject => {
    const isTraced = chance.chance(90);
    const span = isTraced ? chance.hex(16) : `a3ce929d0e0e473${chance.int(9)}`;
    return {
      trace_id: isTraced ? chance.hex(32) : '',
      span_id: chance.chance(3) ? span.toUpperCase() : span,
      parent_span_id: chance.chance(95) ? '' : chance.pick([span, chance.hex(16), 'none']),
      request_id: chance.hex(8),
      start: `2026-10-03T08:15:${10 + chance.int(50)}Z`,
      owner_team: chance.pick(['claims', 'search', 'none']),
      model: 'gpt-4.1-mini',
      input_tokens: 1 + chance.int(900),
    };
  };
  const bytes = Buffer.from(jsonLines(Array.from({ length: 700 }, call)));
  await holdsFor(bytes, { threads: 0, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 }, { group_by: [] });
  expect(await readAsRecords(bytes)).toBeLessThan(500);
});

it('for counts that are there twice, nested and under a key with dots', async () => {
  const chance = random(7);
  const call = (at: number): JsonObject => ({
    trace_id: chance.hex(32),
    start: `2026-10-03T08:15:${10 + (at % 50)}Z`,
    provider: 'openai',
    model: 'gpt-4.1-mini',
    usage: { input_tokens: at < 200 ? 100 : 1 + chance.int(900), output_tokens: 10 },
    'usage.input_tokens': at < 200 ? 100 : 1 + chance.int(900),
  });
  const bytes = Buffer.from(jsonLines(Array.from({ length: 500 }, (_, at) => call(at))));
  await holdsFor(bytes, { threads: 0, blockBytes: 50_000, pieceBytes: 70_000, eventsAPart: 50 }, {});
});

/** These break so many lines that nothing beside them is read by kinds. */
const breaking: ReadonlySet<string> = new Set(['pretty', 'cut off']);
const others = Object.keys(twists).filter((name) => !breaking.has(name));
/** Several that have little in common share a log: its examples, which are read as records, are as many for one twist as for three. */
const logs = Math.ceil(others.length / 3);
const shared = Array.from({ length: logs }, (_, log) => others.filter((_, at) => at % logs === log));

it.each(shared.map((names) => ({ names, title: names.join(', ') })))('for rows with: $title', async ({ names }) => {
  const text = litellmLog(450, [[], ...names.map((name) => [name])], names, false, random(3));
  await holdsFor(bytesOf(text), { threads: 0, blockBytes: 40_000, pieceBytes: 50_000, eventsAPart: 1000 }, {});
});

it.each([...breaking])('for rows with: %s', async (name) => {
  const text = litellmLog(150, [[], [name]], [name], false, random(3));
  await holdsFor(bytesOf(text), { threads: 0, blockBytes: 40_000, pieceBytes: 50_000, eventsAPart: 1000 }, {});
});

it('for rows whose amounts differ by less than a double shows', async () => {
  for (const seed of [1, 2]) {
    const bytes = bytesOf(litellmLog(1000, [['a fee on top']], [], false, random(seed)));
    await holdsFor(bytes, { threads: 0, blockBytes: 100_000, pieceBytes: 100_000, eventsAPart: 1000 }, {});
  }
});

it.each<FilterFlags>([
  { since: '2026-08-30T01:00', until: '2026-08-30T05:30' },
  { filter: ['owner_team=team-1', 'owner_team=missing'] },
  { filter: ['owner_team=nobody'] },
])('for the calls of %j, most of which are read by kinds', async (flags) => {
  const text = bytesOf(litellmLog(900, [[], ['no owner']], [], false, random(4)));
  await holdsFor(text, { threads: 0, blockBytes: 40_000, pieceBytes: 50_000, eventsAPart: 1000 }, selected(flags));
  expect(await readAsRecords(text, selected(flags))).toBeLessThan(600);
});

const anySettings = fc
  .record({ group_by: groupings, contract: contracts, flags: selections, registry: someRegistry })
  .map(({ flags, registry, ...more }) => ({ ...more, ...selected(flags), ...withRegistry(registry) }));

it('for any rows', async () => {
  const names = fc.constantFrom(...Object.keys(twists));
  const log = fc.record({
    rows: fc.integer({ min: 1, max: 800 }),
    profiles: fc.array(fc.array(names, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
    odd: fc.array(names, { maxLength: 8 }),
    between: fc.boolean(),
    seed: fc.nat(1_000_000),
    lastFeed: fc.boolean(),
  });
  const run = fc.record({ log, cut: cuts, more: anySettings });
  await hold(run, 14, async ({ log: { rows, profiles, odd, between, seed, lastFeed }, cut, more }) => {
    const text = litellmLog(rows, profiles, odd, between, random(seed));
    await holdsFor(bytesOf(lastFeed ? `${text}\n` : text), cut, more);
  });
}, 120_000);

const free = whatDiffers(byName)?.free ?? new Set();
/** Parts of a page count in ways of their own: pages.test.ts. Records that are traces: nests.test.ts. */
const ways = formats.filter(({ nest }) => !nest).flatMap((format) => (format.page ? [format] : waysOfCounting(format)));
const telling = ways.flatMap((format) => {
  const roles = rolesIn(format, formats);
  return roles ? [{ format, roles, id: format.id, counts: Object.values(format.usage ?? {})[0]?.[0] }] : [];
});

const samplesOf = (format: Format): readonly JsonObject[] =>
  allSamples()
    .filter((sample) => sample.format === format.id)
    .flatMap(({ text }) => recordsOf(text))
    .flatMap((record) => readRecord(record, 1))
    .flatMap(({ format: found, record }) => (found === format.id ? [record] : []))
    .filter((record) => wayOfCounting(original(format), record) === format);
const original = ({ id }: Format): Format => formats.find((format) => format.id === id) ?? noFormat();
function noFormat(): never {
  throw new Error('no such format');
}

describe.each(telling)('for records like the samples of $id that count $counts', ({ format, roles }) => {
  const varied = (from: readonly JsonObject[], count: number, oddly: number, chance: Random): Buffer => {
    const [first, ...others] = from;
    if (!first) throw new Error('no samples');
    const vary = (): JsonObject => varyRecord(chance.pick([first, ...others]), roles, { free, oddly }, chance);
    return Buffer.from(jsonLines(Array.from({ length: count }, vary)));
  };

  it('of any kinds', async () => {
    const samples = samplesOf(format);
    const log = fc.record({
      seed: fc.nat(1_000_000),
      oddly: fc.constantFrom(0, 0, 3),
      kinds: fc.subarray([...samples.keys()], { minLength: 1, maxLength: Math.min(4, samples.length) }),
    });
    const run = fc.record({ log, cut: cuts, more: anySettings });
    await hold(run, 3, async ({ log: { seed, oddly, kinds }, cut, more }) => {
      const some = samples.filter((_, at) => kinds.includes(at));
      await holdsFor(varied(some, 300, oddly, random(seed)), cut, more);
    });
  }, 120_000);

  it('some of which are read by kinds', async () => {
    for (const sample of samplesOf(format)) {
      const read = await readAsRecords(varied([sample], 600, 0, random(1)));
      if (read > 0 && read < 450) return;
    }
    throw new Error(`all records of ${format.id} are read one by one`);
  });
});

describe('for several files', () => {
  it('grouped by whatever rows of a kind may be grouped by', async () => {
    const names = groupNames.filter((name) => whatDiffers({ ...settings, group_by: [name] }) !== undefined);
    expect(names).toContain('price_source');
    const logs = ['a.jsonl', 'b.jsonl'].map(
      (name, seed) =>
        [name, bytesOf(litellmLog(300, [[], ['no owner'], ['other day']], [], false, random(seed)))] as const,
    );
    await holdsForAll(logs, cut, { group_by: names });
  });
  const cut = { threads: 1, blockBytes: 30_000, pieceBytes: 40_000, eventsAPart: 100 };
  const log = (rows: number, seed: number): string => litellmLog(rows, [[], ['no owner']], [], false, random(seed));
  const linesOf = (text: string): string[] => text.split('\n');

  it('of one log cut in three, one of them packed, with lines that are in two of them', async () => {
    const lines = linesOf(log(600, 5));
    const [a, b, c] = [lines.slice(0, 250), lines.slice(200, 400), lines.slice(400)].map((part) =>
      bytesOf(`${part.join('\n')}\n`),
    );
    if (!a || !b || !c) throw new Error('three parts');
    const logs = [['a.jsonl', a] as const, ['b.jsonl.gz', gzipSync(b)] as const, ['c.jsonl', c] as const];
    await holdsForAll(logs, cut, {});
    await holdsForAll(logs, { ...cut, threads: 0 }, {});
    await holdsForAll(logs, { ...cut, threads: 2 }, { group_by: ['source', 'model', 'feature'] });
  });

  it('that are copies, packed or given twice', async () => {
    const bytes = bytesOf(log(400, 6));
    const other = bytesOf(log(300, 7));
    for (const threads of [0, 2]) {
      await holdsForAll(
        [
          ['a.jsonl', bytes],
          ['b.jsonl.gz', gzipSync(bytes)],
          ['c.jsonl', other],
        ],
        { ...cut, threads },
        {},
      );
      await holdsForAll(
        [
          ['a.jsonl', bytes],
          ['c.jsonl', other],
          ['a.jsonl', bytes],
        ],
        { ...cut, threads },
        {},
      );
    }
  });

  it('of which some are another thing', async () => {
    const rows = log(400, 8);
    const spans = linesOf(rows)
      .slice(0, 40)
      .map((line) => JSON.parse(line))
      .map((row, at) => ({
        trace_id: `trace-${at}`,
        request_id: row.request_id,
        hop: 'app',
        owner_team: `team-${at % 3}`,
      }));
    await holdsForAll(
      [
        ['rows.jsonl', bytesOf(rows)],
        ['app.jsonl', Buffer.from(jsonLines(spans))],
        ['empty.jsonl', Buffer.alloc(0)],
      ],
      cut,
      {},
    );
  });
});
