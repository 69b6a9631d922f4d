// Long work in slices: between two of them the thread hears what is asked of it.
const sliceMs = 12;

/** Undefined when `alive` says no: somebody wants something newer. `onSlice` gets what the last step gave. */
export async function inSlices<S, T>(
  steps: Generator<S, T>,
  alive: () => boolean,
  onSlice?: (step: S) => void,
): Promise<T | undefined> {
  let until = performance.now() + sliceMs;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    onSlice?.(step.value);
    await turn();
    if (!alive()) return undefined;
    until = performance.now() + sliceMs;
  }
}

/** Lets everything that waits have its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
