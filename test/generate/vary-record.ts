// Many records like one: what a format reads as names, ids, counts, times and costs differs from record to record, the rest seldom.
import type { Role, Roles } from '../../src/formats/value-roles.ts';
import { identityFields, type TextField } from '../../src/model/fields.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json.ts';
import { oddTexts } from './litellm-lines.ts';
import type { Random } from './random.ts';

const ids: ReadonlySet<string> = new Set(identityFields);

/** What may differ in most records, and how many odd values there are in a hundred. */
export interface Variation {
  readonly free: ReadonlySet<TextField>;
  readonly oddly: number;
}

export function varyRecord(record: JsonObject, roles: Roles, variation: Variation, chance: Random): JsonObject {
  const vary = (value: JsonValue, keys: readonly (string | number)[]): JsonValue => {
    if (isArray(value)) return value.map((one, at) => vary(one, [...keys, at]));
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, vary(one, [...keys, key])]));
    if (typeof value === 'string') return varyText(value, roles.of(keys), variation, chance);
    return typeof value === 'number' ? varyNumber(value, roles.of(keys), variation, chance) : value;
  };
  return Object.fromEntries(Object.entries(record).map(([key, one]) => [key, vary(one, [key])]));
}

function varyText(text: string, role: Role, { free, oddly }: Variation, chance: Random): string {
  if (role.kind === 'start' || role.kind === 'end')
    return text.replace(/:\d\d(?=[.Z]|$)/, `:${10 + chance.int(50)}`).replace(/\.\d+/, `.${chance.int(1000)}`);
  if (role.kind === 'unread') return chance.chance(50) ? text : chance.hex(chance.int(20));
  if (role.kind !== 'text' || !role.fields.every(({ field }) => free.has(field)))
    return chance.chance(100 - oddly) ? text : `${text}x`;
  if (chance.chance(oddly)) return chance.pick([text, ...oddTexts]);
  const begin = role.begins.find((one) => text.startsWith(one)) ?? '';
  if (role.fields.some(({ field }) => ids.has(field)))
    return `${begin}${chance.pick(['', 'id-', 'chatcmpl-'])}${chance.hex(chance.pick([8, 16, 24, 32]))}`;
  return chance.chance(10) ? text : `${begin}name-${chance.int(6)}`;
}

function varyNumber(number: number, role: Role, { oddly }: Variation, chance: Random): number {
  const some = chance.int(1000) / 1000;
  if (chance.chance(oddly)) return chance.pick([0, 1, 2, -1, 1e21, 0.5, number]);
  if (role.kind === 'count') return Math.floor(number * (0.5 + some));
  if (role.kind === 'cost') return chance.chance(30) ? number : number * (0.5 + some);
  if (role.kind === 'start' || role.kind === 'end') return number + chance.int(100_000) / 1000;
  return role.kind === 'unread' || role.kind === 'length' ? number * some : number;
}
