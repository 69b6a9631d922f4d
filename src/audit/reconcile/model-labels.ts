// The name of a model family in the document: as calls name it, else as the invoice does; the shortest, then the first by name.
import { compareText } from '../../model/place.ts';
import type { Cell } from './cells.ts';

export function modelLabels(cells: readonly Cell[]): string | undefined {
  const named = (of: readonly { readonly model?: string }[]): readonly string[] => [
    ...new Set(of.flatMap(({ model }) => model ?? [])),
  ];
  const traced = named(cells.flatMap(({ uses }) => uses));
  const billed = named(cells.flatMap(({ counted, charged }) => [...counted, ...charged]));
  const names = traced.length > 0 ? traced : billed;
  return [...names].sort((a, b) => a.length - b.length || compareText(a, b))[0];
}
