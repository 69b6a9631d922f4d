// Long work in slices: between two of them a key is heard and a frame is drawn.
const sliceMs = 12;

/** Undefined when `alive` says no: somebody wants something newer. */
export async function inSlices<T>(steps: Generator<unknown, T>, alive: () => boolean): Promise<T | undefined> {
  let until = performance.now() + sliceMs;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await turn();
    if (!alive()) return undefined;
    until = performance.now() + sliceMs;
  }
}

/** Lets everything that waits have its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
