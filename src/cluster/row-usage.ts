// Counts and the logged cost of a row, in SQL: the counts of its format's table made disjoint, and the cost in whole numbers.
import type { Format, UsagePath } from '../formats/format.ts';
import { type UsageClass, usageClasses } from '../model/usage.ts';
import { usageColumn } from './event-columns.ts';
import { first, type RowView, textsAt } from './row-texts.ts';

/** Which parts are inside their whole. */
export type Reading = Readonly<Record<'cached' | 'write' | 'reasoning', boolean>>;

const either = [true, false] as const;
/** All inside comes first: most are. */
export const readings: readonly Reading[] = either.flatMap((reasoning) =>
  either.flatMap((cached) => either.map((write) => ({ cached, write, reasoning }))),
);

/** The classes a view works out; rows that count anything else come back. */
const counted = ['input', 'cached_input', 'cache_write_5m', 'cache_write_1h', 'output', 'reasoning'] as const;
export type Counted = (typeof counted)[number];

export type CountTexts = ReadonlyMap<UsagePath, readonly string[]>;

export function countTexts(view: RowView): CountTexts {
  const { format } = view.table;
  const dialects = [...(format.dialects ?? []), format];
  const used = dialects.find(({ usage = {} }) => textsAt(view, Object.values(usage).flat()).length > 0) ?? format;
  return new Map(
    Object.entries(used.usage ?? {}).map(([name, paths]) => [name as UsagePath, textsAt(view, paths)]), // keys of a typed record
  );
}

/** `inside` says of a part whether the kind of the row has it inside its whole. */
export function usageColumns(
  counts: CountTexts,
  inside: (part: keyof Reading) => string,
): Readonly<Record<string, string>> {
  const count = (name: UsagePath): string => `toUInt64OrZero(${first(counts.get(name) ?? [])})`;
  return {
    ...Object.fromEntries(counted.map((name) => [`c_${name}`, count(name)])),
    c_total: count('total'),
    c_cached: 'c_cached_input',
    c_write: 'c_cache_write_5m + c_cache_write_1h',
    c_in_input: `if(${inside('cached')}, c_cached, 0) + if(${inside('write')}, c_write, 0)`,
    ...Object.fromEntries(usageClasses.map((name) => [usageColumn(name), usageSql(name, inside)])),
  };
}

function usageSql(name: UsageClass, inside: (part: keyof Reading) => string): string {
  if (name === 'input') return 'c_input - if(c_in_input <= c_input, c_in_input, 0)';
  if (name === 'output') return `c_output - if(${inside('reasoning')} AND c_reasoning <= c_output, c_reasoning, 0)`;
  return isCounted(name) ? `c_${name}` : 'toUInt64(0)';
}

export const isCounted = (name: string): name is Counted => counted.some((known) => known === name);

/** How many digits a cost as it is logged is larger than in dollars. */
const placesOf = ({ fields }: Format): number =>
  ({ usd: 0, cents: 2, 'nano-usd': 9 })[fields.logged_cost_usd?.unit ?? 'usd'];

/** What `loggedColumns` reads to the last digit: less than a million dollars. */
export function plainCost(format: Format): string {
  const places = placesOf(format);
  const small = places === 0 ? '|[1-9](?:[.][0-9]{1,20})?e-0?[1-9]' : '';
  return `^(?:[0-9]{1,${6 + places}}(?:[.][0-9]{1,40})?${small})$`;
}

/** A decimal number as whole ones: 10^-12 dollars, and the six digits below, the last of them rounded to even as money.ts does. */
export function loggedColumns(format: Format): Readonly<Record<string, string>> {
  const places = placesOf(format);
  const mantissa = "replaceAll(extract(cost, '^([0-9.]+)e'), '.', '')";
  return {
    cost_text: `if(position(cost, 'e') > 0, concat('0.', repeat('0', toUInt8OrZero(extract(cost, '([0-9]+)$')) - 1), ${mantissa}), cost)`,
    cost_below: "splitByChar('.', concat(cost_text, '.'))[2]",
    cost_digits: `concat(${places === 0 ? '' : `repeat('0', ${places}), `}splitByChar('.', cost_text)[1], rightPad(substring(cost_below, 1, ${18 - places}), ${18 - places}, '0'))`,
    cost_tail: `replaceRegexpOne(substring(cost_below, ${19 - places}), '0+$', '')`,
    cost_up: "multiIf(cost_tail > '5', 1, cost_tail = '5', toUInt8OrZero(substring(cost_digits, -1)) % 2, 0)",
    logged_pico: 'toUInt64OrZero(substring(cost_digits, 1, length(cost_digits) - 6))',
    logged_rest: 'toUInt32OrZero(substring(cost_digits, length(cost_digits) - 5)) + cost_up',
  };
}
