// What the actions of the key table do. A decision begins with a question; its answer is read in answer.ts.

import { asked } from './ask.ts';
import { type Decisions, redo, undo } from './decisions.ts';
import { type ActionId, type ViewId, viewIds } from './keys.ts';
import { moveBy, toggleMark } from './list.ts';
import { breaks } from './lists/breaks.ts';
import { findingAt } from './lists/findings.ts';
import { lists } from './lists/index.ts';
import { behindPrice, prices } from './lists/prices.ts';
import { sliceAt } from './lists/unattributed.ts';
import { beside, type Doing, match, moved, to } from './move.ts';
import { cursorIndex, goTo, listRoom, openTrace, openTraces, sizeOf, withList, withOrder } from './navigate.ts';
import { type Request, type ReviewState, unwrittenCount } from './state.ts';

export { goTo } from './navigate.ts';

const step =
  (by: number): Doing =>
  (state) => {
    const at = viewIds.indexOf(state.view) + by;
    const open = viewIds.filter((view) => view !== 'trace' || state.trace !== undefined);
    const next = viewIds[(at + viewIds.length) % viewIds.length] ?? 'overview';
    return open.includes(next) ? goTo(state, next) : step(by > 0 ? by + 1 : by - 1)(state);
  };

const request =
  (make: (state: ReviewState) => Request | string): Doing =>
  (state) => {
    const made = make(state);
    return typeof made === 'string' ? { ...state, message: made } : { ...state, requests: [...state.requests, made] };
  };

const doings: Readonly<Record<ActionId, Doing>> = {
  down: moved(() => 1),
  up: moved(() => -1),
  'page-down': moved((room) => room),
  'page-up': moved((room) => -room),
  'half-down': moved((room) => Math.ceil(room / 2)),
  'half-up': moved((room) => -Math.ceil(room / 2)),
  left: beside(-1),
  right: beside(1),
  first: to(false),
  last: to(true),
  open,
  back,
  'next-view': step(1),
  'previous-view': step(-1),
  filter: (state) => asked(state, 'filter'),
  next: match(1),
  previous: match(-1),
  sort,
  mark,
  assign: (state) => asked(state, 'assign'),
  alias: (state) => asked(state, 'alias'),
  map: (state) => asked(state, 'map'),
  accept: (state) => asked(state, 'accept'),
  note: (state) => asked(state, 'note'),
  exception: (state) => asked(state, 'exception'),
  undo: (state) => redecided(state, undo(state.decisions), 'nothing to take back'),
  redo: (state) => redecided(state, redo(state.decisions), 'nothing to take again'),
  write: request((state) =>
    unwrittenCount(state) === 0
      ? 'nothing was decided since the files were written'
      : { kind: 'propose', decisions: state.decisions.taken },
  ),
  edit: request(editPlace),
  copy: request(copyTrace),
  export: (state) => asked(state, 'export'),
  command: (state) => asked(state, 'command'),
  help: (state) => ({ ...state, overlay: 'help', overlayTop: 0 }),
  suspend: request(() => ({ kind: 'suspend' })),
  quit: (state) => {
    const left = unwrittenCount(state);
    if (left <= 0 || state.message === quitWarning(left))
      return { ...state, requests: [...state.requests, { kind: 'quit' }] };
    return { ...state, message: quitWarning(left) };
  },
};

const quitWarning = (left: number): string =>
  `${left} ${left === 1 ? 'decision is' : 'decisions are'} not written: w writes, ctrl-c leaves without`;

export function act(state: ReviewState, action: ActionId): ReviewState {
  return doings[action](state);
}

function open(state: ReviewState): ReviewState {
  const index = cursorIndex(state);
  if (state.view === 'overview') return goTo(state, 'breaks');
  if (index === undefined) return state;
  switch (state.view) {
    case 'breaks': {
      const key = breaks.key(state, index);
      const [spend, , field, , from, to] = breaks
        .cells(state, index)
        .map((cell) => (typeof cell === 'string' ? cell : cell.text));
      return openTraces(state, {
        title: `${field} ${from} -> ${to} (${spend})`,
        test: (call) => call.breaks().includes(key),
      });
    }
    case 'unattributed': {
      const { name, test } = sliceAt(state, index);
      return openTraces(state, { title: name, test });
    }
    case 'prices': {
      const cause = prices.key(state, index);
      return openTraces(state, { title: cause, test: behindPrice(cause) });
    }
    case 'traces':
      return openTrace(state, state.review.calls.at(index).trace_id());
    case 'findings': {
      const example = findingAt(state, index).examples.find(({ trace_id: id }) => id !== null);
      return example?.trace_id
        ? openTrace(state, example.trace_id)
        : { ...state, message: 'this finding is about no single trace' };
    }
    case 'plan':
    case 'decisions':
    case 'trace':
      return state;
  }
}

/** Back: the filter goes first, then the calls behind a row, then the view. */
function back(state: ReviewState): ReviewState {
  const list = state.lists[state.view];
  if (list.filter !== '') return withOrder(withList(state, { ...list, filter: '' }), state.view);
  const view: ViewId = state.trail.at(-1) ?? 'overview';
  const leaving =
    state.view === 'traces' && state.scope !== undefined ? withOrder({ ...state, scope: undefined }, 'traces') : state;
  return { ...leaving, view, trail: state.trail.slice(0, -1) };
}

function sort(state: ReviewState): ReviewState {
  const columns = lists[state.view]?.columns ?? [];
  const sortable = columns.flatMap((column, index) => (column.value ? [index] : []));
  const list = state.lists[state.view];
  const at = list.sort === undefined ? -1 : sortable.indexOf(list.sort);
  const next = sortable[at + 1];
  const sorted = withOrder(withList(state, { ...list, sort: next, cursor: 0, top: 0 }), state.view);
  return { ...sorted, message: next === undefined ? 'in its own order' : `sorted by ${columns[next]?.head}` };
}

function mark(state: ReviewState): ReviewState {
  const index = cursorIndex(state);
  const definition = lists[state.view];
  if (index === undefined || !definition) return state;
  const marked = toggleMark(state.lists[state.view], definition.key(state, index));
  if (definition.grid) return beside(1)(withList(state, marked));
  return withList(state, moveBy(marked, 1, sizeOf(state), listRoom(state)));
}

function redecided(state: ReviewState, decisions: Decisions, otherwise: string): ReviewState {
  if (decisions === state.decisions) return { ...state, message: otherwise };
  const next = {
    ...state,
    decisions,
    requests: [...state.requests, { kind: 'recompute' as const, decisions: decisions.taken }],
  };
  return withOrder(next, 'decisions');
}

/** The trace under the cursor, else the one that is open. */
function copyTrace(state: ReviewState): Request | string {
  const index = state.view === 'traces' ? cursorIndex(state) : undefined;
  if (index !== undefined) return { kind: 'copy', traceId: state.review.calls.at(index).trace_id() };
  return state.trace ? { kind: 'copy', traceId: state.trace.id } : 'no trace is here: open one first';
}

function editPlace(state: ReviewState): Request | string {
  const index = cursorIndex(state);
  if (state.view === 'traces' && index !== undefined) {
    const { source, line } = state.review.calls.at(index);
    return { kind: 'edit', source, line };
  }
  if (state.view === 'breaks' && index !== undefined) {
    const example = state.review.report.breaks[index]?.example;
    if (example) return { kind: 'edit', source: example.source, line: example.line };
  }
  if (state.view === 'findings' && index !== undefined) {
    const seen = findingAt(state, index).examples.find(({ source }) => source !== null);
    if (seen?.source && seen.line !== null) return { kind: 'edit', source: seen.source, line: seen.line };
  }
  const [first] = state.trace?.explanations ?? [];
  const seen = first?.waterfall[0];
  if (state.view === 'trace' && seen) return { kind: 'edit', source: seen.source, line: seen.line };
  return 'no source line belongs to this row';
}
