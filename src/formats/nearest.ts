// For a record nothing recognises: the formats that come nearest and what they miss, and the map that would make it an event. Both are
// worked out from the tables of all formats, so a new format takes part by itself.
import type { JsonObject } from '../model/json.ts';
import { compareText } from '../model/place.ts';
import { allPaths } from './compile-table.ts';
import { type FieldMapping, mapTargets } from './field-map.ts';
import type { Condition, Format } from './format.ts';
import { formats } from './index.ts';
import { type Leaf, leavesOf, ownershipLookedLike, plainName } from './lookalikes.ts';
import { mapRecord } from './map-record.ts';
import { compileProjection, readPaths } from './project.ts';
import { compileRecognition } from './recognise.ts';

export interface NearFormat {
  readonly format: string;
  /** Conditions that do not hold, as the table states them. */
  readonly missing: readonly string[];
}

type Holds = (record: JsonObject) => boolean;

interface Candidate {
  readonly format: Format;
  readonly conditions: readonly {
    readonly condition: Condition;
    readonly holds: Holds;
    /** Something that is there, not only something that is not. */
    readonly speaksFor: Holds;
  }[];
  readonly paths: (record: JsonObject) => readonly string[];
}

let prepared: { readonly candidates: readonly Candidate[]; readonly rarity: ReadonlyMap<string, number> } | undefined;

/** Of every format its conditions one by one and its paths; a path that few formats have tells more. */
function prepare(): NonNullable<typeof prepared> {
  if (prepared) return prepared;
  const users = new Map<string, number>();
  const candidates = formats.map((format): Candidate => {
    const projection = compileProjection([...new Set(allPaths(format))], format.json ?? []);
    for (const path of projection.paths) users.set(path, (users.get(path) ?? 0) + 1);
    return {
      format,
      conditions: format.recognise.map((condition) => {
        const positive = positivePart(condition);
        const json = format.json ?? [];
        return {
          condition,
          holds: compileRecognition([condition], json),
          speaksFor: positive.length === 0 ? () => false : compileRecognition([positive], json),
        };
      }),
      paths: (record) => {
        const values = readPaths(record, projection);
        return projection.paths.filter((_, slot) => values[slot] !== undefined);
      },
    };
  });
  const rarity = new Map([...users].map(([path, count]) => [path, 1 / count]));
  prepared = { candidates, rarity };
  return prepared;
}

/** Fewer than asked for when no other format has a condition or a member in common with the record. */
export function nearestFormats(record: JsonObject, most = 3): readonly NearFormat[] {
  const { candidates, rarity } = prepare();
  return candidates
    .map(({ format, conditions, paths }) => {
      const missing = conditions.filter(({ holds }) => !holds(record)).map(({ condition }) => condition);
      const held = conditions.filter(({ speaksFor }) => speaksFor(record)).length;
      const familiar = paths(record).reduce((sum, path) => sum + (rarity.get(path) ?? 0), 0);
      return {
        format: format.id,
        missing: missing.map(conditionText),
        held,
        familiar,
        score: held / conditions.length + familiar,
      };
    })
    .filter(({ held, familiar }) => held > 0 || familiar > 0)
    .sort((a, b) => Math.sign(b.held) - Math.sign(a.held) || b.score - a.score || compareText(a.format, b.format))
    .slice(0, most)
    .map(({ format, missing }) => ({ format, missing }));
}

const positivePart = (condition: Condition): readonly string[] =>
  [condition].flat().filter((any) => !any.startsWith('!'));

/** A condition that lists a hundred spellings is told by its first ones. */
const namesShown = 4;

function conditionText(condition: Condition): string {
  if (typeof condition === 'string') return condition.startsWith('!') ? `not ${condition.slice(1)}` : condition;
  const shown = condition.slice(0, namesShown).map(conditionText);
  return `${shown.join(' or ')}${condition.length > namesShown ? ' or …' : ''}`;
}

type Guess = (leaf: Leaf) => boolean;
const isNumber: Guess = ({ value }) => typeof value === 'number' || /^\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(String(value));
const isText: Guess = ({ value }) => typeof value === 'string' && !/\s.*\s/.test(value) && value.length <= 128;
const isId: Guess = (leaf) => isText(leaf) && !isNumber(leaf);
const name = ({ keys }: Leaf): string => plainName(keys.at(-1) ?? '');
const whole = ({ keys }: Leaf): string => keys.map(plainName).join('_');
const named =
  (pattern: RegExp): Guess =>
  (leaf) =>
    pattern.test(name(leaf));
/** A count of tokens: the word stands somewhere on its path. */
const tokens =
  (pattern: RegExp): Guess =>
  (leaf) =>
    isNumber(leaf) &&
    /tok|usage/.test(whole(leaf)) &&
    pattern.test(name(leaf).replace(/_?(?:tokens?|toks?|count)_?/g, ''));

/** In the order in which members are given to fields; each field and each member once. */
const guesses: readonly (readonly [field: string, guess: Guess])[] = [
  ['cached_tokens', tokens(/cache.*(?:read|hit)|^cached|^hit|cached$/)],
  ['cache_write_tokens', tokens(/cache.*(?:write|creat)/)],
  ['reasoning_tokens', tokens(/reason|think|thought/)],
  ['input_tokens', tokens(/^(?:in|input|prompt|request|inbound|sent)$/)],
  ['output_tokens', tokens(/^(?:out|output|completion|response|outbound|generated|received)$/)],
  ['total_tokens', tokens(/^(?:total|all|sum|)$/)],
  [
    'logged_cost_usd',
    (leaf) =>
      isNumber(leaf) &&
      /(?:^|_)(?:cost|spend|price|charge|usd|dollars)(?:_|$)/.test(name(leaf)) &&
      !/cent|unit|per_/.test(name(leaf)),
  ],
  [
    'logged_cost_cents',
    (leaf) => isNumber(leaf) && /(?:^|_)cents?(?:_|$)/.test(name(leaf)) && !/unit|per_|percent/.test(name(leaf)),
  ],
  ['trace_id', (leaf) => !isNumber(leaf) && /^trace(?:_?id)?$|correlation_?id/.test(name(leaf))],
  [
    'request_id',
    (leaf) => isId(leaf) && /^(?:req|request|call|invocation|message)(?:_?(?:id|uuid))?$/.test(name(leaf)),
  ],
  [
    'model',
    (leaf) => isId(leaf) && /^(?:model|engine|llm|deployment)(?:_?(?:name|id|used|version))?$/.test(name(leaf)),
  ],
  ['provider', (leaf) => isId(leaf) && /^(?:llm_?)?(?:provider|vendor|backend|upstream)(?:_?name)?$/.test(name(leaf))],
  [
    'start',
    (leaf) =>
      isTime(leaf) &&
      /^(?:start|begin|when|ts|time|date|timestamp|created|logged|request|event)(?:_?(?:at|time|ts|date|timestamp|ed|ed_at))?$/.test(
        name(leaf),
      ),
  ],
  ['owner_team', (leaf) => isText(leaf) && ownershipLookedLike(leaf.keys.at(-1) ?? '') === 'owner_team'],
  ['cost_center', (leaf) => ownershipLookedLike(leaf.keys.at(-1) ?? '') === 'cost_center'],
  [
    'workflow_id',
    (leaf) => isText(leaf) && named(/^(?:work)?flow(?:_?(?:id|name))?$|^pipeline(?:_?(?:id|name))?$/)(leaf),
  ],
  ['feature', (leaf) => isText(leaf) && named(/^(?:feat|feature|use_?case|capability)(?:_?(?:id|name))?$/)(leaf)],
  ['service', (leaf) => isText(leaf) && named(/^(?:svc|service|app|application)(?:_?name)?$/)(leaf)],
  ['environment', (leaf) => isText(leaf) && named(/^(?:env|environment|stage)$/)(leaf)],
];

function isTime({ value }: Leaf): boolean {
  return /^\d{4}-\d\d-\d\d|^\d{10}(?:\.\d+)?$|^(?:\d{13}|\d{16}|\d{19})$/.test(String(value));
}

/** The map that would probably work: tried on the record before it is proposed. Empty when no guess makes it an event. */
export function proposeMap(record: JsonObject): readonly FieldMapping[] {
  const leaves = leavesOf(record);
  const taken = new Set<string>();
  const map = guesses.flatMap(([field, guess]): FieldMapping[] => {
    const [leaf] = leaves
      .filter((each) => !taken.has(each.path) && mapTargets.includes(field) && mappable(each.path) && guess(each))
      .sort((a, b) => a.keys.length - b.keys.length || compareText(a.path, b.path));
    if (leaf === undefined) return [];
    taken.add(leaf.path);
    return [{ field, path: leaf.path }];
  });
  if (!map.some(({ field }) => metered.has(field))) return [];
  const { outcome } = mapRecord(record, { source: '', line: 1, offset: 0 }, { map });
  return outcome.kind === 'events' ? map : [];
}

const metered = new Set(['input_tokens', 'output_tokens', 'total_tokens', 'logged_cost_usd', 'logged_cost_cents']);
const mappable = (path: string): boolean => !/[={}[\]!]|^\.|\.$|\.\./.test(path);
