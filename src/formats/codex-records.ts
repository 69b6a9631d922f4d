// What a line of a Codex session means after the lines before it: the session and the turn it belongs to, and the sums counted so far.
import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { type Part, type Settled, skipped } from './format.ts';
import { isoNanoseconds } from './times.ts';
import { readText } from './values.ts';

export function splitCodex(line: JsonObject, known: JsonObject): readonly Part[] | Settled {
  const payload = objectAt(line, 'payload');
  const type = readText(member(payload, 'type')) ?? readText(member(line, 'type'));
  if (type !== 'token_count') return skipped('not a model call', `a ${type} line`);
  const info = objectAt(payload, 'info');
  const total = member(info, 'total_token_usage');
  if (!isObject(total) && !isObject(member(info, 'last_token_usage')))
    return skipped('no metering data', 'rate limits only');
  const before = objectAt(known, 'total');
  if (isObject(total) && sameCounts(total, before)) return skipped('repeats another record', 'the sum did not change');
  if (isReplay(line, known)) return skipped('repeats another record', 'copied from the session it was forked from');
  return [{ value: { ...line, session: known, difference: isObject(total) ? minus(total, before) : {} }, pointer: '' }];
}

export function rememberCodex(line: JsonObject, known: JsonObject): JsonObject {
  const payload = objectAt(line, 'payload');
  switch (readText(member(line, 'type'))) {
    case 'session_meta':
      return readText(member(payload, 'id')) === readText(member(known, 'parent')) ? known : sessionOf(line, payload);
    case 'turn_context':
      return { ...known, ...present({ model: member(payload, 'model'), cwd: member(payload, 'cwd') }) };
    case 'event_msg': {
      const total = member(objectAt(payload, 'info'), 'total_token_usage');
      return isObject(total) ? { ...known, total } : known;
    }
    default:
      return known;
  }
}

/** The first line of a session. A fork begins with its own, and copies that of its parent. */
function sessionOf(line: JsonObject, payload: JsonObject): JsonObject {
  const source = member(payload, 'source');
  const git = objectAt(payload, 'git');
  const parent = member(payload, 'forked_from_id') ?? parentIn(source);
  return present({
    id: member(payload, 'id'),
    cwd: member(payload, 'cwd'),
    repository: withoutSuffix(member(git, 'repository_url')),
    branch: member(git, 'branch'),
    provider: member(payload, 'model_provider') ?? 'openai',
    version: member(payload, 'cli_version'),
    source: isObject(source) ? 'subagent' : source,
    model: member(payload, 'model'),
    parent,
    began: member(line, 'timestamp'),
  });
}

/** `{subagent: {thread_spawn: {parent_thread_id}}}`. */
function parentIn(source: JsonValue | undefined): JsonValue | undefined {
  const spawned = objectAt(objectAt(isObject(source) ? source : {}, 'subagent'), 'thread_spawn');
  return member(spawned, 'parent_thread_id');
}

/** `git@host:team/repository.git` without its last four letters: the name is its last part, as of a folder. */
function withoutSuffix(url: JsonValue | undefined): JsonValue | undefined {
  return readText(url)
    ?.replace(/\.git$/, '')
    .replace(/^.*[:/]([^:/]+)$/, '$1');
}

const second = 1_000_000_000n;

/** Copied lines are written when the fork is made; no request is answered within a second of that. */
function isReplay(line: JsonObject, known: JsonObject): boolean {
  if (member(known, 'parent') === undefined) return false;
  const [began, now] = [member(known, 'began'), member(line, 'timestamp')].map((time) =>
    isoNanoseconds(readText(time) ?? ''),
  );
  return began !== undefined && now !== undefined && now - began < second;
}

const counts = ['input_tokens', 'cached_input_tokens', 'output_tokens', 'reasoning_output_tokens', 'total_tokens'];

function sameCounts(a: JsonObject, b: JsonObject): boolean {
  return Object.keys(b).length > 0 && counts.every((name) => member(a, name) === member(b, name));
}

/** What was added since the line before; a session whose sums were reset begins anew, with those that are above the last ones, too. */
function minus(total: JsonObject, before: JsonObject): JsonObject {
  const sums = counts.map(
    (name) => [name, Number(member(total, name) ?? 0), Number(member(before, name) ?? 0)] as const,
  );
  const isReset = sums.some(([, now, then]) => now < then);
  return Object.fromEntries(
    sums.flatMap(([name, now, then]): [string, number][] =>
      Number.isFinite(now) && Number.isFinite(then) ? [[name, isReset ? now : now - then]] : [],
    ),
  );
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const inner = member(object, key);
  return isObject(inner) ? inner : {};
}

function present(object: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined && entry[1] !== null),
  );
}
