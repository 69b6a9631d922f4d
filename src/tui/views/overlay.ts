// What lies over a view: all keys, or what writing would change. Longer than the screen, it scrolls.
import type { ReviewState } from '../state.ts';
import { changeLines } from './changes.ts';
import { helpLines } from './help.ts';
import { penOf } from './style-of.ts';

export function overlayLines(state: ReviewState): readonly string[] {
  if (state.overlay === undefined) return [];
  return state.overlay === 'help' ? helpLines(state.remap, penOf(state)) : changeLines(state.changes, penOf(state));
}
