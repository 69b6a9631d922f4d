// Moving about: between views, through lists and texts. Every list is put in order here whenever something it depends on changes.
import type { ViewId } from './keys.ts';
import { type ListState, moveTo } from './list.ts';
import { lists } from './lists/index.ts';
import { orderOf } from './order.ts';
import { type ReviewState, roomOf, type Scope } from './state.ts';
import { textLines } from './views/text-lines.ts';

/** Rows the view can move through: of its list, or lines of its text. */
export function sizeOf(state: ReviewState): number {
  return lists[state.view] ? state.orders[state.view].length : textLines(state).length;
}

/** Rows of the view that fit the screen: a list has a line of heads, and lines about the row under the cursor. */
export function listRoom(state: ReviewState): number {
  return lists[state.view] ? Math.max(1, roomOf(state) - 4) : roomOf(state);
}

export function withList(state: ReviewState, list: ListState): ReviewState {
  return { ...state, lists: { ...state.lists, [state.view]: list } };
}

/** All lists in order again; the cursors stay as near as they can to where they were. */
export function withOrders(state: ReviewState): ReviewState {
  return (Object.keys(lists) as ViewId[]).reduce(withOrder, state); // the keys of a literal object
}

export function withOrder(state: ReviewState, view: ViewId): ReviewState {
  const list = state.lists[view];
  const { order, problem } = orderOf(view, list, state);
  const room = listRoom({ ...state, view });
  const moved = moveTo(list, list.cursor, order.length, room);
  return {
    ...state,
    orders: { ...state.orders, [view]: order },
    lists: { ...state.lists, [view]: moved },
    ...(problem !== undefined && { message: problem }),
  };
}

export function goTo(state: ReviewState, view: ViewId): ReviewState {
  if (view === state.view) return state;
  if (view === 'trace' && !state.trace) return { ...state, message: 'open a trace from another view with enter' };
  return { ...state, view, trail: [...state.trail, state.view].slice(-20) };
}

export function openTraces(state: ReviewState, scope: Scope): ReviewState {
  return withOrder(
    goTo(
      { ...state, scope, lists: { ...state.lists, traces: { ...state.lists.traces, cursor: 0, top: 0, filter: '' } } },
      'traces',
    ),
    'traces',
  );
}

export function openTrace(state: ReviewState, id: string): ReviewState {
  const trace = { id, explanations: undefined };
  const lists = { ...state.lists, trace: { ...state.lists.trace, cursor: 0, top: 0 } };
  const requests = [...state.requests, { kind: 'explain' as const, traceId: id }];
  return goTo({ ...state, trace, lists, requests }, 'trace');
}

/** Row of the report or call under the cursor; undefined in an empty list. */
export function cursorIndex(state: ReviewState): number | undefined {
  return state.orders[state.view][state.lists[state.view].cursor];
}
