// Conditions on a record, compiled: the recognition of formats and the choice between ways of counting read the same grammar.
import { isArray, isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Condition, Paths } from './format.ts';
import { compileProjection, keyEnd, readPaths, type Values } from './project.ts';

export interface Conditions {
  /** Every path the conditions look at. */
  readonly paths: Paths;
  /** Do all of them hold? Gets a record's values by the position of their path in a projection; below zero there is no value. */
  bind(slotOf: (path: string) => number): Test;
}
export type Test = (values: Values) => boolean;

export function compileConditions(conditions: readonly Condition[]): Conditions {
  const all = conditions.map(compileCondition);
  return {
    paths: all.flatMap((condition) => condition.paths),
    bind: (slotOf) => {
      const tests = all.map((condition) => condition.bind(slotOf));
      return (values) => {
        for (const test of tests) if (!test(values)) return false;
        return true;
      };
    },
  };
}

/** Has a record the keys without which the conditions cannot hold? It asks for no more than which members are there. */
export function compileNeeds(conditions: readonly Condition[]): (record: JsonObject) => boolean {
  const needs = conditions
    .map((condition) => (typeof condition === 'string' ? [condition] : condition))
    .filter((any) => !any.some((condition) => condition.startsWith('!')))
    .map(keysForAny);
  return (record) => needs.every((keys) => keys().some((key) => record[key] !== undefined));
}

/** Worked out when they are first asked for: most formats are ruled out by their first condition. */
function keysForAny(any: readonly string[]): () => readonly string[] {
  let keys: readonly string[] | undefined;
  return () => {
    keys ??= any.flatMap(keysFor);
    return keys;
  };
}

/** `json` names the members that may hold JSON as text; only those that a condition looks into are opened. */
export function compileRecognition(conditions: readonly Condition[], json: Paths): (record: JsonObject) => boolean {
  const mayHold = compileNeeds(conditions);
  // Few of all formats get as far as this in one run.
  let holds: ((record: JsonObject) => boolean) | undefined;
  return (record) => {
    if (!mayHold(record)) return false;
    holds ??= compileAll(conditions, json);
    return holds(record);
  };
}

/** The same for records that are known to have the keys it needs. */
export function compileAll(conditions: readonly Condition[], json: Paths): (record: JsonObject) => boolean {
  const compiled = compileConditions(conditions);
  const opened = json.filter((member) => compiled.paths.some((path) => path.startsWith(`${member}.`)));
  const projection = compileProjection(compiled.paths, opened);
  const holds = compiled.bind((path) => projection.paths.indexOf(path));
  return (record) => holds(readPaths(record, projection));
}

/** The members that a value at the condition's path may stand in; most formats are ruled out by them alone, before anything is read. */
function keysFor(condition: string): readonly string[] {
  const path = pathOf(condition);
  const keys: string[] = [];
  for (let end = -1; end < path.length; ) {
    end = keyEnd(path, end + 1);
    keys.push(path.slice(0, end));
  }
  return keys;
}

const grammar = /^(.+?)(?:(\{\}|\[\])|(\^?=)(.*))?$/;
const pathOf = (condition: string): string => grammar.exec(condition)?.[1] ?? condition;

function compileCondition(condition: Condition): Conditions {
  if (typeof condition !== 'string') return compileAny(condition);
  if (condition.startsWith('!')) {
    const { paths, bind } = compileCondition(condition.slice(1));
    return {
      paths,
      bind: (slotOf) => {
        const test = bind(slotOf);
        return (values) => !test(values);
      },
    };
  }
  const [, , shape, operator, text = ''] = grammar.exec(condition) ?? [];
  const path = pathOf(condition);
  const holds = (value: JsonValue | undefined): boolean => {
    if (shape === '{}') return isObject(value);
    if (shape === '[]') return isArray(value);
    if (operator === undefined) return isThere(value);
    return typeof value === 'string' && (operator === '=' ? value === text : value.startsWith(text));
  };
  const holdsForNothing = holds(undefined);
  return {
    paths: [path],
    bind: (slotOf) => {
      const slot = slotOf(path);
      return slot < 0 ? () => holdsForNothing : (values) => holds(values[slot]);
    },
  };
}

/** A dash is how access logs write nothing. */
const isThere = (value: JsonValue | undefined): boolean => value !== undefined && value !== '-';

/** One of them must hold. Most only ask whether a member is there: those are one loop. */
function compileAny(conditions: readonly string[]): Conditions {
  const more = conditions.filter((condition) => condition.startsWith('!') || pathOf(condition) !== condition);
  const plain = conditions.filter((condition) => !more.includes(condition));
  const others = more.map(compileCondition);
  return {
    paths: [...plain, ...others.flatMap(({ paths }) => paths)],
    bind: (slotOf) => {
      const slots = plain.map(slotOf).filter((slot) => slot >= 0);
      const tests = others.map(({ bind }) => bind(slotOf));
      return (values) => {
        for (const slot of slots) if (isThere(values[slot])) return true;
        for (const test of tests) if (test(values)) return true;
        return false;
      };
    },
  };
}
