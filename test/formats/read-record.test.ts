import { expect, test } from 'vitest';
import { defineFormat, event, type Format, rejected, skipped } from '../../src/formats/format.ts';
import { compileReader } from '../../src/formats/read-record.ts';
import type { Event, Outcome } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';

const place = { source: 'a.jsonl', line: 1, offset: 0 };
const table: Format = {
  id: 'toy-log',
  title: 'Toy log',
  hop: 'gateway',
  recognise: ['req'],
  fields: {
    trace_id: ['trace', 'other_trace'],
    owner_team: ['team', 'team.name', 'group'],
    service: ['svc'],
    error: ['err'],
    start: { from: ['at'], unit: 'ms', units: { at_s: 's' } },
    end: { from: ['until'], unit: 'ms', duration: { from: ['took'], unit: 'ms', units: { took_s: 's' } } },
    logged_cost_usd: { from: ['usd', 'cents'], unit: 'usd' },
    requests: ['n'],
    cache_hit: ['cached'],
    traceparent: ['traceparent'],
    hop: ['hop'],
  },
  usage: { input: ['in', 'in2'], cached_input: ['cached_in'], output: ['out'] },
  labels: ['meta', 'tags'],
};

const outcomeOf = (format: Format, record: JsonObject): Outcome => compileReader(format).read(record, place);
function read(record: JsonObject, more: Partial<Format> = {}): Event {
  const outcome = outcomeOf(defineFormat({ ...table, ...more }), record);
  if (outcome.kind !== 'events' || !outcome.events[0]) throw new Error(JSON.stringify(outcome));
  return outcome.events[0];
}

test('the first path with something to read wins; null-like texts and objects are passed over', () => {
  expect(read({ team: 'claims', group: 'sales' }).owner_team).toBe('claims');
  expect(read({ team: 'None', group: 'sales' }).owner_team).toBe('sales');
  expect(read({ team: { name: 'claims' }, group: 'sales' }).owner_team).toBe('claims');
  expect(read({ in: null, in2: 7 }).usage).toEqual({ input: 7 });
  expect(read({ in: {}, in2: 7 }).usage).toEqual({ input: 7 });
});

test('an id that says nothing is noted and the next path is read', () => {
  const { trace_id: id, notes } = read({ trace: 'null', other_trace: 'tr_2' });
  expect(id).toBe('tr_2');
  expect(notes).toEqual([{ kind: 'null-like-id', field: 'trace_id', value: 'null' }]);
});

test('labels fill what the columns left open and never replace it; a second team is noted', () => {
  const labelled = read({ meta: { cost_center: 'cc-1', team: 'sales', team_id: 't-9' }, tags: ['env:prod'] });
  expect(labelled).toMatchObject({ owner_team: 'sales', cost_center: 'cc-1', environment: 'prod', notes: [] });
  const rival = read({ team: 'claims', meta: { team: 'sales' } });
  expect(rival.owner_team).toBe('claims');
  expect(rival.notes).toEqual([{ kind: 'several-owners', values: ['claims', 'sales'] }]);
});

test('the order of label keys decides nothing', () => {
  const a = read({ meta: { team: 'claims', team_id: 't-9', owner: 'Ms K' } });
  const b = read({ meta: { owner: 'Ms K', team_id: 't-9', team: 'claims' } });
  expect(a.owner_team).toBe('claims');
  expect(b).toEqual(a);
});

test('weaker evidence only fills', () => {
  const more = { fallback: { fields: { environment: ['host_env'] }, labels: ['host_labels'] } };
  expect(read({ host_env: 'prod', host_labels: { team: 'platform' } }, more)).toMatchObject({
    environment: 'prod',
    owner_team: 'platform',
  });
  expect(read({ team: 'claims', host_labels: { team: 'platform' } }, more)).toMatchObject({
    owner_team: 'claims',
    notes: [],
  });
});

test('labels are read from each dictionary anew, however many have the same keys', () => {
  const reader = compileReader(defineFormat(table));
  const ownerOf = (meta: JsonObject) => {
    const outcome = reader.read({ meta }, place);
    return outcome.kind === 'events' ? outcome.events.map((one) => [one.owner_team, one.feature]) : [];
  };
  const dictionaries: readonly (readonly [JsonObject, string | undefined, string | undefined])[] = [
    [{ squad: 'a', team: 'b', feature: 'f' }, 'b', 'f'],
    [{ squad: 'c', team: 'd', feature: 'g' }, 'd', 'g'],
    [{ squad: 'c', team: null, feature: 'none' }, 'c', undefined],
    [{ team: 'd', squad: 'c' }, 'd', undefined],
    [JSON.parse('{"__proto__":"x","team":"e"}'), 'e', undefined],
    [{}, undefined, undefined],
  ];
  for (const _ of ['met', 'known'])
    for (const [meta, team, feature] of dictionaries) expect(ownerOf(meta)).toEqual([[team, feature]]);
});

test('ownership that only weaker evidence knew is marked', () => {
  const more = { fallback: { fields: { environment: ['host_env'] }, labels: ['host_labels'] } };
  const labelled = { host_env: 'prod', host_labels: { team: 'platform', env: 'x', session_id: 's' } };
  expect(read(labelled, more).hints).toEqual(['owner_team', 'environment']);
  expect(read({ ...labelled, team: 'claims' }, more).hints).toEqual(['environment']);
  expect(read({ ...labelled, team: 'claims', meta: { env: 'dev' } }, more)).not.toHaveProperty('hints');
});

test('the component is never empty: named, else the service, else the hop, else the product, else the format', () => {
  expect(read({ svc: 'claims-api', hop: 'worker' }).component).toBe('claims-api');
  expect(read({ hop: 'ticket-worker' })).toMatchObject({ component: 'ticket-worker', hop: 'worker' });
  expect(read({}, { component: 'toy' }).component).toBe('toy');
  expect(read({}).component).toBe('toy-log');
});

test('a header of another trace is a link, of this trace the parent', () => {
  const header = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  expect(read({ traceparent: header })).toMatchObject({
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    parent_span_id: 'b7ad6b7169203331',
  });
  expect(read({ trace: 'tr_1', meta: { traceparent: header } })).toMatchObject({
    trace_id: 'tr_1',
    links: [{ trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' }],
  });
});

test('a length of time makes the end; each path has its unit', () => {
  expect(read({ at: 1791015300000, took: 250 })).toMatchObject({
    start: 1_791_015_300_000_000_000n,
    end: 1_791_015_300_250_000_000n,
  });
  const units = { fields: { ...table.fields, start: { from: ['at_s'], unit: 'ms', units: { at_s: 's' } } } } as const;
  expect(read({ at_s: 1791015300 }, units).start).toBe(1_791_015_300_000_000_000n);
  expect(read({ took: 250 }).end).toBeUndefined();
});

test('the raw counts keep the names and figures of the source', () => {
  const { usage, raw_usage: raw } = read({ in: '1000', cached_in: 600, out: 0 });
  expect(usage).toEqual({ input: 400, cached_input: 600 });
  expect(raw).toEqual({ in: 1000, cached_in: 600, out: 0 });
});

test('a count that is none is noted, unless another spelling of it gives one', () => {
  const twice = { fields: { ...table.fields }, usage: { input: ['in', 'prompt'], output: ['out'] } } as const;
  expect(read({ in: '12x', out: 7 }, twice)).toMatchObject({
    usage: { output: 7 },
    notes: [{ kind: 'bad-count', field: 'input', value: '12x' }],
  });
  expect(read({ in: '12x', prompt: 12, out: 7 }, twice)).toMatchObject({ usage: { input: 12, output: 7 }, notes: [] });
});

test('zero cost with usage is no cost, unless the gateway’s cache answered', () => {
  expect(read({ in: 5, usd: 0 })).toMatchObject({ notes: [{ kind: 'zero-cost-with-usage' }] });
  expect(read({ in: 5, usd: 0 }).logged_cost_usd).toBeUndefined();
  expect(read({ in: 5, usd: 0, cached: 'HIT' })).toMatchObject({ logged_cost_usd: 0n, notes: [] });
  expect(read({ usd: 0 }).logged_cost_usd).toBe(0n);
});

test('a row of several requests is an aggregate', () => {
  expect(read({ n: 12, in: 5 })).toMatchObject({ requests: 12, granularity: 'aggregate' });
  expect(read({ n: 1, in: 5 })).toMatchObject({ requests: 1, granularity: 'call' });
});

test('the first dialect that applies is read, else the table’s own counts', () => {
  const dialects = [
    {
      when: ['add_in'],
      usage: { input: ['add_in'], cached_input: ['cached_in'] },
      tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
    },
  ] as const;
  expect(read({ add_in: 10, cached_in: 600, in: 3 }, { dialects }).usage).toEqual({ input: 10, cached_input: 600 });
  expect(read({ in: 1000, cached_in: 600 }, { dialects }).usage).toEqual({ input: 400, cached_input: 600 });
});

test('no error message leaves, whoever wrote it', () => {
  expect(read({ err: 'the prompt "Dear Ms K" is too long' }).error).toBe('_OTHER');
  const settle: Format['settle'] = (draft) => event({ ...draft, error: 'the prompt "Dear Ms K" is too long' });
  expect(read({}, { settle }).error).toBe('_OTHER');
});

test('parts are numbered in order and point at their place', () => {
  const split: Format['split'] = () => [
    { value: { in: 1 }, pointer: '/a', role: 'step', hop: 'router', component: 'first' },
    { value: { in: 2 }, pointer: '/b' },
  ];
  const outcome = outcomeOf({ ...table, split }, {});
  if (outcome.kind !== 'events') throw new Error('no events');
  expect(
    outcome.events.map(({ step, role, hop, component, place: { pointer } }) => [step, role, hop, component, pointer]),
  ).toEqual([
    [0, 'step', 'router', 'first', '/a'],
    [1, 'call', 'gateway', 'toy-log', '/b'],
  ]);
});

test('one outcome per record: its events, else the first reason why not', () => {
  const parts = [
    { value: { keep: false }, pointer: '/a' },
    { value: { keep: true }, pointer: '/b' },
  ];
  const settle: Format['settle'] = (draft, value) => (value.keep ? event(draft) : skipped('unfinished'));
  expect(outcomeOf({ ...table, split: () => parts, settle }, {})).toMatchObject({
    events: [{ place: { pointer: '/b' } }],
  });
  expect(outcomeOf({ ...table, settle }, {})).toEqual({ kind: 'skipped', reason: 'unfinished' });
  expect(outcomeOf({ ...table, split: () => [] }, {})).toEqual({ kind: 'skipped', reason: 'empty' });
  expect(outcomeOf({ ...table, split: () => rejected('damaged') }, {})).toEqual({
    kind: 'rejected',
    reason: 'damaged',
  });
});

test('what the parts say about each other is arranged after they are read', () => {
  const arrange: Format['arrange'] = (events) => events.map((one) => ({ ...one, role: 'step' }));
  expect(read({ in: 1 }, { arrange }).role).toBe('step');
});

test('what a table remembers of records with the same paths changes nothing, nor does a record with one more path', () => {
  const format = defineFormat({
    ...table,
    dialects: [
      { when: ['kind=sum', '!in'], usage: { input: ['in2'], output: ['out'] } },
      { when: [['out', 'in{}'], '!cached_in'], usage: { output: ['out'] } },
    ],
    fallback: { fields: { environment: ['host_env'] }, labels: ['host_labels'] },
  });
  const full = { req: 'r', trace: 'null', other_trace: 'tr_2', team: '-', group: 'sales', in: 8, in2: 7, out: 3 };
  const more = {
    cached_in: 2,
    at: 1791015300000,
    meta: { team: 'claims' },
    host_env: 'prod',
    host_labels: { env: 'x' },
  };
  const members = Object.entries({ ...full, ...more, kind: 'sum' });
  const kept = compileReader(format);
  // More sets of paths than are remembered, each one met twice.
  const sets = Array.from({ length: 2 ** 10 }, (_, set) => Math.imul(set, 0x9e3779b1) >>> (32 - members.length));
  for (const set of [...sets, ...sets]) {
    const record = Object.fromEntries(members.filter((_, at) => (set >> at) & 1));
    expect(kept.read(record, place)).toEqual(compileReader(format).read(record, place));
  }
});
