// Inputs for whoever wants events as texts in an order of their own: texts past the memory that was granted wait on disk until all is read.
import type { Event } from '../model/event.ts';
import type { InputFile } from './input-file.ts';
import { type InputsRead, readInto } from './read-inputs.ts';
import type { StoreOptions } from './read-traces.ts';
import { unlimited } from './spill/event-store.ts';
import { type SortedTexts, sortTexts } from './spill/sort-texts.ts';

export interface SortedInputs extends Omit<InputsRead, 'events'>, Pick<SortedTexts, 'texts'> {}

/** What was put aside is gone when `use` has ended. */
export async function readSorted<T>(
  files: readonly InputFile[],
  options: StoreOptions,
  textOf: (event: Event) => { readonly key: string; readonly text: string },
  use: (read: SortedInputs) => Promise<T>,
): Promise<T> {
  const { directory } = options.limits ?? unlimited;
  const sorted = sortTexts(directory);
  try {
    const read = await readInto(files, options, (event) => {
      const { key, text } = textOf(event);
      sorted.add(key, text);
    });
    return await use({ ...read, texts: sorted.texts });
  } finally {
    sorted.close();
  }
}
