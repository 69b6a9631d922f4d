// --map field=path and the config's `map`: checked here, so that a slip in a name is told before anything is read.
import { type FieldMapping, mapTargets, mixesCounts } from '../formats/field-map.ts';
import { UsageError } from '../model/errors.ts';
import type { Config } from './config/config-schema.ts';
import { configOf } from './config/find-config.ts';
import { knownNames } from './did-you-mean.ts';
import type { Io } from './io.ts';

export interface MapFlags {
  readonly map?: readonly string[];
  readonly config?: string;
}

const example = 'write it as field=path: --map owner_team=metadata.dept';

/** Flags go before the config: of several paths for a field the first that is there wins. Undefined when nothing is mapped. */
export async function loadFieldMap(flags: MapFlags, io: Pick<Io, 'cwd'>): Promise<readonly FieldMapping[] | undefined> {
  return fieldMapOf(flags.map, (await configOf(flags.config, io))?.config.map);
}

export function fieldMapOf(
  flags: readonly string[] = [],
  config: Config['map'] = {},
): readonly FieldMapping[] | undefined {
  const configured = Object.entries(config);
  const map = [
    ...flags.map(readFlag),
    ...configured.flatMap(([field, paths]) => [paths].flat().map((path) => checked(field, path, 'map in the config'))),
  ];
  if (mixesCounts(map)) {
    throw new UsageError(
      'the map has token counts of two kinds',
      'usage.input and its kind stand beside each other; input_tokens, cached_tokens, output_tokens contain each other; use one kind',
    );
  }
  return map.length === 0 ? undefined : map;
}

function readFlag(text: string): FieldMapping {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new UsageError(`--map cannot read "${text}"`, example);
  return checked(text.slice(0, at).trim(), text.slice(at + 1).trim(), '--map');
}

function checked(field: string, path: string, where: string): FieldMapping {
  if (!mapTargets.includes(field)) throw new UsageError(`${where} knows no field "${field}"`, knownTargets(field));
  if (path === '' || /[={}[\]!]|^\.|\.$|\.\./.test(path)) {
    throw new UsageError(
      `${where}: "${path}" is no path`,
      'keys joined by dots, a number for a place in a list: choices.0.usage',
    );
  }
  return { field, path };
}

/** Token counts are what people most often spell in their own way. */
function knownTargets(field: string): string {
  return mapTargets.includes(`usage.${field}`)
    ? `did you mean usage.${field}, or ${field}_tokens?`.replace(/, or (?!input_tokens|output_tokens)\w+\?/, '?')
    : knownNames(field, mapTargets);
}
