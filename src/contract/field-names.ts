// Field names: which fields of a call a contract requires or recommends anywhere, read from the schema without running it.

import { textFields } from '../model/fields.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { nearestName } from './nearest-name.ts';
import { inPlaceKeywords, recommendedKeyword } from './schema-keywords.ts';
import { inPlace, type Refuse, type Resolve } from './walk-schema.ts';

export interface FieldNames {
  /** In schema order, each once; a field can be required in one branch and recommended in another. */
  readonly required: readonly string[];
  readonly recommended: readonly string[];
  /** The fields the contract describes, in schema order: the order of its complaints. */
  readonly described: readonly string[];
}

/** `if` and `not` only ask; `anyOf` and `oneOf` leave a choice, so a warning inside them would have no clear meaning. */
const asking = new Set(['if', 'not']);
const choosing = new Set(['anyOf', 'oneOf']);

export function fieldNames(
  root: JsonObject,
  nodes: ReadonlyMap<JsonObject, string>,
  resolve: Resolve,
  refuse: Refuse,
): FieldNames {
  const required = new Set<string>();
  const recommended = new Set<string>();
  const described = new Set<string>();
  const heard = new Set<JsonObject>();
  const walk = (node: JsonValue, path: string, chosen: boolean): void => {
    if (!isObject(node)) return;
    if (!chosen) heard.add(node);
    for (const [keyword, value] of Object.entries(node)) {
      if (keyword === 'required') for (const name of texts(value)) required.add(name);
      if (keyword === recommendedKeyword) for (const name of texts(value)) recommended.add(name);
      if (keyword === 'dependentRequired' && isObject(value)) {
        for (const name of Object.values(value).flatMap(texts)) required.add(name);
      }
      if (keyword === 'properties' && isObject(value)) for (const name of Object.keys(value)) described.add(name);
      if (!inPlaceKeywords.has(keyword) || asking.has(keyword)) continue;
      for (const part of inPlace(node, keyword, resolve, path)) walk(part, path, chosen || choosing.has(keyword));
    }
  };
  walk(root, '#', false);

  for (const [node, path] of nodes) {
    if (member(node, recommendedKeyword) !== undefined && !heard.has(node)) {
      const hint = 'write it at the top, or inside allOf, then or else; it speaks about the fields of the call itself';
      refuse(`${path}/${recommendedKeyword}`, '"recommended" has no effect here', hint);
    }
  }
  if (required.size + recommended.size + described.size === 0) {
    refuse('#', 'the contract asks for nothing', 'list the fields a call must carry under "required"');
  }
  for (const name of [...required, ...recommended]) if (!described.has(name)) refuseMisspelt(name, refuse);
  return { required: [...required], recommended: [...recommended], described: [...described] };
}

/** Fields an envelope can hold besides texts. */
const otherFields = ['usage', 'start', 'end', 'logged_cost_usd', 'requests', 'attempt', 'cache_hit', 'streamed'];
const knownFields: readonly string[] = [...textFields, ...otherFields];

/** A field nobody can ever log would make every call fail for a reason that is hard to see. */
function refuseMisspelt(name: string, refuse: Refuse): void {
  if (knownFields.includes(name) || name.length < 5) return;
  const near = nearestName(name, knownFields);
  if (near)
    refuse('#', `no call has a field "${name}"`, `did you mean "${near}"? If not, describe it under "properties"`);
}

function texts(value: JsonValue): readonly string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
