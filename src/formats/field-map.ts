// The user's own table: `field=path` says where a field stands in records that no format knows, and adds a missing field to those that one
// does. The neutral form reads the former, so units, names and token classes mean what they mean there.
import { identityFields, infrastructureFields, ownershipFields, type TextField, textFields } from '../model/fields.ts';
import { countClasses, tokenClasses } from '../model/usage.ts';
import { event } from './event.ts';
import type { Dialect, Format, Paths, UsagePath } from './format.ts';
import { neutralTokens, neutralUsage } from './neutral-usage.ts';
import type { TimeUnit } from './times.ts';
import type { MoneyUnit } from './values.ts';

export interface FieldMapping {
  /** One of `mapTargets`. */
  readonly field: string;
  readonly path: string;
}

const units: readonly TimeUnit[] = ['s', 'ms', 'us', 'ns'];
const times = ['start', 'end', 'duration'] as const;
type TimeTarget = (typeof times)[number];
const flags = ['attempt', 'requests', 'cache_hit', 'streamed', 'hop', 'granularity', 'traceparent', 'links'] as const;

/** Counts that stand beside each other, as in our own `usage` object. */
const disjoint: Readonly<Record<string, UsagePath>> = Object.fromEntries(
  [...tokenClasses, ...countClasses].map((name) => [`usage.${name}`, name]),
);
/** Counts as most vendors write them: cached inside input, reasoning inside output. */
const inclusive: Readonly<Record<string, UsagePath>> = {
  input_tokens: 'input',
  cached_tokens: 'cached_input',
  cache_write_tokens: 'cache_write',
  output_tokens: 'output',
  reasoning_tokens: 'reasoning',
  total_tokens: 'total',
};

/** What can be mapped: the published names; a time or a cost may state its unit in the name, as times do in the neutral form. */
export const mapTargets: readonly string[] = [
  ...textFields,
  ...Object.keys(inclusive),
  ...Object.keys(disjoint),
  'logged_cost_usd',
  'logged_cost_cents',
  'start',
  ...units.map((unit) => `start_${unit}`),
  'end',
  ...units.map((unit) => `end_${unit}`),
  ...units.map((unit) => `duration_${unit}`),
  ...flags,
];

/** The fields that a map may add to a known format's events: who and which request. What was counted the format knows better. */
export const addableFields: readonly TextField[] = [
  ...ownershipFields,
  ...identityFields,
  ...infrastructureFields,
  'namespace',
  'service_account',
];
const addable: ReadonlySet<string> = new Set(addableFields);

/** Mapped paths that say by themselves that a record is about a model. */
const tellsMetering = (field: string): boolean =>
  ['model', 'response_model', 'logged_cost_usd', 'logged_cost_cents'].includes(field) ||
  usageTarget(field) !== undefined;

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
const usageTarget = (field: string): UsagePath | undefined => own(disjoint, field) ?? own(inclusive, field);

/** The paths that make a record nothing recognises an event of this map. */
export function decisivePaths(map: readonly FieldMapping[]): Paths {
  return map.filter(({ field }) => tellsMetering(field)).map(({ path }) => path);
}

/** A known format that also looks at the mapped paths, after its own columns and before its labels. */
export function withAddedFields(format: Format, map: readonly FieldMapping[]): Format {
  const added = map.filter(({ field }) => addable.has(field));
  if (added.length === 0) return format;
  const fields: { [K in TextField]?: Paths } = {};
  for (const { field, path } of added) {
    const name = field as TextField; // one of addableFields
    fields[name] = [...(fields[name] ?? format.fields[name] ?? []), path];
  }
  return { ...format, fields: { ...format.fields, ...fields }, json: jsonAlong(format, added) };
}

/** The neutral form in which the mapped paths go first. */
export function mappedEvent(map: readonly FieldMapping[]): Format {
  const pathsOf = (field: string): Paths => map.filter((each) => each.field === field).map(({ path }) => path);
  const texts = [...textFields, ...flags].flatMap((field): [string, Paths][] => {
    const paths = pathsOf(field);
    return paths.length === 0 ? [] : [[field, [...paths, ...(event.fields[field] ?? [])]]];
  });
  const { start, end, logged_cost_usd: cost } = event.fields;
  const timesOf = (name: TimeTarget): { readonly from: Paths; readonly units: Readonly<Record<string, TimeUnit>> } => {
    const withUnit = units.flatMap((unit) =>
      pathsOf(`${name}_${unit}`).map((path): [string, TimeUnit] => [path, unit]),
    );
    return { from: [...pathsOf(name), ...withUnit.map(([path]) => path)], units: Object.fromEntries(withUnit) };
  };
  const cents = pathsOf('logged_cost_cents');
  const [began, ended, lasted] = [timesOf('start'), timesOf('end'), timesOf('duration')];
  return {
    ...event,
    json: jsonAlong(event, map),
    fields: {
      ...event.fields,
      ...Object.fromEntries(texts),
      start: { ...start, from: [...began.from, ...(start?.from ?? [])], units: { ...start?.units, ...began.units } },
      end: {
        ...end,
        from: [...ended.from, ...(end?.from ?? [])],
        units: { ...end?.units, ...ended.units },
        duration: {
          unit: 'ms',
          from: [...lasted.from, ...(end?.duration?.from ?? [])],
          units: { ...end?.duration?.units, ...lasted.units },
        },
      },
      logged_cost_usd: {
        unit: 'usd',
        from: [...pathsOf('logged_cost_usd'), ...cents, ...(cost?.from ?? [])],
        units: { ...cost?.units, ...Object.fromEntries(cents.map((path): [string, MoneyUnit] => [path, 'cents'])) },
      },
    },
    dialects: [...mappedCounts(map), ...(event.dialects ?? [])],
  };
}

/** Mapped counts are read together; what is mapped decides how they overlap. */
function mappedCounts(map: readonly FieldMapping[]): readonly Dialect[] {
  const counts = map.filter(({ field }) => usageTarget(field) !== undefined);
  if (counts.length === 0) return [];
  const usage: { [K in UsagePath]?: Paths } = {};
  for (const { field, path } of counts) {
    const name = usageTarget(field);
    if (name) usage[name] = [...(usage[name] ?? []), path];
  }
  const isInclusive = counts.some(({ field }) => Object.hasOwn(inclusive, field));
  const besides = isInclusive ? { total: usage.total ?? neutralUsage.total } : {};
  const tokens: Dialect['tokens'] = isInclusive
    ? neutralTokens
    : { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'beside-output', modalities: 'beside' };
  return [{ when: [counts.map(({ path }) => path)], usage: { ...besides, ...usage }, tokens }];
}

/** Members on the way to a mapped path may hold JSON as text. */
function jsonAlong({ json = [] }: Format, map: readonly FieldMapping[]): Paths {
  const above = map.flatMap(({ path }) => {
    const keys = path.split('.');
    return keys.slice(1).map((_, index) => keys.slice(0, index + 1).join('.'));
  });
  return [...new Set([...json, ...above])];
}

/** Mapping both ways of counting says two things at once. */
export function mixesCounts(map: readonly FieldMapping[]): boolean {
  const tokens: readonly string[] = tokenClasses.map((name) => `usage.${name}`);
  return map.some(({ field }) => tokens.includes(field)) && map.some(({ field }) => Object.hasOwn(inclusive, field));
}
