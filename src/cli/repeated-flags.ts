// The flags that the commands a report proposes must repeat: without them they would read other calls, or judge them otherwise.
import type { FilterFlags } from './call-filter.ts';
import type { SettingsFlags } from './load-settings.ts';
import type { InputFlags } from './read-session.ts';
import { withoutUser } from './sources/source-url.ts';

type Repeated = InputFlags & Pick<SettingsFlags, 'contract' | 'registry' | 'rates' | 'config'> & FilterFlags;

/** As words of a command line, in one order whatever order they were typed in; repeated ones keep theirs. */
export function repeatedFlags(flags: Repeated): readonly string[] {
  const given: readonly (readonly [name: string, values: readonly string[] | string | undefined])[] = [
    ['--from', flags.from],
    ['--map', flags.map],
    ['--hash-ids', flags.hashIds],
    ['--contract', flags.contract],
    ['--registry', flags.registry === undefined ? undefined : withoutUser(flags.registry)],
    ['--rates', flags.rates],
    ['--config', flags.config],
    ['--since', flags.since],
    ['--until', flags.until],
    ['--filter', flags.filter],
  ];
  return given.flatMap(([name, values = []]) => [values].flat().flatMap((value) => word(name, value)));
}

/** A value that begins with a dash would be read as a flag. */
const word = (name: string, value: string): readonly string[] =>
  value.startsWith('-') ? [`${name}=${value}`] : [name, value];
