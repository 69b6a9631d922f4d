// Windows of days: whether something holds when a call was made. A call without a time is judged by what holds last.
import type { Nanoseconds } from '../model/event.ts';

export interface Dated {
  readonly valid_from?: string | undefined;
  readonly valid_to?: string | undefined;
}

export interface Window {
  readonly from: Nanoseconds | undefined;
  /** Exclusive. */
  readonly to: Nanoseconds | undefined;
}

export function windowOf({ valid_from: from, valid_to: to }: Dated): Window {
  return { from: from === undefined ? undefined : startOf(from), to: to === undefined ? undefined : startOf(to) };
}

export function holds({ from, to }: Window, time: Nanoseconds | undefined): boolean {
  return !isOver({ from, to }, time) && (from === undefined || time === undefined || time >= from);
}

/** Its end has passed. */
export function isOver({ to }: Window, time: Nanoseconds | undefined): boolean {
  return to !== undefined && (time === undefined || time >= to);
}

/** Both hold on some day. */
export function overlap(a: Window, b: Window): boolean {
  const before = (end: Nanoseconds | undefined, start: Nanoseconds | undefined): boolean =>
    end !== undefined && start !== undefined && end <= start;
  return !before(a.to, b.from) && !before(b.to, a.from);
}

/** Midnight UTC of an ISO day. */
function startOf(day: string): Nanoseconds {
  return BigInt(Date.parse(`${day}T00:00Z`)) * 1_000_000n;
}
