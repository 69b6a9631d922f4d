// Conditions on a record, compiled: the recognition of formats and the choice between ways of counting read the same grammar.
import { isArray, isObject, type JsonObject } from '../model/json.ts';
import type { Condition, Paths, ValueAt } from './format.ts';
import { compileProjection, readPaths } from './project.ts';

export interface Conditions {
  /** Every path the conditions look at. */
  readonly paths: Paths;
  /** Do all of them hold? */
  hold(valueAt: ValueAt): boolean;
}

export function compileConditions(conditions: readonly Condition[]): Conditions {
  const tests = conditions.map(compileCondition);
  return {
    paths: tests.flatMap((test) => test.paths),
    hold: (valueAt) => tests.every((test) => test.hold(valueAt)),
  };
}

/** `json` names the members that may hold JSON as text; only those that a condition looks into are opened. */
export function compileRecognition(conditions: readonly Condition[], json: Paths): (record: JsonObject) => boolean {
  const compiled = compileConditions(conditions);
  const opened = json.filter((member) => compiled.paths.some((path) => path.startsWith(`${member}.`)));
  const projection = compileProjection([...new Set(compiled.paths)], opened);
  const slots = new Map(projection.paths.map((path, slot) => [path, slot]));
  return (record) => {
    const values = readPaths(record, projection);
    return compiled.hold((path) => values[slots.get(path) ?? -1]);
  };
}

function compileCondition(condition: Condition): Conditions {
  if (typeof condition !== 'string') {
    const any = condition.map(compileCondition);
    return { paths: any.flatMap((test) => test.paths), hold: (valueAt) => any.some((test) => test.hold(valueAt)) };
  }
  if (condition.startsWith('!')) {
    const { paths, hold } = compileCondition(condition.slice(1));
    return { paths, hold: (valueAt) => !hold(valueAt) };
  }
  const [, path = condition, shape, operator, text = ''] = /^(.+?)(?:(\{\}|\[\])|(\^?=)(.*))?$/.exec(condition) ?? [];
  return {
    paths: [path],
    hold: (valueAt) => {
      const value = valueAt(path);
      if (shape === '{}') return isObject(value);
      if (shape === '[]') return isArray(value);
      if (operator === undefined) return value !== undefined;
      return typeof value === 'string' && (operator === '=' ? value === text : value.startsWith(text));
    },
  };
}
