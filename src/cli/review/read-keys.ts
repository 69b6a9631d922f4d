// `keys` of the config: which key does what in a review. A key that would mean two things at once is an error.
import { UsageError } from '../../model/errors.ts';
import { type ActionId, actionIds, actionOf, alwaysQuits, keysOf, type Remap, viewIds } from '../../tui/keys.ts';
import { knownNames } from '../did-you-mean.ts';

export function readKeys(given: Readonly<Record<string, string | readonly string[]>>): Remap {
  const remap = Object.fromEntries(
    Object.entries(given).map(([name, keys]): [ActionId, readonly string[]] => {
      const id = actionIds.find((known) => known === name);
      if (!id) throw new UsageError(`keys in the config: there is no action "${name}"`, knownNames(name, actionIds));
      return [id, [keys].flat()];
    }),
  );
  for (const [id, keys] of Object.entries(remap)) for (const key of keys) checkKey(id, key);
  for (const view of viewIds) checkView(remap, view);
  return remap;
}

const named = /^(?:ctrl-[a-z]|shift-tab|up|down|left|right|home|end|pgup|pgdn|enter|esc|tab|space|backspace)$/;

function checkKey(id: string, key: string): void {
  if (key === alwaysQuits)
    throw new UsageError(`keys in the config: ${alwaysQuits} always quits; ${id} needs another key`);
  if ([...key].length === 1 && key.trim() !== '') return;
  if (!named.test(key)) {
    throw new UsageError(
      `keys in the config: "${key}" of ${id} is no key`,
      'a single character, or ctrl-x, shift-tab, up, down, left, right, home, end, pgup, pgdn, enter, esc, tab, space, backspace',
    );
  }
}

function checkView(remap: Remap, view: (typeof viewIds)[number]): void {
  const taken = new Map<string, ActionId>();
  for (const id of actionIds) {
    const { views } = actionOf(id);
    if (views !== undefined && !views.includes(view)) continue;
    for (const key of keysOf(id, remap)) {
      const other = taken.get(key);
      if (other !== undefined) {
        throw new UsageError(
          `keys in the config: "${key}" would mean both ${other} and ${id}`,
          `give one of them another key under "keys"`,
        );
      }
      taken.set(key, id);
    }
  }
}
