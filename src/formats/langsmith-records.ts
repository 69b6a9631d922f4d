// LangSmith documents taken apart: ingest batches, where a run is posted first and patched later, and runs that nest their children.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import type { Part } from './format.ts';
import { readText } from './values.ts';

interface Found {
  readonly run: JsonObject;
  readonly pointer: string;
}

export function splitLangsmith(record: JsonObject): readonly Part[] {
  const batch = [...runsIn(record, 'post', ''), ...runsIn(record, 'patch', '')];
  const runs = batch.length > 0 ? joined(batch) : [{ run: record, pointer: '' }];
  return runs.flatMap(({ run, pointer }) => withChildren(run, pointer, undefined, 0));
}

function runsIn(object: JsonObject, list: string, above: string): readonly Found[] {
  const runs = member(object, list);
  if (!isArray(runs)) return [];
  return runs.flatMap((run, index) => (isObject(run) ? [{ run, pointer: `${above}/${list}/${index}` }] : []));
}

/** Post and patches of one run as one run; what comes later wins. */
function joined(found: readonly Found[]): readonly Found[] {
  const byId = new Map<string, Found>();
  for (const { run, pointer } of found) {
    const id = idOf(run) ?? pointer;
    const before = byId.get(id);
    byId.set(id, before ? { run: merge(before.run, run, 0), pointer: before.pointer } : { run, pointer });
  }
  return [...byId.values()];
}

/** `extra` and `inputs` are merged with the dictionaries in them; other members are replaced. Nothing is replaced by null. */
function merge(before: JsonObject, after: JsonObject, depth: number): JsonObject {
  const merged: Record<string, JsonValue> = Object.assign(Object.create(null), before);
  for (const [key, value] of Object.entries(after)) {
    const old = member(before, key);
    const deeper = isObject(old) && isObject(value) && (depth > 0 ? depth < 3 : key === 'extra' || key === 'inputs');
    if (deeper) merged[key] = merge(old, value, depth + 1);
    else if (value !== null) merged[key] = value;
  }
  return merged;
}

/** Children nested deeper than this are no path of a request. */
const deepest = 64;

function withChildren(run: JsonObject, pointer: string, parent: string | undefined, depth: number): readonly Part[] {
  const id = idOf(run);
  const children = depth < deepest ? runsIn(run, 'child_runs', pointer) : [];
  return [
    partOf(run, pointer, parent, children.length > 0),
    ...children.flatMap((child) => withChildren(child.run, child.pointer, id, depth + 1)),
  ];
}

/** Parents are known by name, by the dotted order, or by nesting; a run without any of them is the root, whose id is the trace id. */
function partOf(run: JsonObject, pointer: string, above: string | undefined, isTree: boolean): Part {
  const path = idsIn(readText(member(run, 'dotted_order')) ?? '');
  const id = idOf(run);
  const parent = readText(member(run, 'parent_run_id')) ?? path.at(-2) ?? above;
  const trace = readText(member(run, 'trace_id')) ?? path[0] ?? (parent === undefined ? id : undefined);
  const value: JsonObject = {
    ...run,
    id: id === undefined ? null : bare(id),
    parent_run_id: parent === undefined ? null : bare(parent),
    trace_id: trace === undefined ? null : bare(trace),
  };
  return { value, pointer, ...(pointer !== '' || isTree ? { batched: true } : {}) };
}

function idOf(run: JsonObject): string | undefined {
  return readText(member(run, 'id')) ?? idsIn(readText(member(run, 'dotted_order')) ?? '').at(-1);
}

/** `20241013T070537170001Z<uuid>.20241013T070538291001Z<uuid>`: the way from the root. */
function idsIn(dottedOrder: string): readonly string[] {
  return dottedOrder.split('.').flatMap((part) => /Z([0-9a-f-]{36})$/i.exec(part)?.[1] ?? []);
}

/** Every id here is a UUID: its dashes are how LangSmith writes, not a fault of the log. */
function bare(id: string): string {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.replaceAll('-', '').toLowerCase() : id;
}
