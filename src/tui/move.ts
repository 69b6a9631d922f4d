// Moving the cursor: through lists, matrices and texts, and from match to match.
import { belowIn, besideIn, type Grid, gridOf } from './grid.ts';
import { moveBy, moveTo } from './list.ts';
import { lists } from './lists/index.ts';
import { listRoom, sizeOf, withList } from './navigate.ts';
import type { ReviewState } from './state.ts';
import { findInText } from './views/text-lines.ts';

export type Doing = (state: ReviewState) => ReviewState;

export const moved =
  (by: (room: number) => number): Doing =>
  (state) => {
    const room = listRoom(state);
    const list = state.lists[state.view];
    const grid = gridHere(state);
    if (grid) return inGrid(state, belowIn(grid, list.cursor, by(room)));
    if (lists[state.view]) return withList(state, moveBy(list, by(room), sizeOf(state), room));
    // A text has no cursor: it scrolls.
    const top = Math.max(0, Math.min(sizeOf(state) - room, list.top + by(room)));
    return withList(state, { ...list, top, cursor: top });
  };

export const beside =
  (by: number): Doing =>
  (state) => {
    const grid = gridHere(state);
    return grid ? inGrid(state, besideIn(grid, state.lists[state.view].cursor, by)) : state;
  };

const inGrid = (state: ReviewState, position: number): ReviewState =>
  withList(state, moveTo(state.lists[state.view], position, sizeOf(state), listRoom(state)));

function gridHere(state: ReviewState): Grid | undefined {
  const names = lists[state.view]?.grid;
  return names && gridOf(state.orders[state.view], names, state);
}

export const to =
  (last: boolean): Doing =>
  (state) => {
    const [size, room] = [sizeOf(state), listRoom(state)];
    const list = state.lists[state.view];
    const grid = gridHere(state);
    if (grid) return inGrid(state, belowIn(grid, list.cursor, last ? Infinity : -Infinity));
    if (lists[state.view]) return withList(state, moveTo(list, last ? size - 1 : 0, size, room));
    const top = last ? Math.max(0, size - room) : 0;
    return withList(state, { ...list, top, cursor: top });
  };

export const match =
  (by: 1 | -1): Doing =>
  (state) => {
    if (lists[state.view]) {
      const size = sizeOf(state);
      if (size === 0) return state;
      const { cursor } = state.lists[state.view];
      return withList(state, moveTo(state.lists[state.view], (cursor + by + size) % size, size, listRoom(state)));
    }
    const found = findInText(state, by);
    if (found === undefined)
      return {
        ...state,
        message: state.lists[state.view].filter === '' ? '/ first says what to look for' : 'not found',
      };
    return withList(state, { ...state.lists[state.view], top: found, cursor: found });
  };
