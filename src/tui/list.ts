// A list on the screen: cursor, window, marks and order over rows that stay where they are. Moving never touches a row.

export interface ListState {
  /** Position in the visible order. */
  readonly cursor: number;
  /** First visible position. */
  readonly top: number;
  /** Keys of marked rows. */
  readonly marked: ReadonlySet<string>;
  readonly filter: string;
  /** Column to sort by; the list's own order when undefined. */
  readonly sort: number | undefined;
}

export const freshList: ListState = { cursor: 0, top: 0, marked: new Set(), filter: '', sort: undefined };

/** The cursor moved by `by` rows of `size`, the window after it. `room` is how many rows fit the screen. */
export function moveBy(list: ListState, by: number, size: number, room: number): ListState {
  return moveTo(list, list.cursor + by, size, room);
}

export function moveTo(list: ListState, position: number, size: number, room: number): ListState {
  const cursor = Math.max(0, Math.min(size - 1, position));
  const last = Math.max(0, size - room);
  const top = Math.max(0, Math.min(last, cursor < list.top ? cursor : Math.max(list.top, cursor - room + 1)));
  return { ...list, cursor, top };
}

/** Marks or unmarks a row. */
export function toggleMark(list: ListState, key: string): ListState {
  const marked = new Set(list.marked);
  if (!marked.delete(key)) marked.add(key);
  return { ...list, marked };
}

/** Positions of the rows that are on the screen. */
export function windowOf({ top }: ListState, size: number, room: number): readonly [from: number, to: number] {
  return [Math.min(top, Math.max(0, size - 1)), Math.min(size, top + room)];
}
