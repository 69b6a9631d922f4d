// The key table: what every key does and where. Help, footer, command palette and remapping all read it.

export const viewIds = [
  'overview',
  'breaks',
  'unattributed',
  'traces',
  'trace',
  'prices',
  'findings',
  'plan',
  'decisions',
] as const;
export type ViewId = (typeof viewIds)[number];

interface Action {
  /** As the terminal names them; see `key-name.ts`. */
  readonly keys: readonly string[];
  /** What it does, as help says it. */
  readonly does: string;
  /** One or two words for the footer. */
  readonly short?: string;
  /** Where it works; everywhere when absent. */
  readonly views?: readonly ViewId[];
}

const rows = ['unattributed', 'traces'] as const satisfies readonly ViewId[];

export const actions = {
  down: { keys: ['j', 'down'], does: 'next row' },
  up: { keys: ['k', 'up'], does: 'previous row' },
  'page-down': { keys: ['pgdn', 'ctrl-f'], does: 'a screen down' },
  'page-up': { keys: ['pgup', 'ctrl-b'], does: 'a screen up' },
  'half-down': { keys: ['ctrl-d'], does: 'half a screen down' },
  'half-up': { keys: ['ctrl-u'], does: 'half a screen up' },
  first: { keys: ['g', 'home'], does: 'first row' },
  last: { keys: ['G', 'end'], does: 'last row' },
  left: { keys: ['left', 'h'], does: 'previous field', views: ['breaks'] },
  right: { keys: ['right', 'l'], does: 'next field', views: ['breaks'] },
  open: { keys: ['enter'], does: 'what is behind the row', short: 'open' },
  back: { keys: ['esc'], does: 'back, or clear the filter', short: 'back' },
  'next-view': { keys: ['tab'], does: 'next view' },
  'previous-view': { keys: ['shift-tab'], does: 'previous view' },
  filter: { keys: ['/'], does: 'show only rows that fit; in a trace, find text', short: 'filter' },
  next: { keys: ['n'], does: 'next match' },
  previous: { keys: ['N'], does: 'previous match' },
  sort: { keys: ['s'], does: 'sort by the next column' },
  mark: { keys: ['space'], does: 'mark the row, so that a decision is taken for all marked ones', short: 'mark' },
  assign: {
    keys: ['a'],
    does: 'say which team the identity of the row belongs to',
    short: 'assign',
    views: [...rows, 'trace'],
  },
  alias: { keys: ['l'], does: 'say that the owner named in the row is another name of a team', views: rows },
  map: {
    keys: ['m'],
    does: 'read a field from a column no format knows',
    views: ['overview', 'unattributed', 'findings'],
  },
  accept: {
    keys: ['A'],
    does: 'accept the problem for now, with a reason and a day',
    short: 'accept',
    views: ['breaks', 'findings'],
  },
  note: { keys: ['t'], does: 'write a note for whoever makes the repair', views: ['plan'] },
  exception: {
    keys: ['X'],
    does: 'name who answers for spend without an owner, and by when',
    views: ['unattributed', 'overview'],
  },
  undo: { keys: ['u'], does: 'take the last decision back', short: 'undo' },
  redo: { keys: ['ctrl-r'], does: 'take it again' },
  write: { keys: ['w'], does: 'show what would change in which file, then ask', short: 'write' },
  edit: { keys: ['e'], does: 'open the source line in $EDITOR' },
  copy: { keys: ['y'], does: 'copy the trace as JSON, without prompt text' },
  export: { keys: ['x'], does: 'save this view as CSV or Markdown' },
  command: { keys: [':'], does: 'type the name of an action or a view' },
  suspend: { keys: ['ctrl-z'], does: 'back to the shell; fg returns' },
  help: { keys: ['?'], does: 'all keys', short: 'help' },
  quit: { keys: ['q'], does: 'quit', short: 'quit' },
} as const satisfies Readonly<Record<string, Action>>;

export type ActionId = keyof typeof actions;
export const actionIds = Object.keys(actions) as readonly ActionId[]; // the keys of a literal object

/** Always quits, in every prompt too; not remappable, so that nobody can lock himself in. */
export const alwaysQuits = 'ctrl-c';

export const actionOf = (id: ActionId): Action => actions[id];

/** Keys by action as the user wants them; the rest keep theirs. */
export type Remap = { readonly [K in ActionId]?: readonly string[] };

export function keysOf(id: ActionId, remap: Remap): readonly string[] {
  return remap[id] ?? actions[id].keys;
}

/** What a key does in a view; a number opens the view of that number. */
export function actionFor(key: string, view: ViewId, remap: Remap): ActionId | { readonly view: ViewId } | undefined {
  const numbered = /^[1-9]$/.test(key) ? viewIds[Number(key) - 1] : undefined;
  const found = actionIds.find((id) => keysOf(id, remap).includes(key) && worksIn(id, view));
  return found ?? (numbered ? { view: numbered } : undefined);
}

export function worksIn(id: ActionId, view: ViewId): boolean {
  const { views } = actionOf(id);
  return views === undefined || views.includes(view);
}
