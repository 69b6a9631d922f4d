// JSON pointers (RFC 6901) to the parts of a record. Records of a log have the same few parts: each pointer is one text for all of them, which
// costs no memory for every event and is compared and looked up at a glance.

const pointers = new Map<string, Map<string | number, string>>();
let kept = 0;

/** A hostile file cannot fill the memory with new pointers, or with long ones. */
const mostKept = 20_000;
const longestKept = 200;

/** The pointer to a member of the object, or to an entry of the list, that `above` points to. */
export function pointerTo(above: string, step: string | number): string {
  const known = pointers.get(above)?.get(step);
  if (known !== undefined) return known;
  const pointer = `${above}/${typeof step === 'number' ? step : escaped(step)}`;
  if (kept >= mostKept || pointer.length > longestKept) return pointer;
  kept += 1;
  const steps = pointers.get(above) ?? new Map<string | number, string>();
  pointers.set(above, steps.set(step, pointer));
  return pointer;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
